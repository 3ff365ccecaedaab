"""Shortcuts, menus and buttons in modals, as a person at the desk uses them."""

from tests.scenarios.desk import MAYA, Desk, Found, element


async def uses(desk: Desk, shortcut: str, place: Found | None = None, *, by: str = MAYA) -> Found:
    """A shortcut: on the message at a place, or of the whole workspace. How Slack says it went."""
    where = {"channel": place["channel"], "ts": place["ts"]} if place else {}
    return dict(await desk.post("/ui/shortcut", **{"as": by}, callback_id=shortcut, **where))


async def looks_for(desk: Desk, modal: Found, text: str, *, by: str = MAYA) -> list[Found]:
    """What the search over a modal offers for what is typed into it."""
    menu = element(modal["blocks"], "find:customer")
    answer = await desk.post(
        "/ui/options",
        **{"as": by},
        container={"type": "view", "view_id": modal["id"]},
        block_id=menu["block_id"],
        action_id="find:customer",
        value=text,
    )
    return list(answer["options"])


async def picks(desk: Desk, modal: Found, option: Found, *, by: str = MAYA) -> None:
    """Somebody picked in the search over a modal."""
    menu = element(modal["blocks"], "find:customer")
    await desk.post(
        "/ui/action",
        **{"as": by},
        container={"type": "view", "view_id": modal["id"]},
        block_id=menu["block_id"],
        action_id="find:customer",
        selected_option=option,
    )


async def presses(desk: Desk, modal: Found, action_id: str, *, by: str = MAYA) -> None:
    """A button in a modal."""
    button = element(modal["blocks"], action_id)
    await desk.post(
        "/ui/action",
        **{"as": by},
        container={"type": "view", "view_id": modal["id"]},
        block_id=button["block_id"],
        action_id=action_id,
        value=button["value"],
    )


async def modal_saying(desk: Desk, words: str, *, by: str = MAYA) -> Found:
    """The modal in front, once it says this."""

    async def look() -> Found | None:
        views = (await desk.get("/ui/views", **{"as": by}))["views"]
        return dict(views[-1]) if views and words in str(views[-1]) else None

    return await desk.until(look, f"a modal saying {words!r}")


async def depth(desk: Desk, *, by: str = MAYA) -> int:
    """How many modals stand on one another."""
    return len((await desk.get("/ui/views", **{"as": by}))["views"])
