"""Saved searches: made from a search, listed with how many they find, shown, changed by whom it is allowed, exported."""

from tests.scenarios.desk import MAYA, SAM, WHATSAPP, Desk, Found, element, text_of
from tests.scenarios.test_searching import crowd


async def saved(desk: Desk, name: str, query: str, *, by: str = MAYA) -> Found:
    """A segment made by hand, and the list that shows it."""
    listed = await desk.types("/customer segments", by=by)
    await desk.clicks(listed, "segment:open", by=by)
    modal = await desk.top_modal(by)
    await desk.submits(modal, {"segment_name": name, "segment_query": query}, by=by)
    await desk.no_modal(by)
    return await saying(desk, name, by=by)


async def saying(desk: Desk, words: str, *, by: str = MAYA) -> Found:
    """The newest private message that says this."""

    async def look() -> Found | None:
        shown = await desk.messages(WHATSAPP, by=by)
        fresh = [one for one in shown if one.get("is_ephemeral") and words in text_of(one)]
        return fresh[-1] if fresh else None

    return await desk.until(look, words)


async def test_a_search_is_saved_counted_and_shown_page_by_page(desk: Desk) -> None:
    await crowd(desk, 12)
    found = await desk.types("/customer tag:crowd")
    await desk.clicks(found, "segment:open")
    modal = await desk.top_modal()
    assert element(modal["blocks"], "segment_query")["initial_value"] == "tag:crowd"
    await desk.submits(modal, {"segment_name": "The crowd"})
    await desk.no_modal()
    listed = await saying(desk, "12 customers")
    assert "*The crowd*" in text_of(listed)
    await desk.clicks(listed, "segment:show#0")
    first = await saying(desk, "The crowd\u201d: 1\u201310")
    await desk.clicks(first, "segment:show#101")
    await saying(desk, "The crowd\u201d: 11\u201312")
    assert "Customers that fit" in text_of(await desk.types("/customer segments the CROWD"))
    assert "There is no segment of that name" in text_of(
        await desk.types("/customer segments nothing")
    )


async def test_a_wrong_query_and_a_taken_name_are_said_at_their_fields(http_desk: Desk) -> None:
    desk = http_desk
    listed = await saved(desk, "VIPs", "tag:vip")
    await desk.clicks(listed, "segment:open")
    modal = await desk.top_modal()
    told = await desk.submits(modal, {"segment_name": "VIPs 2", "segment_query": "orders:>"})
    assert told["errors"]["segment_query"].startswith("Nothing follows orders:> at sign 9")
    told = await desk.submits(modal, {"segment_name": " vips", "segment_query": "tag:x"})
    assert "Another segment has this name" in told["errors"]["segment_name"]


async def test_a_colleague_may_look_and_not_change(http_desk: Desk) -> None:
    desk = http_desk
    await saved(desk, "Maya's", "tag:vip", by=MAYA)
    listed = await desk.types("/customer segments", by=SAM)
    shown = text_of(listed)
    assert "Maya's" in shown
    assert "segment:drop" not in str(listed)
    assert len(await desk.store.segments()) == 1


async def test_what_was_made_is_changed_and_deleted_by_its_owner(http_desk: Desk) -> None:
    desk = http_desk
    listed = await saved(desk, "VIPs", "tag:vip")
    (kept,) = await desk.store.segments()
    await desk.clicks(listed, "segment:open#0")
    modal = await desk.top_modal()
    await desk.submits(modal, {"segment_query": "tag:vip  OR tag:gold"})
    await desk.no_modal()
    assert [one.query for one in await desk.store.segments()] == ["tag:vip OR tag:gold"]
    await desk.clicks(await saying(desk, "tag:gold"), "segment:drop#0")
    await saying(desk, "The segment is deleted")
    assert await desk.store.segments() == []
    assert [entry.what for entry in await desk.store.told(on=[kept.id])] == [
        "segment.drop",
        "segment.change",
        "segment.add",
    ]
