"""Cards and searches in modals, in every state, as JSON and within what Slack takes."""

from collections.abc import Callable
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import new_form, options, panels, problem
from bot.cards.block import View
from bot.cards.profile_card import profile_card
from bot.permissions import Action, Role
from playground.validation import problems_in_options, problems_in_view
from storage.profile import Profile
from tests.bot.cards.people import EVERYBODY, NOW
from tests.bot.cards.test_goldens import HITS, VIEWER


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def card_of(profile: Profile) -> dict[str, Any]:
    return dict(panels.panel(profile_card(profile, now=NOW, viewer=VIEWER)))


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_card_below_the_search(who: str, golden: SnapshotAssertion) -> None:
    view = card_of(EVERYBODY[who]())
    assert problems_in_view(view) == []
    assert view == golden


PANELS: dict[str, Callable[[], View]] = {
    "find": panels.find,
    "new": lambda: new_form.new_form(clicks.NewForm(), name="", identifiers=(), search=True),
    "beside": lambda: panels.beside(problem.slack_silent()),
    "on_top": lambda: panels.on_top(problem.slack_silent()),
    "alone": lambda: panels.alone(problem.refused(Role.GUEST, Action.SEE)),
}


@pytest.mark.parametrize("name", PANELS)
def test_a_panel(name: str, golden: SnapshotAssertion) -> None:
    view = PANELS[name]()
    assert problems_in_view(view) == []
    assert view == golden


def test_the_lines_of_the_search(golden: SnapshotAssertion) -> None:
    lines = {"options": options.find_options(HITS * 40, now=NOW)}
    assert problems_in_options(lines) == []
    assert len(lines["options"]) == 100
    assert lines["options"][:3] == golden
