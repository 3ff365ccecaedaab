"""Who a Slack user is to the workspace, asked of Slack and remembered for a minute."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.permissions import Member, Role, role_of
from bot.slack_errors import FAILURES, code_of

ROLE_LIFETIME_SECONDS: Final = 60.0
"""A role that was taken away is gone from here within a minute."""
REMEMBERED: Final = 5_000

log = structlog.get_logger()


class SlackSilent(Exception):
    """Slack did not say who this is; nobody is let in on a guess."""


class Members:
    """The members of the workspaces served."""

    def __init__(
        self,
        client: AsyncWebClient,
        *,
        monotonic: Callable[[], float],
        lead_group: Callable[[str], Awaitable[str | None]],
    ) -> None:
        self._client = client
        self._monotonic = monotonic
        self._lead_group = lead_group
        """Of a workspace, the user group whose members lead."""
        self._known: OrderedDict[tuple[str, str, str], tuple[float, Member]] = OrderedDict()
        """By workspace, user and team: in one team of an organisation somebody may be a guest of another's."""
        self._leads: OrderedDict[str, tuple[float, frozenset[str]]] = OrderedDict()

    async def find(
        self,
        user_id: str,
        *,
        workspace: str,
        team_id: str,
        enterprise_id: str | None,
        token: str,
    ) -> Member:
        """The member, at most a minute old. Raises SlackSilent when Slack does not answer."""
        key = (workspace, user_id, team_id)
        kept = self._known.get(key)
        if kept and self._monotonic() - kept[0] < ROLE_LIFETIME_SECONDS:
            return kept[1]
        asked_at, leads = await self._leading(workspace, team_id, token)
        member = await self._ask(
            user_id, team_id=team_id, enterprise_id=enterprise_id, token=token, leads=leads
        )
        self._known[key] = (asked_at, member)
        self._known.move_to_end(key)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return member

    def forget(self, user_id: str, *, workspace: str) -> None:
        """Ask again the next time: Slack said that this user changed."""
        for key in [key for key in self._known if key[:2] == (workspace, user_id)]:
            del self._known[key]

    def forget_all(self, *, workspace: str) -> None:
        """Ask anew for everybody of a workspace: an admin changed who may do what."""
        self._leads.pop(workspace, None)
        for key in [key for key in self._known if key[0] == workspace]:
            del self._known[key]

    async def _ask(
        self,
        user_id: str,
        *,
        team_id: str,
        enterprise_id: str | None,
        token: str,
        leads: frozenset[str],
    ) -> Member:
        try:
            answer = await self._client.users_info(
                user=user_id, include_locale=True, token=token, team_id=team_id
            )
        except FAILURES as error:
            code = code_of(error)
            if code in ("user_not_found", "user_not_visible"):
                return Member(user_id=user_id, role=Role.STRANGER, zone="UTC", locale="en-US")
            log.warning("users.info refused", error=code)
            raise SlackSilent(code) from None
        user: dict[str, Any] = answer["user"]
        return Member(
            user_id=user_id,
            role=role_of(user, team_id=team_id, enterprise_id=enterprise_id, leads=leads),
            zone=str(user.get("tz") or "UTC"),
            locale=str(user.get("locale") or "en-US"),
            name=str(user.get("real_name") or user.get("name") or ""),
        )

    async def _leading(
        self, workspace: str, team_id: str, token: str
    ) -> tuple[float, frozenset[str]]:
        """Who leads, at most a minute old, and since when that is known; nobody where Slack will not say."""
        kept = self._leads.get(workspace)
        asked_at = self._monotonic()
        if kept and asked_at - kept[0] < ROLE_LIFETIME_SECONDS:
            return kept
        group = await self._lead_group(workspace)
        leads: frozenset[str] = frozenset()
        if group:
            try:
                meant = None if team_id == workspace else team_id
                answer = await self._client.usergroups_users_list(
                    usergroup=group, token=token, team_id=meant
                )
                leads = frozenset(map(str, answer.get("users") or ()))
            except FAILURES as error:  # gone, or a scope is missing: nobody leads on a guess
                log.warning("group of leads unknown", error=code_of(error))
        self._leads[workspace] = (asked_at, leads)
        self._leads.move_to_end(workspace)
        while len(self._leads) > REMEMBERED:
            self._leads.popitem(last=False)
        return asked_at, leads
