"""Searching for customers in the language of `storage.searching`: page by page, forwards and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot import clicks
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import results
from bot.cards.block import Message
from storage.names import words
from storage.searching.found import Found
from storage.searching.parsing import is_plain, parse
from storage.searching.query import Compared, Query, Text, Word, for_member, leaves
from storage.searching.reading import Mistake, Problem
from storage.searching.terms import CUSTOM
from storage.store import ProfileStore

MOST_PLAIN_WORDS: Final = 6
MOST_PLAIN_CHARS: Final = 200
PAGES_REMEMBERED: Final = 10
"""Pages that *Back* goes through one by one; beyond them it goes to the first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, as a query; and whether it is more than words, which may be anything."""

    query: Query | Mistake
    is_more_than_words: bool


def asked(text: str, *, member: str) -> Asked:
    """What a text asks for."""
    if is_plain(text):
        plain = " ".join(words(text[:MOST_PLAIN_CHARS])[:MOST_PLAIN_WORDS])
        return Asked(parse(plain), is_more_than_words=False)
    query = parse(text)
    if isinstance(query, Mistake):
        # `crm:42` is an id in another system, wherever it is no key of the language.
        return Asked(query, is_more_than_words=query.problem is not Problem.UNKNOWN_KEY)
    more = any(not isinstance(leaf, Word) for leaf in leaves(query))
    return Asked(for_member(query, member) if member else query, is_more_than_words=more)


@dataclass(frozen=True, slots=True)
class Pages:
    """How a page was come to: where each page but the first begins, and how many stand before it."""

    begun: tuple[tuple[str, int], ...] = ()

    @property
    def after(self) -> str:
        """Where the page that is shown begins."""
        return self.begun[-1][0] if self.begun else ""

    @property
    def before(self) -> int:
        """How many stand before the page that is shown."""
        return self.begun[-1][1] if self.begun else 0

    def next(self, found: Found) -> "Pages | None":
        """The way to the page after this one; None where there is none."""
        if found.after is None:
            return None
        further = (*self.begun, (found.after, self.before + len(found.hits)))
        return Pages(further[-PAGES_REMEMBERED:])

    def back(self) -> "Pages | None":
        """The way to the page before this one; None on the first."""
        return Pages(self.begun[:-1]) if self.begun else None

    def encode(self) -> str:
        """The way as a button carries it."""
        return " ".join(f"{after}:{before}" for after, before in self.begun)

    @classmethod
    def decoded(cls, text: str) -> "Pages":
        """The way that a button carried; the first page for what is none."""
        begun = []
        for part in text.split():
            after, _, before = part.partition(":")
            if not before.isdecimal() or len(before) > 9:
                return cls()
            begun.append((after, int(before)))
        return cls(tuple(begun))


FIRST: Final = Pages()


async def turned(call: Call, deps: Deps, click: clicks.TurnFound) -> Reply:
    """*Next* or *Back* below those who fit: the other page, in the place of this one."""
    text = clicks.unquoted(click.query)
    found = asked(text, member=call.member.user_id).query
    if isinstance(found, Mistake):
        return Privately(results.mistaken(found), in_place=True)
    way = Pages.decoded(click.pages)
    page = await call.store.find(found, now=call.now, after=way.after, limit=results.SHOWN)
    return Privately(shown(page, text, now=call.now, way=way), in_place=True)


async def unheld(store: ProfileStore, query: Query) -> tuple[str, ...]:
    """The custom fields that a query asks of and that nobody has, as they are written there."""
    asked_of = [leaf.field for leaf in leaves(query) if isinstance(leaf, Text | Compared)]
    own = {field.removeprefix(CUSTOM) for field in asked_of if field.startswith(CUSTOM)}
    held = await store.field_use(tuple(sorted(own)))
    return tuple(name for name, number in held.items() if not number)


def shown(
    page: Found, text: str, *, now: datetime, way: Pages = FIRST, unheld: Sequence[str] = ()
) -> Message:
    """A page, with the ways to the one before and the one after; `unheld` are fields that nobody has."""
    further, back = way.next(page), way.back()
    return results.page(
        page,
        searched=text,
        now=now,
        before=way.before,
        back=_turn(text, back) if back else None,
        further=_turn(text, further) if further else None,
        unheld=unheld,
        save=None if is_plain(text) else clicks.OpenSegment(query=clicks.barred(text)),
    )


def _turn(text: str, way: Pages) -> clicks.TurnFound:
    return clicks.TurnFound(clicks.barred(text), way.encode())
