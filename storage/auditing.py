"""The audit: who did what to whom, when; and whether it still stands as it was written.

Every entry carries an HMAC over its number, the one before it and what it says, keyed by what only those
have who can open the store's pepper. The end of the chain is signed apart from the entries, and anew with
each of them: who cuts the newest entries off has no signature for the end that is left.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from storage.record import Record

SAID: Final = ("at", "by", "what", "on", "why")
"""The fields of an entry that say something, in the order in which they are signed."""
FIRST: Final = 1


class AuditEntry(Record):
    """Who did what to whom, when: ids and codes, never values."""

    id: str
    number: int | None
    """Its place in the chain; None for what was written before there was one."""
    at: datetime
    by: str | None
    """A member, a command or a file; None for what the bot did by itself."""
    what: str
    on: tuple[str, ...] = ()
    """Ids of contacts, links, messages; a place; or how many, and the first of them."""
    why: tuple[str, ...] = ()
    """Codes of reasons."""


class AuditHead(Record):
    """Where the chain ends. Kept elsewhere, it proves later that nothing before it was taken back."""

    number: int
    mac: str

    def __str__(self) -> str:
        return f"{self.number}:{self.mac}"

    @classmethod
    def parsed(cls, text: str) -> "AuditHead | None":
        """What `str` wrote; None for anything else."""
        number, _, mac = text.strip().partition(":")
        return cls(number=int(number), mac=mac) if number.isdecimal() and mac else None


class AuditVerdict(Record):
    """What looking through the whole chain found."""

    entries: int
    """Those that were looked at, up to the first broken one."""
    head: AuditHead | None = None
    broken: str | None = None
    """Which entry is not as it was written, and how; None where all are."""
    before_chain: int = 0
    """Entries that are older than the chain: nothing can be said of them."""
    trimmed: int = 0
    """The oldest entries that the store gave up, as it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The end of the chain as it is signed."""

    number: int
    mac: str
    nonce: str
    seal: str


def seal_in(text: str) -> Seal | None:
    """The end of the chain as it stands in the store; None for what nobody of us wrote."""
    number, _, rest = text.partition(" ")
    mac, _, rest = rest.partition(" ")
    nonce, _, seal = rest.partition(" ")
    if not (number.isdecimal() and mac and nonce and seal):
        return None
    return Seal(number=int(number), mac=mac, nonce=nonce, seal=seal)


def signed_text(number: int, before: str, said: Mapping[str, str]) -> bytes:
    """What is signed of an entry: each part with its length before it, so that no two entries are alike."""
    parts = [str(number), before]
    parts += [part for name in SAID if name in said for part in (name, said[name])]
    return b",".join(b"%d:%b" % (len(one), one) for one in (part.encode() for part in parts))


def sealed_text(number: int, mac: str) -> bytes:
    """What is signed of the end of the chain."""
    return f"end {number} {mac}".encode()


def trimmed_text(number: int) -> bytes:
    """What is signed of how far the oldest entries were given up by age."""
    return f"trimmed {number}".encode()


def mac_of(key: bytes, text: bytes) -> str:
    """HMAC-SHA1: the one hash that a Lua script of Redis has, and as a MAC as good as ever (RFC 6194)."""
    return hmac.digest(key, text, "sha1").hex()


class Chain:
    """Follows a chain entry by entry, the oldest first, and stops at the first that is not as it was."""

    def __init__(
        self,
        key_of: Callable[[str], bytes],
        *,
        kept: int,
        seal: Seal | None,
        anchor: AuditHead | None = None,
    ) -> None:
        """`key_of` gives the key of a nonce; `kept` is how many entries the store never gives up."""
        self._key_of = key_of
        self._kept = kept
        self._seal = seal
        self._anchor = anchor
        self._first: int | None = None
        self._last: AuditHead | None = None
        self._entries = 0
        self._before_chain = 0
        self._ended_with: str | None = None
        self._anchored: str | None = None
        self._given_up = 0
        self.broken: str | None = None

    def follow(self, entry_id: str, row: Mapping[str, str]) -> bool:
        """True if the entry is as it was written, and stands where it stood."""
        if self.broken is None:
            self.broken = self._wrong_with(entry_id, row)
        return self.broken is None

    def ended(self, *, is_used: bool, given_up: int = 0) -> AuditVerdict:
        """The verdict. `is_used`: the store holds what cannot have come without an entry.

        `given_up` is up to which number the oldest entries went by age, as we signed it.
        """
        self._given_up = given_up
        self.broken = self.broken or self._wrong_end(is_used=is_used) or self._wrong_anchor()
        return AuditVerdict(
            entries=self._entries,
            head=None if self.broken else self._last,
            broken=self.broken,
            before_chain=self._before_chain,
            trimmed=(self._first or FIRST) - FIRST,
        )

    def _wrong_with(self, entry_id: str, row: Mapping[str, str]) -> str | None:
        if "n" not in row and self._last is None:
            self._before_chain += 1
            return None
        number, before, mac = row.get("n", ""), row.get("before", ""), row.get("mac", "")
        if not number.isdecimal() or set(row) - {"n", "key", "before", "mac", *SAID}:
            return f"entry {entry_id} was put in by another hand"
        text = signed_text(int(number), before, row)
        if not hmac.compare_digest(mac_of(self._key_of(row.get("key", "")), text), mac):
            return f"entry {number} ({entry_id}) is not as it was written"
        wrong = self._wrong_place(int(number), before, entry_id)
        if wrong:
            return wrong
        self._last = AuditHead(number=int(number), mac=mac)
        self._entries += 1
        if self._seal and self._seal.number == int(number):
            self._ended_with = mac
        if self._anchor and self._anchor.number == int(number):
            self._anchored = mac
        return None

    def _wrong_place(self, number: int, before: str, entry_id: str) -> str | None:
        if self._last is None:
            self._first = number
            return None
        wanted = self._last.number + 1
        if number < wanted:
            return f"entry {number} ({entry_id}) stands where entry {wanted} was"
        if number > wanted:
            return f"{_entries(wanted, number - 1)} missing before entry {number} ({entry_id})"
        if before != self._last.mac:
            return f"entry {number} ({entry_id}) does not follow from the entry before it"
        return None

    def _wrong_end(self, *, is_used: bool) -> str | None:
        seal, last = self._seal, self._last.number if self._last else 0
        if seal is None:
            there = self._last is not None or is_used
            return "the end of the chain is gone, or not as it was written" if there else None
        own = mac_of(self._key_of(seal.nonce), sealed_text(seal.number, seal.mac))
        if not hmac.compare_digest(own, seal.seal):
            return "the end of the chain is not as it was written"
        if last < seal.number:
            return f"{_entries(last + 1, seal.number)} missing at the end"
        if self._ended_with != seal.mac:
            return f"entry {seal.number} is not the one that the chain ended with"
        first = self._first or FIRST
        aged = first - 1 <= self._given_up
        if first > FIRST and not aged and (last - first + 1 < self._kept or self._before_chain):
            return f"{_entries(FIRST, first - 1)} missing at the beginning"
        return None

    def _wrong_anchor(self) -> str | None:
        anchor, last = self._anchor, self._last.number if self._last else 0
        if anchor is None:
            return None
        if anchor.number > last:
            return f"the chain once went on to entry {anchor.number}, and ends with {last} now"
        trimmed = anchor.number < (self._first or FIRST)
        if self._anchored != anchor.mac and not trimmed:
            return f"entry {anchor.number} is another one than it once was"
        return None


def _entries(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
