"""Deciding together: what waits, taking apart, and identifiers that are nobody's own."""

from tests.scenarios.desk import SAM, Desk, Found, text_of

KIM = "U0KIM"  # an admin

ANA = {"phone": "+55 11 91234-5678", "name": "Ana Souza"}
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
PAT_TOO = {"phone": "+44 20 7946 0958", "name": "Patrick Doyle"}


async def three(desk: Desk) -> None:
    await desk.watch()
    for who in (ANA, PAT, PAT_TOO):
        await desk.card(await desk.customer_writes("Hello?", **who))


async def test_a_likely_pair_waits_until_somebody_decides(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(
        await desk.customer_writes("Hello?", phone="+55 11 91234-5678", name="Jadwiga Szczepanska")
    )
    await desk.card(
        await desk.customer_writes("Hello?", phone="+55 11 91234-5679", name="Jadwiga Szczepanska")
    )
    waiting = await desk.types("/customer duplicates")
    assert "1 pair may be one person" in text_of(waiting)
    assert "phone number differs in one digit" in text_of(waiting)
    await desk.clicks(waiting, "list:not_same#0")
    assert "No two customers wait" in text_of(await desk.types("/customer duplicates", by=SAM))


async def joined(desk: Desk) -> None:
    """Ana, Pat and Patrick as one customer, joined by Maya in a chain."""
    await three(desk)
    for kept, other in (("+5511912345678", "+442079460123"), ("+442079460123", "+442079460958")):
        modal = await desk.opens(f"/customer merge {kept} with {other}")
        assert await desk.submits(modal, {}) == {"ok": True}
        await desk.no_modal()


async def test_some_of_a_profile_leave_and_take_along_what_was_meant_for_them(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await joined(desk)
    await desk.types("/customer note +5511912345678: Pat is on holiday until Monday")
    await desk.types("/customer note +5511912345678: Ana wants the red one")
    await desk.types("/customer tag +442079460123: vip")

    modal = await desk.opens("/customer split +5511912345678")
    shown = text_of(modal)
    assert "1. *Ana Souza*  WhatsApp" in shown
    assert "1 and 2: merged by <@U0MAYA>" in shown
    assert "1 message" in shown
    everybody = options(modal, "parting")
    assert await desk.submits(modal, {"parting": everybody}) == {
        "errors": {"parting": "These are all of them. Leave at least one that stays."}
    }
    pats = [one for one in everybody if "Doyle" in one["text"]["text"]]
    assert await desk.submits(modal, {"parting": pats}) == {"ok": True}
    modal = await desk.top_modal()
    shown = text_of(modal)
    assert "*Becomes a customer of its own*\n2. WhatsApp: Pat Doyle\n3. WhatsApp: Pat" in shown
    assert "*This link is cut*\n1 and 2: merged by <@U0MAYA>" in shown
    boxes = options(modal, "moving_0")
    assert [one["text"]["text"] for one in boxes] == [
        "Tag: vip",
        "Note: Ana wants the red one",
        "Note: Pat is on holiday until Monday",
    ]
    assert await desk.submits(modal, {"moving_0": [boxes[2]]}) == {"ok": True}
    await desk.no_modal()
    told = await desk.until(lambda: private(desk, "card:merge_again"), "the two customers")
    assert "Ana Souza and Patrick Doyle are two customers now" in text_of(told)

    ana = text_of(await desk.types("/customer +5511912345678"))
    assert "red one" in ana
    assert "holiday" not in ana
    assert "Doyle" not in ana
    both = text_of(await desk.types("/customer +442079460958"))
    assert "holiday" in both
    assert "vip" in both
    assert "+44 20 7946 0123" in both

    await desk.clicks(told, "card:merge_again")
    whole = await desk.until(lambda: private(desk, "card:undo"), "the one customer again")
    assert "red one" in text_of(whole)
    assert "holiday" in text_of(whole)


async def test_a_second_agent_is_told_that_it_was_taken_apart_before(http_desk: Desk) -> None:
    desk = http_desk
    await joined(desk)
    mayas = await desk.opens("/customer split +5511912345678")
    sams = await desk.opens("/customer split +5511912345678", by=SAM)
    ana = options(mayas, "parting")[:1]
    for who, modal in (("U0MAYA", mayas), (SAM, sams)):
        assert await desk.submits(modal, {"parting": ana}, by=who) == {"ok": True}
    for who in ("U0MAYA", SAM):
        assert await desk.submits(await desk.top_modal(who), {}, by=who) == {"ok": True}
        await desk.no_modal(who)
    await desk.until(lambda: private(desk, "There was nothing to take apart", by=SAM), "the answer")
    assert len({profile.id for profile in await desk.store.contacts()}) == 2


def options(modal: Found, block_id: str) -> list[Found]:
    """The boxes of an input of a modal."""
    (block,) = (one for one in modal["blocks"] if one.get("block_id") == block_id)
    return list(block["element"]["options"])


async def private(desk: Desk, saying: str, *, by: str = "U0MAYA") -> Found | None:
    """The newest message that only this person sees and that holds this."""
    for message in reversed(await desk.messages("C0WHATSAPP", by=by)):
        if message.get("is_ephemeral") and saying in str(message.get("blocks")):
            return message
    return None


async def test_a_profile_of_one_contact_is_not_taken_apart(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("Hello?", **PAT))
    assert "nothing to take apart" in text_of(await desk.types("/customer split +442079460123"))


async def test_only_admins_mark_and_all_see_what_is_marked(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    assert "No number or address is marked" in text_of(await desk.types("/customer marks"))
    refused = text_of(await desk.types("/customer mark +44 20 7946 0123 shared", by=SAM))
    told = text_of(await desk.types("/customer mark +44 20 7946 0123 shared", by=KIM))
    assert "Ask an admin" in refused
    assert "joins nobody" in told
    assert "+44 20 7946 0123" in text_of(await desk.types("/customer marks", by=SAM))
    assert "no longer marked" in text_of(await desk.types("/customer unmark +442079460123", by=KIM))
    assert "Only a number" in text_of(await desk.types("/customer mark somebody blocked", by=KIM))
