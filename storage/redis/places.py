"""Places: which are read, and which cards stand where."""

from collections.abc import Sequence

from storage.feed import Feed
from storage.identifiers import Identifier, match_key
from storage.profile import Posting
from storage.redis.admitting import Admitting
from storage.redis.answering import Answering
from storage.redis.auditing import Auditing
from storage.redis.chaining import tell
from storage.redis.connection import our_errors
from storage.redis.copying import Copying
from storage.redis.data_requests import DataRequests
from storage.redis.defining import Defining
from storage.redis.forgetting import Forgetting
from storage.redis.governing import Governing
from storage.redis.keys import SOURCE_SECONDS, TALK_SECONDS
from storage.redis.migrating import Migrating
from storage.redis.program import Program
from storage.redis.rebuilding import Rebuilding
from storage.redis.records import written
from storage.redis.reporting import Reporting
from storage.redis.retaining import Retaining
from storage.redis.ruling import Ruling
from storage.redis.segments import Segments
from storage.redis.sending import Sendings
from storage.redis.templating import Templating
from storage.redis.usage import Counting
from storage.store import Change


class RedisProfileStore(
    Answering,
    Forgetting,
    Retaining,
    Defining,
    Rebuilding,
    Ruling,
    Segments,
    Governing,
    Auditing,
    Admitting,
    Templating,
    Reporting,
    Sendings,
    DataRequests,
    Counting,
    Copying,
    Migrating,
):
    """The whole store of one workspace: storage.store.ProfileStore on Redis or Valkey."""

    async def feed(self, place: str) -> Feed | None:
        with our_errors():
            text = await self._client.hget(self._bare.named("feeds"), place)
        return Feed.model_validate_json(text) if text else None

    async def feeds(self) -> list[Feed]:
        with our_errors():
            rows = await self._client.hvals(self._bare.named("feeds"))
        return sorted((Feed.model_validate_json(text) for text in rows), key=lambda one: one.place)

    async def watch(self, feed: Feed, *, change: Change) -> None:
        keys, program = await self._keys(), Program()
        tell(program, keys, "watch", feed.place, by=change.by, at=change.at)
        program.once(keys.digest("done", change.key), "")
        program.op("HSET", self._bare.named("feeds"), feed.place, written(feed))
        await program.commit(self._client)

    async def unwatch(self, place: str, *, change: Change) -> bool:
        if await self.feed(place) is None:
            return False
        keys, program = await self._keys(), Program()
        tell(program, keys, "unwatch", place, by=change.by, at=change.at)
        program.once(keys.digest("done", change.key), "")
        program.op("HDEL", self._bare.named("feeds"), place)
        await program.commit(self._client)
        return True

    async def posting(self, place: str) -> Posting | None:
        keys = await self._keys()
        with our_errors():
            text = await self._client.get(keys.digest("post", place))
        return Posting.model_validate_json(text) if text else None

    async def posted(self, posting: Posting) -> bool:
        keys = await self._keys()
        key = keys.digest("post", posting.place)
        name = key.rpartition(":")[2]
        program = Program()
        before = await self.posting(posting.place)
        if before and before.contact_id != posting.contact_id:
            program.op("ZREM", keys.of("posts", before.contact_id), name)
        posts = keys.of("posts", posting.contact_id)
        program.check_there(keys.of("contact", posting.contact_id))  # nothing leads to the erased
        program.op("SET", key, written(posting), "EX", SOURCE_SECONDS)
        program.op("STAMP", posts, name, SOURCE_SECONDS * 1000)
        said, _ = await program.commit(self._client)
        return said == "ok"

    async def told_at(self, posting: Posting) -> bool:
        keys, program = await self._keys(), Program()
        program.check_there(keys.of("contact", posting.contact_id))
        posts = keys.of("told_at", posting.contact_id)
        program.op("STAMP", posts, written(posting), SOURCE_SECONDS * 1000)
        said, _ = await program.commit(self._client)
        return said == "ok"

    async def named_at(self, posting: Posting, identifiers: Sequence[Identifier]) -> None:
        keys, program = await self._keys(), Program()
        for identifier in identifiers:
            name = keys.digest("names", match_key(identifier))
            program.op("STAMP", name, written(posting), SOURCE_SECONDS * 1000)
        await program.commit(self._client)

    async def talk(self, conversation: str) -> str | None:
        keys = await self._keys()
        with our_errors():
            place = await self._client.get(keys.digest("talk", conversation))
            # Whoever was erased, and writes again, is somebody new: nothing says that they were here before.
            stays = place and await self._client.exists(keys.digest("conv", place.decode()))
        return place.decode() if stays else None

    async def is_carried(self, source: str) -> bool:
        keys = await self._keys()
        with our_errors():
            return bool(await self._client.exists(keys.digest("door", source)))

    async def keep_talk(self, conversation: str, place: str, *, source: str) -> None:
        keys, program = await self._keys(), Program()
        program.op("SET", keys.digest("talk", conversation), place, "EX", TALK_SECONDS)
        program.op("SET", keys.digest("door", source), place, "EX", SOURCE_SECONDS)
        await program.commit(self._client)
