"""All that stands in a workspace, read from outside the store: each key with what is in it."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from storage.contact import Contact, Note, Order
from storage.message import Message
from storage.profile import Link

_DUMP: Final = """
local rows, cursor = {}, '0'
repeat
  local found = redis.call('SCAN', cursor, 'MATCH', ARGV[1] .. '*', 'COUNT', 10000)
  cursor = found[1]
  for _, key in ipairs(found[2]) do
    local kind = redis.call('TYPE', key)['ok']
    local value
    if kind == 'string' then value = redis.call('GET', key)
    elseif kind == 'set' then value = redis.call('SMEMBERS', key)
    elseif kind == 'hash' then value = redis.call('HGETALL', key)
    elseif kind == 'zset' then value = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
    else value = redis.call('XLEN', key) end
    rows[#rows + 1] = { key, kind, value }
  end
until cursor == '0'
return rows
"""
Pair = frozenset[str]


@dataclass(frozen=True)
class Dump:
    """The keys of a workspace without its prefix, and their contents as text."""

    raw: dict[str, Any]

    def of(self, kind: str) -> dict[str, Any]:
        """Contents of the keys of this kind by what follows the kind in their names."""
        start = f"{kind}:"
        return {
            key[len(start) :]: value for key, value in self.raw.items() if key.startswith(start)
        }

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        rows = self.of("contact").items()
        return {name: Contact.model_validate_json(row["rec"]) for name, row in rows}

    @cached_property
    def links(self) -> dict[str, Link]:
        return {name: Link.model_validate_json(text) for name, text in self.of("link").items()}

    @cached_property
    def apart(self) -> set[tuple[str, str]]:
        """Told apart, each direction by itself."""
        return {(one, other) for one, row in self.of("apart").items() for other in row}

    @cached_property
    def suggested(self) -> set[tuple[str, str]]:
        """Suggestions, each direction by itself."""
        return {(one, other) for one, row in self.of("sugg").items() for other in row}

    @cached_property
    def renewed(self) -> set[tuple[str, str]]:
        """Suggestions of two who were told apart."""
        return {
            (one, other)
            for one, row in self.of("sugg").items()
            for other, text in row.items()
            if json.loads(text).get("renewed")
        }

    @cached_property
    def messages(self) -> dict[str, dict[str, Message]]:
        """Contact to its messages by id."""
        return self._logged("msg", Message)

    @cached_property
    def notes(self) -> dict[str, dict[str, Note]]:
        """Contact to its notes by id."""
        return self._logged("note", Note)

    @cached_property
    def orders(self) -> dict[str, dict[str, Order]]:
        """Contact to its orders by number."""
        return self._logged("order", Order)

    def _logged(self, kind: str, record: Any) -> dict[str, dict[str, Any]]:
        order, content = self.of(f"log:{kind}"), self.of(f"logd:{kind}")
        assert {one: set(row) for one, row in order.items()} == {
            one: set(row) for one, row in content.items()
        }
        return {
            name: {one: record.model_validate_json(text) for one, text in row.items()}
            for name, row in content.items()
        }

    def without_marks_of_time(self) -> dict[str, Any]:
        """The contents but for what only says that something was done."""
        left = ("audit", "told:", "chain", "done:", "meta", "rewrite")
        kept = {key: value for key, value in self.raw.items() if not key.startswith(left)}
        for key, row in kept.items():
            if key.startswith("contact:"):
                kept[key] = {name: value for name, value in row.items() if name != "rev"}
        return kept


async def dump(client: Any, prefix: str) -> Dump:
    """What stands in the workspace whose keys begin so."""
    rows = await client.eval(_DUMP, 1, f"{prefix}meta", prefix)
    return Dump({key.decode()[len(prefix) :]: _content(kind, row) for key, kind, row in rows})


def _content(kind: bytes, row: Any) -> Any:
    if kind == b"string":
        return row.decode(errors="replace")
    if kind == b"set":
        return {member.decode() for member in row}
    if kind in (b"hash", b"zset"):
        flat = [part.decode(errors="replace") for part in row]
        return dict(zip(flat[0::2], flat[1::2], strict=True))
    return row


def mentions(dumped: Dump, text: str) -> set[str]:
    """The keys that have this text in their names or contents, but for those that only tell what was done."""
    return {
        key
        for key, value in dumped.raw.items()
        if not key.startswith(("audit", "told:", "chain", "done:"))
        and (text in key or text in json.dumps(value, default=sorted))
    }
