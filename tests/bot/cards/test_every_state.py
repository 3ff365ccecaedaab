"""Every card and form has a golden in every state: empty, usual, overfull, right to left, hostile."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards.block import Message
from playground.validation import problems_in_message, problems_in_view
from tests.bot.cards.elsewhere import ELSEWHERE, OTHERWISE, SHAPED_ALIKE
from tests.bot.cards.states import DRAWN, STATES
from tests.rules import tree

GOLDENS: Final = Path(__file__).parent / "__snapshots__"
MARKUP: Final = re.compile(r"<!channel>|<https://evil")
BUILT: Final = ("Message", "View", "Entity")


def builders() -> set[str]:
    """All functions of the cards that make a message, a view or an entity."""
    return {
        f"{path.stem}.{node.name}"
        for path in tree.modules("bot")
        if path.parts[:2] == ("bot", "cards")
        for node in tree.syntax(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.returns and set(BUILT) & set(ast.unparse(node.returns).split(" | "))
    }


def test_every_card_and_form_is_drawn_in_every_state_or_says_why_not() -> None:
    """Whoever adds a builder draws it here in five states, or names where that is done, or why there are none."""
    drawn = {name.partition(",")[0] for name in DRAWN}
    assert builders() == drawn | ELSEWHERE.keys() | SHAPED_ALIKE.keys()
    assert SHAPED_ALIKE.keys() & (drawn | ELSEWHERE.keys()) == set()


@pytest.mark.parametrize("builder", ELSEWHERE)
def test_what_is_drawn_elsewhere_is_there_in_every_state(builder: str) -> None:
    for state in STATES:
        usual = [ELSEWHERE[builder].format(name) for name in (state, state.replace("_", " "))]
        names = [OTHERWISE.get(name, name) for name in usual]
        assert any((GOLDENS / f"{name}.json").is_file() for name in names), f"{builder}, {state}"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", DRAWN)
def test_drawn(name: str, state: str, snapshot: SnapshotAssertion) -> None:
    built: Any = DRAWN[name](state)
    golden = snapshot.use_extension(JSONSnapshotExtension)
    if isinstance(built, Message):
        assert built.text
        assert problems_in_message(list(built.blocks)) == []
        assert MARKUP.findall(str(list(marked_up(built.blocks))) + built.text) == []
        assert {"text": built.text, "blocks": list(built.blocks)} == golden
    else:
        assert problems_in_view(built) == []
        assert MARKUP.findall(str(list(marked_up(built)))) == []
        assert dict(built) == golden


def marked_up(part: Any) -> Iterator[str]:
    """All texts in which Slack would see a mention or a link."""
    if isinstance(part, Mapping):
        if part.get("type") == "mrkdwn":
            yield str(part["text"])
        part = part.values()
    if not isinstance(part, str) and isinstance(part, Iterable):
        for value in part:
            yield from marked_up(value)
