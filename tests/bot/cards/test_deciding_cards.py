"""Cards and forms about who is who, in every state, as JSON and within what Slack takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import duplicates, marks, merged, split_form
from bot.cards.block import Message
from bot.cards.contacts import link_line
from bot.wording import Language, speaking
from playground.validation import problems_in_message, problems_in_view
from storage.contact import Claim, Fact, FactSource, Note, Order, Tag
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Channel, Evidence
from storage.parting import plan_part
from storage.profile import Link, LinkReason, Shelf, Suggestion
from storage.store import Decided, Hit, Marked, Waiting
from tests.bot.cards.people import DAY, HOSTILE, NOW, ana, contact
from tests.bot.cards.reading import buttons, compact, full, person, words

LONG = "\U0001f680 & <long> " * 300
PHONE = Identifier(kind="phone", value="+5511912345678")
MAIL = Identifier(kind="email", value="ana@acme.example")


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def hit(name: str | None, contact_id: str = "c_1") -> Hit:
    return Hit(contact_id=contact_id, name=name, company="Acme", identifiers=(PHONE, MAIL))


def pairs(number: int, name: str | None = "Ana Souza") -> list[Waiting]:
    one, other = hit(name), hit(name and f"{name} Lima", "c_2")
    return [
        Waiting(a=one, b=other, score=0.93, reasons=("same_name", "phone_typo"))
        for _ in range(number)
    ]


def decided(name: str | None = "Ana Souza", by: str | None = "U0SAM") -> list[Decided]:
    whys = (("suggestion", "0.93", "same_name"), ("0.61", "same_company"), ("agent",), ())
    return [
        Decided(
            what=what,
            a=hit(name),
            b=hit(name, "c_2"),
            link_id="l_1" if what == "merge" else None,
            by=by,
            at=NOW - 3 * DAY,
            why=why,
        )
        for what, why in zip(("merge", "not_same", "split", "merge"), whys, strict=True)
    ]


def marked(number: int, by: str = "U0KIM") -> list[Marked]:
    address = "a" * 60 + "@" + "b" * 60 + ".example"
    long = Identifier(kind="email", value=address)
    return [
        Marked(identifier=one, mark=mark, by=by, at=NOW - DAY)
        for one, mark in [(PHONE, "shared"), (long, "blocked")] * (number // 2 + number % 2)
    ][:number]


LISTS: dict[str, Callable[[], Message]] = {
    "nothing_waits": lambda: duplicates.duplicates([], [], now=NOW),
    "some_wait": lambda: duplicates.duplicates(pairs(2), decided(), now=NOW),
    "many_wait": lambda: duplicates.duplicates(pairs(11), [], now=NOW, after=10, said="Done."),
    "hostile": lambda: duplicates.duplicates(
        pairs(1, HOSTILE), decided(HOSTILE, by=HOSTILE), now=NOW
    ),
    "nameless": lambda: duplicates.duplicates(pairs(1, None), decided(None, None), now=NOW),
    "parted": lambda: merged.parted(ana(), ana()),
    "nothing_parted": merged.nothing_parted,
    "too_many": merged.too_many,
    "marks": lambda: marks.marks(marked(2)),
    "many_marks": lambda: marks.marks(marked(45, by=HOSTILE)),
    "no_marks": lambda: marks.marks([]),
    "marked": lambda: marks.marked(PHONE, "shared", changed=True),
    "marked_before": lambda: marks.marked(MAIL, "blocked", changed=False),
    "unmarked": lambda: marks.marked(MAIL, None, changed=True),
    "mark_several": lambda: marks.names_several([PHONE, MAIL]),
    "mark_none": marks.names_none,
}


def test_two_of_one_name_are_told_apart_where_it_is_said_what_was_decided() -> None:
    """It read "Taken apart: Ana Souza and Ana Souza"."""
    own = Hit(contact_id="c_2", name="Ana Souza", company=None, identifiers=(PHONE,))
    split = Decided(what="split", a=hit("Ana Souza"), b=own, by="U0SAM", at=NOW)
    told = words(duplicates.duplicates([], [split], now=NOW))
    assert "Taken apart: *Ana Souza (ana@acme.example)* and *Ana Souza*" in told


@pytest.mark.parametrize("name", LISTS)
def test_a_message(name: str, golden: SnapshotAssertion) -> None:
    message = LISTS[name]()
    assert problems_in_message(list(message.blocks)) == []
    assert {"text": message.text, "blocks": list(message.blocks)} == golden


def test_the_longest_page_keeps_every_pair_and_every_decision() -> None:
    message = duplicates.duplicates(
        pairs(11, "&" * 500), [*decided("&" * 500), *decided("&" * 500)], now=NOW, said="x" * 100
    )
    assert problems_in_message(list(message.blocks)) == []
    assert buttons(message) == [*["Merge these two", "Not the same"] * 10, "More"]
    assert words(message).count("% likely: same name, phone number differs in one digit") == 10
    assert words(message).count("Take back") == 5


# ---------------------------------------------------------------- taking apart


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("same email", "gleiche E-Mail-Adresse"),
        ("same handle", "gleicher Benutzername"),
        ("changed number", "neue Telefonnummer"),
        ("", "durch eine Regel"),
    ],
)
def test_why_two_are_one_is_told_in_the_language_of_who_reads_it(detail: str, told: str) -> None:
    one = link("l_1", "c_1", "c_2", LinkReason.SAME_IDENTIFIER, 90).model_copy(
        update={"detail": detail}
    )
    with speaking(Language.GERMAN):
        assert told in link_line(one, {"c_1": 1, "c_2": 2})


def link(name: str, kept: str, joined: str, reason: LinkReason, days_ago: float) -> Link:
    rule = reason is LinkReason.SAME_IDENTIFIER
    return Link(
        id=name,
        kept=kept,
        joined=joined,
        reason=reason,
        detail="same phone" if rule else "",
        by=None if rule else "U0SAM",
        at=NOW - days_ago * DAY,
    )


def shelf(number: int, links: list[Link], name: str = "Ana Souza", **more: Any) -> Shelf:
    contact_id = f"c_{number}"
    given = contact(
        name,
        id=contact_id,
        source=list(Channel)[number % 9] if number < 3 else None,
        origin="channel" if number < 3 else "import",
        claims=(Claim(identifier=PHONE, evidence=Evidence.VOUCHED, at=NOW),),
        external_id=Identifier(kind="external:crm", value="42") if number == 3 else None,
        tags=tuple(Tag(name=f"tag{n} {name}", by="U0SAM", at=NOW - 10 * DAY) for n in range(7)),
    )
    mine = tuple(one for one in links if contact_id in (one.kept, one.joined))
    return Shelf(contact=given, revision=1, links=mine, message_count=number, **more)


def three(name: str = "Ana Souza") -> list[Shelf]:
    """Three contacts, of which the middle one holds the others."""
    links = [
        link("l_1", "c_1", "c_2", LinkReason.SAME_IDENTIFIER, 90),
        link("l_2", "c_2", "c_3", LinkReason.AGENT, 20),
        link("l_3", "c_2", "c_3", LinkReason.SUGGESTION, 12),
    ]
    at = NOW - 5 * DAY
    note = Note(id="n_1", contact_id="c_1", text=f"{name} is on holiday", by="U0MAYA", at=at)
    order = Order(id=f"1001 {name}", contact_id="c_3", status="paid", placed_at=at)
    return [
        shelf(1, links, name, notes=(note,), note_count=1),
        shelf(2, links, name),
        shelf(3, links, name, orders=(order,)),
    ]


def of_fifty(name: str = "Ana Souza") -> list[Shelf]:
    links = [
        link(f"l_{n}", "c_10", f"c_{n}", LinkReason.SAME_IDENTIFIER, 100 - n) for n in range(11, 60)
    ]
    long = [
        Note(id=f"n_{n}", contact_id="c_10", text=name, by="U0MAYA", at=NOW + timedelta(n))
        for n in range(80)
    ]
    everybody = [shelf(n, links, name) for n in range(11, 60)]
    return [shelf(10, links, name, notes=tuple(long), note_count=80), *everybody]


PROFILES: dict[str, Callable[[], list[Shelf]]] = {
    "three": three,
    "hostile": lambda: three(HOSTILE),
    "long": lambda: three(LONG),
    "fifty": of_fifty,
    "fifty_long": lambda: of_fifty(LONG),
}


@pytest.mark.parametrize("who", PROFILES)
def test_the_form_to_take_apart(who: str, golden: SnapshotAssertion) -> None:
    view = split_form.pick(clicks.SplitForm("c_1"), PROFILES[who]())
    assert problems_in_view(view) == []
    assert view == golden


@pytest.mark.parametrize("chosen", ["first", "middle", "most"])
@pytest.mark.parametrize("who", PROFILES)
def test_the_preview_of_taking_apart(who: str, chosen: str, golden: SnapshotAssertion) -> None:
    shelves = PROFILES[who]()
    names = [one.contact.id for one in shelves]
    leaving = {"first": names[:1], "middle": names[1:2], "most": names[1:]}[chosen]
    plan = plan_part(shelves, leaving)
    assert plan is not None
    view = split_form.preview(clicks.SplitForm("c_1", " ".join(leaving)), shelves, plan)
    assert problems_in_view(view) == []
    assert view == golden


def test_each_contact_is_told_by_what_it_holds_and_why_they_are_one() -> None:
    view = split_form.pick(clicks.SplitForm("c_1"), three())
    shown = words(Message(text="", blocks=tuple(view["blocks"])))
    assert "3. *Ana Souza*  a list\n+55 11 91234-5678, crm 42\n3 messages, 1 order" in shown
    assert "1 and 2: same phone number, by rule, " in shown
    assert "2 and 3: merged by <@U0SAM>, " in shown
    assert "2 and 3: merged by <@U0SAM>, as suggested, " in shown


def test_a_contact_that_a_shop_alone_told_of_is_not_out_of_a_list() -> None:
    shelves = three()
    contact = shelves[2].contact
    told: dict[str, Any] = {"source": FactSource.IMPORT, "at": NOW}
    by_shop = Fact(field="name", value="Ana Souza", by="shopify/tidewater.example", **told)
    by_list = Fact(field="company", value="Acme", by="import:crm", **told)
    for facts, place in (((by_shop,), "a shop"), ((by_shop, by_list), "a list")):
        named = contact.model_copy(update={"facts": facts})
        shelves[2] = shelves[2].model_copy(update={"contact": named})
        view = split_form.pick(clicks.SplitForm("c_1"), shelves)
        shown = words(Message(text="", blocks=tuple(view["blocks"])))
        assert f"3. *Ana Souza*  {place}\n" in shown


def test_those_whom_nothing_else_holds_together_are_warned_of() -> None:
    shelves = three()
    plan = plan_part(shelves, ["c_2"])
    assert plan is not None
    view = split_form.preview(clicks.SplitForm("c_1", "c_2"), shelves, plan)
    shown = words(Message(text="", blocks=tuple(view["blocks"])))
    assert "These 3 links are cut; while one is left, they would still be one" in shown
    assert "so they become 2 customers: 1; 3." in shown


def test_of_very_much_that_was_written_the_newest_is_asked_about_and_the_rest_counted() -> None:
    shelves = of_fifty()
    plan = plan_part(shelves, ["c_11"])
    assert plan is not None
    view = split_form.preview(clicks.SplitForm("c_1", "c_11"), shelves, plan)
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    assert [len(block["element"]["options"]) for block in inputs] == [10] * 5
    assert inputs[0]["element"]["options"][0]["description"]["text"].endswith("would go to 2")
    shown = words(Message(text="", blocks=tuple(view["blocks"])))
    assert "older ones stay where they are." in shown


# ---------------------------------------------------------------- on the card


def asked(related: str | None, name: str | None = "Ana S.") -> Suggestion:
    reasons = ("same_phone_other_name",)
    return Suggestion(
        contact_id="c_1",
        other_id="c_9",
        score=0.5,
        reasons=reasons,
        related=related,
        other_name=name,
        at=NOW,
    )


def test_who_is_possibly_related_is_shown_and_never_offered_as_a_merge() -> None:
    card = full(person(suggestions=(asked("household"),)))
    assert "Possibly related (same household): *Ana S.*" in words(card)
    assert "Merge these two" not in buttons(card)
    assert problems_in_message(list(card.blocks)) == []
    assert "Possibly related (same company): *Somebody new*" in words(
        compact(person(suggestions=(asked("company", None),)))
    )


def test_a_likely_duplicate_goes_before_who_is_only_related() -> None:
    likely = asked(None).model_copy(update={"other_id": "c_8", "score": 0.4})
    card = full(person(suggestions=(asked("household"), likely)))
    assert "Merge these two" in buttons(card)
    assert "related" not in words(card)


def test_an_identifier_that_is_not_one_persons_own_says_so() -> None:
    office = Identifier(kind="email", value="info@acme.example")
    claims = tuple(
        Claim(identifier=one, evidence=Evidence.UNVERIFIED, at=NOW) for one in (PHONE, office, MAIL)
    )
    shelf = Shelf(contact=contact("Ana", claims=claims), revision=1)
    profile = fold([shelf], contact_id="c_1")
    marked_ = profile.model_copy(update={"marks": {str(PHONE): "shared"}})
    assert "+55 11 91234-5678 _(shared by several)_" in words(full(marked_))
    assert "info@acme.example _(a shared mailbox)_" in words(full(marked_))
    assert "ana@acme.example _(not verified)_" in words(full(marked_))
    assert "+55 11 91234-5678 _(not verified)_" in words(full(profile))


def test_a_profile_of_several_contacts_can_be_taken_apart_from_its_card() -> None:
    assert "Split" not in buttons(full(ana()))
    assert "Split" in buttons(full(fold(three(), contact_id="c_1")))
