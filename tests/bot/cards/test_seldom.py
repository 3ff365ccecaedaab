"""Fields that nobody reads, for admins: which, and how seldom."""

import pytest

from bot.cards.seldom import seldom_read
from bot.wording import Language, speaking
from playground.validation import problems_in_message
from storage.usage import Use, Used
from tests.bot.cards.people import HOSTILE

STATES = {
    "too early": None,
    "empty": [],
    "usual": [Used(field="born", times={}), Used(field="plan", times={Use.SAID: 2})],
    "hostile": [Used(field=f"field:{HOSTILE[:60]}", times={})],
    "overfull": [Used(field=f"field:{n} " + "y" * 55, times={}) for n in range(60)],
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", STATES)
def test_slack_takes_what_is_said_of_them(state: str, language: Language) -> None:
    with speaking(language):
        blocks = seldom_read(STATES[state])
    assert problems_in_message(list(blocks)) == []
    assert "<!" not in str(blocks)


def test_each_says_how_it_was_read() -> None:
    told = str(seldom_read(STATES["usual"]))
    assert "*Born*" in told
    assert "never" in told
    assert "said in a reply 2 times" in told
