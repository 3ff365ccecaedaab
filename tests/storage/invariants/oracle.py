"""What must stand in a store after what was done to it: a model in plain Python that decides nothing by the store's own code."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, product
from typing import Final

from storage.contact import FactSource
from storage.identifiers import Identifier
from storage.message import Channel, Evidence
from storage.profile import Link, LinkReason
from storage.standing import Limits
from tests.storage.invariants.dump import Dump

LIMITS: Final = Limits(contacts=4, claimants=3, emails=1)
"""So low that a few steps reach each of them."""
ORDER: Final = ["agent", "import", "channel", "inferred"]
STRENGTH: Final = ["vouched", "unverified", "mentioned"]
Fact = tuple[str, str, str, str | None, datetime]
"""Field, value, source, by, at."""
Pair = frozenset[str]


@dataclass
class Kept:
    """What is a contact's own, whatever it is joined to."""

    origin: str
    source: Channel | None = None
    external: Identifier | None = None
    claims: dict[Identifier, str] = field(default_factory=dict)
    facts: set[Fact] = field(default_factory=set)
    """Those that somebody told: what is inferred is left out."""
    tags: dict[str, str | None] = field(default_factory=dict)
    """Name to who added it."""
    notes: list[tuple[str, str | None]] = field(default_factory=list)
    """Texts and who wrote them."""
    messages: set[str] = field(default_factory=set)
    """Sources."""
    orders: set[str] = field(default_factory=set)
    """Numbers."""

    yielded: dict[Identifier, str] = field(default_factory=dict)
    """What was somebody else's, as an agent said, with what it was before."""

    def name(self) -> str | None:
        shown = first([(fact, "") for fact in self.facts if fact[0] == "name"])
        return shown[0][1] if shown else None

    def claim(self, identifier: Identifier, evidence: str) -> None:
        """A claim added; of two on one identifier the stronger stays."""
        held = self.claims.get(identifier)
        if held is None or STRENGTH.index(evidence) < STRENGTH.index(held):
            self.claims[identifier] = evidence
            self.yielded.pop(identifier, None)

    def tell(self, fact: Fact) -> None:
        """A fact added, unless the same source told the same before."""
        if all((one[0], one[1], one[2]) != (fact[0], fact[1], fact[2]) for one in self.facts):
            self.facts.add(fact)

    def vouches(self, identifier: Identifier) -> bool:
        return self.claims.get(identifier) == "vouched" or self.external == identifier


@dataclass(frozen=True)
class Joined:
    """A link as far as it counts."""

    ends: tuple[str, str]
    reason: LinkReason
    cleared: frozenset[Pair] = frozenset()


@dataclass
class Model:
    """Everything that was done, as far as it counts today."""

    contacts: dict[str, Kept] = field(default_factory=dict)
    links: dict[str, Joined] = field(default_factory=dict)
    apart: set[Pair] = field(default_factory=set)
    known: dict[Pair, set[object]] = field(default_factory=dict)
    """Of those told apart, what they had in common then."""
    suggested: set[Pair] = field(default_factory=set)
    marked: dict[Identifier, str] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """Where cards stand, and whose."""
    opened: set[tuple[str, str]] = field(default_factory=set)
    """Who had the card of which contact before them."""
    sources: dict[str, str] = field(default_factory=dict)
    said_in: dict[str, str] = field(default_factory=dict)
    """Source to the conversation that it is of."""
    rows: dict[str, str] = field(default_factory=dict)
    batches: dict[str, set[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    parted: set[str] = field(default_factory=set)
    """Links that are gone."""

    def copy(self) -> "Model":
        return deepcopy(self)

    # ------------------------------------------------------------ who is one person

    def group(self, one: str) -> Pair:
        """All that links lead to, from this contact."""
        found, left = {one}, [one]
        while left:
            here = left.pop()
            for link in self.links.values():
                if here in link.ends:
                    left += [end for end in link.ends if end not in found]
                    found |= set(link.ends)
        return frozenset(found)

    def groups(self) -> set[Pair]:
        return {self.group(one) for one in self.contacts}

    def crossing(self, ours: Iterable[str], theirs: Iterable[str]) -> set[Pair]:
        """Pairs told apart, one of each side."""
        return {frozenset(pair) for pair in product(ours, theirs)} & self.apart

    def common(self, one: str, other: str) -> set[object]:
        """The identifiers and the names that two profiles have in common."""
        sides = []
        for name in (one, other):
            group = [self.contacts[each] for each in self.group(name)]
            claims: set[object] = {key for kept in group for key in kept.claims}
            names = {kept.name() for kept in group}
            sides.append(
                claims | {" ".join(sorted(each.lower().split())) for each in names if each}
            )
        return sides[0] & sides[1]

    def has_news(self, one: str, other: str) -> bool:
        """True where two who were told apart have something in common that was not known then."""
        told = self.crossing(self.group(one), self.group(other))
        known = {each for pair in told for each in self.known[pair]}
        return bool(self.common(one, other) - known)

    def claiming(self, identifier: Identifier) -> set[str]:
        return {
            name
            for name, kept in self.contacts.items()
            if identifier in kept.claims or kept.external == identifier
        }

    # ------------------------------------------------------------ what changes who is one person

    def join(self, link_id: str, ends: tuple[str, str], reason: LinkReason) -> None:
        cleared = self.crossing(self.group(ends[0]), self.group(ends[1]))
        self.apart -= cleared
        self.suggested -= {frozenset(ends)}
        self.links[link_id] = Joined(ends, reason, frozenset(cleared))

    def part(self, link_ids: Iterable[str], *, within: Pair | None = None) -> None:
        """Links taken away: who is apart by it is remembered so, and who was before the link came."""
        gone = [self.links.pop(link_id) for link_id in link_ids]
        for link in gone:
            pairs = {frozenset(link.ends)} | {
                pair for pair in link.cleared if within is None or pair <= within
            }
            self.tell_apart(pair for pair in pairs if self.are_two(pair))

    def tell_apart(self, pairs: Iterable[Pair]) -> None:
        for pair in pairs:
            self.apart.add(pair)
            one, other = pair
            self.known[pair] = self.common(one, other)
            self.suggested -= {
                frozenset(two) for two in product(self.group(one), self.group(other))
            }

    def move_conversation(self, thread: str, source: str, target: str) -> None:
        """What a contact has of a conversation goes to another one, and what is written in it next."""
        ours, theirs = self.contacts[source].messages, self.contacts[target].messages
        moved = {name for name in ours if self.said_in[name] == thread}
        ours -= moved
        theirs |= moved
        self.sources |= dict.fromkeys(moved, target)
        if moved and self.threads.get(thread) == source:
            self.threads[thread] = target

    def move_fact(self, field: str, source: str, target: str) -> None:
        """What an agent said of a contact goes to another one."""
        ours = self.contacts[source].facts
        moved = {fact for fact in ours if fact[0] == field and fact[2] == "agent"}
        ours -= moved
        self.contacts[target].facts |= moved

    def move_claim(self, named: str, source: str, target: str) -> None:
        """What was only noted of a contact goes to another one, who may claim it already."""
        ours, theirs = self.contacts[source], self.contacts[target]
        for identifier in [one for one in ours.claims if str(one) == named]:
            assert ours.claims.pop(identifier) == "mentioned"
            theirs.claims.setdefault(identifier, "mentioned")

    def are_two(self, pair: Pair) -> bool:
        one, other = sorted(pair)
        return {one, other} <= set(self.contacts) and other not in self.group(one)

    def erase(self, name: str) -> None:
        mine = [link_id for link_id, link in self.links.items() if name in link.ends]
        for link_id in mine:
            del self.links[link_id]
            self.parted.add(link_id)
        self.apart = {pair for pair in self.apart if name not in pair}
        self.suggested = {pair for pair in self.suggested if name not in pair}
        self.threads = {key: one for key, one in self.threads.items() if one != name}
        self.sources = {key: one for key, one in self.sources.items() if one != name}
        self.places = {key: one for key, one in self.places.items() if one != name}
        self.opened = {pair for pair in self.opened if name not in pair}
        self.rows = {line: one for line, one in self.rows.items() if one != name}
        for file in self.batches.values():
            file.discard(name)
        self.erased.add(name)
        del self.contacts[name]

    # ------------------------------------------------------------ what rules did

    def unowned(self, contact: str, told: Iterable[Identifier]) -> list[Identifier]:
        """Identifiers that nobody of this contact's profile is vouched for by yet."""
        ours = [self.contacts[name] for name in self.group(contact) if name in self.contacts]
        return [key for key in told if not any(kept.vouches(key) for kept in ours)]

    def adopt(self, contact: str, seen: Dump, *, at: datetime, told: Iterable[Identifier]) -> None:
        """Links and suggestions that rules made of this contact then: each must be one that they may make.

        `told` are the identifiers that were vouched for just now, and had not been before.
        """
        fresh = {
            link_id: link
            for link_id, link in seen.links.items()
            if link_id not in self.links
            and link_id not in self.parted
            and link.reason is LinkReason.SAME_IDENTIFIER
            and (link.joined, link.at) == (contact, at)
        }
        for link in fresh.values():
            assert link.by is None
            assert not link.cleared
            assert any(self._may_join(link, key) for key in self.contacts[contact].claims), link
        for link_id, link in sorted(fresh.items()):
            assert not self.crossing(self.group(link.kept), self.group(link.joined))
            self.join(link_id, (link.kept, link.joined), link.reason)
        if fresh:
            self._within_limits(self.group(contact))
        self._must_have_joined(contact, told)
        for one, other in seen.suggested - {
            (one, other) for pair in self.suggested for one, other in ordered(pair)
        }:
            if contact in (one, other) and {one, other} <= set(self.contacts):
                if self.crossing({one}, {other}):
                    assert (one, other) in seen.renewed, "suggested although told apart"
                    # Of two changes at once it may be the second that brings the news; where neither
                    # does, what is suggested is more than what is expected in the end.
                    if not self.has_news(one, other):
                        continue
                if other not in self.group(one):
                    self.suggested.add(frozenset((one, other)))

    def _may_join(self, link: Link, key: Identifier) -> bool:
        """True where rules may join these two by this identifier."""
        kept, joined = self.contacts[link.kept], self.contacts[link.joined]
        if not (kept.vouches(key) and joined.vouches(key)) or key in self.marked:
            return False
        ours, theirs = self.group(link.joined), self.group(link.kept)
        people = {self.group(name) for name in self.claiming(key) - {link.joined}}
        owners = {
            group
            for group in people - {ours}
            if any(self.contacts[name].vouches(key) for name in group)
        }
        contested = any(self.crossing(*two) for two in combinations(owners, 2))
        return (
            not self.crossing(ours, theirs)
            and not (ours != theirs and self.contradict(ours, theirs))
            and len(people) <= LIMITS.claimants
            and not contested
        )

    def contradict(self, ours: Pair, theirs: Pair) -> bool:
        """True where somebody of ours and somebody of theirs go by names of two people."""
        named = [
            {self.contacts[name].name() for name in group} - {None} for group in (ours, theirs)
        ]
        return any(one != other for one, other in product(*named))

    def _within_limits(self, group: Pair) -> None:
        assert len(group) <= LIMITS.contacts
        assert len(self._emails(group)) <= LIMITS.emails

    def _emails(self, group: Pair) -> set[str]:
        return {
            identifier.value
            for name in group
            for identifier, evidence in self.contacts[name].claims.items()
            if identifier.kind == "email" and evidence != "mentioned"
        }

    def _must_have_joined(self, contact: str, told: Iterable[Identifier]) -> None:
        """Of one name and one vouched address, and nothing that speaks against it: one person."""
        ours = self.group(contact)
        for key in told:
            others = {self.group(name) for name in self.claiming(key)} - {ours}
            if len(others) != 1 or key in self.marked or not self.contacts[contact].vouches(key):
                continue
            (theirs,) = others
            names = {self.contacts[name].name() for name in ours | theirs}
            if (
                len(names) == 1
                and None not in names
                and not self.crossing(ours, theirs)
                and any(self.contacts[name].vouches(key) for name in theirs)
                and len(ours | theirs) <= LIMITS.contacts
                and len(self._emails(ours | theirs)) <= LIMITS.emails
                and not self._ids_differ(ours | theirs)
            ):
                raise AssertionError(f"{contact} was not joined to {theirs} by {key}")

    def _ids_differ(self, group: Pair) -> bool:
        return len({self.contacts[name].external for name in group} - {None}) > 1


def ordered(pair: Pair) -> list[tuple[str, str]]:
    """Both directions of a pair."""
    one, other = sorted(pair)
    return [(one, other), (other, one)]


def first(facts: list[tuple[Fact, str]]) -> tuple[Fact, str] | None:
    """The fact that is shown, of those that each contact has of one field.

    An agent's over an import's over the channel's over an inferred one; then the newest; then that of
    the older contact.
    """
    shown = None
    for fact, name in facts:
        rank = (ORDER.index(fact[2]), -fact[4].timestamp(), name, fact[1])
        if shown is None or rank < shown[0]:
            shown = (rank, (fact, name))
    return shown[1] if shown else None


__all__ = [
    "LIMITS",
    "Evidence",
    "FactSource",
    "Joined",
    "Kept",
    "Model",
    "Pair",
    "first",
    "ordered",
]
