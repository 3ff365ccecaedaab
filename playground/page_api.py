"""The page's side of the server: everything under /ui."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from playground import acts, beside, interactions, makers, reactions, standing
from playground.bodies import NotJson, parsed
from playground.customers import customer_writes
from playground.page_requests import (
    channel_of,
    message_of,
    optional_text_of,
    person_of,
    text_of,
)
from playground.shapes import BOT_USER, SLACKBOT, Json, Refused, Wrong
from playground.talk import channel_name, tell_bot_of
from playground.workspace import Workspace
from playground.world import copied

_KEEP_ALIVE_SECONDS = 15.0

Act = Callable[[Workspace, Json], Awaitable[Json]]
Served = Callable[[Workspace, web.Request], Awaitable[web.StreamResponse]]


async def state(workspace: Workspace, asked: Json) -> Json:
    """All that the frame of the page shows to one person."""
    user_id = person_of(workspace, asked)
    world = workspace.world
    team = world.team
    return {
        "workspace": {"id": team.id, "name": team.name, "domain": team.domain},
        "me": copied(world.users[user_id]),
        "users": copied(list(world.users.values())),
        "channels": [
            _channel_seen_by(workspace, channel, user_id)
            for channel in world.channels.values()
            if not channel["is_im"] or channel["user"] == user_id
        ],
        "people": people(workspace),
        "bot": {
            "connected": await workspace.courier.reachable(),
            "url": workspace.courier.bot_url,
            "user": BOT_USER,
        },
    }


def _channel_seen_by(workspace: Workspace, channel: Json, user_id: str) -> Json:
    name = "rapport" if channel["is_im"] else channel_name(channel)
    return {
        "id": channel["id"],
        "name": name,
        "topic": channel.get("topic", {}).get("value", ""),
        "is_im": channel["is_im"],
        "is_member": user_id in channel["members"],
        "is_member_bot": BOT_USER in channel["members"],
        "is_ext_shared": channel["is_ext_shared"],
        "members": list(channel["members"]),
        "unread": workspace.world.unread(user_id, channel["id"]),
    }


def people(workspace: Workspace) -> list[Json]:
    """Whom one may act as, with the channels each is in."""
    world = workspace.world
    return [
        {
            "id": user["id"],
            "name": user["name"],
            "real_name": user["real_name"],
            "role": _role(user),
            "tz": user["tz"],
            "locale": user["locale"],
            "channels": [c["id"] for c in world.channels.values() if user["id"] in c["members"]],
        }
        for user in world.users.values()
        if not user["is_bot"] and user["id"] != SLACKBOT
    ]


def _role(user: Json) -> str:
    if user["is_stranger"]:
        return "other company"
    if user["is_restricted"]:
        return "guest"
    return "admin" if user["is_admin"] else "agent"


async def messages(workspace: Workspace, asked: Json) -> Json:
    """What one person sees of a channel, or of a thread; looking marks the channel as read."""
    user_id = person_of(workspace, asked)
    channel = channel_of(workspace, asked)
    if user_id not in channel["members"]:
        return {"messages": [], "is_member": False}
    world, thread_ts = workspace.world, optional_text_of(asked, "thread_ts")
    if thread_ts is None:
        said = [
            message
            for message in world.messages[channel["id"]]
            if message.get("thread_ts", message["ts"]) == message["ts"]
            or message.get("subtype") == "thread_broadcast"
        ]
        if world.unread(user_id, channel["id"]):
            world.mark_read(user_id, channel["id"])
    else:
        root = message_of(workspace, channel, asked, "thread_ts")
        said = [root, *world.replies(channel["id"], root["ts"])]
    private = [
        message
        for message in world.ephemerals.get(user_id, ())
        if message["channel"] == channel["id"] and message.get("thread_ts") == thread_ts
    ]
    whole = sorted([*said, *private], key=lambda message: float(message["ts"]))
    return {"messages": copied(whole), "is_member": True}


async def home(workspace: Workspace, asked: Json) -> Json:
    """The home page the bot published for this person."""
    return {"view": copied(workspace.world.homes.get(person_of(workspace, asked)))}


async def open_home(workspace: Workspace, asked: Json) -> Json:
    """A person opens the bot's home tab, or its messages tab."""
    user_id = person_of(workspace, asked)
    tab = optional_text_of(asked, "tab") or "home"
    if tab not in ("home", "messages"):
        raise Wrong('"tab" must be "home" or "messages"')
    event: Json = {
        "type": "app_home_opened",
        "user": user_id,
        "channel": "D" + user_id[1:],
        "tab": tab,
        "event_ts": workspace.world.stamps.next(),
    }
    if tab == "home" and user_id in workspace.world.homes:
        event["view"] = copied(workspace.world.homes[user_id])
    tell_bot_of(workspace, event)
    return {"ok": True}


async def views(workspace: Workspace, asked: Json) -> Json:
    """The modals this person has open, the visible one last."""
    return {"views": copied(workspace.views.stack(person_of(workspace, asked)))}


async def requests(workspace: Workspace, asked: Json) -> Json:
    """What went between Slack and the bot after the n-th request."""
    after = str(asked.get("after", "0"))
    if not after.isdecimal():
        raise Wrong('"after" must be a whole number')
    return {"requests": workspace.inspector.after(int(after))}


async def command(workspace: Workspace, asked: Json) -> Json:
    """A person types a slash command."""
    user_id, channel = person_of(workspace, asked), channel_of(workspace, asked)
    typed = text_of(asked, "text")
    if not typed.startswith("/") or typed.strip() == "/":
        raise Wrong('"text" must begin with the command, such as "/customer ana@acme.example"')
    if user_id not in channel["members"]:
        raise Wrong(f"this person is not in #{channel_name(channel)}; invite them first")
    return await interactions.command(workspace, user_id, channel, typed)


async def shortcut(workspace: Workspace, asked: Json) -> Json:
    """A person uses a shortcut: on a message when `channel` and `ts` say which, else global."""
    user_id, callback_id = person_of(workspace, asked), text_of(asked, "callback_id")
    place = None
    if asked.get("ts") is not None:
        channel = channel_of(workspace, asked)
        place = (channel, message_of(workspace, channel, asked))
    return await interactions.shortcut(workspace, user_id, callback_id, place)


def _in_person(act: Callable[[Workspace, str, Json], Awaitable[Json]]) -> Act:
    async def done(workspace: Workspace, asked: Json) -> Json:
        return await act(workspace, person_of(workspace, asked), asked)

    return done


async def fault(workspace: Workspace, asked: Json) -> Json:
    """Orders a failure."""
    workspace.faults.order(asked)
    return {"ok": True}


async def socket_disconnect(workspace: Workspace, asked: Json) -> Json:
    """Asks the bot's sockets to connect anew, as Slack does every few hours."""
    del asked
    count = await workspace.sockets.ask_to_reconnect()
    workspace.courier.spawn(workspace.sockets.end_retired())
    return {"ok": True, "sockets": count}


LOOKS: dict[str, Act] = {
    "state": state,
    "messages": messages,
    "home": home,
    "views": views,
    "pane": beside.pane,
    "runs": beside.runs,
    "requests": requests,
    "sent": makers.sent,
}
ACTS: dict[str, Act] = {
    "say": acts.say,
    "edit": acts.edit,
    "delete": acts.remove,
    "share": acts.share,
    "react": reactions.react,
    "invite": acts.invite,
    "command": command,
    "shortcut": shortcut,
    "action": _in_person(interactions.click),
    "submit": _in_person(interactions.submit),
    "close": _in_person(interactions.close),
    "options": _in_person(interactions.options),
    "open_home": open_home,
    "open_pane": beside.open_pane,
    "run_step": beside.run_step,
    "step_options": beside.step_options,
    "close_pane": beside.close_pane,
    "customer": customer_writes,
    "reset": acts.reset,
    "role": standing.role,
    "group": standing.group,
    "fault": fault,
    "socket_disconnect": socket_disconnect,
}


async def look(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """One GET of the page."""
    return await _answered(LOOKS, workspace, request, dict(request.query))


async def act(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """One POST of the page."""
    try:
        asked = parsed(await request.read() or b"{}")
    except NotJson:
        asked = None
    if not isinstance(asked, dict):
        return wrong("the body must be a JSON object")
    return await _answered(ACTS, workspace, request, asked)


async def _answered(
    known: dict[str, Act], workspace: Workspace, request: web.Request, asked: Json
) -> web.StreamResponse:
    name = request.match_info["name"]
    if name not in known:
        return wrong(f"there is no {request.method} /ui/{name}", status=404)
    try:
        return web.json_response(await known[name](workspace, asked))
    except Wrong as mistake:
        return wrong(str(mistake))
    except Refused as refusal:
        return wrong(f"{refusal.error}: it is no longer there; fetch the page again")


def wrong(sentence: str, *, status: int = 400) -> web.Response:
    """The answer to a request that cannot be done."""
    return web.json_response({"error": sentence}, status=status)


async def events(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """The stream of notices to one open page."""
    try:
        user_id = person_of(workspace, dict(request.query))
    except Wrong as mistake:
        return wrong(str(mistake))
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    page = workspace.notices.open(user_id)
    try:
        await response.prepare(request)
        await response.write(b"retry: 500\n\n")
        while True:
            try:
                async with asyncio.timeout(_KEEP_ALIVE_SECONDS):
                    notice = await page.get()
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if notice is None:
                break
            await response.write(f"data: {json.dumps(notice)}\n\n".encode())
    except ConnectionError:
        pass
    finally:
        workspace.notices.close(page)
    return response
