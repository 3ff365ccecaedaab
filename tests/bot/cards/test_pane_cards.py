"""Profiles as Work Objects, in every state, as JSON and within what Slack takes."""

import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.metadata import EntityMetadata
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards import pane, problem
from bot.parse.profile_links import contact_in, contact_of, profile_link
from bot.permissions import Action, Role
from playground.validation import problems_in_details, problems_in_entities
from storage.contact import FactSource
from tests.bot.cards.people import EVERYBODY, NOW, fact
from tests.bot.cards.reading import person
from tests.bot.cards.states import STATES, with_fields
from tests.bot.cards.test_goldens import VIEWER

LINK: Final = "https://rapport.example.com/c/c_0123456789abcdefghjkmnpqrs"


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_pane(who: str, golden: SnapshotAssertion) -> None:
    shown: Any = pane.details(EVERYBODY[who](), "c_1", LINK, now=NOW, viewer=VIEWER)
    assert problems_in_details(shown) == []
    assert len(shown["entity_payload"]["actions"]["primary_actions"]) <= 2
    assert len(shown["entity_payload"]["actions"]["overflow_actions"]) <= 5
    assert EntityMetadata(**shown).to_dict()["external_ref"]["id"] == "c_1"
    assert shown == golden


@pytest.mark.parametrize("state", STATES)
def test_the_pane_with_custom_fields(state: str, golden: SnapshotAssertion) -> None:
    profile = with_fields(state)
    shown: Any = pane.details(profile, "c_1", LINK, now=NOW, viewer=VIEWER)
    assert problems_in_details(shown) == []
    assert shown == golden


def test_the_preview_says_nothing_of_whom_it_is(golden: SnapshotAssertion) -> None:
    shown = pane.preview("c_1", LINK, posted=LINK)
    assert problems_in_entities([shown], unfurled=True) == []
    assert problems_in_entities([pane.preview("c_1", LINK)]) == []
    assert shown == golden


def test_why_a_pane_stays_empty(golden: SnapshotAssertion) -> None:
    assert pane.problem(problem.refused(Role.GUEST, Action.SEE)) == golden


def test_an_owner_is_shown_as_the_colleague_that_they_are() -> None:
    owned = person(fact("owner", "U0MAYA", FactSource.AGENT))
    shown: Any = pane.details(owned, "c_1", LINK, now=NOW, viewer=VIEWER)
    assert problems_in_details(shown) == []
    (field,) = [f for f in shown["entity_payload"]["custom_fields"] if f["key"] == "owner"]
    assert field["user"] == {"user_id": "U0MAYA"}


def test_nothing_hidden_or_unescaped_is_made_of_a_customers_words() -> None:
    """Slack reads these values as plain text: what a customer wrote stays what they wrote, unseen marks gone."""
    shown = json.dumps(
        pane.details(EVERYBODY["hostile"](), "c_1", LINK, now=NOW, viewer=VIEWER),
        ensure_ascii=False,
    )
    assert "markdown" not in shown
    for hidden in ("\u202e", "\u200b"):
        assert hidden not in shown


@given(public=st.sampled_from(["https://rapport.example.com", "https://a.example/rapport"]))
def test_an_address_is_read_as_it_was_written(public: str) -> None:
    contact_id = "c_0123456789abcdefghjkmnpqrs"
    link = profile_link(public, contact_id)
    assert contact_in(link) == contact_in(f"<{link}>", public) == contact_id
    assert contact_in(f"see <{link}|this> please") == contact_id


@pytest.mark.parametrize(
    "text",
    [
        "https://rapport.example.com/c/c_short",
        "https://rapport.example.com/c/c_0123456789abcdefghjkmnpqrsx",
        "https://rapport.example.com/other/c_0123456789abcdefghjkmnpqrs",
        "rapport.example.com/c/c_0123456789abcdefghjkmnpqrs",
        "c_0123456789abcdefghjkmnpqrs",
        "",
    ],
)
def test_what_is_no_address_of_a_profile_names_nobody(text: str) -> None:
    assert contact_in(text) is None


@pytest.mark.parametrize(
    "named",
    [
        {"external_ref": {"id": "c_1 home:settings/"}, "entity_url": ""},
        {"external_ref": {"id": ["c_0123456789abcdefghjkmnpqrs"]}},
        {"external_ref": "c_0123456789abcdefghjkmnpqrs"},
        {},
    ],
)
def test_an_entity_that_is_no_contacts_names_nobody(named: dict[str, Any]) -> None:
    assert contact_of(named) == ""


def test_an_entity_is_known_by_its_reference_or_its_address() -> None:
    contact_id = "c_0123456789abcdefghjkmnpqrs"
    assert contact_of({"external_ref": {"id": contact_id}}) == contact_id
    assert contact_of({"entity_url": LINK}) == contact_id


def test_an_address_of_another_bot_is_not_ours() -> None:
    link = "https://elsewhere.example/c/c_0123456789abcdefghjkmnpqrs"
    assert contact_in(link, "https://rapport.example.com") is None
    assert contact_in(link, "") is None


def test_without_an_address_of_its_own_the_bot_makes_none() -> None:
    assert profile_link("", "c_1") == ""
