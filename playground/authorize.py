"""The page on which a person allows the app: https://docs.slack.dev/authentication/installing-with-oauth."""

from html import escape
from urllib.parse import urlencode

from aiohttp import web

from playground.bodies import NotJson, parsed
from playground.installing import EVENTS, Grants
from playground.shapes import Wrong

_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


class Authorize:
    """Where people let the app in, and put it out again."""

    def __init__(self, grants: Grants) -> None:
        self._grants = grants

    async def shown(self, request: web.Request) -> web.StreamResponse:
        """Which app asks for what, and where it may be installed."""
        asked = request.query
        try:
            self._grants.checked(asked.get("client_id", ""), asked.get("redirect_uri", ""))
        except Wrong as mistake:
            return web.Response(status=400, text=f"Slack cannot continue: {mistake}.")
        kept = ("client_id", "redirect_uri", "state", "scope")
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(asked.get(name, ""))}">'
            for name in kept
        )
        options = "".join(
            f'<option value="{escape(target)}">{escape(name)} ({escape(target)})</option>'
            for target, name in self._grants.targets()
        )
        scopes = "".join(f"<li>{escape(one)}" for one in asked.get("scope", "").split(",") if one)
        page = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Install rapport</title>'
            f"<h1>rapport asks for access</h1><ul>{scopes}</ul>"
            f'<form method="post">{hidden}<label>Workspace <select name="team">{options}</select>'
            '</label> <button name="decision" value="allow">Allow</button>'
            ' <button name="decision" value="cancel">Cancel</button></form></html>'
        )
        return web.Response(text=page, content_type="text/html", headers=_HEADERS)

    async def decided(self, request: web.Request) -> web.StreamResponse:
        """The browser is sent back to the app, with a code or with `access_denied`."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        back = form.get("redirect_uri", "")
        try:
            self._grants.checked(form.get("client_id", ""), back)
            told = {"error": "access_denied"}
            if form.get("decision") == "allow":
                user_id = form.get("user") or "U0KIM"
                code = self._grants.allowed(
                    form.get("team", ""), user_id, back, form.get("scope", "")
                )
                told = {"code": code}
        except Wrong as mistake:
            return web.Response(status=400, text=f"Slack cannot continue: {mistake}.")
        query = urlencode(told | {"state": form.get("state", "")})
        return web.Response(status=302, headers=_HEADERS | {"Location": f"{back}?{query}"})

    async def put_out(self, request: web.Request) -> web.StreamResponse:
        """An admin uninstalls the app, or revokes its tokens; `events` says what the bot is told, in sequence."""
        try:
            asked = parsed(await request.read())
        except NotJson:
            asked = None
        target = asked.get("target") if isinstance(asked, dict) else None
        events = asked.get("events") if isinstance(asked, dict) else None
        if target not in dict(self._grants.targets()):
            return web.json_response({"error": '"target" must be a workspace'}, status=400)
        if not isinstance(events, list) or not set(events) <= set(EVENTS):
            return web.json_response({"error": f'"events" are {", ".join(EVENTS)}'}, status=400)
        at_once = asked.get("late") is not True
        await self._grants.put_out(str(target), events, at_once=at_once)
        return web.json_response({"ok": True})

    async def approve(self, request: web.Request) -> web.StreamResponse:
        """An organisation approves the app for a workspace, or takes that back; `told` false loses the event."""
        try:
            asked = parsed(await request.read())
        except NotJson:
            asked = None
        target = asked.get("target") if isinstance(asked, dict) else None
        if not isinstance(asked, dict) or target not in self._grants.teams_of_organisations():
            return web.json_response(
                {"error": '"target" must be a workspace of an organisation'}, status=400
            )
        await self._grants.approve(
            str(target),
            is_approved=asked.get("approved") is not False,
            is_told=asked.get("told") is not False,
        )
        return web.json_response({"ok": True})
