"""A change as a program for `commit.lua`: what must still be so, and what is written then."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.redis import scripts
from storage.redis.keys import DONE_SECONDS
from storage.redis.records import compact


@dataclass(slots=True)
class Program:
    """Checks and commands, in order."""

    _keys: dict[str, int] = field(default_factory=dict)
    _checks: dict[str, list[Any]] = field(default_factory=dict)
    _ops: list[list[Any]] = field(default_factory=list)
    _done: list[Any] | None = None

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
        outcome, value = await scripts.run(client, "commit", list(self._keys), [text])
        return outcome.decode(), value.decode()

    def _place(self, key: str) -> int:
        return self._keys.setdefault(key, len(self._keys) + 1)
