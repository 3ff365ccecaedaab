"""A person gone for good, wherever the store holds something of them; and all of it in one piece, before."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from storage.dossier import Dossier
from storage.errors import Conflict, StorageError
from storage.folding import fold
from storage.identifiers import Identifier, match_key
from storage.outcomes import Change, Erased
from storage.profile import Posting, Shelf
from storage.queue import Outgoing
from storage.redis import data_requests, naming, ruled_log
from storage.redis.appended import write_anew
from storage.redis.auditing import Auditing
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.ids import ERASURE
from storage.redis.journal import Erasure
from storage.redis.keys import FORGOTTEN, SOURCE_SECONDS, Keys
from storage.redis.program import Program
from storage.redis.records import written
from storage.redis.redacting import Redacting, bare
from storage.redis.tombs import bury, identifiers_of, tomb_of_line, tombs_of
from storage.redis.workspace import Look
from storage.traces import Traces

_ALL: Final = 1_000_000
AT_ONCE: Final = 200
LOOKS: Final = 3
MOST_TOLD: Final = 500


class Forgetting(Redacting, Auditing):
    """The part of the store that forgets people."""

    async def erase_person(
        self,
        contact_id: str,
        *,
        change: Change,
        why: Sequence[str] = (),
        then: Callable[[Posting], Outgoing] | None = None,
    ) -> Erased | None:
        for _ in range(LOOKS - 1):
            with suppress(Conflict):  # such as a post that came meanwhile, and must be redacted too
                return await self._erase_person(contact_id, change, why, then)
        return await self._erase_person(contact_id, change, why, then)

    async def _erase_person(
        self,
        contact_id: str,
        change: Change,
        why: Sequence[str],
        then: Callable[[Posting], Outgoing] | None,
    ) -> Erased | None:
        keys = await self._keys()
        before = await self._look(self._whole_of(contact_id))
        names = [shelf.contact.id for shelf in before.profile_of(contact_id)]
        if not names:
            return None
        traces = Traces.of(shelf.contact for shelf in before.profile_of(contact_id))
        claimed = identifiers_of([shelf.contact for shelf in before.profile_of(contact_id)])
        posted = await self._posted_so_far(names, claimed)
        postings = await self._every_posting(names)
        told_by = await self._naming(claimed)
        lines = await self._lines_of(names)
        ruled = await ruled_log.entries_on(self._client, keys, names)
        wanted = await data_requests.without(self._client, keys, names)
        others = await naming.suggested(self._client, keys, names)
        shown = await self._where_shown(names)
        note = Erasure(
            id=self._new_id(ERASURE), workspace=self.workspace, at=change.at, contacts=(), tombs=()
        )

        def look(keys: Keys) -> Look:
            at = [keys.digest("who", match_key(one)) for one in claimed]
            return Look(
                contact_ids=[contact_id], at=at, messages=_ALL, notes=_ALL, orders=_ALL, most=_ALL
            )

        def decide(draft: Draft) -> tuple[Erased, Erasure]:
            shelves = draft.seen.profile_of(contact_id)
            gone = [shelf.contact.id for shelf in shelves]
            _nobody_was_suggested(shelves, {*others, *gone})
            own = [
                identifier
                for identifier, hit in zip(claimed, draft.seen.hits, strict=False)
                if set(hit.values) <= set(gone) and hit.count <= len(gone)
            ]
            for key, count in posted.items():
                draft.program.check_log(key, count)
            tombs = [*tombs_of(draft.keys, own), *lines]
            for name in sorted(gone):
                draft.erase(name)
            bury(draft.program, tombs, change.at)
            ruled_log.drop(draft.program, draft.keys, ruled)
            data_requests.rewrite(draft.program, draft.keys, wanted)
            for identifier in own:
                _unmark(draft.program, draft.keys, identifier)
                draft.program.op("DEL", draft.keys.digest("names", match_key(identifier)))
            told_of = [*postings, *(post for one in own for post in told_by[one])]
            posts = {(one.place, one.handle): one for one in told_of}.values()
            for posting in posts if then else ():
                self._enqueue(draft, then(posting), now=change.at)  # type: ignore[misc]  # asked above
            self._draw_anew(draft, shown, now=change.at)
            draft.audit("erase", *sorted(gone), by=change.by, at=change.at, why=why)
            erased = Erased(
                contacts=tuple(gone),
                messages=sum(shelf.message_count for shelf in shelves),
                notes=sum(shelf.note_count for shelf in shelves),
                orders=sum(len(shelf.orders) for shelf in shelves),
                cards=len(posts),
            )
            bare = [one.removeprefix(draft.keys.prefix) for one in tombs]
            told = note.model_copy(update={"contacts": tuple(gone), "tombs": tuple(bare)})
            draft.program.op("HSET", draft.keys.named("erasures"), note.id, written(told))
            return erased, told

        def repeated(_draft: Draft, _answer: str) -> tuple[Erased, Erasure]:
            return Erased(contacts=()), note

        # Before and after: who is cut off between them knows of nobody whom the letters could name.
        letters = await self._forget_on_its_way(traces, keys)
        erased, noted = await self._change(change, look, decide, repeated)
        if self._journal and noted.contacts:
            self._journal.append(noted)
        letters += await self._forget_on_its_way(traces, keys)
        with suppress(StorageError):  # it stays due
            await write_anew(self._client, keys)
        return erased.model_copy(update={"letters": letters})

    async def dossier(self, contact_id: str) -> Dossier | None:
        seen = await self._look(self._whole_of(contact_id))
        shelves = seen.profile_of(contact_id)
        if not shelves:
            return None
        names = [shelf.contact.id for shelf in shelves]
        told = await self.told_of(names, limit=MOST_TOLD)
        return Dossier(
            profile_id=fold(shelves, contact_id=contact_id).id,
            shelves=tuple(shelves),
            postings=tuple(await self._every_posting(names)),
            told=tuple(told),
        )

    async def erase_again(self, erasure: Erasure) -> int:
        """How many contacts an older copy of the store had brought back; they are gone again."""
        names, left = list(erasure.contacts), list(erasure.bared)
        ruled = await ruled_log.entries_on(self._client, await self._keys(), names)

        def look(_keys: Keys) -> Look:
            every = [*names, *left]
            return Look(contact_ids=every, messages=_ALL, notes=_ALL, orders=_ALL, most=_ALL)

        def decide(draft: Draft) -> int:
            there = [name for name in names if name in draft.seen.shelves]
            for name in there:
                draft.erase(name)
            known = [name for name in left if name in draft.seen.shelves]
            there += [name for name in known if bare(draft, name, erasure.source)]
            for ref in erasure.refs:
                draft.program.op("SET", draft.keys.prefix + ref, FORGOTTEN, "EX", SOURCE_SECONDS)
            bury(draft.program, [draft.keys.prefix + one for one in erasure.tombs], erasure.at)
            ruled_log.drop(draft.program, draft.keys, ruled)
            draft.program.op("HSET", draft.keys.named("erasures"), erasure.id, written(erasure))
            if there:
                draft.audit("erase.again", *there, by=None, at=erasure.at)
            return len(there)

        change = Change(by=None, at=erasure.at, key=f"erased again:{erasure.id}")
        return await self._change(change, look, decide, lambda _draft, _answer: 0)

    async def erasures_told(self) -> dict[str, Erasure | None]:
        """All that this store knows of, each with what it was; without it where schema 1 wrote it."""
        found: dict[str, Erasure | None] = {}
        with our_errors():
            async for name, text in self._client.hscan_iter(
                self._bare.named("erasures"), count=AT_ONCE
            ):
                is_whole = text.startswith(b"{")
                found[name.decode()] = Erasure.model_validate_json(text) if is_whole else None
        return found

    async def erasures_known(self, ids: Sequence[str]) -> set[str]:
        """Those of these erasures that the store knows of."""
        with our_errors():
            found = await self._client.hmget(self._bare.named("erasures"), list(ids))
        return {name for name, at in zip(ids, found, strict=True) if at is not None}

    # ------------------------------------------------------------

    def _whole_of(self, contact_id: str) -> Look:
        return Look(contact_ids=[contact_id], messages=_ALL, notes=_ALL, orders=_ALL, most=_ALL)

    async def _posted_so_far(
        self, names: Sequence[str], claimed: Sequence[Identifier]
    ) -> dict[str, int]:
        """How many posts each log has that leads to them: with one more, what was read is not all of them."""
        keys = await self._keys()
        logs = [keys.of(kind, name) for name in names for kind in ("posts", "told_at")]
        logs += [keys.digest("names", match_key(one)) for one in claimed]
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for log in logs:
                    pipe.zcard(log)
                return dict(zip(logs, await pipe.execute(), strict=True))

    async def _every_posting(self, names: Sequence[str]) -> list[Posting]:
        """All that was posted of these contacts and may still be there: cards, the newest first, and other posts."""
        keys = await self._keys()
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for name in names:
                    pipe.zrevrange(keys.of("posts", name), 0, -1)
                    pipe.zrevrange(keys.of("told_at", name), 0, -1)
                rows = await pipe.execute()
            told = [one for row in rows[1::2] for one in row]
            async with self._client.pipeline(transaction=False) as pipe:
                for digest in (one.decode() for row in rows[0::2] for one in row):
                    pipe.get(keys.of("post", digest))
                texts = await pipe.execute()
        found = [Posting.model_validate_json(text) for text in (*texts, *told) if text]
        return list({(one.place, one.handle): one for one in found if one.handle}.values())

    async def _naming(self, claimed: Sequence[Identifier]) -> dict[Identifier, tuple[Posting, ...]]:
        """What was posted that names each of these, and may still be there."""
        keys = await self._keys()
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for one in claimed:
                    pipe.zrange(keys.digest("names", match_key(one)), 0, -1)
                rows = await pipe.execute()
        return {
            one: tuple(Posting.model_validate_json(text) for text in row)
            for one, row in zip(claimed, rows, strict=True)
        }

    async def _lines_of(self, names: Sequence[str]) -> list[str]:
        """The tombs of the lines of files that these contacts became of."""
        keys = await self._keys()
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for name in names:
                    pipe.smembers(keys.of("rows", name))
                rows = await pipe.execute()
        found = sorted({one.decode() for row in rows for one in row})
        return [tomb_of_line(keys, one) for one in found if one.startswith("row:")]

    async def _forget_on_its_way(self, traces: Traces, keys: Keys) -> int:
        """How much that waited, had failed, or was kept aside named them, and is gone."""
        gone = await self.inbox.forget(waiting=traces.identified_in, dead=traces.names_in)
        gone += await self.outbox.forget(waiting=traces.names_in, dead=traces.names_in)
        with our_errors():
            held = await self._client.zrange(keys.named("helds"), 0, -1)
            for name in (keys.of("held", one.decode()) for one in held):
                text = await self._client.get(name)
                if text and traces.names_in(text):
                    gone += int(await self._client.delete(name))
        return gone


def _nobody_was_suggested(shelves: Sequence[Shelf], known: set[str]) -> None:
    """Whose cards are drawn anew was read before: with another one beside, that must be read again."""
    if not {one.other_id for shelf in shelves for one in shelf.suggestions} <= known:
        raise Conflict("somebody was suggested meanwhile: nothing was changed, try again")


def _unmark(program: Program, keys: Keys, identifier: Identifier) -> None:
    """A mark names the identifier: it goes with the last who had it."""
    digest = keys.digest("who", match_key(identifier)).rpartition(":")[2]
    program.op("DEL", keys.of("mark", digest))
    program.op("HDEL", keys.named("marks"), digest)
