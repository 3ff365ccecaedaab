"""Every surface that Slack has is answered over signed HTTP and over Socket Mode: nothing is left out of either.

Each is used as a person uses it; what reached the bot, and that it was acknowledged in time, is read at the
local Slack's side.
"""

from collections.abc import Awaitable, Callable

import pytest

from bot import listeners
from bot.app import now
from bot.inputs import own_in
from storage.fields import CHOICE_CHARS, MOST_CHOICES, CustomField, FieldType
from storage.store import Change
from tests.scenarios.desk import MAYA, SAM, WHATSAPP, Desk, Found, text_of
from tests.scenarios.flows import offers, runs
from tests.scenarios.homes import opens_home, presses_in_home
from tests.scenarios.panes import (
    address,
    message_with_entity,
    opens_pane,
    presses_in_pane,
    presses_on_preview,
    writes,
)
from tests.scenarios.surfaces import looks_for, modal_saying, presses, uses
from tests.scenarios.test_asking_the_bot import answer, says
from tests.scenarios.test_desk_forms import picks as picks_behind_dots

KIM = "U0KIM"  # an admin
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
NUMBER = "+442079460123"
Using = Callable[[Desk, Found], Awaitable[object]]
"""A surface, used at a desk where Pat wrote at this place and has a card."""


async def _address(desk: Desk) -> str:
    (hit,) = await desk.store.search("pat")
    return address(hit.contact_id)


async def _previewed(desk: Desk) -> Found:
    return await message_with_entity(desk, await writes(desk, await _address(desk)))


async def _noted(desk: Desk, place: Found) -> None:
    await desk.clicks(await desk.card(place), "card:note")
    assert await desk.submits(await desk.top_modal(), {"note_text": "rings"}) == {"ok": True}
    assert "rings" in text_of(await desk.types(f"/customer {NUMBER}"))


async def _closed(desk: Desk, place: Found) -> None:
    await desk.clicks(await desk.card(place), "card:note")
    modal = await desk.top_modal()
    # Ours ask for no word of it; another version's may have.
    view = desk.playground.workspace.views.stack(MAYA)[-1]
    view["notify_on_close"] = True
    await desk.post("/ui/close", **{"as": MAYA}, view_id=modal["id"])
    await desk.no_modal()


async def _pressed_in_modal(desk: Desk, _place: Found) -> None:
    await uses(desk, "find_customer")
    await presses(desk, await desk.top_modal(), "list:new")
    await modal_saying(desk, "form:new")


async def _behind_dots(desk: Desk, _place: Found) -> None:
    card = await desk.types(f"/customer {NUMBER}")
    await picks_behind_dots(desk, card, "Owner and priority")
    await modal_saying(desk, "form:owner")


async def _tags_offered(desk: Desk, place: Found) -> None:
    await desk.types(f"/customer tag {NUMBER}: wholesale")
    await desk.clicks(await desk.card(place, saying="wholesale"), "card:tag")
    assert await desk.options(await desk.top_modal(), "pick:tag", "who")


async def _choices_offered(desk: Desk, place: Found) -> None:
    long = tuple(f"{number:02}".ljust(CHOICE_CHARS, ".") for number in range(MOST_CHOICES))
    for number in range(9):  # more than a form holds
        field = CustomField(name=f"F{number}", type=FieldType.CHOICE, choices=long, at=now())
        await desk.store.define(field, change=Change(by=KIM, at=now(), key=field.name))
    await desk.card(place)
    modal = await desk.opens(f"/customer edit {NUMBER}")
    menu = next(name for block in modal["blocks"] if own_in(name := block["block_id"]))
    assert len(await desk.options(modal, menu, "07")) == 1


async def _customers_offered(desk: Desk, place: Found) -> None:
    await desk.customer_writes("Hello?", phone="+44 20 7946 0958", name="Kit Moss")
    await desk.until(lambda: desk.store.search("kit"), "Kit to be known")
    await desk.clicks(await desk.card(place), "card:merge")
    assert await desk.options(await desk.top_modal(), "pick:customer", "kit")


async def _found(desk: Desk, _place: Found) -> None:
    await uses(desk, "find_customer")
    assert await looks_for(desk, await desk.top_modal(), "pat")


async def _link_made(desk: Desk, place: Found) -> None:
    assert (await uses(desk, "link_message", place))["error"] is None
    await desk.top_modal()


async def _note_begun(desk: Desk, place: Found) -> None:
    assert (await uses(desk, "add_to_notes", place))["error"] is None
    await modal_saying(desk, "note_text")


async def _shown(desk: Desk, place: Found) -> None:
    await uses(desk, "show_customer", place)
    assert "Pat Doyle" in await desk.told(place)


async def _new(desk: Desk, _place: Found) -> None:
    await uses(desk, "new_customer")
    await modal_saying(desk, "form:new")


async def _find(desk: Desk, _place: Found) -> None:
    await uses(desk, "find_customer")
    await modal_saying(desk, "find:customer")


async def _at_home(desk: Desk, _place: Found) -> None:
    home = await opens_home(desk)
    ways = next(block for block in home["blocks"] if block["block_id"] == "pages")["elements"]
    assert (await presses_in_home(desk, home, ways[-1]["action_id"]))["error"] is None


async def _in_pane(desk: Desk, _place: Found) -> None:
    await opens_pane(desk, "C0GENERAL", await _previewed(desk), saying="Pat Doyle")
    assert (await presses_in_pane(desk, "card:note"))["error"] is None
    await modal_saying(desk, "note_text")


async def _on_preview(desk: Desk, _place: Found) -> None:
    message = await _previewed(desk)
    actions = message["attachments"][0]["entity"]["entity_payload"]["actions"]
    button = actions["primary_actions"][0]["action_id"]
    assert (await presses_on_preview(desk, "C0GENERAL", message, button))["error"] is None


async def _done_by_check_mark(desk: Desk, place: Found) -> None:
    await desk.post("/ui/react", **{"as": SAM}, **place, name="white_check_mark")
    await desk.quiet()


async def _invited(desk: Desk, _place: Found) -> None:
    made = desk.playground.workspace.world
    made.channels["C0NEW"] = {
        **made.channels["C0GENERAL"],
        "id": "C0NEW",
        "name": "new",
        "members": [MAYA],
    }
    made.messages["C0NEW"] = []
    await desk.post("/ui/invite", **{"as": MAYA}, channel="C0NEW", user="U0RAPPORT")
    await desk.until(lambda: desk.messages("C0NEW"), "a greeting")


async def _told(desk: Desk, event: Found) -> None:
    await desk.playground.workspace.courier.tell({"event_ts": "1.0", **event})
    await desk.quiet()


async def _role_changed(desk: Desk, _place: Found) -> None:
    await desk.post("/ui/role", user=SAM, role="guest")
    await desk.quiet()
    await desk.until(lambda: _refused(desk), "Sam to be refused")


async def _refused(desk: Desk) -> bool:
    return "full members" in text_of(await desk.types(f"/customer {NUMBER}", by=SAM))


async def _previewed_link(desk: Desk, _place: Found) -> None:
    await _previewed(desk)


async def _opened_pane(desk: Desk, _place: Found) -> None:
    await opens_pane(desk, "C0GENERAL", await _previewed(desk), saying="Pat Doyle")


async def _mentioned(desk: Desk, _place: Found) -> None:
    await says(desk, f"@rapport {NUMBER}", channel=WHATSAPP)
    await answer(desk, WHATSAPP, "Pat Doyle")


async def _written(desk: Desk, place: Found) -> None:
    await desk.card(place, saying="Pat Doyle")
    await says(desk, NUMBER, channel="D0MAYA")
    await answer(desk, "D0MAYA", "Pat Doyle")


async def _stepped(desk: Desk, _place: Found) -> None:
    assert (await runs(desk, "look_up_customer", customer=NUMBER))["error"] is None
    assert (await runs(desk, "tag_customer", customer=NUMBER, tags=["vip"]))["error"] is None
    assert (await runs(desk, "add_note", customer=NUMBER, note="rings"))["error"] is None
    assert "vip" in await offers(desk, "v")


SURFACES: dict[str, tuple[str, Using]] = {
    "command": ("/customer", lambda desk, _: desk.types(f"/customer {NUMBER}")),
    "shortcut:show_customer": ("message_action", _shown),
    "shortcut:add_to_notes": ("message_action", _note_begun),
    "shortcut:link_message": ("message_action", _link_made),
    "shortcut:find_customer": ("shortcut", _find),
    "shortcut:new_customer": ("shortcut", _new),
    "a form": ("view_submission", _noted),
    "a form that is closed": ("view_closed", _closed),
    "a button in a modal": ("block_actions", _pressed_in_modal),
    "an item behind three dots": ("block_actions", _behind_dots),
    "a button in Home": ("block_actions", _at_home),
    "a button in the pane": ("block_actions", _in_pane),
    "a button on a preview": ("block_actions", _on_preview),
    "options:pick:tag": ("block_suggestion", _tags_offered),
    "options:own:": ("block_suggestion", _choices_offered),
    "options:pick:customer": ("block_suggestion", _customers_offered),
    "options:find:customer": ("block_suggestion", _found),
    "event:message": ("event.message", _written),
    "event:app_mention": ("event.app_mention", _mentioned),
    "event:app_home_opened": ("event.app_home_opened", lambda desk, _: opens_home(desk)),
    "event:entity_details_requested": ("event.entity_details_requested", _opened_pane),
    "event:function_executed": ("event.function_executed", _stepped),
    "event:link_shared": ("event.link_shared", _previewed_link),
    "event:member_joined_channel": ("event.member_joined_channel", _invited),
    "event:reaction_added": ("event.reaction_added", _done_by_check_mark),
    "event:user_change": ("event.user_change", _role_changed),
    "event:channel_shared": (
        "event.channel_shared",
        lambda desk, _: _told(desk, {"type": "channel_shared", "channel": WHATSAPP}),
    ),
    "event:channel_unshared": (
        "event.channel_unshared",
        lambda desk, _: _told(desk, {"type": "channel_unshared", "channel": WHATSAPP}),
    ),
    "event:subteam_members_changed": (
        "event.subteam_members_changed",
        lambda desk, _: _told(desk, {"type": "subteam_members_changed", "subteam_id": "S1"}),
    ),
}


def test_every_surface_that_is_listened_to_is_used_here() -> None:
    """Whoever adds one uses it here once, as a person does."""
    named = {name.partition(":")[2] for name in SURFACES if ":" in name}
    assert named == {*listeners.EVENTS, *listeners.SHORTCUTS, *listeners.OPTIONS}


@pytest.mark.parametrize("surface", SURFACES)
async def test_a_surface(desk: Desk, surface: str) -> None:
    kind, use = SURFACES[surface]
    await desk.watch()
    place = await desk.customer_writes("My parcel is late", **PAT)
    await desk.card(place)
    before = (await desk.get("/ui/requests"))["requests"][-1]["n"]
    await use(desk, place)

    async def acknowledged() -> list[Found]:
        seen = (await desk.get("/ui/requests", after=str(before)))["requests"]
        of_kind = [one for one in seen if one["direction"] == "to_bot" and one["what"] == kind]
        return [one for one in of_kind if one["status"] is not None or not one["problems"]]

    found = await desk.until(acknowledged, f"a {kind} that is acknowledged")
    assert [one["problems"] for one in found if one["problems"]] == []
    assert all(one["ms"] < 3_000 for one in found)
