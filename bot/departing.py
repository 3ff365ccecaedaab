"""Workspaces that put the bot out: Slack tells it by two events, in any order, late, and more than once.

What is told is checked before anything is deleted, since it may be of an installation that was followed by
another: Slack is asked whether it still takes the token that is kept. If it does not, the token goes.
https://docs.slack.dev/reference/events/app_uninstalled and .../tokens_revoked
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.parse.text import mappings_in
from bot.slack_errors import FAILURES, Meaning, code_of, meaning
from bot.workspaces import SlackUnreachable, Told
from storage.installs import Install
from storage.redis.installs import Installs

log = structlog.get_logger()

UNINSTALLED: Final = "app_uninstalled"
REVOKED: Final = "tokens_revoked"
ENDINGS: Final = frozenset([UNINSTALLED, REVOKED])
_FAR: Final = 2**32
CLOCKS_DIFFER: Final = timedelta(minutes=2)
"""What is told of a moment so long after the installation is of this one, whatever Slack still takes."""


def ending_of(body: Mapping[str, Any], *, now: datetime) -> Told:
    """What one of Slack's two events tells; `now` where it does not say when."""
    at = body.get("event_time")
    authorization = next(iter(mappings_in(body.get("authorizations"))), {})
    whole = authorization.get("is_enterprise_install")
    return Told(
        kind=str(body["event"]["type"]),
        at=datetime.fromtimestamp(at, UTC) if isinstance(at, int) and at < _FAR else now,
        is_org_wide=whole if isinstance(whole, bool) else None,
    )


class Departures:
    """What follows when a workspace puts the bot out."""

    def __init__(self, installs: Installs, client: AsyncWebClient) -> None:
        self._installs = installs
        self._client = client

    async def left(
        self, team_id: str | None, enterprise_id: str | None, *, told: Told
    ) -> str | None:
        """The workspace whose tokens are gone; None where nothing changed.

        Raises SlackUnreachable where that cannot be known now, and StorageError: Slack tells it again.
        """
        found = await self._meant(team_id, enterprise_id, told)
        if found is None or await self._is_over(found, told):
            return None
        granted = found.granted
        changed = await (
            self._installs.left(granted.workspace, granted.number, at=told.at)
            if told.kind == UNINSTALLED
            else self._installs.without_tokens(granted.workspace, granted.number)
        )
        if changed:
            log.warning("a workspace put the bot out", workspace=granted.workspace, kind=told.kind)
        return granted.workspace

    async def _meant(
        self, team_id: str | None, enterprise_id: str | None, told: Told
    ) -> Install | None:
        """The installation that this is told of: of a whole organisation only where Slack says so."""
        if told.is_org_wide or team_id is None:
            return await self._installs.told_of(enterprise_id) if enterprise_id else None
        own = await self._installs.told_of(team_id)
        return own if own and own.granted.is_for(team_id, enterprise_id) else None

    async def _is_over(self, found: Install, told: Told) -> bool:
        """True for what is told of an earlier installation than the one that stands now."""
        later = told.at - found.granted.at > CLOCKS_DIFFER
        if found.is_unreadable:  # Slack cannot be asked
            if told.kind == UNINSTALLED and later:
                return False
            raise SlackUnreachable("no secret key opens its token")
        if found.tokens is None:
            return False
        try:
            await self._client.auth_test(token=found.tokens.access)
        except FAILURES as error:
            if meaning(error) is Meaning.NO_ACCESS:
                return False
            raise SlackUnreachable(f"auth.test: {code_of(error)}") from None
        return told.kind == REVOKED or not later
