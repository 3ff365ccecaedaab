"""A change as a program for `commit.lua`: what must still be so, and what is written then."""

from dataclasses import dataclass, field
from typing import Any

from storage.errors import StoreRefused
from storage.redis import scripts
from storage.redis.keys import DONE_SECONDS
from storage.redis.records import compact


@dataclass(slots=True)
class Program:
    """Checks and commands, in order."""

    _keys: dict[str, int] = field(default_factory=dict)
    _checks: dict[int, str] = field(default_factory=dict)
    _ops: list[list[Any]] = field(default_factory=list)
    _done: list[Any] | None = None

    def check(self, key: str, revision: int) -> None:
        """Only if the contact at this key still has this revision."""
        self._checks[self._place(key)] = str(revision)

    def op(self, command: str, key: str, *arguments: str | int | float) -> None:
        """One command of the allow-list in `commit.lua`."""
        self._ops.append([command, self._place(key), *map(str, arguments)])

    def once(self, key: str, answer: str) -> None:
        """Not again for 25 hours: the second time `answer` is given back and nothing is written."""
        self._done = [self._place(key), answer, DONE_SECONDS]

    @property
    def is_empty(self) -> bool:
        """True if nothing would be written."""
        return not self._ops

    async def commit(self, client: Any) -> tuple[str, str]:
        """("ok", ""), ("done", answer) or ("stale", ""): all of it was applied, or none."""
        program = {"checks": list(self._checks.items()), "done": self._done, "ops": self._ops}
        raw = await scripts.run(client, "commit", list(self._keys), [compact(program)])
        outcome, value = (part.decode() for part in raw)
        if outcome not in ("ok", "done", "stale"):
            raise StoreRefused("the store answered what it never should")
        return outcome, value

    def _place(self, key: str) -> int:
        return self._keys.setdefault(key, len(self._keys) + 1)
