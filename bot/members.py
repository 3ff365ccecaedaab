"""Who a Slack user is to the workspace, asked of Slack and remembered for a minute."""

from collections import OrderedDict
from collections.abc import Callable
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

    def __init__(self, client: AsyncWebClient, *, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic
        self._known: OrderedDict[tuple[str, str], tuple[float, Member]] = OrderedDict()

    async def find(
        self, user_id: str, *, team_id: str, enterprise_id: str | None, token: str
    ) -> Member:
        """The member, at most a minute old. Raises SlackSilent when Slack does not answer."""
        key = (team_id, user_id)
        kept = self._known.get(key)
        if kept and self._monotonic() - kept[0] < ROLE_LIFETIME_SECONDS:
            return kept[1]
        member = await self._ask(user_id, team_id=team_id, enterprise_id=enterprise_id, token=token)
        self._known[key] = (self._monotonic(), member)
        self._known.move_to_end(key)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return member

    def forget(self, user_id: str, *, team_id: str) -> None:
        """Ask again the next time: Slack said that this user changed."""
        self._known.pop((team_id, user_id), None)

    async def _ask(
        self, user_id: str, *, team_id: str, enterprise_id: str | None, token: str
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
            role=role_of(user, team_id=team_id, enterprise_id=enterprise_id),
            zone=str(user.get("tz") or "UTC"),
            locale=str(user.get("locale") or "en-US"),
        )
