"""Two who are one, from a card: picked, looked at side by side, joined, told apart, and taken out again."""

from datetime import UTC, datetime

import pytest

from storage.store import Change
from tests.scenarios.desk import SAM, Desk, Found, text_of

ANA = {"phone": "+55 11 91234-5678", "name": "Ana Souza"}
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
TWINS = ("+55 11 91234-5678", "+55 11 91234-5679")
AT = datetime(2026, 11, 20, tzinfo=UTC)


async def private(desk: Desk, saying: str, *, by: str = "U0MAYA", thread: str = "") -> Found | None:
    """The newest message that only this person sees and that holds this."""
    for message in reversed(await desk.messages("C0WHATSAPP", by=by, thread=thread)):
        if message.get("is_ephemeral") and saying in str(message.get("blocks")):
            return message
    return None


async def shown(desk: Desk, saying: str, *, thread: str = "") -> str:
    """The words of a private message once it says this."""
    found = await desk.until(
        lambda: private(desk, saying, thread=thread), f"a message with {saying!r}"
    )
    return text_of(found)


async def profiles(desk: Desk) -> int:
    return len({profile.id for profile in await desk.store.contacts()})


async def two(desk: Desk) -> tuple[Found, Found]:
    """Where Ana and where Pat wrote, with a card each."""
    await desk.watch()
    places = [await desk.customer_writes("Hello?", **who) for who in (ANA, PAT)]
    for place in places:
        await desk.card(place)
    return places[0], places[1]


async def alike(desk: Desk) -> None:
    """Two who are suggested to be one."""
    await desk.watch()
    for phone in TWINS:
        place = await desk.customer_writes("Hello?", phone=phone, name="Jadwiga Szczepanska")
        await desk.card(place)


async def test_the_other_one_is_picked_by_name_and_shown_beside_before_they_are_one(
    http_desk: Desk,
) -> None:
    desk = http_desk
    ana, _ = await two(desk)
    await desk.clicks(await desk.card(ana), "card:merge")
    modal = await desk.top_modal()
    (found,) = await desk.options(modal, "pick:customer", "Pat")
    assert found["text"]["text"] == "Pat Doyle"
    assert await desk.options(modal, "pick:customer", "Ana") == []
    assert await desk.submits(modal, {"pick:customer": found}) == {"ok": True}
    beside = await desk.top_modal()
    assert ":warning: The names differ: Ana Souza and Pat Doyle." in text_of(beside)
    assert "Together: 2 contacts, 2 identifiers, 2 messages" in text_of(beside)
    assert await desk.submits(beside, {}) == {"ok": True}
    assert "+44 20 7946 0123" in await shown(desk, "card:undo", thread=ana["ts"])
    assert await profiles(desk) == 1


async def test_what_cannot_be_picked_is_said_in_the_form(http_desk: Desk) -> None:
    desk = http_desk
    ana, _ = await two(desk)
    await desk.clicks(await desk.card(ana), "card:merge")
    modal = await desk.top_modal()
    mine = (await desk.store.search("Ana Souza"))[0].contact_id
    for contact_id, told in ((mine, "Pick the other one"), ("c_none", "no longer there")):
        picked = {"text": {"type": "plain_text", "text": "x"}, "value": contact_id}
        outcome = await desk.submits(modal, {"pick:customer": picked})
        assert told in outcome["errors"]["pick:customer"]


async def test_a_suggestion_on_a_card_is_answered_there_with_who_told_them_apart_before(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await alike(desk)
    one = await desk.types(f"/customer {TWINS[0]}", by=SAM)
    await desk.clicks(one, "card:not_same", by=SAM)
    await desk.until(lambda: _answered(desk, SAM), "the card without the question")
    modal = await desk.opens(f"/customer merge {TWINS[0]} with {TWINS[1]}")
    assert ":warning: <@U0SAM> said on" in text_of(modal)
    assert await desk.submits(modal, {}) == {"ok": True}
    await shown(desk, "card:undo")
    assert await profiles(desk) == 1


async def test_a_suggestion_that_somebody_else_answered_is_said_to_be_one_already(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await alike(desk)
    card = await desk.types(f"/customer {TWINS[0]}")
    modal = await desk.opens(f"/customer merge {TWINS[0]} with {TWINS[1]}")
    ids = [profile.contact_id for profile in await desk.store.contacts()]
    await desk.store.merge(*ids, change=Change(by=SAM, at=AT, key="sam"))
    await desk.clicks(card, "card:merge_suggested")
    assert "These are one customer already" in await shown(desk, "one customer already")
    assert await desk.submits(modal, {}) == {"ok": True}
    await desk.no_modal()
    assert await profiles(desk) == 1


async def test_a_contact_that_wrote_as_somebody_else_leaves_by_a_click_on_its_card(
    http_desk: Desk,
) -> None:
    desk = http_desk
    _, pat = await two(desk)
    modal = await desk.opens("/customer merge +5511912345678 with +442079460123")
    await desk.submits(modal, {})
    await desk.clicks(await desk.card(pat, saying="Wrong person?"), "card:wrong_person")
    await desk.until(lambda: _are(desk, 2), "the two to be two again")


async def test_a_profile_is_taken_apart_from_its_card_unless_somebody_was_first(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await two(desk)
    modal = await desk.opens("/customer merge +5511912345678 with +442079460123")
    await desk.submits(modal, {})
    card = await desk.until(lambda: private(desk, "card:split"), "the button")
    await desk.clicks(card, "card:split")
    form = await desk.top_modal()
    (parting,) = (block for block in form["blocks"] if block.get("block_id") == "parting")
    pat = (await desk.store.search("Pat Doyle"))[0].contact_id
    await desk.store.detach(pat, change=Change(by=SAM, at=AT, key="sam"))
    for one in parting["element"]["options"]:
        outcome = await desk.submits(form, {"parting": [one]})
        assert "A colleague has changed this customer meanwhile" in outcome["errors"]["parting"]


async def test_of_several_who_fit_one_is_picked_before_anybody_is_taken_apart(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await alike(desk)
    listed = await desk.types("/customer split Szczepanska")
    assert "2 customers fit" in text_of(listed)
    await desk.clicks(listed, "list:show#0")
    assert "Jadwiga" in await shown(desk, "card:edit")


async def _answered(desk: Desk, by: str) -> bool:
    """True once the newest private card asks nothing any more."""
    found = await private(desk, "Szczepanska", by=by)
    return found is not None and "card:not_same" not in str(found["blocks"])


async def _are(desk: Desk, number: int) -> bool:
    return await profiles(desk) == number


@pytest.mark.parametrize(
    "who", ["Pat", "Pat Doyle", '"Pat Doyle"', "+44 2079460123", "+442079460123"]
)
async def test_to_merge_one_customer_is_to_pick_the_other(http_desk: Desk, who: str) -> None:
    desk = http_desk
    await two(desk)
    modal = await desk.opens(f"/customer merge {who}")
    assert "Pat Doyle" in str(modal["blocks"])
    (ana,) = await desk.options(modal, "pick:customer", "ana")
    assert (await desk.submits(modal, {"pick:customer": ana}))["ok"]
    shown = str((await desk.top_modal())["blocks"])
    assert "Pat Doyle" in shown
    assert "Ana Souza" in shown


async def test_two_of_whom_one_is_unknown_are_not_taken_for_one(http_desk: Desk) -> None:
    await two(http_desk)
    told = text_of(await http_desk.types("/customer merge +442079460123 nobody@acme.example"))
    assert "nobody@acme.example" in told
    told = text_of(await http_desk.types("/customer merge somebody else entirely"))
    assert "merge WHO with WHO" in told
