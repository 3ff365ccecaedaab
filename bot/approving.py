"""The workspaces that an organisation lets the bot act in: installed as a whole, it is approved for each.

What Slack tells of it is the occasion to ask for the list: so it may tell in any order, late, and more than once.
https://docs.slack.dev/reference/events/team_access_granted, .../team_access_revoked and
https://docs.slack.dev/reference/methods/auth.teams.list
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import FAILURES, code_of
from bot.workspaces import SlackUnreachable
from storage.installs import Install, Tokens
from storage.redis.installs import Installs

log = structlog.get_logger()

GRANTED: Final = "team_access_granted"
REVOKED: Final = "team_access_revoked"
APPROVALS: Final = frozenset([GRANTED, REVOKED])
ASKED_AGAIN: Final = timedelta(minutes=1)
"""How long a workspace stays shut before it is asked once more whether what was told of it still holds."""
PAGE: Final = 1000
_LONGEST_TEAM_CHARS: Final = 40
Noted = Callable[[str, str, str], Awaitable[None]]
"""Tells the audit of an organisation what became of one of its workspaces: organisation, what, team."""


def teams_in(event: Mapping[str, Any]) -> frozenset[str]:
    """The workspaces that one of Slack's two events is about."""
    named = event.get("team_ids")
    listed = named if isinstance(named, list) else []
    return frozenset(
        one
        for one in listed
        if isinstance(one, str) and one.isalnum() and len(one) <= _LONGEST_TEAM_CHARS
    )


class Approvals:
    """What follows when an organisation approves the bot for one of its workspaces, or takes that back."""

    def __init__(
        self,
        installs: Installs,
        client: AsyncWebClient,
        *,
        monotonic: Callable[[], float],
        noted: Noted,
    ) -> None:
        self._installs = installs
        self._client = client
        self._monotonic = monotonic
        self._noted = noted
        self._shut: dict[tuple[str, str], float] = {}
        """When it was last asked whether a workspace is shut still."""

    async def told(self, organisation: str | None, teams: frozenset[str]) -> str | None:
        """The organisation, if it lets the bot into another set of workspaces than before.

        Raises SlackUnreachable where that cannot be known now, and StorageError: Slack tells it again.
        """
        found = await self._installs.of(organisation) if organisation else None
        if found is None or found.tokens is None or not found.granted.is_org_wide:
            return None
        changed = await self._looked(found, found.tokens, teams | found.closed)
        return found.granted.workspace if changed else None

    async def admits(self, organisation: str, team: str) -> bool:
        """Whether a workspace that was shut, and that something comes from, is open again. Raises likewise.

        What told of it may have been lost; it is asked once a minute.
        """
        shut_at = self._shut.get((organisation, team))
        if shut_at is not None and self._monotonic() - shut_at < ASKED_AGAIN.total_seconds():
            return False
        await self.told(organisation, frozenset([team]))
        found = await self._installs.of(organisation)
        if found is None or team not in found.closed:
            return found is not None
        self._shut[organisation, team] = self._monotonic()
        return False

    async def _looked(self, found: Install, tokens: Tokens, teams: frozenset[str]) -> bool:
        organisation = found.granted.workspace
        closed = teams - await self._approved(tokens.access)
        for team in sorted(closed ^ found.closed):
            what = REVOKED if team in closed else GRANTED
            await self._noted(organisation, what, team)
            log.warning("an organisation's workspace", workspace=organisation, team=team, kind=what)
        return await self._installs.shut(organisation, found.granted.number, teams=closed)

    async def _approved(self, token: str) -> frozenset[str]:
        """Every workspace that the token opens."""
        approved: set[str] = set()
        cursor = ""
        while True:
            try:
                answer = await self._client.auth_teams_list(token=token, cursor=cursor, limit=PAGE)
            except FAILURES as error:
                raise SlackUnreachable(f"auth.teams.list: {code_of(error)}") from None
            approved.update(str(one.get("id")) for one in answer.get("teams") or ())
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return frozenset(approved)
