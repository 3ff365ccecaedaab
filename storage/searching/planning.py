"""Where the answers of a query can stand: the parts of the indexes that hold all of them, and the smallest.

An index is kept for each contact, and a query asks about whole profiles: a part of an index holds, for
every profile that fits, at least one of its contacts. Who fits is decided by `fits` afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from storage.contact import Contact
from storage.names import begins_left_out, is_left_out
from storage.profile import Shelf
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
    leaves,
)
from storage.searching.terms import channel_term, held_term, search_tokens, term, terms

WORDS: Final = "words"
TERMS: Final = "terms"
SEEN: Final = "seen"
BOUGHT: Final = "bought"
ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of an index, in the order in which it is walked."""

    index: str
    start: str = ""
    """Of `words` and `terms`: what its members begin with."""
    least: int = 0
    most: int | None = None
    """Of `seen` (ms) and `bought` (orders): the numbers that are in it, both ends included."""
    newest_first: bool = True

    @property
    def by_number(self) -> bool:
        """True for an index that is ordered by a number, the highest first."""
        return self.index in (SEEN, BOUGHT)


EVERYBODY: Final = Span(ALL)


def spans(query: Query, *, now: datetime) -> tuple[Span, ...]:
    """All parts of indexes that may be of use, each once: their sizes are to be looked up."""
    found = (_spans_of(leaf, now) for leaf in leaves(query))
    return tuple(dict.fromkeys(span for one in found for span in one))


def smallest(query: Query, sizes: Mapping[Span, int], *, now: datetime) -> tuple[Span, ...]:
    """The parts that together hold every answer and are the fewest to look at; everybody where none do."""
    return _smallest(query, sizes, now) or (EVERYBODY,)


def members(span: Span, shelf: Shelf) -> tuple[str, ...]:
    """Under which names a contact stands in a part of an index; none where it is not in it."""
    contact = shelf.contact
    match span.index:
        case "words":
            return _beginning(search_tokens(contact), span, contact)
        case "terms":
            channels = {channel_term(seen.channel) for seen in shelf.sightings}
            return _beginning(terms(contact) | channels, span, contact)
        case "all":
            return (contact.id,)
        case _:
            number = number_of(span, shelf)
            above = number is not None and number >= span.least
            within = number is not None and (span.most is None or number <= span.most)
            return (contact.id,) if above and within else ()


def number_of(span: Span, shelf: Shelf) -> int | None:
    """By which number a contact stands in an index: when it wrote last (ms), or its orders; None for not at all."""
    if span.index == SEEN:
        return max((_ms(seen.last_at) for seen in shelf.sightings), default=None)
    return shelf.order_count or None


def _beginning(held: Iterable[str], span: Span, contact: Contact) -> tuple[str, ...]:
    named = (f"{one}\0{contact.id}" for one in held)
    return tuple(sorted(one for one in named if one.startswith(span.start)))


def _smallest(query: Query, sizes: Mapping[Span, int], now: datetime) -> tuple[Span, ...] | None:
    match query:
        case Not():
            return None
        case All(parts):
            some = [found for part in parts if (found := _smallest(part, sizes, now))]
            return min(some, key=lambda one: sum(sizes[span] for span in one), default=None)
        case Either(parts):
            each = [_smallest(part, sizes, now) or () for part in parts]
            if not all(each):
                return None
            return tuple(dict.fromkeys(span for one in each for span in one))
        case _:
            found = _spans_of(query, now)
            return min(((one,) for one in found), key=lambda one: sizes[one[0]], default=None)


def _spans_of(leaf: Leaf, now: datetime) -> tuple[Span, ...]:
    """The parts of indexes each of which holds all that fit; none where only looking at everybody does."""
    match leaf:
        case Word(text):
            return (Span(WORDS, text, newest_first=False),)
        case Phrase(words):
            return _by_words(words)
        case Text("name" | "company", words, begins):
            return _by_words(words, begins=begins)
        case Text(field, words, begins, value):
            # All writings of a number or a day have its whole part or its year in common.
            return _by_terms(field, words if value is None else words[:1], begins=begins)
        case Compared(field):
            return (Span(TERMS, f"{held_term(field)}\0", newest_first=False),)
        case Count():
            return _counted(leaf)
        case Age():
            return (_seen(leaf, now),)
        case NeverSeen():
            return ()
        case _:
            return (_of_term(leaf),)


def _of_term(leaf: Tagged | WroteOn | FromCountry) -> Span:
    match leaf:
        case Tagged(name, begins):
            start = term("tag", name if begins else f"{name}\0")
            return Span(TERMS, start, newest_first=not begins)
        case WroteOn(channel):
            return Span(TERMS, f"{channel_term(channel)}\0")
        case FromCountry(code):
            return Span(TERMS, term("country", f"{code}\0"))
        case _:
            assert_never(leaf)


def _by_terms(field: str, words: Sequence[str], *, begins: bool) -> tuple[Span, ...]:
    whole = words[:-1] if begins else words
    exact = tuple(Span(TERMS, term(field, f"{word}\0")) for word in whole)
    started = Span(TERMS, term(field, words[-1] if words else ""), newest_first=False)
    return (*exact, started) if begins else exact


def _by_words(words: Sequence[str], *, begins: bool = False) -> tuple[Span, ...]:
    """Words of names; titles and suffixes stand in no index, nor what may be the beginning of one."""
    whole, begun = (words[:-1], words[-1:]) if begins else (words, ())
    exact = (Span(WORDS, f"{word}\0") for word in whole if not is_left_out(word))
    started = (Span(WORDS, word, newest_first=False) for word in begun if not begins_left_out(word))
    return (*exact, *started)


def _counted(count: Count) -> tuple[Span, ...]:
    """Whoever has any, if none does not fit: of a profile's contacts each may have few."""
    none_fits = {
        Op.MORE: False,
        Op.AT_LEAST: count.number == 0,
        Op.LESS: count.number > 0,
        Op.AT_MOST: True,
        Op.EXACTLY: count.number == 0,
    }[count.op]
    if none_fits:
        return ()
    return (Span(BOUGHT, least=1),) if count.of == "orders" else (Span(SEEN),)


def _seen(age: Age, now: datetime) -> Span:
    """Who wrote since, or before: whoever wrote first since then wrote last since then as well."""
    edge = _ms(now - age.length)
    if age.op is Op.LESS:
        return Span(SEEN, least=edge)
    return Span(SEEN, most=edge) if age.of == "seen" else Span(SEEN)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
