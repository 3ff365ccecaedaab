"""What the tests of backups are written with: a workspace with something of everything, and all that stands in it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from storage.contact import Order
from storage.data_requests import DataRequest
from storage.feed import Feed
from storage.message import Channel, Evidence, SenderClaim
from storage.ordering import Buyer, OrderNews, OrderPart
from storage.profile import Posting
from storage.redis.places import RedisProfileStore
from storage.ruled import Effects, Ruled
from storage.rules import Rule, Why
from storage.segments import Segment
from storage.sending import Fate, Sending
from storage.store import ProfileStore
from storage.templating import Template
from storage.usage import Use
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
    await _told_by_doors(store, ana.contact_id)
    await store.inbox.put("dead", lane="d", payload=b"\xff\x00", now=NOW)
    [job] = await store.inbox.take(limit=1, lease=timedelta(minutes=1), now=NOW)
    await store.inbox.bury(job, error="unreadable", now=NOW)
    return ana.contact_id


async def _told_by_doors(store: ProfileStore, contact_id: str) -> None:
    """Orders, an answer that went out, a request for data, rules and what they did, and what is counted."""
    told = OrderPart(status="in_transit", total=Decimal("129.90"), currency="BRL", placed_at=NOW)
    news = OrderNews(source="orders/shop", ref="orders/shop/7", number="7", at=NOW, told=told)
    claim = SenderClaim(identifier=ANA, evidence=Evidence.VOUCHED)
    await store.take_order([news], Buyer(claims=(claim,)), change=by(key="event:1"))
    unknown = news.model_copy(update={"ref": "orders/shop/8", "number": None})
    await store.take_order([unknown], None, change=by(key="event:2"))
    await store.begin_sending("k1", Sending(place="C1/1.0", handle="2.0", at=NOW))
    await store.tell_fate("k1", Fate.FAILED, reason="blocked", at=NOW)
    asked = DataRequest(id="w_1", at=NOW, source="shopify/a", number="9", contacts=(contact_id,))
    await store.keep_data_request(asked, change=by(key="asked"))
    await store.keep_talk("whatsapp/1/2", "C1/1.0", source="whatsapp/wamid.1")
    rule = Rule(id="rule_vip", query="tag:vip", priority="high", reply="t1", is_on=True, at=NOW)
    await store.save_rule(rule, change=by(key="rule"))
    effects = Effects(priority="high", owner="U0MAYA", conversation="C1/1.0", replies=True)
    await store.fire(rule, contact_id, effects, then=(), change=by(key="fire"))
    verdicts = (("rule_vip", Why.FIRED),)
    await store.note_ruled(
        Ruled(at=NOW, contact_id=contact_id, message_id="m_1", verdicts=verdicts)
    )
    segment = Segment(id="", name="VIPs", query="tag:vip", owner="U0MAYA", at=NOW)
    await store.save_segment(segment, change=by(key="segment"))
    store.note_used(Use.SHOWN, ["company"])
    await store.write_uses(now=NOW)


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
