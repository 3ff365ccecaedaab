"""Who meets whom: the contacts of a whole store that share a key, in flat arrays and not in a list for each key.

A contact has some twenty keys, most of which nobody shares. They are kept as their digests in parts, and of each
part only those stay that a few share: some 200 bytes a contact at the most, whatever the keys are.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from storage.linking.blocking import passes
from storage.linking.traits import Traits

MOST_OF_A_KEY: Final = 60
"""A key that more contacts share says too little of any two of them."""
PARTS: Final = 64
TOLD_EVERY: Final = 10_000
"""Contacts from one word of progress to the next."""


class Meetings:
    """The pairs of contacts that share a key, by their places in a list. To be walked once."""

    def __init__(
        self,
        traits: Sequence[Traits],
        *,
        parts: int = PARTS,
        progress: Callable[[str, int], None] = lambda _what, _done: None,
    ) -> None:
        self._contacts = len(traits)
        self._numbers: dict[str, int] = {}
        self._members = array("I")
        self._starts = array("Q", [0])
        self._passes = array("H")
        waiting = self._in_parts(traits, parts, progress)
        while waiting:
            self._keep(*waiting.pop())
        self._firsts, self._keys = self._by_contact()

    @property
    def passes(self) -> list[str]:
        """The names of the passes: that of bit 0 first."""
        return list(self._numbers)

    def __iter__(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Each contact with those after it that it meets, in their order, and the passes in which: a bit for each."""
        firsts, keys, starts, members = self._firsts, self._keys, self._starts, self._members
        unmet = array("Q", starts)
        for place in range(self._contacts):
            found: dict[int, int] = {}
            for key in keys[firsts[place] : firsts[place + 1]]:
                # Whoever stands before this contact under the key was here before.
                unmet[key] += 1
                bit = 1 << self._passes[key]
                for other in members[unmet[key] : starts[key + 1]]:
                    found[other] = found.get(other, 0) | bit
            if found:
                yield place, sorted(found.items())

    def _in_parts(
        self, traits: Sequence[Traits], parts: int, progress: Callable[[str, int], None]
    ) -> list[tuple["array[int]", "array[int]", "array[int]"]]:
        """Digest, contact and pass of every key, so that all of one key stand in one part."""
        found = [(array("q"), array("I"), array("H")) for _ in range(parts)]
        numbers = self._numbers
        for place, one in enumerate(traits):
            for key in set(passes(one)):
                digest = hash(key)
                digests, places, names = found[digest % parts]
                digests.append(digest)
                places.append(place)
                names.append(numbers.setdefault(key[0], len(numbers)))
            if place % TOLD_EVERY == 0:
                progress("keys", place)
        return found

    def _keep(self, digests: "array[int]", places: "array[int]", names: "array[int]") -> None:
        """Of one part the keys that two contacts or a few more share."""
        shared = Counter(digests)
        together: dict[int, list[int]] = {}
        for at, digest in enumerate(digests):
            if 1 < shared[digest] <= MOST_OF_A_KEY:
                together.setdefault(digest, []).append(at)
        for many in together.values():
            self._members.extend(places[at] for at in many)
            self._starts.append(len(self._members))
            self._passes.append(names[many[0]])

    def _by_contact(self) -> tuple["array[int]", "array[int]"]:
        """Where each contact's keys begin, and the keys of one contact after the other."""
        firsts = array("Q", bytes(8 * (self._contacts + 1)))
        for place in self._members:
            firsts[place + 1] += 1
        for place in range(self._contacts):
            firsts[place + 1] += firsts[place]
        keys = array("I", bytes(4 * len(self._members)))
        free = array("Q", firsts)
        for key in range(len(self._passes)):
            for place in self._members[self._starts[key] : self._starts[key + 1]]:
                keys[free[place]] = key
                free[place] += 1
        return firsts, keys
