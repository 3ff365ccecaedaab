"""The composition root: the only file that opens a store, a client, a server, or reads a clock."""

import asyncio
import secrets
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Self

import structlog
from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import health, jobs, listeners, metrics, retaining
from bot.authorizing import FromInstallations
from bot.boundary import Boundary
from bot.calls import Deps
from bot.channels import Channels
from bot.common_language import CommonLanguage
from bot.crew import Crew, Shift
from bot.deliveries import Deliveries
from bot.doors.door import Intake, Porter
from bot.doors.opened import open_doors
from bot.errands import Errands
from bot.failures import Failures
from bot.homes import Homes
from bot.hosting import Hosting
from bot.inbox import Inbox
from bot.ingress import Ingress
from bot.listeners import home, pane
from bot.makers.opened import open_makers
from bot.members import Members
from bot.outbox import Outbox
from bot.pictures import Pictures
from bot.profile_page import ProfilePage
from bot.raw import BODY_LIMIT_BYTES
from bot.reception import Reception
from bot.replies import Replies
from bot.settings import Settings, Unconfigured
from bot.showing import Showing
from bot.slack_client import SlackClient
from bot.sockets import Sockets
from bot.tasks import Tasks
from bot.wording import Language
from bot.working import Worker
from bot.workspaces import Installation
from storage import languages
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis.connection import TIMEOUT_SECONDS
from storage.redis.opening import RedisStores
from storage.redis.workspace import SCHEMA

log = structlog.get_logger()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - here, and only here, the clock is read


def refreshed(posting: Posting) -> Outgoing:
    """The outbox job that follows from a change to the profile of a posted card."""
    return jobs.refresh(posting, token=secrets.token_hex(8))


async def open_stores(
    settings: Settings,
    *,
    patience: float = TIMEOUT_SECONDS,
    as_it_is: bool = False,
    start_empty: bool = False,
) -> RedisStores:
    """The store that the settings name: by URL, or the embedded server in the data folder.

    `patience` is how long it may take to answer, in seconds: more than usual where nobody in Slack waits.
    `as_it_is` and `start_empty` as RedisStores.open says.
    """
    return await RedisStores.open(
        settings.redis_url or None,
        data_dir=settings.data_dir,
        secrets=settings.secret_keys(),
        refresh=refreshed,
        limits=settings.limits(),
        high_water=settings.queue_high_water,
        patience=patience,
        as_it_is=as_it_is,
        start_empty=start_empty,
    )


class Rapport:
    """The bot, put together: what a server or a worker runs."""

    def __init__(self, settings: Settings, stores: RedisStores, session: ClientSession) -> None:
        self.settings = settings
        self.stores = stores
        self.now = stores.clock.now
        self.tasks = Tasks()
        token = settings.slack_bot_token
        self.client = SlackClient(
            pauses=stores.pauses,
            monotonic=time.monotonic,
            token=token.get_secret_value() if token else None,
            base_url=settings.slack_api_url,
            session=session,
            timeout=10,
        )
        self.hosting = Hosting(
            settings, stores, self.client, now=self.now, monotonic=time.monotonic
        )
        self.installations = self.hosting.installations
        self.crew = Crew(self.installations, self._shift)
        self.hosting.told_by(self.crew.look)
        self.members = Members(self.client, monotonic=time.monotonic, lead_group=self._lead_group)
        self.language = CommonLanguage(Language(settings.language), monotonic=time.monotonic)
        self.channels = Channels(self.client, monotonic=time.monotonic)
        self.bolt = AsyncApp(
            client=AsyncWebClient(
                base_url=settings.slack_api_url, session=session, retry_handlers=[]
            ),
            signing_secret="",  # the ingress verifies
            authorize=FromInstallations(self.installations),
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        failures = Failures()
        boundary = Boundary(
            deps=Deps(
                client=self.client,
                members=self.members,
                channels=self.channels,
                homes=Homes(),
                default_region=settings.default_region,
                public_url=settings.public_url,
                language=self.language,
                places=settings.places(),
                doors=settings.doors(),
                makers=open_makers(settings, session),
                pictures=Pictures(),
            ),
            stores=stores,
            installations=self.installations,
            showing=Showing(
                replies=Replies(self.client, session, api_url=settings.slack_api_url),
                failures=failures,
                redraw=home.redraw,
                present=pane.present,
            ),
            failures=failures,
            tasks=self.tasks,
            now=self.now,
        )
        self.deps = boundary.deps
        listeners.register(self.bolt, boundary)
        self.metrics = metrics.Metrics(self._depths, self._requests, self.ahead)
        self.stopping = asyncio.Event()
        self.reception = Reception(
            bolt=self.bolt,
            stores=stores,
            installations=self.installations,
            now=self.now,
            arrived=self.crew.nudge_inboxes,
        )

    @classmethod
    async def open(
        cls, settings: Settings, stack: AsyncExitStack, *, start_empty: bool = False
    ) -> Self:
        """The bot with its store and its session open; `stack` closes them, in order."""
        stores = await open_stores(settings, start_empty=start_empty)
        stack.push_async_callback(stores.aclose)
        for workspace in await stores.workspaces():
            if await stores(workspace).renew():
                log.info("indexes renewed", workspace=workspace)
            if await stores(workspace).schema() < int(SCHEMA):
                log.warning("run `rapport migrate`", workspace=workspace)
        session = ClientSession(
            timeout=ClientTimeout(total=10), connector=TCPConnector(limit=100, keepalive_timeout=60)
        )
        stack.push_async_callback(session.close)
        await asyncio.to_thread(languages.warm)
        return cls(settings, stores, session)

    # ------------------------------------------------------------ work

    async def work(self) -> None:
        """Works off inboxes and outboxes until it is cancelled; waits for who is installed to be known."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.hosting.go_on(self.stopping))
            group.create_task(self.crew.run())

    def _shift(self, installation: Installation) -> Shift:
        store = self.stores(installation.workspace)
        outbox = Outbox(
            client=self.client,
            store=store,
            installation=installation,
            now=self.now,
            deliveries=Deliveries(
                channels=self.channels,
                language=self.language,
                public_url=self.settings.public_url,
                makers=self.deps.makers,
                now=self.now,
            ),
            errands=Errands(self.deps, installation, self.now),
        )
        at_once = self.settings.worker_tasks
        inbox_worker = Worker(
            store.inbox,
            Inbox(self.bolt).work_off,
            name="inbox",
            now=self.now,
            at_once=at_once,
            then=self.crew.nudge_outboxes,
        )
        outbox_worker = Worker(
            store.outbox, outbox.work_off, name="outbox", now=self.now, at_once=at_once
        )
        return Shift(
            installation=installation,
            inbox=inbox_worker,
            outbox=outbox_worker,
            beside=lambda stop: retaining.by_itself(store, now=self.now, stop=stop),
        )

    async def stop_work(self) -> None:
        """Takes nothing more and finishes what is under way; what is not done in time falls due again."""
        self.stopping.set()
        await self.crew.stop()
        await self.tasks.drain(timedelta(seconds=3))

    async def _depths(self) -> metrics.Depths:
        # What came from a workspace for the first time stands in its queue before a worker has begun its store.
        names = {*await self.stores.workspaces(), *self.installations.known()}
        stores = [self.stores(workspace) for workspace in sorted(names)]
        now_ = self.now()
        return {
            "inbox": [await store.inbox.depth(now=now_) for store in stores],
            "outbox": [await store.outbox.depth(now=now_) for store in stores],
        }

    async def _requests(self) -> list[timedelta]:
        stores = [self.stores(workspace) for workspace in await self.stores.workspaces()]
        now_, every = self.now(), [await store.data_requests() for store in stores]
        return [now_ - one.at for found in every for one in found if one.is_open]

    def ahead(self) -> timedelta:
        """How far this machine's clock is ahead of the store's."""
        return now() - self.now()

    async def _lead_group(self, workspace: str) -> str | None:
        return (await self.stores(workspace).policy()).lead_group

    # ------------------------------------------------------------ doors

    def web(self, health_of: health.Health) -> web.Application:
        """The HTTP side: Slack's requests, and the questions of whoever runs it."""
        secrets_ = self.settings.signing_secrets()
        application = web.Application(client_max_size=BODY_LIMIT_BYTES)
        application.router.add_get("/healthz", health_of.alive)
        application.router.add_get("/readyz", health_of.ready)
        if not self.settings.metrics_bind:
            application.router.add_get("/metrics", self.metrics.shown)
        profiles = ProfilePage(Language(self.settings.language))
        application.router.add_get("/c/{contact_id}", profiles.shown)
        if secrets_:
            ingress = Ingress(
                secrets=secrets_,
                unix_time=time.time,  # noqa: TID251 - here, and only here, the clock is read
                receive=self.reception.receive,
                refused=lambda reason: log.info("request refused", reason=reason),
            )
            application.router.add_post("/slack/events", ingress.handle)
        intake = Intake(
            stores=self.stores,
            installations=self.installations,
            now=now,
            arrived=self.crew.nudge_inboxes,
        )
        porter = Porter(
            intake=intake,
            unix_time=time.time,  # noqa: TID251 - here, and only here, the clock is read
            refused=lambda reason: log.info("request refused", reason=reason),
        )
        self.hosting.open_doors(application)
        for path in open_doors(application, self.settings, porter):
            log.info("a door is open", path=path)
        return application

    def sockets(self) -> Sockets:
        """The Socket Mode side. Raises Unconfigured without an app-level token."""
        if self.settings.slack_app_token is None:
            raise Unconfigured(
                "RAPPORT_SLACK_APP_TOKEN is missing: Socket Mode needs one (xapp-...)"
            )
        return Sockets(
            app_token=self.settings.slack_app_token.get_secret_value(),
            client=self.client,
            receive=self.reception.receive,
        )
