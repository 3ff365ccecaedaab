"""The durable queue of events: each is dispatched to Bolt's listeners, once it is done it is gone."""

import json
from dataclasses import dataclass, field

import structlog
from slack_bolt.async_app import AsyncApp

from bot.dispatching import Dispatch
from bot.working import Hopeless, Later
from bot.workspaces import SlackUnreachable
from storage.queue import Job

log = structlog.get_logger()


@dataclass(slots=True)
class Delivery:
    """Carried through Bolt with a queued event, so that a listener's failure reaches the queue."""

    job: Job | None = None
    """None where the event is answered at once, and nothing of it is kept."""
    failures: list[Exception] = field(default_factory=list)

    @property
    def attempt(self) -> int:
        """1 the first time that the event is worked on."""
        return self.job.failures + 1 if self.job else 1


class Inbox:
    """Hands queued events to the listeners."""

    def __init__(self, bolt: AsyncApp) -> None:
        self._dispatch = Dispatch(bolt)

    async def work_off(self, job: Job) -> None:
        """Done when every listener of the event is done. Raises what kept it from one, or what the listener raised."""
        try:
            body = json.loads(job.payload)
        except ValueError:
            raise Hopeless("unreadable") from None
        delivery = Delivery(job)
        try:
            response = await self._dispatch(body, {"delivery": delivery})
        except SlackUnreachable:
            raise Later("installation_unknown", counts=False) from None
        for failure in delivery.failures:
            raise failure
        if response.status == 404:
            log.info("event without a listener", event_type=str(body["event"].get("type")))
