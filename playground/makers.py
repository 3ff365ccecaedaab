"""The makers of customers' channels, as far as answers to customers go: WhatsApp's Cloud API and Twilio.

What they are given to send is kept, to be looked at; nothing leaves this machine. Failures are ordered as those
of Slack's methods are, by the names `makers.whatsapp` and `makers.twilio`.
"""

import asyncio
from typing import Any

from aiohttp import encode_basic_auth, web

from playground import direct
from playground.bodies import NotJson, parsed
from playground.faults import Fault
from playground.shapes import Json
from playground.workspace import Workspace

TOKEN = "maker-token"  # noqa: S105 - nothing is behind it
ACCOUNT = "AC" + "0" * 32


async def whatsapp(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """`POST /<number>/messages` of the Cloud API."""
    fault, failed = await _failed(workspace, "makers.whatsapp", request)
    if failed is not None:
        return failed
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return _refused_by_meta(401, 190, "Invalid OAuth access token.")
    try:
        body = parsed(await request.read() or b"{}")
    except NotJson:
        body = None
    if not isinstance(body, dict) or body.get("messaging_product") != "whatsapp":
        return _refused_by_meta(400, 100, "Invalid parameter")
    text: Any = body.get("text")
    to = body.get("to") or body.get("recipient")
    if not to or not isinstance(text, dict) or not 1 <= len(str(text.get("body") or "")) <= 4096:
        return _refused_by_meta(400, 131009, "Parameter value is not valid")
    number = f"wamid.ours.{len(workspace.sent) + 1}"
    told = {"maker": "whatsapp", "from": request.match_info["number"], "to": to, "id": number}
    told |= {"text": text["body"], "key": body.get("biz_opaque_callback_data")}
    workspace.sent.append(told)
    direct.becomes(workspace, told)
    return _lost(fault, request) or web.json_response(
        {"messaging_product": "whatsapp", "messages": [{"id": number}]}
    )


async def twilio(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """`POST /2010-04-01/Accounts/<account>/Messages.json` of Twilio."""
    fault, failed = await _failed(workspace, "makers.twilio", request)
    if failed is not None:
        return failed
    account = encode_basic_auth(ACCOUNT, TOKEN)
    if request.headers.get("Authorization") != account or request.match_info["account"] != ACCOUNT:
        return web.json_response({"code": 20003, "message": "Authenticate"}, status=401)
    form = await request.post()
    text = str(form.get("Body") or "")
    if not form.get("To") or not form.get("From") or not 1 <= len(text) <= 1600:
        wrong = {"code": 21617, "message": "The concatenated message body exceeds the limit."}
        return web.json_response(wrong, status=400)
    sid = f"SM{len(workspace.sent) + 1:032x}"
    told = {"maker": "twilio", "from": form["From"], "to": form["To"], "id": sid, "text": text}
    workspace.sent.append({**told, "key": str(form.get("StatusCallback") or "")})
    return _lost(fault, request) or web.json_response({"sid": sid, "status": "queued"}, status=201)


async def sent(workspace: Workspace, _asked: Json) -> Json:
    """What was given to the makers to send, the oldest first."""
    return {"sent": list(workspace.sent)}


async def _failed(
    workspace: Workspace, name: str, request: web.Request
) -> tuple[Fault | None, web.StreamResponse | None]:
    """What goes wrong with a request that has arrived whole: whoever asked may be gone by then."""
    await request.read()
    fault = workspace.faults.next_for(name)
    if fault is None:
        return None, None
    await asyncio.sleep(fault.hang_seconds)
    if fault.status is None and fault.error is None:
        return fault, None
    wait = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    body = {"error": {"code": 131000, "message": fault.error or "Something went wrong"}}
    return fault, web.json_response(body, status=fault.status or 400, headers=wait)


def _lost(fault: Fault | None, request: web.Request) -> web.StreamResponse | None:
    """Cuts the connection where the answer is to be lost: the message was sent all the same."""
    if fault is None or not fault.lose_reply or request.transport is None:
        return None
    request.transport.abort()
    return web.Response()


def _refused_by_meta(status: int, code: int, told: str) -> web.StreamResponse:
    body = {"error": {"message": told, "type": "OAuthException", "code": code}}
    return web.json_response(body, status=status)
