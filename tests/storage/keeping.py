"""What the tests of backups are written with: a workspace with something of everything, and all that stands in it."""

from datetime import timedelta
from typing import Any

from storage.contact import Order
from storage.feed import Feed
from storage.message import Channel
from storage.profile import Posting
from storage.redis.places import RedisProfileStore
from storage.store import ProfileStore
from storage.templating import Template
from tests.storage.desk import ANA, ANA_MAIL, KIM, NOW, PAT, by, row, writes


async def filled(store: ProfileStore) -> str:
    """A contact of a profile of two, in a workspace that holds something of everything."""
    ana = await store.record(
        writes(ANA, name="Ana", text="é \x00 \u202e \ud7ff"), now=NOW, region="US"
    )
    other = await store.record(
        writes(ANA_MAIL, name="Ana S", channel=Channel.EMAIL), now=NOW, region="US"
    )
    await store.record(writes(PAT, name="Pat"), now=NOW, region="US")
    await store.merge(ana.contact_id, other.contact_id, change=by())
    await store.add_note(ana.contact_id, "prefers formal", change=by())
    await store.tag(ana.contact_id, ["vip"], change=by())
    kim = row(KIM, name="Kim", tags=("lead",)).model_copy(
        update={"orders": (Order(id="1001", status="in_transit", placed_at=NOW),)}
    )
    await store.take_in([kim], change=by(key="import:1"))
    await store.posted(Posting(place="C1/1.1", contact_id=ana.contact_id))
    await store.watch(Feed(place="C1", channel=Channel.WHATSAPP, at=NOW), change=by())
    hello = Template(id="t1", name="Hello", texts={"en": "Hello {name}"}, at=NOW)
    await store.keep_template(hello, change=by())
    await store.inbox.put("dead", lane="d", payload=b"\xff\x00", now=NOW)
    [job] = await store.inbox.take(limit=1, lease=timedelta(minutes=1), now=NOW)
    await store.inbox.bury(job, error="unreadable", now=NOW)
    return ana.contact_id


async def all_of(client: Any, store: RedisProfileStore) -> dict[str, Any]:
    """Every key without its prefix, with its type, what is in it, and whether it ends."""
    prefix = f"{{{store.workspace}}}:"
    reads = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"set": lambda key: _sorted(client.smembers(key)),
        b"zset": lambda key: client.zrange(key, 0, -1, withscores=True),
        b"list": lambda key: client.lrange(key, 0, -1),
        b"stream": client.xrange,
    }
    found = {}
    async for key in client.scan_iter(match=f"{prefix}*", count=1000):
        kind = await client.type(key)
        found[key.decode().removeprefix(prefix)] = (
            kind,
            await reads[kind](key),
            await client.execute_command("PEXPIRETIME", key),
        )
    return found


async def _sorted(members: Any) -> list[bytes]:
    return sorted(await members)
