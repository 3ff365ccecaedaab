"""Who somebody is in the workspace, changed by its admins; and the files that a person may fetch."""

import base64

from aiohttp import web

from playground.page_requests import person_of, text_of
from playground.shapes import Json, Wrong
from playground.talk import tell_bot_of
from playground.workspace import Workspace
from playground.world import copied

_ROLES: dict[str, Json] = {
    "admin": {"is_admin": True},
    "agent": {},
    "guest": {"is_restricted": True},
    "gone": {"deleted": True},
}


async def role(workspace: Workspace, asked: Json) -> Json:
    """A member becomes an admin, an agent or a guest, or leaves; Slack tells it by `user_change`."""
    user = _user_of(workspace, asked)
    wanted = text_of(asked, "role")
    if wanted not in _ROLES:
        raise Wrong(f'"role" must be one of: {", ".join(_ROLES)}')
    user |= {"is_admin": False, "is_restricted": False, "deleted": False} | _ROLES[wanted]
    stamp = workspace.world.stamps.next()
    user["updated"] = int(float(stamp))
    workspace.world.changed()
    event = {"type": "user_change", "user": copied(user), "cache_ts": user["updated"]}
    tell_bot_of(workspace, event | {"event_ts": stamp})
    return {"ok": True}


async def group(workspace: Workspace, asked: Json) -> Json:
    """A user group gets other members; Slack tells it by two events."""
    found = workspace.world.groups.get(text_of(asked, "group"))
    users = asked.get("users")
    if found is None or not isinstance(users, list) or not set(users) <= set(workspace.world.users):
        raise Wrong(f'"group" and "users" must be ids; groups: {", ".join(workspace.world.groups)}')
    before, found["users"] = found["users"], list(users)
    found["user_count"] = len(users)
    workspace.world.changed()
    stamp = workspace.world.stamps.next()
    changed = {
        "type": "subteam_members_changed",
        "subteam_id": found["id"],
        "team_id": workspace.world.team.id,
        "date_previous_update": found["date_update"],
        "date_update": int(float(stamp)),
        "added_users": [one for one in users if one not in before],
        "removed_users": [one for one in before if one not in users],
        "event_ts": stamp,
    }
    found["date_update"] = int(float(stamp))
    tell_bot_of(workspace, changed)
    tell_bot_of(workspace, {"type": "subteam_updated", "subteam": copied(found), "event_ts": stamp})
    return {"ok": True}


async def download(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """The bytes of a file, for a person who is in a conversation where it was shared."""
    try:
        user_id = person_of(workspace, dict(request.query))
    except Wrong as mistake:
        return web.json_response({"error": str(mistake)}, status=400)
    file_id, world = request.query.get("id", ""), workspace.world
    shared = any(
        any(file.get("id") == file_id for file in message.get("files", ()))
        for channel_id, messages in world.messages.items()
        if user_id in world.channels[channel_id]["members"]
        for message in messages
    )
    # A picture in a block is seen by whoever sees the block, and shared nowhere else.
    in_a_block = world.files.get(file_id, {}).get("mimetype", "").startswith("image/")
    if not (shared or in_a_block) or file_id not in world.contents:
        return web.json_response({"error": "there is no such file for this person"}, status=404)
    name = world.files[file_id]["name"].replace('"', "").replace("\\", "")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    kind = world.files[file_id]["mimetype"]
    return web.Response(
        body=base64.b64decode(world.contents[file_id]), content_type=kind, headers=headers
    )


def _user_of(workspace: Workspace, asked: Json) -> Json:
    user_id = text_of(asked, "user")
    if user_id not in workspace.world.users:
        raise Wrong(f"there is no user {user_id!r}; see /ui/state for their ids")
    return workspace.world.users[user_id]
