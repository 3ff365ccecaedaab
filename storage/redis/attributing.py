"""Messages that an agent says are somebody's: kept aside until then, and under that contact from then on."""

from collections.abc import Sequence
from typing import Final

from storage.identifiers import Identifier, match_key
from storage.message import CustomerMessage, Evidence
from storage.redis.changing import Changing
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.ids import MESSAGE
from storage.redis.keys import Keys
from storage.redis.likening import tells_more
from storage.redis.moments import ms
from storage.redis.recording import Then, kept_as, nothing_more
from storage.redis.records import written
from storage.redis.workspace import Look
from storage.retention import as_kept
from storage.store import Attributed, AttributedAs, Change, RecordedAs

HELD_SECONDS: Final = 4 * 3600
HELD_KNOWN: Final = 2_000
"""More than are ever kept aside at once."""


class Attributing(Changing):
    """The part of the store that takes an agent's word for whose a message is."""

    async def hold(self, message: CustomerMessage, *, key: str) -> None:
        keys = await self._keys()
        with our_errors():
            name = keys.digest("held", key)
            at = ms(message.sent_at)
            await self._client.set(name, written(message), ex=HELD_SECONDS)
            await self._client.zadd(keys.named("helds"), {name.rpartition(":")[2]: at})
            await self._client.zremrangebyrank(keys.named("helds"), 0, -1 - HELD_KNOWN)

    async def held(self, key: str) -> CustomerMessage | None:
        keys = await self._keys()
        with our_errors():
            text = await self._client.get(keys.digest("held", key))
        return CustomerMessage.model_validate_json(text) if text else None

    async def attribute(
        self,
        message: CustomerMessage,
        contact_id: str,
        *,
        learn: Sequence[Identifier] = (),
        change: Change,
        then: Then = nothing_more,
    ) -> Attributed:
        identifiers = list(dict.fromkeys(learn))
        taught: set[str] = set()
        words_kept = await self._words_kept(change.at)

        def look(keys: Keys) -> Look:
            at = [keys.digest("src", message.source)]
            at += [keys.digest("who", match_key(identifier)) for identifier in identifiers]
            return Look(contact_ids=[contact_id], at=at)

        def decide(draft: Draft) -> Attributed:
            source, *found = draft.seen.hits
            before = draft.shelf(contact_id).contact
            keeper = next((value.partition(" ")[0] for value in source.values), None)
            if keeper and draft.seen.head_of(keeper) != draft.seen.heads[contact_id]:
                return Attributed(outcome=AttributedAs.ELSEWHERE, profile=draft.folded(contact_id))
            draft.keep_still(contact_id)
            if keeper is None:
                mine = message.model_copy(update={"claims": ()})  # nobody's word but the agent's
                told = kept_as(mine, contact_id, self._new_id(MESSAGE))
                draft.add_message(as_kept(told, words_kept))
            self._learn(draft, contact_id, identifiers, found, Evidence.VOUCHED, change.at)
            if tells_more(before, draft.shelf(contact_id).contact):
                taught.add(contact_id)
            for job in then(contact_id, RecordedAs.KNOWN):
                self._enqueue(draft, job, now=change.at)
            profile = self._ended(draft, contact_id, "message.attributed", change)
            outcome = AttributedAs.KNOWN if keeper else AttributedAs.KEPT
            return Attributed(outcome=outcome, profile=profile)

        def repeated(draft: Draft, answer: str) -> Attributed:
            return Attributed(outcome=AttributedAs(answer), profile=draft.folded(contact_id))

        done = await self._change(
            change, look, decide, repeated, answer=lambda attributed: attributed.outcome.value
        )
        await self._compare_again(taught, change=change)
        return done
