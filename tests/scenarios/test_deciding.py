"""Deciding together: what waits, taking apart, and identifiers that are nobody's own."""

from tests.scenarios.desk import SAM, Desk, text_of

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


async def test_one_of_a_profile_leaves_and_takes_along_what_was_meant_for_it(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await three(desk)
    modal = await desk.opens("/customer merge +5511912345678 with +442079460123")
    assert await desk.submits(modal, {}) == {"ok": True}
    await desk.no_modal()
    await desk.types("/customer note +5511912345678: Pat is on holiday until Monday")
    await desk.types("/customer note +5511912345678: Ana wants the red one")

    modal = await desk.opens("/customer split +5511912345678")
    shown = text_of(modal)
    assert "Ana Souza" in shown
    assert "by a colleague" in shown
    (parting,) = (block for block in modal["blocks"] if block.get("block_id") == "parting")
    (pat,) = (one for one in parting["element"]["options"] if "Pat Doyle" in one["text"]["text"])
    assert await desk.submits(modal, {"parting": pat}) == {"ok": True}
    modal = await desk.top_modal()
    (holiday,) = (block for block in modal["blocks"] if "holiday" in str(block.get("label")))
    (goes,) = (one for one in holiday["element"]["options"] if one["value"] == "goes")
    assert await desk.submits(modal, {holiday["block_id"]: goes}) == {"ok": True}
    await desk.no_modal()
    ana = text_of(await desk.types("/customer +5511912345678"))
    assert "red one" in ana
    assert "holiday" not in ana
    assert "Pat Doyle" not in ana
    pats = text_of(await desk.types("/customer +442079460123"))
    assert "holiday" in pats
    assert "red one" not in pats


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
