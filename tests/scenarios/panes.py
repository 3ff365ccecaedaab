"""Addresses of profiles and the pane beside the conversation, as a person at the desk uses them."""

from typing import Any

from tests.scenarios.desk import MAYA, PUBLIC_URL, Desk, Found


async def writes(desk: Desk, text: str, *, by: str = MAYA, channel: str = "C0GENERAL") -> Found:
    """Somebody writes in a channel: where it stands."""
    return dict(await desk.post("/ui/say", **{"as": by}, channel=channel, text=text))


async def contact_of(desk: Desk, words: str) -> str:
    """The id of the one customer that fits."""
    (hit,) = await desk.store.search(words)
    return hit.contact_id


def address(contact_id: str) -> str:
    """The address of a profile."""
    return f"{PUBLIC_URL}/c/{contact_id}"


async def message_with_entity(desk: Desk, place: Found, *, by: str = MAYA) -> Found:
    """The message at a place, once it shows an entity."""

    async def look() -> Found | None:
        for message in await desk.messages(place["channel"], by=by):
            if message["ts"] == place["ts"] and entities_of(message):
                return message
        return None

    return await desk.until(look, "a preview under the message")


def entities_of(message: Found) -> list[Found]:
    """The entities that a message shows."""
    own = (message.get("metadata") or {}).get("entities") or []
    unfurled = [one["entity"] for one in message.get("attachments", []) if one.get("entity")]
    return [*own, *unfurled]


async def opens_pane(
    desk: Desk, channel: str, message: Found, *, by: str = MAYA, saying: str = ""
) -> Found:
    """The pane of the entity on a message, once the bot has filled it."""
    (entity,) = entities_of(message)
    await desk.post(
        "/ui/open_pane",
        **{"as": by},
        channel=channel,
        ts=message["ts"],
        entity_id=entity["external_ref"]["id"],
    )
    return await pane_saying(desk, saying, by=by)


async def pane_saying(desk: Desk, words: str, *, by: str = MAYA) -> Found:
    """The pane beside the conversation, once it says this."""

    async def look() -> Found | None:
        pane = (await desk.get("/ui/pane", **{"as": by}))["pane"]
        filled = pane and (pane["details"] or pane["error"])
        return dict(pane) if filled and words in str(filled) else None

    return await desk.until(look, f"a pane saying {words!r}")


async def pane_without(desk: Desk, words: str, *, by: str = MAYA) -> None:
    """Waits until the pane says this no more."""

    async def look() -> bool:
        pane = (await desk.get("/ui/pane", **{"as": by}))["pane"]
        return bool(pane and pane["details"]) and words not in str(pane)

    await desk.until(look, f"a pane without {words!r}")


async def presses_in_pane(desk: Desk, action_id: str, *, by: str = MAYA) -> Found:
    """A button in the pane."""
    container = {"type": "entity"}
    return dict(
        await desk.post("/ui/action", **{"as": by}, container=container, action_id=action_id)
    )


async def presses_on_preview(
    desk: Desk, channel: str, message: Found, action_id: str, *, by: str = MAYA
) -> Found:
    """A button under a preview that everybody sees."""
    (entity,) = entities_of(message)
    container = {
        "type": "unfurl",
        "channel": channel,
        "ts": message["ts"],
        "entity_id": entity["external_ref"]["id"],
    }
    return dict(
        await desk.post("/ui/action", **{"as": by}, container=container, action_id=action_id)
    )


def fields_of(pane: Found) -> dict[str, Any]:
    """What stands in the pane, by the key of its field."""
    fields = pane["details"]["entity_payload"]["custom_fields"]
    return {field["key"]: field["value"] for field in fields}
