"""What an agent does from behind the three dots, and two who edit one customer at once."""

from typing import Any

from tests.scenarios.desk import MAYA, SAM, Desk, Found, text_of
from tests.scenarios.test_agents_work import PAT

KIM = "U0KIM"
NUMBER = "+442079460123"


async def the_card(desk: Desk, *, by: str = MAYA) -> Found:
    return await desk.types(f"/customer {NUMBER}", by=by)


def items(card: Found) -> list[str]:
    """What stands behind the dots of a card."""
    menus = [
        part
        for block in card["blocks"]
        for part in (*block.get("elements", []), block.get("accessory") or {})
        if part.get("type") == "overflow"
    ]
    return [one["text"]["text"] for menu in menus for one in menu["options"]]


async def picks(desk: Desk, card: Found, label: str, *, by: str = MAYA) -> None:
    """An item behind the dots."""
    for block in card["blocks"]:
        for part in (*block.get("elements", []), block.get("accessory") or {}):
            for one in part.get("options", ()):
                if one["text"]["text"] == label:
                    await desk.post(
                        "/ui/action",
                        **{"as": by},
                        container={
                            "type": "message",
                            "channel": "C0WHATSAPP",
                            "ts": card["ts"],
                            "is_ephemeral": True,
                        },
                        block_id=block["block_id"],
                        action_id=part["action_id"],
                        selected_option=one,
                    )
                    return
    raise AssertionError(f"there is no {label} behind the dots")


async def pat(desk: Desk) -> Found:
    await desk.watch()
    place = await desk.customer_writes("Hello?", **PAT)
    await desk.card(place)
    return place


async def test_behind_the_dots_stands_only_what_a_member_may(http_desk: Desk) -> None:
    desk = http_desk
    await pat(desk)
    agents = ["Timeline", "Orders", "Numbers and addresses", "Owner and priority"]
    assert items(await the_card(desk)) == agents
    assert items(await the_card(desk, by=KIM)) == [*agents, "Who did what", "Export", "Erase"]


async def test_an_owner_and_a_priority_stand_on_the_card(desk: Desk) -> None:
    await pat(desk)
    await picks(desk, await the_card(desk), "Owner and priority")
    modal = await desk.top_modal()
    high = {"text": {"type": "plain_text", "text": "High"}, "value": "high"}
    assert await desk.submits(modal, {"owner": SAM, "priority": high}) == {"ok": True}
    card = text_of(await the_card(desk))
    assert "<@U0SAM>" in card
    assert "High" in card


async def test_the_timeline_opens_beside_the_card(http_desk: Desk) -> None:
    desk = http_desk
    await pat(desk)
    await picks(desk, await the_card(desk), "Timeline")
    await desk.until(lambda: _privately(desk, "What happened with"), "the timeline")


async def test_numbers_and_addresses_are_added_and_taken_off(desk: Desk) -> None:
    await pat(desk)
    await picks(desk, await the_card(desk), "Numbers and addresses")
    modal = await desk.top_modal()
    assert "shared" not in [block.get("block_id") for block in modal["blocks"]]
    outcome = await desk.submits(modal, {"emails": "pat at doyle"})
    assert list(outcome["errors"]) == ["emails"]
    assert await desk.submits(modal, {"emails": "pat@doyle.example"}) == {"ok": True}
    assert "pat@doyle.example" in text_of(await the_card(desk))
    await picks(desk, await the_card(desk), "Numbers and addresses")
    modal = await desk.top_modal()
    old = option_of(modal, "no_longer", "email:pat@doyle.example")
    assert await desk.submits(modal, {"no_longer": [old]}) == {"ok": True}
    assert "pat@doyle.example" not in text_of(await the_card(desk))


async def test_an_admin_says_that_a_number_is_shared(http_desk: Desk) -> None:
    desk = http_desk
    await pat(desk)
    await picks(desk, await the_card(desk, by=KIM), "Numbers and addresses", by=KIM)
    modal = await desk.top_modal(KIM)
    number = option_of(modal, "shared", f"phone:{NUMBER}")
    assert await desk.submits(modal, {"shared": [number]}, by=KIM) == {"ok": True}
    assert [one.mark for one in await desk.store.marks()] == ["shared"]
    await picks(desk, await the_card(desk, by=KIM), "Numbers and addresses", by=KIM)
    modal = await desk.top_modal(KIM)
    assert await desk.submits(modal, {"shared": []}, by=KIM) == {"ok": True}
    assert await desk.store.marks() == []


def option_of(modal: Found, name: str, value: str) -> Any:
    block = next(block for block in modal["blocks"] if block.get("block_id") == name)
    return next(one for one in block["element"]["options"] if one["value"] == value)


async def test_two_who_edit_one_customer_lose_nothing_and_the_second_sees_the_first(
    desk: Desk,
) -> None:
    place = await pat(desk)
    card = await desk.card(place)
    await desk.clicks(card, "card:edit", by=SAM)
    sams = await desk.top_modal(SAM)
    await desk.clicks(card, "card:edit")
    mayas = await desk.top_modal()
    assert await desk.submits(mayas, {"company": "Doyle & Sons"}) == {"ok": True}
    typed = {"company": "Doyle Ltd", "title": "Buyer"}
    await desk.submits(sams, typed, by=SAM)
    again = await desk.top_modal(SAM)
    said = str(again["blocks"][0])
    assert "<@U0MAYA> changed *Company* to Doyle &amp; Sons meanwhile" in said
    assert again["state"]["values"]["company"]["company"]["value"] == "Doyle Ltd"
    assert await desk.submits(again, typed, by=SAM) == {"ok": True}
    profile = (await desk.store.search("doyle"))[0]
    whole = await desk.store.profile(profile.contact_id)
    assert whole is not None
    assert (whole.value("company"), whole.value("title")) == ("Doyle Ltd", "Buyer")


async def test_a_tag_that_is_nearly_another_is_pointed_out_once(desk: Desk) -> None:
    await pat(desk)
    await desk.types(f"/customer tag {NUMBER}: VIP")
    card = await the_card(desk)
    await desk.clicks(card, "card:tag")
    modal = await desk.top_modal()
    await desk.submits(modal, {"new_tags": "v.i.p."})
    again = await desk.top_modal()
    assert "is nearly \u201cVIP\u201d, which is in use." in str(again["blocks"][0])
    assert await desk.submits(again, {"new_tags": "v.i.p."}) == {"ok": True}
    assert "v.i.p." in await desk.store.tags()


async def _privately(desk: Desk, words: str) -> bool:
    shown = await desk.messages("C0WHATSAPP")
    return any(m.get("is_ephemeral") and words in text_of(m) for m in shown)
