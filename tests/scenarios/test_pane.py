"""The pane beside the conversation: an address of a profile is previewed, and opened for those who may see it."""

import json

from bot.app import now
from storage.store import Change
from tests.scenarios.desk import PUBLIC_URL, SAM, Desk, text_of
from tests.scenarios.panes import (
    address,
    contact_of,
    entities_of,
    fields_of,
    message_with_entity,
    opens_pane,
    pane_saying,
    pane_without,
    presses_in_pane,
    presses_on_preview,
    writes,
)
from tests.scenarios.surfaces import modal_saying, presses
from tests.scenarios.test_first_contact import imported


async def test_an_address_is_previewed_without_a_word_of_whom_it_is(desk: Desk) -> None:
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, f"Who looks after {address(contact_id)} today?")
    message = await message_with_entity(desk, place)
    (entity,) = entities_of(message)
    assert entity["app_unfurl_url"] == entity["url"] == address(contact_id)
    assert entity["external_ref"] == {"id": contact_id, "type": "customer"}
    assert entity["entity_payload"]["attributes"]["title"]["text"] == "A customer"
    for personal in ("Ana", "Souza", "acme", "91234", "vip"):
        assert personal not in json.dumps(entity)


async def test_the_pane_shows_the_profile_to_whoever_may_see_it(desk: Desk) -> None:
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, address(contact_id))
    message = await message_with_entity(desk, place)
    pane = await opens_pane(desk, "C0GENERAL", message, saying="Ana Souza")
    fields = fields_of(pane)
    assert fields["plan"] == "enterprise"
    assert "behind you" in fields["local_time"]
    assert fields["emails"] == "ana@acme.example"
    assert "1001" in fields["order"]
    entries = await desk.store.told(on=[contact_id])
    assert [(one.what, one.by) for one in entries][:1] == [("read", "U0MAYA")]


async def test_a_guest_and_somebody_of_another_company_see_why_not(desk: Desk) -> None:
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, address(contact_id))
    message = await message_with_entity(desk, place)
    refused = await opens_pane(desk, "C0GENERAL", message, by="U0GUEST", saying="full members")
    assert refused["details"] is None
    place = await writes(desk, address(contact_id), channel="C0SHARED")
    message = await message_with_entity(desk, place)
    refused = await opens_pane(desk, "C0SHARED", message, by="U0STRANGER", saying="members of")
    assert "Ana" not in json.dumps(refused)


async def test_a_note_taken_in_the_pane_stands_in_it(desk: Desk) -> None:
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, address(contact_id))
    message = await message_with_entity(desk, place)
    await opens_pane(desk, "C0GENERAL", message, saying="Ana Souza")
    assert (await presses_in_pane(desk, "card:note"))["error"] is None
    form = await modal_saying(desk, "note_text")
    assert await desk.submits(form, {"note_text": "Calls on Fridays"}) == {"ok": True}
    pane = await pane_saying(desk, "Calls on Fridays")
    assert pane["details"]["external_ref"]["id"] == contact_id


async def test_tags_and_a_merge_from_the_pane_are_seen_in_it(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.watch()
    for phone, name in (("+44 20 7946 0123", "Pat Doyle"), ("+44 20 7946 0999", "Kit Moss")):
        await desk.card(await desk.customer_writes(f"I am {name}", phone=phone, name=name))
    contact_id = await contact_of(desk, "pat doyle")
    place = await writes(desk, address(contact_id))
    message = await message_with_entity(desk, place)
    await opens_pane(desk, "C0GENERAL", message, saying="Pat Doyle")
    await presses_in_pane(desk, "card:tag")
    await desk.submits(await modal_saying(desk, "new_tags"), {"new_tags": "wholesale"})
    await pane_saying(desk, "wholesale")
    await presses_in_pane(desk, "card:merge")
    form = await modal_saying(desk, "Who is the same person?")
    (kit,) = await desk.options(form, "pick:customer", "kit")
    await desk.submits(form, {"pick:customer": kit})
    await desk.submits(await modal_saying(desk, "can be undone at any time"), {})
    merged = await modal_saying(desk, "card:undo")
    pane = await pane_saying(desk, "+44 20 7946 0999")
    assert pane["details"]["external_ref"]["id"] == contact_id
    await presses(desk, merged, "card:undo")
    await modal_saying(desk, "these are two customers again")
    await pane_without(desk, "+44 20 7946 0999")


async def test_what_happened_and_what_was_ordered_is_read_from_the_pane(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    message = await message_with_entity(
        desk, await writes(desk, address(await contact_of(desk, "ana souza")))
    )
    await opens_pane(desk, "C0GENERAL", message, saying="Ana Souza")
    await presses_in_pane(desk, "list:orders")
    await modal_saying(desk, "Orders of")
    await presses_in_pane(desk, "list:timeline")
    await modal_saying(desk, "What happened with")


async def test_whoever_was_a_member_is_refused_at_the_click_in_the_pane(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, address(contact_id))
    message = await message_with_entity(desk, place)
    await opens_pane(desk, "C0GENERAL", message, saying="Ana Souza")
    desk.playground.workspace.world.users["U0MAYA"]["is_restricted"] = True
    desk.rapport.members.forget("U0MAYA", workspace="T0RAPPORT")
    await presses_in_pane(desk, "card:edit")
    refused = await modal_saying(desk, "full members")
    assert "Ana" not in str(refused)


async def test_the_button_under_a_preview_shows_the_card_to_one_member_alone(desk: Desk) -> None:
    await imported(desk)
    desk.playground.workspace.world.channels["C0GENERAL"]["members"].append("U0RAPPORT")
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, address(contact_id))
    message = await message_with_entity(desk, place)
    await presses_on_preview(desk, "C0GENERAL", message, "card:show_all", by=SAM)

    async def look() -> str | None:
        shown = await desk.messages("C0GENERAL", by=SAM)
        return next((text_of(one) for one in shown if one.get("is_ephemeral")), None)

    assert "Ana Souza" in await desk.until(look, "the card")
    assert not [one for one in await desk.messages("C0GENERAL") if one.get("is_ephemeral")]


async def test_the_bots_own_cards_open_the_profile_beside_the_conversation(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("Hello?", phone="+44 20 7946 0123", name="Pat Doyle")
    card = await desk.card(place)
    (entity,) = entities_of(card)
    assert "Pat" not in json.dumps(entity)
    pane = await opens_pane(desk, "C0WHATSAPP", card, saying="Pat Doyle")
    assert fields_of(pane)["message"] == "Hello?"
    await presses_in_pane(desk, "card:note")
    await desk.submits(
        await modal_saying(desk, "note_text"), {"note_text": "Prefers WhatsApp, never answers mail"}
    )
    card = await desk.card(place, saying="Prefers WhatsApp, never answers mail")
    assert entities_of(card) == [entity]


async def test_a_preview_in_a_watched_channel_is_nobodys_message(http_desk: Desk) -> None:
    """Slack tells of the preview as of a change to the message: nothing is recorded, nothing is answered."""
    desk = http_desk
    await imported(desk)
    await desk.watch()
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, address(contact_id), channel="C0WHATSAPP")
    message = await message_with_entity(desk, place)
    await desk.quiet()
    assert await desk.cards(place) == []
    assert not message.get("reply_count")
    profile = await desk.store.profile(contact_id)
    assert profile
    assert address(contact_id) not in [one.text for one in profile.messages]


async def test_in_a_channel_shared_with_another_company_the_card_leads_only_members_on(
    http_desk: Desk,
) -> None:
    desk = http_desk
    desk.playground.workspace.world.channels["C0SHARED"]["members"].append("U0RAPPORT")
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    message = await message_with_entity(
        desk, await writes(desk, address(contact_id), channel="C0SHARED")
    )
    assert "Ana" not in json.dumps(entities_of(message))
    await opens_pane(desk, "C0SHARED", message, saying="Ana Souza")
    refused = await opens_pane(desk, "C0SHARED", message, by="U0STRANGER", saying="members of")
    assert refused["details"] is None


async def test_a_preview_waits_for_slack_where_it_asks_for_a_pause(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    desk.playground.workspace.faults.order(
        {"method": "chat.unfurl", "status": 429, "retry_after": 1}
    )
    place = await writes(desk, address(await contact_of(desk, "ana souza")))
    await message_with_entity(desk, place)


async def test_a_customer_who_is_gone_is_said_to_be(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    place = await writes(desk, address(contact_id))
    message = await message_with_entity(desk, place)
    await desk.store.erase(contact_id, change=Change(by="U0KIM", at=now(), key="erased"))
    await opens_pane(desk, "C0GENERAL", message, saying="no longer there")


async def test_addresses_that_lead_nowhere_are_left_alone(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    unknown = f"{PUBLIC_URL}/c/c_{'0' * 26}"
    for text in (unknown, f"{PUBLIC_URL}/other", f"{PUBLIC_URL}/c/{contact_id}x", PUBLIC_URL):
        await writes(desk, f"see {text} please")
    place = await writes(desk, address(contact_id))
    await message_with_entity(desk, place)
    await desk.quiet()
    shown = await desk.messages("C0GENERAL")
    assert [bool(entities_of(one)) for one in shown][-5:] == [False] * 4 + [True]


async def test_an_address_is_whom_one_means(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    answer = await desk.types(f"/customer {address(contact_id)}")
    assert "Order 1001 is in transit" in text_of(answer)
    assert f"<{address(contact_id)}|Address of this profile>" in text_of(answer)


async def test_the_page_at_the_address_says_nothing_of_anybody(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    pages = []
    for one in (contact_id, f"c_{'0' * 26}", "%3Cscript%3E"):
        async with desk.session.get(f"{desk.bot_url}/c/{one}") as answer:
            pages.append(await answer.text())
            assert answer.status == 200
            assert answer.headers["Cache-Control"] == "no-store"
            assert "noindex" in answer.headers["X-Robots-Tag"]
    assert len(set(pages)) == 1
    assert "shown in Slack only" in pages[0]


async def test_a_pane_that_slack_does_not_take_is_let_go(http_desk: Desk) -> None:
    """Whoever opened it opens it again: nothing of it waits in a queue, or is kept for a person to look at."""
    desk = http_desk
    await imported(desk)
    contact_id = await contact_of(desk, "ana souza")
    message = await message_with_entity(desk, await writes(desk, address(contact_id)))
    desk.playground.workspace.faults.order(
        {"method": "entity.presentDetails", "error": "expired_trigger_id"}
    )
    await desk.post(
        "/ui/open_pane",
        **{"as": "U0MAYA"},
        channel="C0GENERAL",
        ts=message["ts"],
        entity_id=contact_id,
    )
    await desk.quiet()
    assert await desk.store.inbox.dead_letters() == []
    await opens_pane(desk, "C0GENERAL", message, saying="Ana Souza")
