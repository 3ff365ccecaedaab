"""Help fits one screen and knows every command."""

import pytest

from bot.cards.help_card import help_card
from bot.parse.commands import USAGE
from bot.wording import Language, speaking

MOST_LINES = 22
"""What Slack shows of a message at once in a small window."""


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("command", sorted(set(USAGE) - {"help"}))
def test_help_knows_the_command(command: str, language: Language) -> None:
    with speaking(language):
        told = str(help_card().blocks)
    assert f"`{command}`" in told or f"`/customer {command}" in told


@pytest.mark.parametrize("language", Language)
def test_help_fits_one_screen(language: Language) -> None:
    with speaking(language):
        told = help_card()
    assert told.text.count("\n") <= MOST_LINES
    assert max(len(line) for line in told.text.split("\n")) <= 240
