"""Queries at random, of a few words that a few people have."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from storage.message import Channel
from storage.searching.query import (
    Age,
    All,
    Compared,
    Count,
    Either,
    FromCountry,
    Leaf,
    NeverSeen,
    Not,
    Op,
    Phrase,
    Query,
    Tagged,
    Text,
    Unit,
    Word,
    WroteOn,
)

NAMES = ("ana", "anabel", "souza", "lima", "kim", "acme", "acme2", "bolt", "outfitters")
VALUES = ("enterprise", "pro", "pt", "br", "leeds", "head", "of", "high", "u0maya", "whatsapp")
TAGS = ("vip", "big spender", "vip2", 'says "hi"', "late*", "-x", "a=b|c", "(old)", "\\")
FIELDS = ("company", "name", "plan", "language", "owner", "priority", "location", "title")


def leaves() -> st.SearchStrategy[Leaf]:
    """One thing that is asked for."""
    names, values = st.sampled_from(NAMES), st.sampled_from(VALUES)
    told = st.lists(values, min_size=1, max_size=2).map(tuple)
    called = st.lists(names, min_size=1, max_size=2).map(tuple)
    number = st.integers(0, 4)
    return st.one_of(
        st.builds(Word, st.sampled_from([*NAMES, "a", "an", "li", "zzz"])),
        st.builds(Phrase, called),
        st.builds(Text, st.sampled_from(FIELDS[2:]), told, st.booleans()),
        st.builds(Text, st.sampled_from(FIELDS[:2]), called, st.booleans()),
        st.builds(Text, st.sampled_from(["field:account manager", "field:tier", "plan"]), told, st.booleans()),
        st.builds(Text, st.sampled_from([*FIELDS, "field:tier"]), st.just(()), st.just(True)),
        st.sampled_from([Text("field:seats", ("3",), value=Decimal(3)), Text("field:seats", ("12", "5"), value=Decimal("12.5")),
                         Text("field:seats", ("2026", "06", "01"), value=date(2026, 6, 1))]),
        st.builds(Compared, st.sampled_from(["field:seats", "field:tier"]), st.sampled_from(list(Op)[:4]),
                  st.decimals(-2, 30, places=1) | st.dates(date(2026, 1, 1), date(2026, 12, 31))),
        st.builds(Tagged, st.sampled_from(TAGS), st.booleans()),
        st.just(Tagged("", begins=True)),
        st.builds(WroteOn, st.sampled_from([Channel.WHATSAPP, Channel.SMS, Channel.EMAIL])),
        st.builds(FromCountry, st.sampled_from(["BR", "GB", "US"])),
        st.builds(Count, st.sampled_from(["orders", "messages"]), st.sampled_from(Op), number),
        st.builds(Age, st.sampled_from(["seen", "first"]), st.sampled_from([Op.MORE, Op.LESS]),
                  number, st.sampled_from(Unit)),
        st.just(NeverSeen()),
    )  # fmt: skip


def _flat(kind: type[All] | type[Either], parts: list[Query]) -> Query:
    found: list[Query] = []
    for part in parts:
        found += part.parts if isinstance(part, kind) else (part,)
    return kind(tuple(found[:6]))


def _larger(smaller: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(smaller, min_size=2, max_size=3)
    return st.one_of(
        smaller.map(lambda part: part.part if isinstance(part, Not) else Not(part)),
        several.map(lambda parts: _flat(All, parts)),
        several.map(lambda parts: _flat(Either, parts)),
    )


def queries() -> st.SearchStrategy[Query]:
    """A query as the parser makes it: nothing nested in its own kind."""
    return st.recursive(leaves(), _larger, max_leaves=6)
