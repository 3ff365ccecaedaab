"""The forms for messages that agents point at, in every state, as JSON and within what Slack takes."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import link_form, note_form, options
from bot.cards.block import View
from playground.validation import problems_in_message, problems_in_view
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.store import Hit
from tests.bot.cards.people import EVERYBODY, HOSTILE, NOW

RTL = "\u05d0\u05e0\u05d9 \u05de\u05d7\u05db\u05d4 \u05dc\u05de\u05e9\u05dc\u05d5\u05d7"
LONG = "where is my order? " * 600
MAIL = Identifier(kind="email", value=f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example")
CLAIMS = (
    SenderClaim(
        identifier=Identifier(kind="phone", value="+442079460123"), evidence=Evidence.VOUCHED
    ),
    SenderClaim(identifier=MAIL, evidence=Evidence.UNVERIFIED),
    SenderClaim(
        identifier=Identifier(kind="instagram", value="pat.d"), evidence=Evidence.MENTIONED
    ),
)
TEXTS = {
    "usual": ("Do you ship to Leith?", "Pat Doyle", CLAIMS[:1]),
    "empty": ("", None, ()),
    "overfull": (LONG, "Pat " * 100, CLAIMS),
    "right_to_left": (RTL, RTL, CLAIMS[:1]),
    "hostile": (HOSTILE, HOSTILE, CLAIMS[2:]),
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def message(state: str) -> CustomerMessage:
    text, name, claims = TEXTS[state]
    return CustomerMessage(
        channel=Channel.SMS,
        claims=claims,
        name=name,
        text=text[:8000],
        subject="Order" if state == "usual" else None,
        files=("sails.pdf",) if state == "empty" else (),
        sent_at=NOW,
        source="C1/1.0",
        conversation="C1/1.0",
    )


def whoever(name: str | None) -> list[dict[str, object]]:
    return options.customer_options([Hit(contact_id="c_1", name=name, company=name)], now=NOW)


def checked(view: View) -> View:
    assert problems_in_view(view) == []
    return view


@pytest.mark.parametrize("state", TEXTS)
def test_whose_message_it_is_is_asked(state: str, golden: SnapshotAssertion) -> None:
    about = clicks.LinkForm("k1")
    assert checked(link_form.link_form(about, message(state), whose=None)) == golden


@pytest.mark.parametrize("state", TEXTS)
def test_whose_message_it_likely_is_is_picked_at_first(
    state: str, golden: SnapshotAssertion
) -> None:
    (whose,) = whoever(TEXTS[state][1])
    about = clicks.LinkForm("k1")
    assert checked(link_form.link_form(about, message(state), whose=whose)) == golden


@pytest.mark.parametrize("state", TEXTS)
def test_a_note_with_what_a_message_says(state: str, golden: SnapshotAssertion) -> None:
    (whose,) = whoever(TEXTS[state][1])
    about = clicks.MessageNoteForm(link="https://tidewater.slack.com/archives/C1/p1000000")
    text = TEXTS[state][0]
    assert checked(note_form.from_message(about, text=text, whose=whose)) == golden


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_message_that_is_kept_already_says_with_whom(who: str, golden: SnapshotAssertion) -> None:
    about = clicks.MergeForm(contact_id="c_1")
    assert checked(link_form.kept_already(about, EVERYBODY[who]())) == golden


@pytest.mark.parametrize("told", [link_form.own_message, link_form.unreadable])
def test_what_cannot_be_linked_says_why(told: object, golden: SnapshotAssertion) -> None:
    assert callable(told)
    found = told()
    assert problems_in_message(list(found.blocks)) == []
    assert {"text": found.text, "blocks": list(found.blocks)} == golden
