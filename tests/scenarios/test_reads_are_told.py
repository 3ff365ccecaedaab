"""Whoever reads a whole profile stands in the audit, whichever way they read it: who, what, whom, never a value."""

from collections.abc import Awaitable, Callable

import pytest

from tests.scenarios.desk import MAYA, WHATSAPP, Desk, Found, text_of
from tests.scenarios.flows import runs
from tests.scenarios.panes import address, message_with_entity, opens_pane, writes
from tests.scenarios.surfaces import looks_for, modal_saying, picks, uses
from tests.scenarios.test_asking_the_bot import answer, says
from tests.scenarios.test_desk_forms import picks as picks_behind_dots

KIM = "U0KIM"  # an admin
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
KIT = {"phone": "+44 20 7946 0958", "name": "Kit Moss"}
NUMBER, OTHER = "+442079460123", "+442079460958"

Way = Callable[[Desk, Found], Awaitable[object]]
"""How somebody reads: at the desk, with the place where Pat wrote."""


async def _show_all(desk: Desk, place: Found) -> None:
    await desk.clicks(await desk.card(place), "card:show_all")
    await desk.told(place)


async def _shown_by_shortcut(desk: Desk, place: Found) -> None:
    await uses(desk, "show_customer", place)
    await desk.told(place)


async def _found_in_menu(desk: Desk, _place: Found) -> None:
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    (pat,) = await looks_for(desk, modal, "pat")
    await picks(desk, modal, pat)
    await modal_saying(desk, "Pat Doyle")


async def _from_a_list(desk: Desk, _place: Found) -> None:
    found = await desk.types("/customer channel:whatsapp")
    number = next(n for n in (0, 1) if "Pat" in str(_button(found, f"list:show#{n}")))
    await desk.clicks(found, f"list:show#{number}")
    await desk.until(lambda: _whispered(desk, "card:note"), "the card")


async def _edited(desk: Desk, place: Found) -> None:
    await desk.clicks(await desk.card(place), "card:edit")
    await desk.top_modal()


async def _identifiers(desk: Desk, _place: Found) -> None:
    card = await desk.types(
        f"/customer {OTHER}"
    )  # of somebody else: what is told of Pat comes of the form
    assert "Kit Moss" in text_of(card)
    full = await desk.types(f"/customer {NUMBER}", by=KIM)
    await picks_behind_dots(desk, full, "Numbers and addresses", by=KIM)
    await desk.top_modal(KIM)


async def _merge_by_menu(desk: Desk, place: Found) -> None:
    await desk.clicks(await desk.card(place), "card:merge")
    form = await modal_saying(desk, "Who is the same person?")
    (kit,) = await desk.options(form, "pick:customer", "kit")
    await desk.submits(form, {"pick:customer": kit})
    await modal_saying(desk, "can be undone at any time")


async def _merged(desk: Desk, _place: Found) -> Found:
    form = await desk.opens(f"/customer merge {NUMBER} with {OTHER}")
    assert await desk.submits(form, {}) == {"ok": True}
    return await desk.until(lambda: _whispered_card(desk, "card:undo"), "the card of both")


async def _split(desk: Desk, place: Found) -> None:
    await _merged(desk, place)
    await desk.opens(f"/customer split {NUMBER}", by=KIM)


async def _asked(desk: Desk, _place: Found) -> None:
    await says(desk, f"@rapport {NUMBER}", channel=WHATSAPP)
    await answer(desk, WHATSAPP, "Pat Doyle")


async def _written_directly(desk: Desk, _place: Found) -> None:
    await says(desk, NUMBER, channel="D0MAYA")
    await answer(desk, "D0MAYA", "Pat Doyle")


async def _in_the_pane(desk: Desk, _place: Found) -> None:
    (hit,) = await desk.store.search("pat")
    message = await message_with_entity(desk, await writes(desk, address(hit.contact_id)))
    await opens_pane(desk, "C0GENERAL", message, saying="Pat Doyle")


WAYS: dict[str, tuple[str, str, Way]] = {
    "command": (MAYA, "read", lambda desk, _: desk.types(f"/customer {NUMBER}")),
    "show all": (MAYA, "read", _show_all),
    "message shortcut": (MAYA, "read", _shown_by_shortcut),
    "search in a modal": (MAYA, "read", _found_in_menu),
    "list": (MAYA, "read", _from_a_list),
    "edit form": (MAYA, "read", _edited),
    "edit by command": (MAYA, "read", lambda desk, _: desk.opens(f"/customer edit {NUMBER}")),
    "identifiers form": (KIM, "read", _identifiers),
    "orders": (MAYA, "read", lambda desk, _: desk.types(f"/customer orders {NUMBER}")),
    "timeline": (MAYA, "read", lambda desk, _: desk.types(f"/customer timeline {NUMBER}")),
    "merge preview by command": (
        *(MAYA, "read"),
        lambda desk, _: desk.opens(f"/customer merge {OTHER} with {NUMBER}"),
    ),
    "merge preview from a card": (MAYA, "read", _merge_by_menu),
    "merged": (MAYA, "read", _merged),
    "split form": (KIM, "read", _split),
    "erase form": (KIM, "read", lambda desk, _: desk.opens(f"/customer erase {NUMBER}", by=KIM)),
    "mention": (MAYA, "read", _asked),
    "direct message": (MAYA, "read", _written_directly),
    "pane": (MAYA, "read", _in_the_pane),
    "workflow step": (
        *("workflow step", "read"),
        lambda desk, _: runs(desk, "look_up_customer", customer=NUMBER),
    ),
    "workflow step of a member": (
        *(MAYA, "read"),
        lambda desk, _: runs(desk, "look_up_customer", customer=NUMBER, acting_user=MAYA),
    ),
    "history": (KIM, "history", lambda desk, _: desk.types(f"/customer history {NUMBER}", by=KIM)),
    "export": (KIM, "export", lambda desk, _: desk.types(f"/customer export {NUMBER}", by=KIM)),
}


async def two(desk: Desk) -> Found:
    """Pat and Kit, and where Pat wrote."""
    await desk.watch()
    await desk.card(await desk.customer_writes("Is the tent back?", **KIT))
    place = await desk.customer_writes("My parcel is late", **PAT)
    await desk.card(place)
    await desk.quiet()
    return place


@pytest.mark.parametrize("way", WAYS)
async def test_a_read_is_told(http_desk: Desk, way: str) -> None:
    desk = http_desk
    by, what, read = WAYS[way]
    place = await two(desk)
    (pat,) = await desk.store.search("pat")
    before = {one.id for one in await desk.store.told()}
    await read(desk, place)

    async def told() -> bool:
        entries = [one for one in await desk.store.told(by=by) if one.id not in before]
        assert all("Pat" not in str(one) and NUMBER not in str(one) for one in entries)
        return any(one.what == what and pat.contact_id in one.on for one in entries)

    assert await desk.until(told, f"a {what} by {by} in the audit")


async def test_both_sides_of_a_merge_are_read(http_desk: Desk) -> None:
    desk = http_desk
    await two(desk)
    ids = {hit.contact_id for word in ("pat", "kit") for hit in await desk.store.search(word)}
    await desk.opens(f"/customer merge {NUMBER} with {OTHER}")
    (entry, *_) = await desk.store.told(by=MAYA)
    assert (entry.what, set(entry.on)) == ("read", ids)


async def test_a_form_that_is_only_offered_was_not_read(http_desk: Desk) -> None:
    """Where no modal can be opened its button comes first, and says nothing of anybody."""
    desk = http_desk
    await two(desk)
    await says(desk, f"edit {NUMBER}", channel="D0MAYA")
    await answer(desk, "D0MAYA", "")
    await desk.quiet()
    assert [one.what for one in await desk.store.told(by=MAYA)] == ["watch"]


def _button(message: Found, action_id: str) -> Found:
    for block in message["blocks"]:
        part = block.get("accessory") or {}
        if part.get("action_id") == action_id:
            return dict(block)
    return {}


async def _whispered_card(desk: Desk, saying: str) -> Found | None:
    shown = await desk.messages(WHATSAPP)
    private = (one for one in shown if one.get("is_ephemeral"))
    return next((one for one in private if saying in str(one)), None)


async def _whispered(desk: Desk, saying: str) -> bool:
    return await _whispered_card(desk, saying) is not None
