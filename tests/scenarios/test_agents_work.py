"""What agents do with a card: note, tag, edit, merge, undo."""

from tests.scenarios.desk import SAM, Desk, text_of
from tests.scenarios.test_first_contact import imported

KIM = "U0KIM"  # an admin
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def test_a_note_from_the_card_stands_on_the_card(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("Hello?", **PAT)
    card = await desk.card(place)
    await desk.clicks(card, "card:note")
    modal = await desk.top_modal()
    assert await desk.submits(modal, {"note_text": "Prefers to be called in the morning"}) == {
        "ok": True
    }
    await desk.no_modal()
    shown = text_of(await desk.types("/customer +442079460123"))
    assert "Prefers to be called in the morning" in shown


async def test_a_note_by_command_needs_no_form(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("Hello?", **PAT))
    shown = await desk.types("/customer note +442079460123: allergic to down feathers")
    assert "allergic to down feathers" in text_of(shown)


async def test_tags_by_command_stand_on_the_card_in_the_thread(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("Hello?", **PAT)
    await desk.card(place)
    await desk.types("/customer tag +442079460123: vip, late", by=SAM)
    card = text_of(await desk.card(place, saying="vip"))
    assert "late" in card


async def test_what_is_edited_is_the_agents_word_and_what_was_stays_beside_it(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("Hello?", **PAT)
    await desk.clicks(await desk.card(place), "card:edit")
    modal = await desk.top_modal()
    outcome = await desk.submits(modal, {"company": "Doyle & Sons", "name": "Patricia Doyle"})
    assert outcome == {"ok": True}
    await desk.card(place, saying="Patricia Doyle")
    shown = text_of(await desk.types("/customer +442079460123"))
    assert "Doyle &amp; Sons" in shown or "Doyle & Sons" in shown
    assert "Pat Doyle" in shown


async def test_a_wrong_address_is_pointed_out_at_its_field_and_nothing_changes(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("Hello?", **PAT)
    await desk.clicks(await desk.card(place), "card:edit")
    modal = await desk.top_modal()
    outcome = await desk.submits(modal, {"emails": "pat at doyle", "company": "Doyle"})
    assert list(outcome["errors"]) == ["emails"]
    assert "Doyle" not in text_of(await desk.types("/customer +442079460123")).replace(
        "Pat Doyle", ""
    )


async def test_merge_with_a_preview_then_undo_restores_both(desk: Desk) -> None:
    await desk.watch()
    await desk.watch("C0SMS")
    here = await desk.customer_writes("From my phone", **PAT)
    await desk.card(here)
    there = await desk.customer_writes("From another", kind="sms", phone="+44 20 7946 0999")
    await desk.card(there)
    modal = await desk.opens("/customer merge +442079460123 with +442079460999")
    assert "From" in text_of(modal) or modal["blocks"]
    await desk.submits(modal, {})
    await desk.no_modal()
    shown = await desk.until(lambda: _private(desk, "card:undo"), "the merged card with Undo")
    assert "From my phone" in text_of(shown)
    assert "From another" in text_of(shown)
    await desk.clicks(shown, "card:undo")
    await desk.until(lambda: _apart(desk), "the two to be two again")


async def test_case_50_a_button_on_a_card_from_before_two_merges_works_on_the_person_of_today(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    old = await desk.card(await desk.customer_writes("From my phone", **PAT))
    for phone in ("+44 20 7946 0999", "+44 20 7946 0958"):
        await desk.card(await desk.customer_writes("Hello?", phone=phone, name="Pat Doyle"))
    for kept, other in (("0999", "0123"), ("0958", "0999")):
        modal = await desk.opens(f"/customer merge +44 20 7946 {kept} with +44 20 7946 {other}")
        await desk.submits(modal, {})
        await desk.no_modal()
    await desk.clicks(old, "card:note")
    modal = await desk.top_modal()
    assert await desk.submits(modal, {"note_text": "Three numbers"}) == {"ok": True}
    await desk.no_modal()
    shown = text_of(await desk.types("/customer +44 20 7946 0958"))
    assert "Three numbers" in shown
    assert "From my phone" in shown
    assert len({profile.id for profile in await desk.store.contacts()}) == 1


async def test_merging_a_profile_with_itself_says_so_and_changes_nothing(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("Hello?", **PAT))
    shown = await desk.types("/customer merge +442079460123 with +44 20 7946 0123")
    assert "already" in text_of(shown)


async def test_several_hits_are_listed_and_one_is_picked(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("one", phone="+44 20 7946 0001", name="Kit Moss"))
    await desk.card(await desk.customer_writes("two", phone="+44 20 7946 0002", name="Kit Vale"))
    listed = await desk.types("/customer kit")
    assert "Kit Moss" in text_of(listed)
    assert "Kit Vale" in text_of(listed)


async def test_a_guest_is_refused_at_the_command(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    shown = await desk.types("/customer ana@acme.example", by="U0GUEST")
    assert "Ana" not in text_of(shown)


async def _private(desk: Desk, action_id: str) -> dict[str, object] | None:
    for channel in ("C0WHATSAPP", "C0SMS"):
        for message in reversed(await desk.messages(channel)):
            if message.get("is_ephemeral") and action_id in str(message.get("blocks")):
                return message
    return None


async def _apart(desk: Desk) -> bool:
    contacts = await desk.store.contacts()
    return len({profile.id for profile in contacts}) == len(contacts) == 2


async def test_a_colleagues_address_is_refused_as_a_customers(http_desk: Desk) -> None:
    """Whoever watches a channel says which mail domains are the team's own."""
    desk = http_desk
    modal = await desk.opens("/customer watch", by=KIM)
    await desk.submits(modal, {"feed_own_domains": "tidewater.example"}, by=KIM)
    await desk.no_modal(by=KIM)
    modal = await desk.opens("/customer new Ana Souza")
    answer = await desk.submits(modal, {"emails": "kim@tidewater.example"})
    assert "an address of your own team" in answer["errors"]["emails"]
    assert await desk.submits(modal, {"emails": "ana@acme.example"}) == {"ok": True}
    modal = await desk.opens("/customer edit ana@acme.example")
    answer = await desk.submits(modal, {"emails": "ana@acme.example, sam@mail.tidewater.example"})
    assert "sam@mail.tidewater.example" in answer["errors"]["emails"]
