"""A change as a program for `commit.lua`: what must still be so, and what is written then."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from storage.redis import scripts
from storage.redis.keys import AUDIT_ENTRIES, DONE_SECONDS
from storage.redis.records import compact

NONCE_BYTES: Final = 12
BLOCK_BYTES: Final = 64
"""Of SHA-1, which HMAC pads its key to."""


@dataclass(slots=True)
class Program:
    """Checks and commands, in order."""

    _keys: dict[str, int] = field(default_factory=dict)
    _checks: dict[str, list[Any]] = field(default_factory=dict)
    _ops: list[list[Any]] = field(default_factory=list)
    _done: list[Any] | None = None
    _key_of: Callable[[str], bytes] | None = None
    """Of the nonce that signs what the change tells the audit."""

    def check(self, key: str, revision: int) -> None:
        """Only if the contact at this key still has this revision."""
        self._checks[key] = ["rev", self._place(key), str(revision)]

    def check_value(self, key: str, value: str) -> None:
        """Only if this still stands at the key; empty for a key that is not there."""
        self._checks[key] = ["value", self._place(key), value]

    def check_set(self, key: str, members: Sequence[str]) -> None:
        """Only if these are still all members of the set."""
        self._checks[key] = ["set", self._place(key), list(members)]

    def check_count(self, key: str, count: int) -> None:
        """Only if the set still has so many members."""
        self._checks[key] = ["card", self._place(key), count]

    def check_there(self, key: str) -> None:
        """Only if the key is still there; nothing more where its revision is checked anyway."""
        self._checks.setdefault(key, ["there", self._place(key), ""])

    def check_log(self, key: str, count: int) -> None:
        """Only if nothing was written down there since."""
        self._checks[key] = ["log", self._place(key), count]

    def op(self, command: str, key: str, *arguments: str | float) -> None:
        """One command of the list in `commit.lua`."""
        self._ops.append([command, self._place(key), *map(str, arguments)])

    def put(self, keys: Sequence[str], *arguments: str | float) -> None:
        """A job into a queue, with its keys in the order of `put.lua`."""
        self._ops.append(["PUT", [self._place(key) for key in keys], *map(str, arguments)])

    def count(self, numbers: str, log: str, member: str) -> None:
        """A member of a sorted set whose number is how many a log has, as it is then; not in it for none."""
        self._ops.append(["COUNT", [self._place(numbers), self._place(log)], member])

    def drop_letter(self, dead: str, job: str, digest: str) -> None:
        """A dead letter gone for good, unless it was put back into its lane meanwhile."""
        self._ops.append(["BURIED", [self._place(dead), self._place(job)], digest])

    def chain(
        self, audit: str, end: str, key_of: Callable[[str], bytes], said: Sequence[str]
    ) -> None:
        """An entry of the audit: field, value, and so on. It gets its number where it lands."""
        self._key_of = key_of
        self._ops.append(["CHAIN", [self._place(audit), self._place(end)], AUDIT_ENTRIES, *said])

    def once(self, key: str, answer: str) -> None:
        """Not again for 25 hours: the second time `answer` is given back, nothing is written."""
        self._done = [self._place(key), answer, DONE_SECONDS]

    @property
    def is_empty(self) -> bool:
        """True if nothing would be written."""
        return not self._ops

    async def commit(self, client: Any) -> tuple[str, str]:
        """("ok", ""), ("done", answer) or ("stale", ...): all of it was applied, or none."""
        checks = list(self._checks.values())
        text = compact({"checks": checks, "done": self._done, "ops": self._ops})
        signing = signing_parts(self._key_of) if self._key_of else []
        outcome, value = await scripts.run(client, "commit", list(self._keys), [text, *signing])
        return outcome.decode(), value.decode()

    def _place(self, key: str) -> int:
        return self._keys.setdefault(key, len(self._keys) + 1)


def signing_parts(key_of: Callable[[str], bytes]) -> list[bytes | str]:
    """What HMAC needs where nothing but a hash is at hand: the key in its two paddings (RFC 2104), and its nonce.

    A key signs the entries of one commit alone: whoever reads a command on its way cannot sign another.
    """
    nonce = secrets.token_hex(NONCE_BYTES)
    key = key_of(nonce).ljust(BLOCK_BYTES, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C))
    return [inner, outer, nonce]
