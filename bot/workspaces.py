"""Which workspace a payload belongs to, and as whom the bot acts there."""

from dataclasses import dataclass
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import FAILURES, code_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The bot in one workspace."""

    team_id: str
    enterprise_id: str | None
    bot_id: str
    bot_user_id: str
    token: str
    url: str = ""
    """The workspace's address, for links."""


class SlackUnreachable(Exception):
    """Slack cannot be asked now who we are."""


class Installations(Protocol):
    """Where installations are found."""

    async def find(self, *, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        """The installation for a workspace, or None where the bot is not installed.

        Raises SlackUnreachable when it cannot be known now.
        """
        ...

    async def all(self) -> list[Installation]:
        """Every installation. Raises SlackUnreachable."""
        ...


class OneWorkspace:
    """The one workspace that a bot token belongs to; asked of Slack once (`auth.test`), then kept."""

    def __init__(self, client: AsyncWebClient, *, token: str) -> None:
        self._client = client
        self._token = token
        self._known: Installation | None = None

    async def find(self, *, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        """The installation if the payload comes from its workspace or its organisation."""
        ours = self._known or await self._ask()
        same_team = team_id is not None and team_id == ours.team_id
        same_organisation = (
            team_id is None and enterprise_id and enterprise_id == ours.enterprise_id
        )
        return ours if same_team or same_organisation else None

    async def all(self) -> list[Installation]:
        """The one installation."""
        return [self._known or await self._ask()]

    async def _ask(self) -> Installation:
        try:
            answer = await self._client.auth_test()
        except FAILURES as error:
            raise SlackUnreachable(f"auth.test: {code_of(error)}") from None
        self._known = Installation(
            team_id=str(answer["team_id"]),
            enterprise_id=answer.get("enterprise_id"),
            bot_id=str(answer["bot_id"]),
            bot_user_id=str(answer["user_id"]),
            token=self._token,
            url=str(answer.get("url") or ""),
        )
        return self._known
