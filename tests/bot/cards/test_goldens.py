"""Every card and form in every state, as JSON: paste one into Slack's Block Kit Builder to look at it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import (
    candidates,
    edit_form,
    greeting,
    help_card,
    impersonal,
    merge_form,
    merged,
    new_form,
    nobody,
    note_form,
    outdated,
    problem,
    results,
    tag_form,
    watch_form,
)
from bot.cards.block import Message
from bot.cards.profile_card import Size, profile_card
from bot.cards.viewer import Viewer
from bot.permissions import Action, Role
from playground.validation import problems_in_message, problems_in_view
from storage.errors import Conflict, NotThere, StoreRefused, StoreUnreachable
from storage.feed import Feed
from storage.identifiers import Identifier
from storage.message import Channel
from storage.profile import Profile
from storage.store import Hit, Undone
from tests.bot.cards.people import EVERYBODY, HOSTILE, NOW, a_link, ana

VIEWER = Viewer(user_id="U0MAYA", zone="Asia/Tokyo", locale="en-GB")
PHONE = Identifier(kind="phone", value="+5511912345678")
HITS = [
    Hit(contact_id="c_1", name="Ana Souza", company="Acme", identifiers=(PHONE,), last_seen=NOW),
    Hit(contact_id="c_2", name=HOSTILE, company=HOSTILE),
    Hit(contact_id="c_3", name=None, company=None),
]


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def shown(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}


@pytest.mark.parametrize("size", list(Size), ids=lambda size: size.value)
@pytest.mark.parametrize("who", EVERYBODY)
def test_the_card(who: str, size: Size, golden: SnapshotAssertion) -> None:
    viewer = VIEWER if size is Size.FULL else None
    card = profile_card(EVERYBODY[who](), now=NOW, viewer=viewer, zone="Europe/Berlin", size=size)
    assert problems_in_message(list(card.blocks)) == []
    assert shown(card) == golden


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_card_as_an_admin_sees_it(who: str, golden: SnapshotAssertion) -> None:
    admin = replace(VIEWER, role=Role.ADMIN)
    card = profile_card(EVERYBODY[who](), now=NOW, viewer=admin)
    assert problems_in_message(list(card.blocks)) == []
    assert shown(card) == golden


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.ADMIN])
def test_no_two_menus_behind_three_dots_sound_alike(role: Role) -> None:
    """Slack gives them no name of their own: in a row they would be told apart by nobody who hears them."""
    card = profile_card(ana(), now=NOW, viewer=replace(VIEWER, role=role))
    beside = [
        (block.get("text") or {}).get("text", "")
        for block in card.blocks
        for part in (*block.get("elements", ()), block.get("accessory") or {})
        if part.get("type") == "overflow"
    ]
    assert beside == ["", "All that is held of this customer"][: len(beside)]
    assert len(beside) == (2 if role is Role.ADMIN else 1)


def test_the_card_with_every_mark(golden: SnapshotAssertion) -> None:
    card = profile_card(
        ana(),
        now=NOW,
        viewer=VIEWER,
        unverified=True,
        undo=a_link(),
        conversation="C1/3.1",
    )
    assert problems_in_message(list(card.blocks)) == []
    assert shown(card) == golden


MESSAGES: dict[str, Callable[[], Message]] = {
    "help": help_card.help_card,
    "did_you_mean": lambda: help_card.did_you_mean("tga", ("tag WHO: vip, late",)),
    "greeting": greeting.greeting,
    "watching": lambda: greeting.watching(Feed(place="C1", channel=Channel.SMS, at=NOW)),
    "watching_anything": lambda: greeting.watching(Feed(place="C1", at=NOW)),
    "unwatched": lambda: greeting.no_longer_watching(was=True),
    "was_not_watched": lambda: greeting.no_longer_watching(was=False),
    "needs_invitation": greeting.needs_invitation,
    "needs_permission": greeting.needs_permission,
    "unreadable_file": greeting.unreadable_file,
    "note_too_long": lambda: problem.note_too_long(f"{HOSTILE} " * 5),
    "several": lambda: results.results(HITS, searched="ana", now=NOW),
    "crowd": lambda: results.results(HITS, searched="+44 7400 123456", now=NOW, crowd=10_000),
    "ten": lambda: results.results(HITS * 4, searched=HOSTILE, now=NOW),
    "nobody": lambda: nobody.nobody(searched=HOSTILE, understood=()),
    "nobody_by_number": lambda: nobody.nobody(searched="11 91234", understood=(PHONE,)),
    "nobody_at_all": lambda: nobody.nobody(searched="", understood=()),
    "names_nobody": nobody.names_nobody,
    "gone": nobody.gone,
    "candidates": lambda: candidates.candidates(
        [PHONE, Identifier(kind="email", value="a@b.example")]
    ),
    "impersonal": lambda: impersonal.impersonal("c_1"),
    "outdated": outdated.outdated,
    "unknown_shortcut": outdated.unknown_shortcut,
    "same_already": lambda: merged.same_already(ana()),
    "apart": lambda: merged.undone(Undone.APART, ana()),
    "still_joined": lambda: merged.undone(Undone.STILL_JOINED, ana()),
    "nothing_to_part": lambda: merged.undone(Undone.NOTHING, ana()),
    "unreachable": lambda: problem.storage_problem(StoreUnreachable()),
    "store_refused": lambda: problem.storage_problem(StoreRefused()),
    "conflict": lambda: problem.storage_problem(Conflict()),
    "not_there": lambda: problem.storage_problem(NotThere()),
    "slack_silent": problem.slack_silent,
    "slack_refused": lambda: problem.slack_refused("not_in_channel"),
    "slack_refused_otherwise": lambda: problem.slack_refused("team_added_to_org"),
    "unexpected": lambda: problem.unexpected("c0ffee12"),
    **{
        f"refused_{role.value}": lambda role=role: problem.refused(role, Action.SEE)  # type: ignore[misc]
        for role in Role
    },
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message(name: str, golden: SnapshotAssertion) -> None:
    message = MESSAGES[name]()
    assert problems_in_message(list(message.blocks)) == []
    assert shown(message) == golden


def as_another(profile: Profile) -> Profile:
    """The same words, said of another contact."""
    fields = {
        name: told.model_copy(update={"contact_id": "c_2"}) for name, told in profile.fields.items()
    }
    return profile.model_copy(update={"id": "c_2", "contact_id": "c_2", "fields": fields})


def forms(profile: Profile) -> dict[str, dict[str, Any]]:
    about = clicks.MergeForm("c_1", "c_2")
    feed = Feed(place="C1", channel=Channel.SMS, region="DE", own_domains=("a.example",), at=NOW)
    return {
        "note": note_form.note_form(clicks.NoteForm("c_1"), profile),
        "tag": tag_form.tag_form(clicks.TagForm("c_1"), profile),
        "edit": edit_form.edit_form(clicks.EditForm("c_1"), profile),
        "new": new_form.new_form(clicks.NewForm(), name=profile.name or "", identifiers=(PHONE,)),
        "merge_pick": merge_form.pick(clicks.MergeForm("c_1"), profile),
        "merge_preview": merge_form.preview(about, profile, as_another(ana())),
        "watch": watch_form.watch_form(
            clicks.WatchForm("C1"), feed, default_region="US", leads_outside=True
        ),
        "watch_first": watch_form.watch_form(
            clicks.WatchForm("C1"), None, default_region="US", leads_outside=False
        ),
    }


@pytest.mark.parametrize("name", list(forms(ana())))
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_form(who: str, name: str, golden: SnapshotAssertion) -> None:
    view = forms(EVERYBODY[who]())[name]
    assert problems_in_view(view) == []
    assert view == golden
