"""What a step gives to a workflow, in every state: words that nothing can come of."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards import problem, step
from bot.permissions import Action, Role
from tests.bot.cards.people import EVERYBODY


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_look_up_customer_gives(who: str, golden: SnapshotAssertion) -> None:
    given = step.outputs(EVERYBODY[who](), link="https://rapport.example.com/c/c_1")
    assert all(isinstance(value, str) for value in given.values())
    assert not {"<", ">", "\u202e", "\u200b"} & set("".join(given.values()))
    assert max(map(len, given.values())) <= step.VALUE_CHARS
    assert given == golden


def test_a_sentence_is_told_to_a_workflow_without_its_marks() -> None:
    told = step.told(problem.refused(Role.AGENT, Action.MARK).text)
    assert told
    assert not {"*", "`", "_", "<", ">"} & set(told)
