"""The demo's late order: told by the shop's signed events, a note and the customer, as in a real workspace."""

from pathlib import Path

from bot.app import now
from bot.demo_story import apart, events, tell
from bot.importing import import_lines
from playground.seed import customers_jsonl
from tests.scenarios.desk import open_desk, text_of


async def test_what_the_demo_tells_stands_on_the_card(tmp_path: Path) -> None:
    async with open_desk(tmp_path, seed="shop") as desk:
        lines, story = apart(customers_jsonl().splitlines())
        assert story is not None
        await import_lines(desk.store, lines, region="US", by="the shop's CRM", now=now())
        (before,) = await desk.store.search("ana souza")
        known = await desk.store.profile(before.contact_id)
        assert known is not None
        assert (known.orders, known.notes) == ((), ())
        assert [one.identifier.kind for one in known.claims] == ["email"]
        await desk.watch()
        at = {"door": desk.bot_url, "slack": desk.url, "secret": "own-secret"}
        await tell(story, desk.session, now=now(), **at)
        await desk.quiet()
        newest = (await desk.messages("C0WHATSAPP"))[-1]
        place = {"channel": "C0WHATSAPP", "ts": newest["ts"]}
        card = text_of(await desk.card(place, saying="2 days late"))
        for told in ("Ana Souza", "1001", "in transit", "doesn't check e-mail", "vip"):
            assert told in card, told


def test_the_orders_come_as_they_were_placed_and_then_the_parcel() -> None:
    _, story = apart(customers_jsonl().splitlines())
    assert story is not None
    told = events(story, now())
    assert [event["order"]["id"] for event in told] == ["0512", "0691", "0874", "1001", "1001"]
    assert told[-2]["order"]["status"] == "processing"
    assert "customer" not in told[-1], "the shop knows whose it is"


def test_a_list_without_her_stays_as_it_is() -> None:
    assert apart(['{"external_id": "shop:kim"}']) == (['{"external_id": "shop:kim"}'], None)
