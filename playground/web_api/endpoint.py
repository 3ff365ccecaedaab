"""`/api/<method>`: tokens, scopes, ordered failures, and the answer in Slack's form."""

import asyncio
import base64
import binascii
import json
from typing import Any

from aiohttp import web

from playground.bodies import NotJson, parsed
from playground.clock import now
from playground.faults import Fault
from playground.installing import Grants
from playground.shapes import Json, Refused
from playground.steps import is_token
from playground.web_api import METHODS
from playground.web_api.call import Call, Method
from playground.workspace import Workspace

_JSON = "application/json"


class WebApi:
    """Answers calls of the Web API: each for the workspace whose token it is made with."""

    def __init__(self, workspace: Workspace, grants: Grants) -> None:
        self._workspace = workspace
        self._grants = grants

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call; always 200 with `ok`, unless a failure was ordered."""
        name, started = request.match_info["method"], now()
        fault = self._workspace.faults.next_for(name)
        arguments: Json = {}
        if fault is not None and fault.hang_seconds:
            await asyncio.sleep(fault.hang_seconds)
        if fault is not None and (fault.status or fault.error):
            response = _failing(fault)
            arguments = await _arguments_or_nothing(request)
        else:
            try:
                arguments = await _arguments(request)
                body = {"ok": True, **await self._answer(name, request, arguments)}
            except Refused as refusal:
                body = {"ok": False, "error": refusal.error, **refusal.beside}
            response = self._response(body)
        self._note(request, name, started, arguments, response)
        if fault is not None and fault.lose_reply and request.transport is not None:
            request.transport.abort()
        return response

    async def _answer(self, name: str, request: web.Request, arguments: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        token = _token(request, arguments)
        granted = self._grants.granted(token, arguments) if method.caller == "bot" else None
        if granted is None:
            self._authorise(method, token)
        else:
            self._need_scopes(method)
        arguments.pop("token", None)
        call = Call(
            workspace=granted or self._workspace,
            arguments=arguments,
            grants=self._grants,
            token=token,
            login=_login(request),
        )
        return await method.answer(call)

    def _authorise(self, method: Method, token: str) -> None:
        config = self._workspace.config
        if method.caller == "anyone":
            return
        if not token:
            raise Refused("not_authed")
        if is_token(self._workspace, token):  # good for saying how its own execution ended
            if method.caller != "step":
                raise Refused("not_allowed_token_type")
            return
        if token not in (config.bot_token, config.app_token):
            raise Refused("token_expired" if token.startswith("xwfp-") else "invalid_auth")
        if token != (config.app_token if method.caller == "app" else config.bot_token):
            raise Refused("not_allowed_token_type")
        self._need_scopes(method)

    def _need_scopes(self, method: Method) -> None:
        config = self._workspace.config
        for scope in method.scopes:
            if scope not in config.scopes:
                provided = ",".join(sorted(config.scopes))
                raise Refused("missing_scope", needed=scope, provided=provided)

    def _response(self, body: Json) -> web.Response:
        scopes = ",".join(sorted(self._workspace.config.scopes))
        headers = {"X-OAuth-Scopes": scopes, "Cache-Control": "private, no-cache, no-store"}
        return web.json_response(body, headers=headers)

    def _note(
        self,
        request: web.Request,
        name: str,
        started: float,
        arguments: Json,
        response: web.Response,
    ) -> None:
        text = response.text or ""
        body: Any = json.loads(text) if text.startswith("{") else text
        problems: list[str] = []
        if isinstance(body, dict) and not body.get("ok"):
            metadata = body.get("response_metadata", {})
            problems = [str(body.get("error")), *metadata.get("messages", [])]
        shown = {"token": _token(request, arguments), **arguments}
        self._workspace.inspector.saw(
            "to_slack",
            name,
            method=request.method,
            status=response.status,
            started=started,
            request=shown,
            response=body,
            problems=problems,
        )


def _failing(fault: Fault) -> web.Response:
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.error:
        body = {"ok": False, "error": fault.error}
        return web.json_response(body, status=fault.status or 200, headers=headers)
    return web.Response(status=fault.status or 500, text="", headers=headers)


def _login(request: web.Request) -> tuple[str, str]:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def _token(request: web.Request, arguments: Json) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        return token.strip()
    given = arguments.get("token")
    return given if isinstance(given, str) else ""


async def _arguments_or_nothing(request: web.Request) -> Json:
    try:
        return await _arguments(request)
    except Refused:
        return {}


async def _arguments(request: web.Request) -> Json:
    """The arguments of the address, then of the form or the JSON body."""
    found: Json = dict(request.query)
    if request.content_type == _JSON:
        try:
            body = parsed(await request.read() or b"{}")
        except NotJson:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return found | body
    try:
        form = await request.post()
    except ValueError:
        raise Refused("invalid_form_data") from None
    return found | {name: value for name, value in form.items() if isinstance(value, str)}
