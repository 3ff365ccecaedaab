"""Finding a customer, and writing down a new one, from anywhere in the workspace."""

from tests.scenarios.desk import Desk, text_of
from tests.scenarios.surfaces import depth, looks_for, modal_saying, picks, presses, uses
from tests.scenarios.test_first_contact import imported


async def test_a_customer_is_found_from_anywhere_and_the_card_is_shown(desk: Desk) -> None:
    await imported(desk)
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    (ana,) = await looks_for(desk, modal, "ana sou")
    assert ana["text"]["text"] == "Ana Souza"
    assert "ana@acme.example" in ana["description"]["text"]
    await picks(desk, modal, ana)
    card = await modal_saying(desk, "Order 1001 is in transit")
    assert card["id"] == modal["id"]
    assert await depth(desk) == 1


async def test_the_search_knows_numbers_addresses_and_orders(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    for typed in ("+55 11 91234-5678", "ana@acme.example", "shop:ana", "#1001"):
        assert [one["text"]["text"] for one in await looks_for(desk, modal, typed)] == ["Ana Souza"]
    assert await looks_for(desk, modal, "zebulon") == []


async def test_many_of_one_name_are_told_apart_in_the_search(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    for number in range(1, 16):
        phone = f"+44 20 7946 00{number:02}"
        await desk.card(await desk.customer_writes("hi", phone=phone, name="Kit Moss"))
    await uses(desk, "find_customer")
    lines = await looks_for(desk, await desk.top_modal(), "kit")
    assert len({line["description"]["text"] for line in lines}) == 15


async def test_the_cards_buttons_work_in_the_modal_and_the_card_below_is_renewed(
    desk: Desk,
) -> None:
    await imported(desk)
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    await picks(desk, modal, (await looks_for(desk, modal, "ana sou"))[0])
    card = await modal_saying(desk, "card:note")
    await presses(desk, card, "card:note")
    form = await modal_saying(desk, "note_text")
    assert await depth(desk) == 2
    assert await desk.submits(form, {"note_text": "Calls on Fridays"}) == {"ok": True}
    renewed = await modal_saying(desk, "Calls on Fridays")
    assert renewed["id"] == modal["id"]
    assert await depth(desk) == 1


async def test_two_are_merged_and_parted_again_without_leaving_the_modal(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    for phone, name in (("+44 20 7946 0123", "Pat Doyle"), ("+44 20 7946 0999", "Kit Moss")):
        await desk.card(await desk.customer_writes(f"I am {name}", phone=phone, name=name))
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    await picks(desk, modal, (await looks_for(desk, modal, "pat"))[0])
    await presses(desk, await modal_saying(desk, "card:merge"), "card:merge")
    form = await modal_saying(desk, "Who is the same person?")
    (kit,) = await desk.options(form, "pick:customer", "kit")
    await desk.submits(form, {"pick:customer": kit})
    await desk.submits(await modal_saying(desk, "can be undone at any time"), {})
    merged = await modal_saying(desk, "card:undo")
    assert "I am Kit Moss" in text_of(merged)
    await presses(desk, merged, "card:undo")
    await modal_saying(desk, "these are two customers again")
    assert await depth(desk) == 1


async def test_somebody_who_is_gone_by_now_is_said_to_be(http_desk: Desk) -> None:
    desk = http_desk
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    gone = {
        "text": {"type": "plain_text", "text": "Ana"},
        "value": "1|c_00000000000000000000000000",
    }
    await picks(desk, modal, gone)
    await modal_saying(desk, "no longer there")


async def test_a_new_customer_is_written_down_and_shown(desk: Desk) -> None:
    await uses(desk, "new_customer")
    form = await desk.top_modal()
    told = {"name": "Pat Doyle", "phones": "+44 20 7946 0123"}
    assert await desk.submits(form, told) == {"ok": True}
    shown = await modal_saying(desk, "+44 20 7946 0123")
    assert "Pat Doyle" in text_of(shown)
    await presses(desk, shown, "card:tag")
    tags = await modal_saying(desk, "new_tags")
    await desk.submits(tags, {"new_tags": "vip"})
    await modal_saying(desk, "`vip`")


async def test_who_is_known_already_is_found_over_the_form(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await uses(desk, "new_customer")
    form = await desk.top_modal()
    await picks(desk, form, (await looks_for(desk, form, "ana sou"))[0])
    await modal_saying(desk, "Order 1001 is in transit")
    assert await depth(desk) == 1


async def test_nobody_found_leads_to_a_new_customer_and_back_to_their_card(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    await presses(desk, modal, "list:new")
    form = await modal_saying(desk, "handles")
    await desk.submits(form, {"name": "Kit Moss"})
    card = await modal_saying(desk, "Kit Moss")
    assert card["id"] == modal["id"]


async def test_guests_are_refused_where_they_asked(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    for shortcut in ("find_customer", "new_customer"):
        await uses(desk, shortcut, by="U0GUEST")
        refused = await modal_saying(desk, "full members", by="U0GUEST")
        assert "find:customer" not in str(refused)


async def test_a_menu_of_a_form_that_a_guest_has_open_offers_nobody(http_desk: Desk) -> None:
    """Somebody who became a guest meanwhile: each question is authorised again."""
    desk = http_desk
    await imported(desk)
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    assert await looks_for(desk, modal, "ana sou")
    desk.playground.workspace.world.users["U0MAYA"]["is_restricted"] = True
    desk.rapport.members.forget("U0MAYA", workspace="T0RAPPORT")
    assert await looks_for(desk, modal, "ana sou") == []
    await presses(desk, modal, "list:new")
    await modal_saying(desk, "full members")
