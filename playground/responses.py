"""Answers in the body of an acknowledgement and at a response_url."""

from typing import Any

from aiohttp import web

from playground.bodies import NotJson, parsed
from playground.clock import now
from playground.shapes import BOT, BOT_USER, Json, Refused
from playground.talk import bot_message, change, delete, in_thread, post, whisper
from playground.triggers import ResponseUrl
from playground.validation import utf16_length
from playground.web_api.chat import checked_blocks
from playground.workspace import Workspace

_LONGEST_TEXT = 40_000


def _content(body: Any) -> Json | None:
    """What an answer is to say, checked; None when it says nothing."""
    if isinstance(body, str):
        body = {"text": body}
    if not isinstance(body, dict):
        return None
    text = body.get("text")
    if text is not None and not isinstance(text, str):
        raise Refused("invalid_arguments")
    if utf16_length(text or "") > _LONGEST_TEXT:
        raise Refused("msg_too_long")
    blocks = checked_blocks(body.get("blocks"))
    attachments = body.get("attachments") or []
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise Refused("invalid_attachments")
    for attachment in attachments:
        checked_blocks(attachment.get("blocks"))
    if not (text or blocks or attachments):
        return None
    return {"text": text, "blocks": blocks, "attachments": attachments}


def say_answer(workspace: Workspace, channel_id: str, user_id: str, body: Any) -> None:
    """Shows the answer to a command, to one person unless it says `in_channel`."""
    content = _content(body)
    if content is None:
        return
    message = bot_message(workspace, content)
    if isinstance(body, dict) and body.get("response_type") == "in_channel":
        post(workspace, channel_id, message)
    else:
        whisper(workspace, channel_id, user_id, message)


async def serve_response_url(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """One use of a response_url: "ok", or what was wrong with it."""
    started = now()
    text = (await request.read()).decode(errors="replace")
    try:
        body = parsed(text)
    except NotJson:
        body = None
    try:
        use_response_url(workspace, request.match_info["response_id"], body)
        response = web.Response(text="ok", content_type="text/html")
        problems: list[str] = []
    except Refused as refusal:
        said = {"ok": False, "error": refusal.error, **refusal.beside}
        gone = refusal.error in ("expired_url", "used_url")
        response = web.json_response(said, status=404 if gone else 400)
        problems = [
            refusal.error,
            *refusal.beside.get("response_metadata", {}).get("messages", []),
        ]
    workspace.inspector.saw(
        "to_slack",
        "response_url",
        status=response.status,
        started=started,
        request=body if body is not None else text,
        response=response.text,
        problems=problems,
    )
    return response


def use_response_url(workspace: Workspace, response_id: str, body: Any) -> None:
    """Says, replaces or deletes as the body asks; raises Refused when Slack would."""
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    content = _content(body)
    target = workspace.response_urls.use(response_id)
    if body.get("delete_original") in (True, "true"):
        _delete(workspace, target)
        return
    if content is None:
        raise Refused("no_text")
    if body.get("replace_original") in (True, "true") and target.message_ts is not None:
        _replace(workspace, target, content)
        return
    message = bot_message(workspace, content)
    thread_ts = body.get("thread_ts")
    if isinstance(thread_ts, str):
        in_thread(workspace, target.channel_id, message, thread_ts)
    if body.get("response_type") == "in_channel":
        post(workspace, target.channel_id, message)
    else:
        whisper(workspace, target.channel_id, target.user_id, message)


def _delete(workspace: Workspace, target: ResponseUrl) -> None:
    if target.message_ts is None:
        raise Refused("message_not_found")
    if target.is_ephemeral:
        message = workspace.world.ephemeral(target.user_id, target.message_ts)
        workspace.world.ephemerals[target.user_id].remove(message)
        workspace.world.changed()
        workspace.notices.tell(
            "message_deleted", only=target.user_id, channel=target.channel_id, ts=message["ts"]
        )
    else:
        message = workspace.world.message(target.channel_id, target.message_ts)
        if message.get("bot_id") != BOT:
            raise Refused("cant_delete_message")
        delete(workspace, target.channel_id, message)


def _replace(workspace: Workspace, target: ResponseUrl, content: Json) -> None:
    fresh = bot_message(workspace, content)
    news = {name: fresh.get(name) for name in ("text", "blocks", "attachments")}
    if target.is_ephemeral:
        message = workspace.world.ephemeral(target.user_id, str(target.message_ts))
        message |= {name: value for name, value in news.items() if value is not None}
        for name in [name for name, value in news.items() if value is None]:
            message.pop(name, None)
        workspace.world.changed()
        workspace.notices.tell(
            "ephemeral", only=target.user_id, channel=target.channel_id, ts=message["ts"]
        )
    else:
        message = workspace.world.message(target.channel_id, str(target.message_ts))
        if message.get("bot_id") != BOT:
            raise Refused("cant_update_message")
        change(workspace, target.channel_id, message, news, BOT_USER)
