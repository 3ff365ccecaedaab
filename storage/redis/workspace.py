"""One workspace of the store: how a change is read, decided and committed."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from storage.errors import Conflict, StoreRefused
from storage.linking.weights import Weights, shipped
from storage.matching import MOST_ALIKE, STOP_KEY
from storage.policy import Policy
from storage.profile import Posting, Profile
from storage.queue import Outgoing, Queue
from storage.redis import boards, naming, scripts
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.ids import NewId
from storage.redis.journal import Journal
from storage.redis.keys import GIVEN_UP, WORKSPACES, Keys
from storage.redis.known import Known
from storage.redis.moments import ms
from storage.redis.program import Program
from storage.redis.queue import LaneQueue
from storage.redis.records import Snapshot, snapshot
from storage.redis.sealing import KeyRing
from storage.repeating import Commonness
from storage.retention import Words
from storage.standing import Limits
from storage.store import Change

ATTEMPTS: Final = 5
SCHEMA: Final = "2"
"""What this version writes. It reads the one before as well; `storage/redis/migrating.py` leads from any to it."""
INDEXES: Final = "4"
"""The version of what contacts are found by; another one is rebuilt when the bot starts."""
EMPTIED: Final = (
    "the store holds nothing any more of {names}, which it did hold: was it emptied, or does RAPPORT_REDIS_URL name"
    " another one? Put a backup back (`rapport restore FILE`), or begin anew (`rapport serve --start-empty`)"
)
MOST_CONTACTS: Final = 400
"""Read at once: the profiles of a handful of claimants, each of at most 50 contacts."""
CARDS_FOLLOWING: Final = 5
CARDS_TOLD: Final = 2
"""Of other conversations, with each message: Slack takes some fifty updates a minute in all."""
CARDS_OF: Final = timedelta(days=1)
"""Cards that are older tell what happened elsewhere when next they change."""
WEIGHTS_KEPT: Final = timedelta(minutes=10)
POLICY_KEPT: Final = timedelta(minutes=1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is to be read in one look: contacts, and what look-up keys lead to."""

    contact_ids: Sequence[str] = ()
    at: Sequence[str] = ()
    """Keys whose contacts are read with their whole profiles, and that must not change meanwhile."""
    alike: Sequence[str] = ()
    """Keys whose contacts are only looked at beside, the most telling first."""
    words: Sequence[str] = ()
    """Words of names, to be counted."""
    messages: int = 3
    notes: int = 3
    orders: int = 50
    per_set: int = 0
    """Contacts read of one key; 0 for one more than a profile may have."""
    most: int = 0
    """Contacts read in all; 0 for as many as a handful of profiles have."""
    suggested: bool = field(default=False)
    """Whether the contacts that are suggested are looked at beside."""


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
        journal: Journal | None = None,
        known: Known | None = None,
    ) -> None:
        self.workspace = workspace
        self._client = client
        self._ring = ring
        self._new_id = new_id
        self._limits = limits
        self._refresh = refresh
        self._pepper_maker = pepper_maker
        self._journal = journal
        self._known = known
        self._bare = Keys(workspace)
        self._opened: Keys | None = None
        self._was_resealed = False
        self._learned = shipped()
        self._read_weights_at: datetime | None = None
        self._words = Words.FULL
        self._read_words_at: datetime | None = None
        self._common = Commonness()
        prefix = self._bare.prefix
        self._outbox = LaneQueue(client, prefix, "outbox", high_water=high_water)
        self._inbox = LaneQueue(client, prefix, "inbox", high_water=high_water)
        self.inbox: Queue = self._inbox
        self.outbox: Queue = self._outbox

    async def reseal(self) -> bool:
        """True if the newest key did not seal the pepper before; it does now."""
        self._opened = None
        await self._keys()
        return self._was_resealed

    async def _keys(self) -> Keys:
        """The workspace's keys; the pepper of their digests is made once and kept sealed.

        A pepper that an older key sealed is sealed anew, so that the older key can be given up.
        """
        if self._opened is None:
            meta = self._bare.named("meta")
            about = f"{self.workspace}|pepper|1"
            with our_errors():
                sealed = await self._client.hget(meta, "pepper")
                if sealed is None:
                    await self._client.sadd(WORKSPACES, self.workspace)
                    await self._client.srem(GIVEN_UP, self.workspace)
                    made = self._ring.seal(self._pepper_maker(), about=about)
                    await self._client.hsetnx(meta, "schema", SCHEMA)
                    await self._client.hsetnx(meta, "indexes", INDEXES)
                    await self._client.hsetnx(meta, "pepper", made)
                    sealed = await self._client.hget(meta, "pepper")
                    if self._known:
                        self._known.add([self.workspace])
            pepper = self._ring.open(sealed, about=about)
            self._was_resealed = not self._ring.is_newest(sealed, about=about)
            if self._was_resealed:
                with our_errors():
                    anew = self._ring.seal(pepper, about=about)
                    await self._client.hset(meta, "pepper", anew)
            self._opened = Keys(self.workspace, pepper)
        return self._opened

    async def _schema(self) -> int:
        """The version of what stands in the store; this one's where nothing does."""
        with our_errors():
            schema = await self._client.hget(self._bare.named("meta"), "schema")
        return int(schema or SCHEMA)

    async def _still_there(self) -> None:
        """Raises StoreRefused where the store was emptied under a running bot: nothing is begun anew by the way."""
        with our_errors():
            there = await self._client.hexists(self._bare.named("meta"), "pepper")
        if not there:
            raise StoreRefused(EMPTIED.format(names=self.workspace))

    async def _weights(self, now: datetime) -> Weights:
        """The weights that the workspace taught, or those that are shipped; read anew every ten minutes."""
        if self._read_weights_at is None or now - self._read_weights_at > WEIGHTS_KEPT:
            with our_errors():
                text = await self._client.hget(self._bare.named("meta"), "weights")
            self._learned = Weights.model_validate_json(text) if text else shipped()
            self._read_weights_at = now
        return self._learned

    async def _words_kept(self, now: datetime) -> Words:
        """How much of a message's words is kept; read anew every minute."""
        last = self._read_words_at
        if last is None or not timedelta(0) <= now - last < POLICY_KEPT:
            with our_errors():
                text = await self._client.hget(self._bare.named("meta"), "policy")
            policy = Policy.model_validate_json(text) if text else Policy()
            self._words, self._read_words_at = policy.retention.words, now
        return self._words

    async def _look(self, look: Look, *, done: Sequence[str] = ()) -> Snapshot:
        """Contacts, what look-up keys lead to, and their whole profiles: one round trip."""
        keys = [self._bare.named("meta"), *look.at, *look.alike, *done]
        # All that one profile may have are read: whom a sender is known as must be among them.
        limit = look.per_set or max(self._limits.claimants, self._limits.contacts) + 1
        arguments = [self._bare.prefix, look.messages, look.notes, look.orders, limit]
        arguments += [look.most or MOST_CONTACTS, len(look.alike), len(done), int(look.suggested)]
        arguments += [STOP_KEY, MOST_ALIKE, len(look.words), *look.words]
        raw = await scripts.run(self._client, "read", keys, [*arguments, *look.contact_ids])
        return snapshot(raw)

    async def _change(
        self,
        change: Change,
        look: Callable[[Keys], Look],
        decide: Callable[[Draft], T],
        repeated: Callable[[Draft, str], T],
        answer: Callable[[T], str] = lambda _outcome: "",
    ) -> T:
        """What `decide` made of what was seen, once it is committed.

        Read and decided again when another change came first, five times at most (Conflict). A
        change of a key that was committed before is not decided again: `repeated` gets its answer.
        """
        keys = await self._keys()
        done = keys.digest("done", change.key)
        looked = look(keys)
        for _ in range(ATTEMPTS):
            draft = Draft(seen=await self._look(looked, done=[done]), keys=keys)
            before = draft.seen.done[0]
            if before is not None:
                return repeated(draft, before)
            hits = draft.seen.hits[: len(looked.at)]
            outcome = decide(draft)
            if draft.program.is_empty:
                return outcome
            for key, hit in zip(looked.at, hits, strict=True):
                _unchanged(draft.program, key, hit.count, hit.values)
            draft.program.check_there(self._bare.named("meta"))
            draft.program.once(done, answer(outcome))
            said, value = await draft.program.commit(self._client)
            if said == "ok":
                return outcome
            if said == "done":
                return repeated(Draft(seen=await self._look(looked), keys=keys), value)
            await self._still_there()
        raise Conflict("others are changing the same customer: nothing was changed, try again")

    def _announce(self, draft: Draft, *profiles: Profile, now: datetime) -> None:
        """The newest posted cards of each profile are shown anew, by jobs of the same commit."""
        for profile in profiles:
            self._announce_cards(draft, draft.newest_cards(profile)[:CARDS_FOLLOWING], now=now)

    def _announce_elsewhere(self, draft: Draft, profile: Profile, here: str, now: datetime) -> None:
        """The cards of today's other conversations tell what was written in this one.

        The one here is shown by whoever took the message in; those of other days tell it when they change.
        """
        at, since = draft.seen.posted_at, ms(now - CARDS_OF)
        cards = [one for one in draft.newest_cards(profile) if at.get(one.place, 0) >= since]
        there = [one for one in cards if one.place != here]
        self._announce_cards(draft, there[:CARDS_TOLD], now=now)

    def _announce_cards(self, draft: Draft, cards: Sequence[Posting], *, now: datetime) -> None:
        if self._refresh is None:
            return
        for card in cards:
            if card.place not in draft.announced:
                draft.announced.add(card.place)
                self._enqueue(draft, self._refresh(card), now=now)

    async def _where_shown(self, contacts: Collection[str]) -> list[Posting]:
        """Pages on which any of these stands, and cards of others that name them as perhaps the same person."""
        keys = await self._keys()
        others = await naming.suggested(self._client, keys, contacts)
        cards = await naming.cards_of(self._client, keys, others)
        return [*await boards.showing(self._client, keys, contacts), *cards]

    def _draw_anew(self, draft: Draft, shown: Sequence[Posting], *, now: datetime) -> None:
        """Pages and cards that show somebody are drawn anew, by jobs of the same commit."""
        for page in shown if self._refresh else ():
            self._enqueue(draft, self._refresh(page), now=now)  # type: ignore[misc]  # asked just before

    def _enqueue(self, draft: Draft, job: Outgoing, *, now: datetime) -> None:
        self._outbox.put_with(draft.program, job, now=now)


def _unchanged(program: Program, key: str, count: int, values: Sequence[str]) -> None:
    """What the key led to must still be so: two new contacts of one identifier would be two people."""
    kind = key.split(":", 2)[1]
    if kind in ("src", "conv", "row", "ref", "early", "tomb"):
        program.check_value(key, values[0] if values else "")
    elif count == len(values):
        program.check_set(key, values)
    else:
        program.check_count(key, count)
