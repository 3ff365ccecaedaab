"""One workspace by its bot token, or several that install the bot by themselves: what either way needs."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.approving import Approvals
from bot.departing import Departures
from bot.granting import Granting
from bot.installed import SeveralWorkspaces
from bot.oauth import OAuth
from bot.own_app import BACK, INSTALL, own_app
from bot.renewing import Renewals
from bot.settings import Settings, Unconfigured
from bot.wiping import Wipes
from bot.wording import Language
from bot.workspaces import Installations, OneWorkspace
from storage.redis.opening import RedisStores
from storage.store import Change


class Hosting:
    """Who is served, how workspaces come and go, and what is done for that beside all else."""

    def __init__(
        self,
        settings: Settings,
        stores: RedisStores,
        client: AsyncWebClient,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._stores = stores
        self._client = client
        self._now = now
        self._monotonic = monotonic
        self._look: Callable[[], None] = lambda: None
        self._app = own_app(settings)
        self._several = self._many() if self._app else None
        self.installations: Installations = self._several or self._one()

    @property
    def is_of_several(self) -> bool:
        """True where workspaces install the bot by themselves."""
        return self._several is not None

    def told_by(self, look: Callable[[], None]) -> None:
        """`look` is called when a workspace came, or has another token."""
        self._look = look

    async def go_on(self, stop: asyncio.Event) -> None:
        """Renews tokens and deletes what is to be deleted, until the stop."""
        if self._app is None:
            return
        async with asyncio.TaskGroup() as group:
            group.create_task(self.renewals.by_itself(stop))
            group.create_task(self.wipes.by_itself(stop))

    @property
    def renewals(self) -> Renewals:
        """What renews tokens. Raises Unconfigured for one workspace, whose token does not end."""
        return Renewals(self._stores.installs, self._granting, now=self._now, renewed=self._changed)

    @property
    def wipes(self) -> Wipes:
        """What deletes what workspaces left behind."""
        grace = timedelta(days=self._settings.uninstall_grace_days)
        return Wipes(self._stores, grace=grace, now=self._now)

    def open_doors(self, application: web.Application) -> None:
        """The addresses by which workspaces install the bot; none for one workspace."""
        if self._app is None:
            return
        oauth = OAuth(
            installs=self._stores.installs,
            granting=self._granting,
            app=self._app,
            api_url=self._settings.slack_api_url,
            language=Language(self._settings.language),
            installed=self._changed,
        )
        application.router.add_get(INSTALL, oauth.out, allow_head=False)
        application.router.add_get(BACK, oauth.back, allow_head=False)

    @property
    def _granting(self) -> Granting:
        if self._app is None:
            raise Unconfigured("RAPPORT_SLACK_CLIENT_ID is missing: one workspace is served")
        return Granting(self._client, self._app, now=self._now)

    def _many(self) -> SeveralWorkspaces:
        installs, probe = self._stores.installs, self._probe()
        return SeveralWorkspaces(
            installs,
            departures=Departures(installs, probe),
            approvals=Approvals(
                installs, probe, monotonic=self._monotonic, noted=self._noted_of_team
            ),
            monotonic=self._monotonic,
            forget=self._stores.forget,
        )

    async def _noted_of_team(self, organisation: str, what: str, team: str) -> None:
        at = self._now()
        change = Change(by=None, at=at, key=f"{what}:{team}:{at.isoformat()}")
        await self._stores(organisation).tell(what, team, change=change)

    def _probe(self) -> AsyncWebClient:
        """A client beside the others: that Slack takes a token no more is what it is asked, and no trouble."""
        return AsyncWebClient(
            base_url=self._settings.slack_api_url,
            session=self._client.session,
            retry_handlers=[],
            timeout=10,
        )

    def _one(self) -> OneWorkspace:
        token = self._settings.slack_bot_token
        if token is None:
            raise Unconfigured(
                "RAPPORT_SLACK_BOT_TOKEN is missing: the bot token of the workspace"
                " (or RAPPORT_SLACK_CLIENT_ID, where several install the bot by themselves)"
            )
        return OneWorkspace(self._client, token=token.get_secret_value())

    def _changed(self, workspace: str) -> None:
        if self._several:
            self._several.drop(workspace)
        self._look()
