"""One workspace of the store: its keys, its queues, and how a change is read, decided and committed."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from storage.errors import Conflict
from storage.ids import NewId
from storage.profile import Posting, Profile
from storage.queue import Outgoing
from storage.redis import scripts
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.keys import Keys
from storage.redis.queue import LaneQueue
from storage.redis.records import Snapshot, compact, snapshot
from storage.resolving import Limits
from storage.sealing import KeyRing
from storage.store import Change

ATTEMPTS: Final = 5
SCHEMA: Final = "1"
MOST_CONTACTS: Final = 400
"""Read at once: the profiles of a handful of claimants, each of at most 50 contacts."""
T = TypeVar("T")


class Workspace:
    """What all parts of the store share."""

    def __init__(
        self,
        client: Any,
        workspace: str,
        *,
        ring: KeyRing,
        new_id: NewId,
        limits: Limits,
        high_water: int,
        refresh: Callable[[Posting], Outgoing] | None,
        pepper_maker: Callable[[], bytes],
    ) -> None:
        self.workspace = workspace
        self._client = client
        self._ring = ring
        self._new_id = new_id
        self._limits = limits
        self._refresh = refresh
        self._pepper_maker = pepper_maker
        self._bare = Keys(workspace)
        self._opened: Keys | None = None
        prefix = self._bare.prefix
        self.inbox = LaneQueue(client, prefix, "inbox", high_water=high_water)
        self.outbox = LaneQueue(client, prefix, "outbox", high_water=high_water)

    async def _keys(self) -> Keys:
        """The workspace's keys; the pepper that keys its digests is made once and kept sealed."""
        if self._opened is None:
            meta = self._bare.named("meta")
            about = f"{self.workspace}|pepper|1"
            with our_errors():
                sealed = await self._client.hget(meta, "pepper")
                if sealed is None:
                    made = self._ring.seal(self._pepper_maker(), about=about)
                    await self._client.hsetnx(meta, "pepper", made)
                    await self._client.hsetnx(meta, "schema", SCHEMA)
                    sealed = await self._client.hget(meta, "pepper")
            self._opened = Keys(self.workspace, self._ring.open(sealed, about=about))
        return self._opened

    async def _look(
        self,
        contact_ids: Sequence[str] = (),
        *,
        at: Sequence[str] = (),
        done: Sequence[str] = (),
        messages: int = 3,
        notes: int = 3,
        orders: int = 50,
        per_set: int | None = None,
    ) -> Snapshot:
        """Contacts, what look-up keys lead to, and their whole profiles: one round trip."""
        limit = per_set or self._limits.claimants + 1
        arguments = [self._bare.prefix, messages, notes, orders, limit, MOST_CONTACTS]
        keys = [self._bare.named("meta"), *at, *done]
        raw = await scripts.run(
            self._client, "read", keys, [*arguments, len(contact_ids), len(done), *contact_ids]
        )
        return snapshot(raw)

    async def _change(
        self,
        change: Change,
        read: Callable[[Keys, str], Awaitable[Snapshot]],
        decide: Callable[[Draft], T],
        repeated: Callable[[Draft, str], T],
        answer: Callable[[T], str] = lambda _outcome: "",
    ) -> T:
        """What `decide` made of what `read` saw, once it is committed.

        Read and decided again when another change came first, five times at most (Conflict). A change
        of a key that was committed before is not decided again: `repeated` gets its answer.
        """
        keys = await self._keys()
        done = keys.digest("done", change.key)
        for _ in range(ATTEMPTS):
            seen = await read(keys, done)
            draft = Draft(seen=seen, keys=keys)
            if seen.done and seen.done[0] is not None:
                return repeated(draft, seen.done[0])
            outcome = decide(draft)
            if draft.program.is_empty:
                return outcome
            draft.program.once(done, answer(outcome) or "-")
            said, value = await draft.program.commit(self._client)
            if said == "ok":
                return outcome
            if said == "done":
                seen = await read(keys, done)
                return repeated(Draft(seen=seen, keys=keys), value)
        raise Conflict("others are changing the same customer: nothing was changed, try again")

    def _announce(self, draft: Draft, profile: Profile, *, now: datetime) -> None:
        """The newest posted cards of a changed profile are shown anew, by jobs of the same commit."""
        if self._refresh is None:
            return
        for posting in profile.postings[:5]:
            self._enqueue(draft, self._refresh(posting), now=now)

    def _enqueue(self, draft: Draft, job: Outgoing, *, now: datetime) -> None:
        for command, key, *arguments in self.outbox.put_ops(job, now=now):
            draft.program.op(command, key, *arguments)

    @staticmethod
    def _compact(value: Any) -> str:
        return compact(value)
