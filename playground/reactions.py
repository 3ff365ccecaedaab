"""Reactions to messages: put on by people, told to the bot where it is subscribed to them."""

from playground.page_requests import channel_of_person, message_of, person_of, text_of
from playground.shapes import Json, Wrong
from playground.talk import tell_bot_of
from playground.workspace import Workspace

NAMES = {
    "white_check_mark": "\u2705",
    "eyes": "\U0001f440",
    "+1": "\U0001f44d",
}
"""Those that the page offers; Slack knows some thousands."""


async def react(workspace: Workspace, asked: Json) -> Json:
    """A person reacts to a message; the second time it is taken back."""
    user_id = person_of(workspace, asked)
    channel = channel_of_person(workspace, asked, user_id)
    message = message_of(workspace, channel, asked)
    name = text_of(asked, "name")
    if name not in NAMES:
        raise Wrong(f"there is no reaction {name!r} here; there are {', '.join(NAMES)}")
    kept: list[Json] = message.setdefault("reactions", [])
    found = next((one for one in kept if one["name"] == name), None)
    if found is None:
        found = {"name": name, "users": [], "count": 0}
        kept.append(found)
    added = user_id not in found["users"]
    found["users"] = (
        [*found["users"], user_id] if added else [one for one in found["users"] if one != user_id]
    )
    found["count"] = len(found["users"])
    if not found["users"]:
        kept.remove(found)
    workspace.world.changed()
    workspace.notices.tell("message_changed", channel=channel["id"], ts=message["ts"])
    tell_bot_of(
        workspace,
        {
            "type": "reaction_added" if added else "reaction_removed",
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": channel["id"], "ts": message["ts"]},
            "item_user": message.get("user", ""),
            "event_ts": workspace.world.stamps.next(),
        },
    )
    return {"ok": True, "reactions": message["reactions"]}
