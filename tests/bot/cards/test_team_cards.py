"""What a team sets up for itself, segments and rules, in every state, as JSON and within what Slack takes."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import ruled, rules, segments
from bot.cards.block import Message, View
from bot.wording import Language, speaking
from playground.validation import problems_in_message, problems_in_view
from storage.ruled import Ruled
from storage.rules import SHIPPED, Hours, Rule, Why
from storage.searching.found import Counted
from storage.segments import Segment
from tests.bot.cards.people import EVERYBODY, NOW, ana

HOSTILE = "<!channel> *bold* `code` \u202egnp.exe " + "x" * 60
RTL = "לקוחות חשובים"


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def shown(message: Message) -> dict[str, Any]:
    assert problems_in_message(list(message.blocks)) == []
    return {"text": message.text, "blocks": list(message.blocks)}


def form(view: View) -> dict[str, Any]:
    assert problems_in_view(dict(view)) == []
    return dict(view)


def segment(number: int, name: str, query: str = "tag:vip seen:<30d") -> Segment:
    return Segment(id=f"s_{number}", name=name, query=query, owner="U0MAYA", at=NOW)


SEGMENTS = {
    "empty": [],
    "usual": [segment(1, "VIPs"), segment(2, "Late", "tag:late")],
    "right to left": [segment(1, RTL)],
    "hostile": [segment(1, HOSTILE[:75], 'tag:"<!channel>*`"')],
    "overfull": [segment(n, f"Number {n} " + "y" * 60, "tag:vip OR " * 30 + "ana") for n in range(30)],
}  # fmt: skip
FULL = Rule(
    id="rule_9", name="Everything", query="tag:vip orders:>3", places=("C0WHATSAPP", "C0SMS"),
    hours=Hours.OUTSIDE, again=3, tags=("late", "vip"), priority="urgent", owner_group="S1",
    mention_group="S2", post_to="C0LEADS", reply="t_1", suggest="t_1", is_on=True, at=NOW,
)  # fmt: skip
RULES = {
    "shipped": list(SHIPPED),
    "usual": [FULL],
    "right to left": [FULL.model_copy(update={"name": RTL})],
    "hostile": [FULL.model_copy(update={"name": HOSTILE[:75], "tags": ("<!here>",), "query": 'tag:"`<!here>"'})],
    "overfull": [FULL.model_copy(update={"id": f"rule_{n}", "query": "tag:vip OR " * 40}) for n in range(15)],
}  # fmt: skip


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", SEGMENTS)
def test_segments(state: str, language: Language, golden: SnapshotAssertion) -> None:
    found = SEGMENTS[state]
    counts = {one.id: Counted(found=500 - n, is_all=n > 0) for n, one in enumerate(found)}
    changeable = frozenset(one.id for one in found[:1])
    with speaking(language):
        message = segments.segment_list(found, counts, changeable=changeable)
    assert shown(message) == golden


def test_the_form_of_a_segment(golden: SnapshotAssertion) -> None:
    about = clicks.SegmentForm("s_1")
    assert form(segments.segment_form(about, segment(1, HOSTILE[:75]))) == golden


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", RULES)
def test_rules(state: str, language: Language, golden: SnapshotAssertion) -> None:
    with speaking(language):
        message = rules.rule_list(RULES[state])
    told = shown(message)
    buttons = [
        part for block in told["blocks"] for part in block.get("elements", ()) if "value" in part
    ]
    assert len([one for one in buttons if one["action_id"].startswith("rule:drop")]) == len(
        RULES[state]
    )
    assert told == golden


@pytest.mark.parametrize("language", Language)
def test_the_form_of_a_rule(language: Language, golden: SnapshotAssertion) -> None:
    about = clicks.RuleForm("rule_9")
    with speaking(language):
        made = rules.rule_form(about, FULL, groups=[("S1", "Seniors")], replies=[("t_2", "Hello")])
    assert form(made) == golden


@pytest.mark.parametrize("language", Language)
def test_a_trial(language: Language, golden: SnapshotAssertion) -> None:
    fired = [(ana().messages[0], make()) for make in EVERYBODY.values()] * 3
    with speaking(language):
        assert shown(rules.trial(FULL, fired, of=50)) == golden


@pytest.mark.parametrize("language", Language)
def test_why_rules_fired(language: Language, golden: SnapshotAssertion) -> None:
    verdicts = tuple((f"rule_{n}", why) for n, why in enumerate(Why))
    entries = [
        Ruled(at=NOW, contact_id=f"c_{n}", message_id="m", verdicts=verdicts) for n in range(10)
    ]
    people = {"c_0": HOSTILE, "c_1": RTL}
    with speaking(language):
        message = rules.ruled_list(entries, {"rule_0": HOSTILE}, people, after=0, more=True)
    assert shown(message) == golden
    assert shown(rules.ruled_list([], {}, {}, after=0, more=False))["blocks"]


def test_what_rules_post(golden: SnapshotAssertion) -> None:
    card = rules.trial(FULL, [], of=0)
    address = "https://x.slack.com/archives/C1/p1"
    assert [shown(ruled.mention("S1")), shown(ruled.forwarded(card, address))] == golden
