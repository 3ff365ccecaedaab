"""The pages of Home in every state, as JSON and within what Slack takes."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import (
    fields,
    home,
    home_channels,
    home_desk,
    home_requests,
    home_settings,
    home_tags,
    problem,
)
from bot.cards.block import Block, View
from bot.permissions import Action, Role
from bot.wording import Language
from playground.validation import problems_in_view
from storage.data_requests import DataRequest
from storage.feed import Feed
from storage.fields import CustomField, FieldType, FieldUse
from storage.message import Channel
from storage.overview import TagPage, TagUse, Tally, WaitingPage
from storage.policy import Needs, Policy, Request
from storage.store import Hit, Marked, Waiting
from tests.bot.cards.people import HOSTILE, NOW
from tests.bot.cards.test_goldens import PHONE

LONG: Final = "\U0001f680 & <long> " * 300
HEBREW: Final = "\u05d3\u05e0\u05d4 \u05db\u05d4\u05df"
PAGES: Final = ("desk", "channels", "tags", "replies", "settings", "fields", "report", "requests")


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def hit(name: str, number: int = 1) -> Hit:
    return Hit(
        contact_id=f"c_{number}", name=name, company=name, identifiers=(PHONE,), last_seen=NOW
    )


def page_of(name: str, most: int) -> WaitingPage:
    pairs = [
        Waiting(a=hit(name, n), b=hit(name, n + 50), score=0.92, reasons=("same_name",))
        for n in range(most)
    ]
    return WaitingPage(found=tuple(pairs), after=most if most > 1 else None)


def feed(place: str, domain: str = "tidewater.example") -> Feed:
    return Feed(
        place=place,
        channel=Channel.SMS,
        region="BR",
        own_domains=(domain,),
        by="U0MAYA",
        at=NOW,
    )


def a_desk(name: str, most: int, after: int = 0) -> list[Block]:
    recent = [hit(name, number) for number in range(most)]
    tally = Tally(waiting=most, feeds=2, marks=0, tags=most)
    return home_desk.desk(recent, page_of(name, most), tally, now=NOW, after=after)


def nothing() -> list[Block]:
    tally = Tally(waiting=0, feeds=0, marks=0, tags=0)
    return home_desk.desk([], WaitingPage(found=(), after=None), tally, now=NOW)


def tags(*names: str, total: int = 0) -> TagPage:
    found = tuple(TagUse(name=name, contacts=number + 1) for number, name in enumerate(names))
    return TagPage(found=found, total=total or len(names))


def custom_field(name: str, **more: Any) -> CustomField:
    return CustomField.model_validate({"id": f"f_{name[:3]}", "name": name, "at": NOW, **more})


FIELDS: Final = (
    custom_field("Account manager", personal=False, purpose="whom to ask"),
    custom_field("Renewal", type=FieldType.DATE, retired=True),
    custom_field("Support level", type=FieldType.CHOICE, choices=("Gold", "Silver")),
)


def a_request(by: str) -> Request:
    return Request(id="r_1", what=Needs.EXPORT, contact_id="c_1", by=by, at=NOW)


def wanted(source: str = "shopify/tidewater.example", *, open_: bool = True) -> DataRequest:
    answered = {} if open_ else {"answered_by": "U0KIM", "answered_at": NOW}
    told = {"id": "w_1", "at": NOW, "source": source, "number": source, "contacts": ("c_1", "c_2")}
    return DataRequest.model_validate(told | answered)


HOMES: Final[dict[str, Callable[[], list[Block]]]] = {
    "desk_empty": nothing,
    "desk_usual": lambda: a_desk("Ana Souza", 1),
    "desk_right_to_left": lambda: a_desk(HEBREW, 1),
    "desk_hostile": lambda: a_desk(HOSTILE, 1),
    "desk_overfull": lambda: a_desk(LONG, 50, after=5),
    "channels_empty": lambda: home_channels.channels([]),
    "channels_usual": lambda: home_channels.channels([feed("C0SMS"), Feed(place="C1", at=NOW)]),
    "channels_hostile": lambda: home_channels.channels([feed("C0SMS", HOSTILE)]),
    "channels_overfull": lambda: home_channels.channels(
        [feed(f"C{number}", LONG) for number in range(400)], after=15
    ),
    "fields_empty": lambda: fields.in_home((), {}, ()),
    "fields_usual": lambda: fields.in_home(
        FIELDS, {"Support level": 3}, (FieldUse(name="Lifecycle Stage", contacts=12),)
    ),
    "fields_right_to_left": lambda: fields.in_home(
        (custom_field(HEBREW, purpose=HEBREW, choices=(HEBREW,), type=FieldType.CHOICE),), {}, ()
    ),
    "fields_hostile": lambda: fields.in_home(
        (custom_field(HOSTILE[:60], purpose=HOSTILE, retired=True),),
        {},
        (FieldUse(name=HOSTILE, contacts=1),),
    ),
    "fields_overfull": lambda: fields.in_home(
        tuple(
            custom_field(f"{number}{LONG[:50]}", purpose=LONG[:200], choices=(LONG[:75],) * 99)
            for number in range(60)
        ),
        {},
        tuple(FieldUse(name=LONG[:100], contacts=10**6) for _ in range(300)),
        after=20,
    ),
    "requests_empty": lambda: home_requests.requests([], [], now=NOW, member="U0KIM"),
    "requests_usual": lambda: home_requests.requests(
        [a_request("U0KIM"), a_request("U0SAM")],
        [wanted(), wanted(open_=False)],
        now=NOW,
        member="U0KIM",
    ),
    "requests_right_to_left": lambda: home_requests.requests(
        [], [wanted(HEBREW)], now=NOW, member="U0KIM"
    ),
    "requests_hostile": lambda: home_requests.requests(
        [a_request(HOSTILE)], [wanted(HOSTILE)], now=NOW, member="U0KIM"
    ),
    "requests_overfull": lambda: home_requests.requests(
        [a_request(LONG)] * 50, [wanted(LONG)] * 50, now=NOW, member="U0KIM", after=10
    ),
    "settings_empty": lambda: home_settings.settings(Policy(), [], language=Language.ENGLISH),
    "settings_usual": lambda: home_settings.settings(
        Policy(lead_group="S0LEADS", second_person=True, asked_in="C0SMS", language="de"),
        [Marked(identifier=PHONE, mark="shared", by="U0KIM", at=NOW)],
        language=Language.GERMAN,
    ),
    "settings_overfull": lambda: home_settings.settings(
        Policy(),
        [Marked(identifier=PHONE, mark="blocked", by=HOSTILE, at=NOW)] * 500,
        language=Language.ENGLISH,
    ),
    "tags_empty": lambda: home_tags.tags(tags()),
    "tags_usual": lambda: home_tags.tags(tags("vip", "late")),
    "tags_right_to_left": lambda: home_tags.tags(tags(HEBREW)),
    "tags_hostile": lambda: home_tags.tags(tags(HOSTILE)),
    "tags_overfull": lambda: home_tags.tags(
        tags(*(f"{number}{LONG[:70]}" for number in range(20)), total=5000), after=40
    ),
}


@pytest.mark.parametrize("name", HOMES)
def test_a_page_of_home(name: str, golden: SnapshotAssertion) -> None:
    shown = clicks.ShowHome(name.partition("_")[0])
    view = home.home(shown, HOMES[name](), pages=PAGES, said="Done." if "usual" in name else "")
    assert problems_in_view(view) == []
    assert view == golden


def test_the_home_of_a_guest(golden: SnapshotAssertion) -> None:
    view = home.turned_away(problem.refused(Role.GUEST, Action.SEE))
    assert problems_in_view(view) == []
    assert view == golden


@pytest.mark.parametrize("tag", ["vip", HEBREW, HOSTILE, LONG[:75], "a|b"])
def test_the_form_of_a_tag(tag: str) -> None:
    about = clicks.RetagForm(clicks.quoted(tag))
    view: Any = home_tags.retag_form(about, tag)
    assert problems_in_view(view) == []
    found = clicks.decode_form(view["callback_id"], view["private_metadata"])
    assert isinstance(found, clicks.RetagForm)
    assert clicks.unquoted(found.tag) == tag


def test_the_search_is_named_anew_with_every_other_content() -> None:
    """Slack keeps what was picked in a menu for as long as its block keeps its name."""

    def search_of(view: View) -> str:
        return next(str(b["block_id"]) for b in view["blocks"] if "find" in str(b.get("block_id")))

    one = home.home(clicks.ShowHome("desk"), a_desk("Ana", 1), pages=PAGES)
    same = home.home(clicks.ShowHome("desk"), a_desk("Ana", 1), pages=PAGES)
    other = home.home(clicks.ShowHome("desk"), a_desk("Bea", 1), pages=PAGES)
    assert search_of(one) == search_of(same) != search_of(other)
    assert home.is_shown(one, same["private_metadata"])
    assert not home.is_shown(one, other["private_metadata"])


def test_a_page_is_known_again_by_what_it_carries() -> None:
    shown = clicks.ShowHome("tags", "40")
    assert clicks.ShowHome.of(shown.token()) == shown
    assert clicks.ShowHome.of("") == clicks.ShowHome("")


def test_where_all_pairs_are_shown_as_many_are_counted() -> None:
    tally = Tally(waiting=6, feeds=1, marks=0, tags=0)
    here = home_desk.desk([], page_of("Ana", 1), tally, now=NOW)
    assert "1 pair to decide" in str(here[0])
    further = home_desk.desk([], page_of("Ana", 5), tally, now=NOW)
    assert "6 pairs to decide" in str(further[0])
