"""Which workspace a payload belongs to, and as whom the bot acts there."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import FAILURES, code_of

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The bot in one workspace, or in a whole organisation of them."""

    team_id: str
    """Where something is done; empty for a whole organisation, where it is not known in which of its workspaces."""
    enterprise_id: str | None
    bot_id: str
    bot_user_id: str
    token: str = field(repr=False)
    url: str = ""
    """The workspace's address, for links."""
    is_org_wide: bool = False
    closed: frozenset[str] = field(default=frozenset(), compare=False)
    """Workspaces of the organisation that it took us out of, as far as this process knows."""

    @property
    def workspace(self) -> str:
        """Whose store it is: an organisation that installed the bot as a whole has one for all its workspaces."""
        return self.enterprise_id or "" if self.is_org_wide else self.team_id

    @property
    def named_team(self) -> str | None:
        """What Slack wants named with an organisation's token, where a method is about one of its workspaces."""
        return (self.team_id or None) if self.is_org_wide else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What Slack told of an installation that ended."""

    kind: str
    """`app_uninstalled` or `tokens_revoked`."""
    at: datetime
    """When Slack says that it happened."""
    is_org_wide: bool | None = None
    """Whether it is said of a whole organisation's installation; None where Slack does not say."""


class SlackUnreachable(Exception):
    """It cannot be known now who we are in a workspace: Slack, or the store, does not answer."""


class Installations(Protocol):
    """Where installations are found."""

    async def find(self, *, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        """The installation for a workspace, or None where the bot is not installed.

        Raises SlackUnreachable when it cannot be known now.
        """
        ...

    async def of(self, workspace: str) -> Installation | None:
        """The installation that a workspace's store belongs to. Raises SlackUnreachable."""
        ...

    async def all(self) -> list[Installation]:
        """Every installation. Raises SlackUnreachable."""
        ...

    def known(self) -> frozenset[str]:
        """The workspaces that something came from here of late, without asking anybody."""
        ...

    async def left(self, team_id: str | None, enterprise_id: str | None, *, told: Told) -> None:
        """Slack told that the bot was put out, or its tokens revoked. Raises SlackUnreachable: it is told again."""
        ...

    async def access_told(self, organisation: str | None, teams: frozenset[str]) -> None:
        """Slack told that an organisation lets the bot in to these of its workspaces, or no more. Raises likewise."""
        ...

    async def admits(self, installation: Installation, team_id: str | None) -> bool:
        """False for a workspace that its organisation took the bot out of. Raises SlackUnreachable."""
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

    async def of(self, workspace: str) -> Installation | None:
        """The installation, if it is this workspace's."""
        return await self.find(team_id=workspace, enterprise_id=None)

    async def all(self) -> list[Installation]:
        """The one installation."""
        return [self._known or await self._ask()]

    def known(self) -> frozenset[str]:
        """The one, once it is known."""
        return frozenset([self._known.workspace] if self._known else [])

    async def left(self, team_id: str | None, enterprise_id: str | None, *, told: Told) -> None:
        """Logged: the token is the operator's, and so is what becomes of the data."""
        log.warning("the bot was put out", workspace=team_id or enterprise_id, kind=told.kind)

    async def access_told(self, organisation: str | None, teams: frozenset[str]) -> None:
        """Logged: a token that is given by hand belongs to one workspace."""
        log.info("approval of another workspace", workspace=organisation, count=len(teams))

    async def admits(self, installation: Installation, team_id: str | None) -> bool:  # noqa: ARG002
        """True: whoever else there is was not found."""
        return True

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
