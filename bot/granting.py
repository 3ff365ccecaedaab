"""From a code, or a refresh token, to tokens: `oauth.v2.access`, and what Slack then says that we are.

https://docs.slack.dev/reference/methods/oauth.v2.access, https://docs.slack.dev/authentication/using-token-rotation
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from aiohttp import encode_basic_auth
from pydantic import BaseModel, ConfigDict, ValidationError
from slack_sdk.web.async_client import AsyncWebClient

from bot import scopes
from bot.own_app import OwnApp
from bot.slack_errors import FAILURES, code_of
from storage.installs import Granted, Tokens

NUMBER_BYTES: Final = 8


class NotGranted(Exception):
    """Slack did not give tokens for it. The text is Slack's code."""


class _Named(BaseModel):
    id: str


class _Answer(BaseModel):
    """What Slack answers. A bot's token alone: none is asked for that acts as a person."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    access_token: str
    token_type: str
    bot_user_id: str
    scope: str = ""
    refresh_token: str = ""
    expires_in: int | None = None
    team: _Named | None = None
    enterprise: _Named | None = None
    authed_user: _Named | None = None
    is_enterprise_install: bool = False

    def tokens(self, now: datetime) -> Tokens:
        until = now + timedelta(seconds=self.expires_in) if self.expires_in else None
        return Tokens(access=self.access_token, refresh=self.refresh_token, until=until)


class Granting:
    """Asks Slack for tokens."""

    def __init__(self, client: AsyncWebClient, app: OwnApp, *, now: Callable[[], datetime]) -> None:
        self._client = client
        self._app = app
        self._now = now

    async def granted(self, code: str) -> tuple[Granted, Tokens]:
        """Who let us in, and with which tokens. Raises NotGranted."""
        answer = await self._asked(code=code, redirect_uri=self._app.redirect_uri)
        if answer.is_enterprise_install:
            workspace, team = (answer.enterprise.id if answer.enterprise else ""), None
        else:
            workspace = team = answer.team.id if answer.team else ""
        if not workspace:
            raise NotGranted("no_workspace")
        try:
            ours = await self._client.auth_test(token=answer.access_token)
        except FAILURES as error:
            raise NotGranted(code_of(error)) from None
        organisation = answer.enterprise.id if answer.enterprise else None
        theirs = {ours.get("team_id"), ours.get("enterprise_id") if team is None else None}
        if workspace not in theirs or ours.get("user_id") != answer.bot_user_id:
            raise NotGranted("another_workspace")
        granted = Granted(
            workspace=workspace,
            team=team,
            organisation=organisation,
            bot=str(ours["bot_id"]),
            bot_user=answer.bot_user_id,
            name=str(ours.get("team") or ""),
            url=str(ours.get("url") or ""),
            scopes=answer.scope,
            by=answer.authed_user.id if answer.authed_user else None,
            at=self._now(),
            number=secrets.token_hex(NUMBER_BYTES),
        )
        return granted, answer.tokens(self._now())

    async def renewed(self, refresh_token: str) -> Tokens:
        """Other tokens for a refresh token, which is good for once. Raises NotGranted."""
        answer = await self._asked(grant_type="refresh_token", refresh_token=refresh_token)
        return answer.tokens(self._now())

    async def _asked(self, **given: str) -> _Answer:
        # slack_sdk's own method proves who we are by a class that aiohttp is giving up (slack-sdk 3.47).
        proof = encode_basic_auth(self._app.client_id, self._app.client_secret)
        try:
            said = await self._client.api_call(
                "oauth.v2.access", data=given, headers={"Authorization": proof}
            )
            answer = _Answer.model_validate(said.data)
        except FAILURES as error:
            raise NotGranted(code_of(error)) from None
        except ValidationError:
            raise NotGranted("unreadable_answer") from None
        if answer.token_type != "bot":  # noqa: S105 - a kind, no secret
            raise NotGranted("no_bot_token")
        return answer


def asked_scopes() -> str:
    """What a workspace is asked for, as Slack takes it."""
    return ",".join(sorted(scopes.NEEDED | scopes.OPTIONAL))
