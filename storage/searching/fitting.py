"""Who fits a query: a pure answer for one profile, which the store's indexed one must equal."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import assert_never

from storage.fields import day_in, number_in
from storage.profile import Profile
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
    Word,
    WroteOn,
)
from storage.searching.terms import countries, field_form, search_tokens, tag_form, value_words

_COMPARES = {Op.MORE: gt, Op.AT_LEAST: ge, Op.LESS: lt, Op.AT_MOST: le, Op.EXACTLY: eq}


def fits(query: Query, profile: Profile, *, now: datetime) -> bool:
    """True if this profile is among the answers.

    Words look at all names and companies, also at those kept beside the one that is shown; everything
    else at what is shown.
    """
    match query:
        case Not(part):
            return not fits(part, profile, now=now)
        case All(parts):
            return all(fits(part, profile, now=now) for part in parts)
        case Either(parts):
            return any(fits(part, profile, now=now) for part in parts)
        case _:
            return _leaf_fits(query, profile, now)


def _leaf_fits(leaf: Leaf, profile: Profile, now: datetime) -> bool:
    match leaf:
        case Word(text):
            held = (search_tokens(contact) for contact in profile.contacts)
            return any(token.startswith(text) for tokens in held for token in tokens)
        case Phrase(words):
            return any(_follow(words, value_words(value)) for value in _called(profile))
        case Text():
            return _text_fits(leaf, profile)
        case Compared():
            return any(_compares(leaf, value) for value in _of_field(leaf.field, profile))
        case Tagged(name, begins):
            tags = [tag_form(tag.name) for tag in profile.tags]
            return any(tag.startswith(name) if begins else tag == name for tag in tags)
        case _:
            return _history_fits(leaf, profile, now)


def _history_fits(
    leaf: WroteOn | FromCountry | Count | Age | NeverSeen, profile: Profile, now: datetime
) -> bool:
    match leaf:
        case WroteOn(channel):
            return any(seen.channel is channel for seen in profile.sightings)
        case FromCountry(code):
            return code in countries(profile.value("address"), profile.claims)
        case Count(of, op, number):
            have = profile.order_count if of == "orders" else profile.message_count
            return bool(_COMPARES[op](have, number))
        case Age():
            at = profile.last_seen if leaf.of == "seen" else profile.first_seen
            return at is not None and bool(_COMPARES[leaf.op](now - at, leaf.length))
        case NeverSeen():
            return profile.last_seen is None
        case _:
            assert_never(leaf)


def _of_field(field: str, profile: Profile) -> list[str]:
    """The shown values of a field, in whichever writing of its name."""
    return [folded.value for name, folded in profile.fields.items() if field_form(name) == field]


def _compares(query: Compared, value: str) -> bool:
    """True for a value of the same kind that compares so."""
    if isinstance(query.value, Decimal):
        number = number_in(value)
        return number is not None and bool(_COMPARES[query.op](number, query.value))
    day = day_in(value)
    return day is not None and bool(_COMPARES[query.op](day, query.value))


def _is_same(query: Text, value: str) -> bool:
    """True for a value that is the number or the day that is asked for; of one that is neither, by its words."""
    is_number = isinstance(query.value, Decimal)
    found = number_in(value) if is_number else day_in(value)
    words = value_words(value)
    return (
        _follow(query.words, words)
        if found is None
        else (found == query.value and query.words[0] in words)
    )


def _text_fits(query: Text, profile: Profile) -> bool:
    if query.value is not None:
        return any(_is_same(query, value) for value in _of_field(query.field, profile))
    values = [value_words(value) for value in _of_field(query.field, profile)]
    if query.field == "language":  # `br` is Breton, and not the Portuguese of Brazil
        values = [value[: len(query.words)] if query.words else value for value in values]
    return any(_follow(query.words, value, begins=query.begins) for value in values if value)


def _called(profile: Profile) -> list[str]:
    """All that a person or their company is called, and was."""
    facts = (fact for contact in profile.contacts for fact in contact.facts)
    return [fact.value for fact in facts if fact.field in ("name", "company")]


def _follow(wanted: Sequence[str], told: Sequence[str], *, begins: bool = False) -> bool:
    """True if what is wanted follows each other in what is told; with `begins` its last word may go on."""
    if begins and not wanted:
        return bool(told)
    size = len(wanted)
    for start in range(len(told) - size + 1):
        part = tuple(told[start : start + size])
        if part == tuple(wanted):
            return True
        if begins and part[:-1] == tuple(wanted[:-1]) and part[-1].startswith(wanted[-1]):
            return True
    return False
