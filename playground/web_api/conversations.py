"""conversations.*: channels, who is in them, and what was said."""

from playground.shapes import BOT_USER, Json, Refused
from playground.web_api.call import Call, Method
from playground.world import copied

_READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
_HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
_DEFAULT_TYPES = "public_channel"


def _kind(channel: Json) -> str:
    if channel["is_im"]:
        return "im"
    return "group" if channel.get("is_private") else "channel"


def _need_scope(call: Call, scopes: dict[str, str], channel: Json) -> None:
    needed = scopes[_kind(channel)]
    if needed not in call.workspace.config.scopes:
        provided = ",".join(sorted(call.workspace.config.scopes))
        raise Refused("missing_scope", needed=needed, provided=provided)


def _as_seen(call: Call, channel: Json) -> Json:
    shown: Json = {name: copied(value) for name, value in channel.items() if name != "members"}
    if channel["is_im"]:
        return shown
    shown["is_member"] = BOT_USER in channel["members"]
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel["members"])
    return shown


async def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    _need_scope(call, _READ, channel)
    return {"channel": _as_seen(call, channel)}


async def list_all(call: Call) -> Json:
    """conversations.list."""
    types = set((call.text("types") or _DEFAULT_TYPES).split(","))
    if not types <= {"public_channel", "private_channel", "im", "mpim"}:
        raise Refused("invalid_types")
    named = {"channel": "public_channel", "group": "private_channel", "im": "im"}
    channels = [
        _as_seen(call, channel)
        for channel in call.workspace.world.channels.values()
        if named[_kind(channel)] in types
        and not (channel["is_archived"] and call.flag("exclude_archived"))
    ]
    page, metadata = call.page(channels, most=1000, otherwise=100)
    return {"channels": page, "response_metadata": metadata}


def _shown(call: Call, messages: list[Json]) -> list[Json]:
    shown: list[Json] = copied(messages)
    if not call.flag("include_all_metadata"):
        for message in shown:
            message.pop("metadata", None)
    return shown


def _between(call: Call, messages: list[Json]) -> list[Json]:
    try:
        oldest = float(call.text("oldest") or 0)
        latest = float(call.text("latest") or "inf")
    except ValueError:
        raise Refused("invalid_ts_latest") from None
    if call.flag("inclusive"):
        return [m for m in messages if oldest <= float(m["ts"]) <= latest]
    return [m for m in messages if oldest < float(m["ts"]) < latest]


async def history(call: Call) -> Json:
    """conversations.history: the main line, newest first."""
    channel = call.channel_with_bot()
    _need_scope(call, _HISTORY, channel)
    main_line = [
        message
        for message in call.workspace.world.messages[channel["id"]]
        if message.get("thread_ts", message["ts"]) == message["ts"]
        or message.get("subtype") == "thread_broadcast"
    ]
    newest_first = _between(call, main_line)[::-1]
    page, metadata = call.page(newest_first, most=999, otherwise=100)
    answer: Json = {
        "messages": _shown(call, page),
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
    }
    return answer | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


async def replies(call: Call) -> Json:
    """conversations.replies: the root, then its replies, oldest first."""
    channel = call.channel_with_bot()
    _need_scope(call, _HISTORY, channel)
    world = call.workspace.world
    try:
        asked = world.message(channel["id"], call.needed("ts", "thread_not_found"))
    except Refused:
        raise Refused("thread_not_found") from None
    root = world.message(channel["id"], str(asked.get("thread_ts", asked["ts"])))
    under = _between(call, world.replies(channel["id"], root["ts"]))
    page, metadata = call.page([root, *under], most=1000, otherwise=1000)
    answer: Json = {"messages": _shown(call, page), "has_more": bool(metadata["next_cursor"])}
    return answer | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


async def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel()
    _need_scope(call, _READ, channel)
    if BOT_USER not in channel["members"] and channel.get("is_private"):
        raise Refused("channel_not_found")
    people = [{"id": user_id} for user_id in channel["members"]]
    page, metadata = call.page(people, most=1000, otherwise=100)
    return {"members": [person["id"] for person in page], "response_metadata": metadata}


async def open_direct(call: Call) -> Json:
    """conversations.open: the direct messages with one person."""
    users = call.needed("users", "users_list_not_supplied").split(",")
    if len(users) != 1:
        raise Refused("too_many_users")
    user = call.workspace.world.user(users[0])
    channel = call.workspace.world.channels.get("D" + user["id"][1:])
    if channel is None:
        raise Refused("cannot_dm_bot" if user["is_bot"] else "user_disabled")
    return {"channel": {"id": channel["id"]}, "no_op": True, "already_open": True}


METHODS = {
    "conversations.info": Method(answer=info),
    "conversations.list": Method(answer=list_all, scopes=("channels:read",)),
    "conversations.open": Method(answer=open_direct, scopes=("im:write",)),
    "conversations.history": Method(answer=history),
    "conversations.replies": Method(answer=replies),
    "conversations.members": Method(answer=members),
}
