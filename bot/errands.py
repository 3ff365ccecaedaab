"""What waits in the outbox and is more than a post: it goes on until it is done."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial

from bot import clearing, jobs, retagging
from bot.calls import Deps
from bot.clicks import ShowHome
from bot.listeners import clearing as cleared
from bot.listeners import direct, home, retag
from bot.outward import Outward
from bot.parcels import Parcel
from bot.ruling import Rulings
from bot.workspaces import Installation
from storage.queue import Job
from storage.store import ProfileStore

Errand = Callable[[Mapping[str, str], Job, ProfileStore], Awaitable[None]]


class Errands:
    """The errands of one workspace, by the kind of job, and what follows a post that stands."""

    def __init__(self, deps: Deps, installation: Installation, now: Callable[[], datetime]) -> None:
        self._deps = deps
        self._installation = installation
        self._now = now
        self._rulings = Rulings(deps=deps, installation=installation, now=now)
        self._outward = Outward(deps=deps, installation=installation, now=now)
        self.by_kind: Mapping[str, Errand] = {
            jobs.RETAG: self._retag,
            jobs.CLEAR_FIELD: self._clear,
            jobs.HOME: self._home,
            jobs.RULES: self._rule,
            jobs.SEND: self._outward.send,
            jobs.FATE: self._outward.show,
        }

    async def stood(self, parcel: Parcel, ts: str, store: ProfileStore) -> None:
        """The post stands in Slack: what it brought is recorded, or goes on to the customer."""
        if parcel.carries:
            thread = parcel.thread_ts or ts
            await direct.stands(
                self._deps,
                store,
                self._installation,
                self._now,
                parcel.carries,
                parcel.channel,
                ts,
                thread,
            )
        if parcel.request:
            await store.asked_at(parcel.request, f"{parcel.channel}/{ts}")
        if parcel.sends:
            place = f"{parcel.channel}/{parcel.thread_ts or ts}"
            await self._outward.begin(parcel.sends, place=place, ts=ts, store=store)

    async def _retag(self, body: Mapping[str, str], _job: Job, store: ProfileStore) -> None:
        done = partial(retag.done, self._deps, self._installation)
        await retagging.go_on(body, store, now=self._now, done=done)

    async def _clear(self, body: Mapping[str, str], _job: Job, store: ProfileStore) -> None:
        done = partial(cleared.done, self._deps, self._installation)
        await clearing.go_on(body, store, now=self._now, done=done)

    async def _home(self, body: Mapping[str, str], _job: Job, store: ProfileStore) -> None:
        page = ShowHome.of(body["page"])
        here = home.Here(installation=self._installation, store=store, now=self._now(), key="")
        await home.anew(here, self._deps, body["user"], page)

    async def _rule(self, body: Mapping[str, str], _job: Job, store: ProfileStore) -> None:
        await self._rulings.go_on(body, store)
