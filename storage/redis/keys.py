"""Every key of a workspace, its type and what is in it. No name holds personal data.

All begin with the workspace as hash tag, `{T1}:`, so that one workspace is one slot of a cluster.

meta                     HASH    schema, pepper (sealed), made_at, waiting counters of the queues
contact:<cid>            HASH    rec (JSON), rev, head, and per channel n:<ch> count, f:<ch> first, l:<ch> last (ms)
members:<cid>            SET     contact ids of the profile whose head this is; absent for one alone
log:<kind>:<cid>         ZSET    ids of messages, notes or orders by time (ms)
logd:<kind>:<cid>        HASH    id -> JSON of the same
src:<digest>             STRING  "contact message" that a source was recorded as
conv:<digest>            STRING  contact that a conversation stays with
who:<hmac>               SET     contacts that claim an identifier
mark:<hmac>              STRING  shared | blocked
blk:<hmac>               SET     contacts that share a blocking key
link:<lid>               STRING  JSON of a link          links:<cid>  SET of link ids
apart:<cid>              HASH    other contact -> who told them apart, when
sugg:<cid>               HASH    other contact -> JSON of a suggestion
post:<digest>            STRING  JSON of a posted card   posts:<cid>  ZSET of places by time (ms)
feeds                    HASH    place -> JSON
words                    ZSET    "word NUL contact", all of score 0: found by their beginnings
tags                     ZSET    tag by how many contacts have it
all                      ZSET    contact ids, all of score 0
audit                    STREAM  at, by, what, on: ids, never values
done:<digest>            STRING  what a change answered, for 25 hours
q:<queue>:...            see storage/redis/queue.py
"""

import hashlib
import hmac
from typing import Final

DONE_SECONDS: Final = 25 * 3600
SOURCE_SECONDS: Final = 400 * 86400


class Keys:
    """The names of one workspace's keys. The pepper keys the digests of identifiers."""

    __slots__ = ("_pepper", "_tag")

    def __init__(self, workspace: str, pepper: bytes = b"") -> None:
        if not workspace or not workspace.isalnum() or len(workspace) > 40:
            raise ValueError("a workspace is named by letters and digits, such as T0123ABCD")
        self._tag = f"{{{workspace}}}:"
        self._pepper = pepper

    def named(self, name: str) -> str:
        """A key that there is one of: `meta`, `feeds`, `words`, `tags`, `all`, `audit`."""
        return self._tag + name

    def of(self, kind: str, opaque_id: str) -> str:
        """A key of something that has an opaque id of ours."""
        return f"{self._tag}{kind}:{opaque_id}"

    def digest(self, kind: str, value: str) -> str:
        """A key of something whose name is not ours: its digest, keyed, says nothing of it."""
        mac = hmac.new(self._pepper, f"{kind}\0{value}".encode(), hashlib.sha256)
        return f"{self._tag}{kind}:{mac.hexdigest()[:40]}"

    def log(self, kind: str, contact_id: str) -> tuple[str, str]:
        """The order and the content of a contact's messages (`msg`), notes (`note`) or orders (`order`)."""
        return f"{self._tag}log:{kind}:{contact_id}", f"{self._tag}logd:{kind}:{contact_id}"

    @property
    def prefix(self) -> str:
        """What every key of the workspace begins with."""
        return self._tag
