"""The bot's Home, as a person at the desk sees and uses it."""

from typing import Any

from tests.scenarios.desk import MAYA, Desk, Found, element, text_of


async def opens_home(desk: Desk, *, by: str = MAYA, saying: str = "") -> Found:
    """Home as this person sees it once it says this, freshly opened."""
    await desk.post("/ui/open_home", **{"as": by})
    return await home_saying(desk, saying, by=by)


async def home_saying(desk: Desk, words: str, *, by: str = MAYA) -> Found:
    """Home, once it says this."""

    async def look() -> Found | None:
        view = (await desk.get("/ui/home", **{"as": by}))["view"]
        return dict(view) if view and words in text_of(view) else None

    return await desk.until(look, f"a Home saying {words!r}")


async def home_without(desk: Desk, words: str, *, by: str = MAYA) -> Found:
    """Home, once it says this no more."""

    async def look() -> Found | None:
        view = (await desk.get("/ui/home", **{"as": by}))["view"]
        return dict(view) if view and words not in text_of(view) else None

    return await desk.until(look, f"a Home without {words!r}")


async def presses_in_home(
    desk: Desk, home: Found, action_id: str, *, by: str = MAYA, **chosen: Any
) -> Found:
    """A button or a menu in Home: how Slack says it went."""
    part = element(home["blocks"], action_id)
    given = chosen or {"value": part["value"]}
    return dict(
        await desk.post(
            "/ui/action",
            **{"as": by},
            container={"type": "view", "view_id": home["id"]},
            block_id=part["block_id"],
            action_id=action_id,
            **given,
        )
    )


async def turns_to(desk: Desk, home: Found, page: str, *, by: str = MAYA) -> None:
    """A page of Home is opened by its button."""
    ways = next(block for block in home["blocks"] if block["block_id"] == "pages")["elements"]
    way = next(one for one in ways if one["value"].split("|")[1] == page)
    await presses_in_home(desk, home, way["action_id"], by=by)


def buttons_of(home: Found) -> list[str]:
    """What the buttons of Home say, from top to bottom."""
    parts = [
        part
        for block in home["blocks"]
        for part in [*block.get("elements", []), block.get("accessory") or {}]
    ]
    return [part["text"]["text"] for part in parts if part.get("type") == "button"]
