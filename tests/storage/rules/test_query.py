"""The language in which customers are searched for: what is written is what is meant, or the place of the mistake."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.message import Channel
from storage.searching.parsing import LONGEST_CHARS, is_plain, parse
from storage.searching.query import (
    Age,
    All,
    Compared,
    Count,
    Either,
    FromCountry,
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
    for_member,
)
from storage.searching.reading import EXAMPLES, Mistake, Problem
from tests.storage.queries import queries


@given(queries())
def test_a_query_is_read_as_it_is_written(query: Query) -> None:
    assert parse(str(query)) == query


def test_a_quotation_mark_within_quotes_is_written_behind_a_backslash() -> None:
    found = parse(r'"known as \"the ghost\""')
    assert isinstance(found, Phrase)
    assert found.words == ("known", "as", "the", "ghost")


@given(st.text(max_size=60) | st.text('ab:"()-* ORtag>', max_size=40))
def test_no_text_breaks_the_parser_and_what_it_reads_it_reads_again(text: str) -> None:
    found = parse(text)
    if isinstance(found, Mistake):
        assert 1 <= found.at <= len(text) + 1
    else:
        assert parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("ana SOUZA", All((Word("ana"), Word("souza")))),
        ("Anne-Marie", All((Word("anne"), Word("marie")))),
        ("Mr Souza", Word("souza")),
        ('"Ana Souza"', Phrase(("ana", "souza"))),
        ("\u201cAna Souza\u201d", Phrase(("ana", "souza"))),
        ("tag:VIP", Tagged("vip")),
        ('tag:"big spender"', Tagged("big spender")),
        ("tag:big*", Tagged("big", begins=True)),
        ("tag:*", Tagged("", begins=True)),
        ('tag:"*"', Tagged("*")),
        ("company:Acme", Text("company", ("acme",))),
        ('company:"Acme Out"*', Text("company", ("acme", "out"), begins=True)),
        ("plan:enterprise", Text("plan", ("enterprise",))),
        ("prefers:WhatsApp", Text("preferred_channel", ("whatsapp",))),
        ("language:pt-BR", Text("language", ("pt", "br"))),
        ("Owner:@kim", Text("owner", ("kim",))),
        ("channel:WhatsApp", WroteOn(Channel.WHATSAPP)),
        ("country:br", FromCountry("BR")),
        ("country:Brazil", FromCountry("BR")),
        ("orders:>3", Count("orders", Op.MORE, 3)),
        ("orders:=3", Count("orders", Op.EXACTLY, 3)),
        ("orders:0", Count("orders", Op.EXACTLY, 0)),
        ("messages:<=2", Count("messages", Op.AT_MOST, 2)),
        ("seen:<7d", Age("seen", Op.LESS, 7, Unit.DAYS)),
        ("seen:>6MO", Age("seen", Op.MORE, 6, Unit.MONTHS)),
        ("first:<1d", Age("first", Op.LESS, 1, Unit.DAYS)),
        ("seen:never", NeverSeen()),
        ("field:Tier=gold", Text("field:tier", ("gold",))),
        ('field:"Account Manager"=Kim', Text("field:account manager", ("kim",))),
        ("field:tier=*", Text("field:tier", (), begins=True)),
        ("field:seats=12", Text("field:seats", ("12",), value=Decimal(12))),
        ("field:seats=12,50", Text("field:seats", ("12", "5"), value=Decimal("12.5"))),
        ("field:seats=12*", Text("field:seats", ("12",), begins=True)),
        ("field:renewal=31.3.2027", Text("field:renewal", ("2027", "03", "31"), value=date(2027, 3, 31))),
        ("field:zip=00712", Text("field:zip", ("00712",))),
        ("field:Seats>10", Compared("field:seats", Op.MORE, Decimal(10))),
        ("field:seats=>=2,5", Compared("field:seats", Op.AT_LEAST, Decimal("2.5"))),
        ('field:"Next visit"<=31.3.2026', Compared("field:next visit", Op.AT_MOST, date(2026, 3, 31))),
        ("field:renewal<2026-03-31", Compared("field:renewal", Op.LESS, date(2026, 3, 31))),
        ("-tag:x", Not(Tagged("x"))),
        ("NOT tag:x", Not(Tagged("x"))),
        ("--tag:x", Tagged("x")),
        ("-anne-marie", Not(All((Word("anne"), Word("marie"))))),
        ("ana - souza", All((Word("ana"), Word("souza")))),
        ("ana AND tag:x", All((Word("ana"), Tagged("x")))),
        ("ana OR bia", Either((Word("ana"), Word("bia")))),
        ("ana or bia", All((Word("ana"), Word("or"), Word("bia")))),
        ("ana OR bia lima", Either((Word("ana"), All((Word("bia"), Word("lima")))))),
        ("(ana OR bia) lima", All((Either((Word("ana"), Word("bia"))), Word("lima")))),
        ("-(ana OR tag:x)", Not(Either((Word("ana"), Tagged("x"))))),
        ("((ana))", Word("ana")),
        ("Acme: Ana", All((Word("acme"), Word("ana")))),
    ],
)  # fmt: skip
def test_what_is_written_is_what_is_meant(text: str, query: Query) -> None:
    assert parse(text) == query
    assert parse(str(query)) == query


@pytest.mark.parametrize(
    ("text", "problem", "at", "meant"),
    [
        ("", Problem.NOTHING, 1, ()),
        ("  *?[ ", Problem.NOTHING, 1, ()),
        ('""', Problem.NOTHING, 1, ()),
        ("orders:>", Problem.NO_VALUE, 9, ("orders:>3",)),
        ("ana orders:>", Problem.NO_VALUE, 13, ("orders:>3",)),
        ("orders:> 3", Problem.NO_VALUE, 9, ("orders:>3",)),
        ("tag:", Problem.NO_VALUE, 5, ("tag:vip",)),
        ("tag: vip", Problem.NO_VALUE, 5, ("tag:vip",)),
        ("orders:many", Problem.NO_NUMBER, 1, ("orders:>3",)),
        ("ana seen:7d", Problem.NO_AGE, 5, ("seen:<7d",)),
        ("seen:<week", Problem.NO_AGE, 1, ("seen:<7d",)),
        ("seen:<", Problem.NO_VALUE, 7, ("seen:<7d",)),
        ("taq:vip", Problem.UNKNOWN_KEY, 1, ("tag:vip",)),
        ("zebra:vip", Problem.UNKNOWN_KEY, 1, ()),
        ("plan:???", Problem.NO_VALUE, 1, ("plan:enterprise",)),
        ("country:Atlantis", Problem.NO_COUNTRY, 1, ("country:BR",)),
        ("field:tier", Problem.NO_FIELD, 1, ("field:account_manager=kim",)),
        ("field:=gold", Problem.NO_FIELD, 1, ("field:account_manager=kim",)),
        ("field:tier=", Problem.NO_FIELD, 1, ("field:account_manager=kim",)),
        ("field:>3", Problem.NO_FIELD, 1, ("field:account_manager=kim",)),
        (
            "field:seats>many",
            Problem.NO_COMPARISON,
            1,
            ("field:seats>10", "field:renewal<2026-03-31"),
        ),
        (
            "field:seats>1*",
            Problem.NO_COMPARISON,
            1,
            ("field:seats>10", "field:renewal<2026-03-31"),
        ),
        ('ana "sou', Problem.OPEN_QUOTE, 5, ()),
        ('tag:"vip', Problem.OPEN_QUOTE, 5, ()),
        ("(ana", Problem.UNCLOSED, 1, ()),
        ("ana)", Problem.UNOPENED, 4, ()),
        ("ana ()", Problem.EMPTY_GROUP, 5, ()),
        ("OR ana", Problem.LONELY_OR, 1, ()),
        ("ana OR", Problem.LONELY_OR, 5, ()),
        ("ana -(", Problem.UNCLOSED, 6, ()),
        ("ana NOT", Problem.LONELY_MINUS, 5, ()),
        ("-??", Problem.LONELY_MINUS, 1, ()),
    ],
)
def test_a_wrong_query_names_the_place_and_how_it_is_written(
    text: str, problem: Problem, at: int, meant: tuple[str, ...]
) -> None:
    found = parse(text)
    assert isinstance(found, Mistake)
    assert (found.problem, found.at, found.meant) == (problem, at, meant)


def test_a_wrong_channel_is_answered_with_those_that_there_are() -> None:
    found = parse("channel:fax")
    assert isinstance(found, Mistake)
    assert (found.problem, found.found) == (Problem.NO_CHANNEL, "fax")
    assert set(found.meant) == {channel.value for channel in Channel}


def test_every_example_is_a_query() -> None:
    for example in EXAMPLES.values():
        assert not isinstance(parse(example), Mistake), example


def test_a_query_is_bounded() -> None:
    for text, problem in (
        ("a" * (LONGEST_CHARS + 1), Problem.TOO_LONG),
        ("ab " * 31, Problem.TOO_MANY),
        ("(" * 12 + "ana" + ")" * 12, Problem.TOO_DEEP),
    ):
        found = parse(text)
        assert isinstance(found, Mistake)
        assert found.problem is problem
    assert not isinstance(parse("ab " * 30), Mistake)


def test_me_is_whoever_asks() -> None:
    query = parse("(owner:me OR tag:x) -owner:me ana")
    assert not isinstance(query, Mistake)
    assert str(for_member(query, "U0MAYA")) == "(owner:u0maya OR tag:x) -owner:u0maya ana"


@pytest.mark.parametrize("text", ["Ana Souza", "O'Brien", "Acme: Ana", "ana or bia", "12:30", "a - b", "https://a.b"])  # fmt: skip
def test_words_are_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize("text", ["tag:vip", "ana -bia", '"ana"', "(ana)", "ana OR bia", "ana*", "taq:vip", "tag: x"])  # fmt: skip
def test_the_language_is_not(text: str) -> None:
    assert not is_plain(text)
