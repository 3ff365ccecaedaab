"""From a few numbers to what is done: small pools, so that whatever happens happens to the same few people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from storage.contact import Order
from storage.identifiers import external
from storage.message import Channel, Evidence
from storage.outcomes import Moved, NewContact
from tests.storage.desk import MINUTE, NOW, mail, number
from tests.storage.invariants.attributing import Attribute
from tests.storage.invariants.dump import Dump
from tests.storage.invariants.files import Erase, TakeIn, UndoImport
from tests.storage.invariants.operations import (
    AddNote,
    Create,
    Edit,
    Mark,
    Open,
    Operation,
    Post,
    PutTag,
    Record,
    TakeTag,
)
from tests.storage.invariants.oracle import Model
from tests.storage.invariants.parting import Detach, Merge, Part, Reconsider, Split, TellApart
from tests.storage.invariants.settling import Settle, Unsettle

POOL: Final = (number("+12125550101"), mail("ana@acme.example"), mail("ben@acme.example"))
NAMES: Final = ("Ana Souza", "Ben Okafor", None)
HOW: Final = (Evidence.VOUCHED, Evidence.VOUCHED, Evidence.UNVERIFIED, Evidence.MENTIONED)
TAGS: Final = ("red", "blue")
PLANS: Final = ("free", "pro", None)
IDS: Final = (external("crm", "1"), external("crm", "2"), None, None)
ORDERS: Final = ("1001", "#1002", "1002")
FILES: Final = ("june.csv", "july.csv")
MOST: Final = 9
"""Contacts; beyond it none is made but by messages."""


@dataclass(frozen=True)
class Plan:
    """What somebody is about to do: what kind of thing, and to whom and how, by number."""

    kind: int
    a: int
    b: int
    c: int


@dataclass(frozen=True)
class Desk:
    """What can be pointed at: everybody and every link that ever was, and what stands there now."""

    model: Model
    seen: Dump
    people: list[str]
    links: list[str]
    step: int

    def when(self, plan: Plan) -> dict[str, Any]:
        """Key and time: of two steps one after the other, some are at one moment."""
        key = f"k{self.step}.{plan.a}.{plan.b}.{plan.c}"
        return {"key": key, "at": NOW + MINUTE * (self.step // 2)}

    def one(self, n: int) -> str:
        return str(of(self.people, n))

    def suggested(self, plan: Plan) -> list[str]:
        """Two of whom it is asked whether they are one; where nobody is, any two."""
        pairs = sorted(sorted(pair) for pair in self.model.suggested)
        found: list[str] = of(pairs or [[self.one(plan.a), self.one(plan.b)]], plan.c)
        return found


def of(many: Any, n: int) -> Any:
    """One of many, by a number of any size."""
    return many[n % len(many)]


def _message(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    claims = [(of(POOL, plan.a), of(HOW, plan.b // 3))]
    if plan.a >= 6 and plan.c % 2:
        claims.append((of(POOL, plan.a + 1), of(HOW, plan.c // 2)))
    phone = claims[0][0].kind == "phone"
    return Record(
        claims=tuple(claims) if plan.c != 11 else (),
        name=of(NAMES, plan.b),
        channel=of((Channel.WHATSAPP, Channel.SMS), plan.c) if phone else Channel.EMAIL,
        thread=f"thread {plan.c % 3}" if plan.c % 2 else when["key"],
        sent_at=when["at"] - MINUTE * 7 * (plan.c % 3),
        **when,
    )


def _line(a: int, b: int, c: int) -> NewContact:
    fields = {"name": of(NAMES, b), "plan": of(PLANS, c)}
    return NewContact(
        external_id=of(IDS, a + c),
        identifiers=(of(POOL, a),) if a < 9 else (),
        fields={name: value for name, value in fields.items() if value},
        tags=TAGS[: c % 2],
        notes=(f"line {a} {b} {c}",) if c % 3 == 0 else (),
        orders=(Order(id=of(ORDERS, a + b), status="paid"),) if c % 3 == 1 else (),
    )


def _file(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    a, b, c = plan.a, plan.b, plan.c
    rows = (_line(a, b, c), _line(a, b + c, c + 1))[: 1 + b % 2]
    return TakeIn(rows=rows, claimed=c % 4 == 3, **when | {"by": of(FILES, c)})


def _create(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    row = _line(plan.a, plan.b, plan.c)
    return Create(origin=of(("agent", "import"), plan.c), row=row, **when)


def _edit(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    field = of((("plan", of(PLANS, plan.c)), ("name", of(NAMES, plan.c))), plan.c // 3)
    return Edit(contact=desk.one(plan.a), fields=(field,), **when)


def _split(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    links = sorted(desk.model.links) if plan.c % 4 else desk.links
    return Split(link=of(links or ["l_none"], plan.a), **when)


def _part(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    """Some of a profile's contacts taken out of it, perhaps with what is on one that stays."""
    first = desk.one(plan.a)
    group = sorted(desk.model.group(first))
    named = tuple(dict.fromkeys((first, of(group, plan.b))))[: 1 + plan.b % 3]
    source = of([name for name in group if name not in named] or [first], plan.c)
    notes = sorted(desk.seen.notes.get(source, {}))
    moved = Moved(kind="note", id=of(notes, plan.c), source=source, target=first) if notes else None
    note = desk.seen.notes[source][moved.id] if moved else None
    talks = sorted({one.conversation for one in desk.seen.messages.get(source, {}).values()})
    talk = (
        Moved(kind="conversation", id=of(talks, plan.c), source=source, target=first)
        if talks and plan.c % 3
        else None
    )
    told = (note.text, note.by) if note else None
    there = desk.seen.contacts.get(source)
    said = [one.field for one in there.facts if one.source == "agent"] if there else []
    alone = sorted(field for field in said if said.count(field) == 1)
    fact = (
        Moved(kind="field", id=of(alone, plan.b), source=source, target=first)
        if alone and plan.c % 4
        else None
    )
    noted = sorted(str(one.identifier) for one in there.claims if one.is_noted) if there else []
    claim = (
        Moved(kind="identifier", id=of(noted, plan.b), source=source, target=first)
        if noted and plan.c % 5
        else None
    )
    return Part(contacts=named, moved=moved, note=told, talk=talk, fact=fact, claim=claim, **when)


def _tell_apart(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    two = desk.suggested(plan) if plan.c % 2 else [desk.one(plan.a), desk.one(plan.b)]
    return TellApart(contact=two[0], other=two[1], **when)


def _reconsider(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    pairs = sorted(sorted(pair) for pair in desk.model.apart)
    one, other = of(pairs or [[desk.one(plan.a), desk.one(plan.b)]], plan.c)
    return Reconsider(contact=one, other=other, **when)


def _agree(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    kept, joined = desk.suggested(plan)
    return Merge(kept=kept, joined=joined, suggestion=True, **when)


def _attribute(desk: Desk, plan: Plan, when: dict[str, Any]) -> Operation:
    """A message of nobody's, or one that was recorded, is said to be somebody's."""
    known = sorted(desk.model.sources)
    return Attribute(
        contact=desk.one(plan.a),
        source=of(known, plan.b) if known and plan.c % 3 == 0 else when["key"],
        thread=f"thread {plan.c % 3}",
        learn=(of(POOL, plan.b),) if plan.c % 2 else (),
        **when,
    )


PLANNED: Final[dict[str, Callable[[Desk, Plan, dict[str, Any]], Operation]]] = {
    "record": _message,
    "create": _create,
    "file": _file,
    "undo_import": lambda _desk, plan, when: UndoImport(**when | {"by": of(FILES, plan.a)}),
    "edit": _edit,
    "identify": lambda desk, plan, when: Edit(
        contact=desk.one(plan.a), add=(of(POOL, plan.b),), evidence=of(HOW, plan.c), **when
    ),
    "unidentify": lambda desk, plan, when: Edit(
        contact=desk.one(plan.a), remove=(of(POOL, plan.b),), **when
    ),
    "note": lambda desk, plan, when: AddNote(contact=desk.one(plan.a), **when),
    "tag": lambda desk, plan, when: PutTag(contact=desk.one(plan.a), tag=of(TAGS, plan.b), **when),
    "untag": lambda desk, plan, when: TakeTag(
        contact=desk.one(plan.a), tag=of(TAGS, plan.b), **when
    ),
    "merge": lambda desk, plan, when: Merge(kept=desk.one(plan.a), joined=desk.one(plan.b), **when),
    "agree": _agree,
    "split": _split,
    "detach": lambda desk, plan, when: Detach(contact=desk.one(plan.a), **when),
    "part": _part,
    "tell_apart": _tell_apart,
    "reconsider": _reconsider,
    "attribute": _attribute,
    "settle": lambda desk, plan, when: Settle(
        contact=desk.one(plan.a), identifier=of(POOL, plan.b), **when
    ),
    "unsettle": lambda desk, plan, when: Unsettle(
        contact=desk.one(plan.a), other=desk.one(plan.b), **when
    ),
    "mark": lambda _desk, plan, when: Mark(
        identifier=of(POOL, plan.a), mark=of(("shared", "blocked", None), plan.b), **when
    ),
    "post": lambda desk, plan, when: Post(contact=desk.one(plan.a), place=f"P{plan.b % 3}", **when),
    "erase": lambda desk, plan, when: Erase(contact=desk.one(plan.a), **when),
    "open": lambda desk, plan, when: Open(
        contact=desk.one(plan.a), **when | {"by": of(("U0MAYA", "U0SAM"), plan.b)}
    ),
}
OFTEN: Final = ("record", "file", "merge", "split", "part")
KINDS: Final = (*PLANNED, *OFTEN)
JOINING: Final = ("merge", "agree", "split", "detach", "part", "tell_apart", "reconsider", "erase")


def planned(kind: str, plan: Plan, desk: Desk) -> Operation:
    """What is done; where there are many contacts, one less instead of one more."""
    if kind in ("create", "file") and len(desk.model.contacts) >= MOST:
        kind = "erase"
    return PLANNED[kind](desk, plan, desk.when(plan))
