"""The durable queue of events: each is dispatched to Bolt's listeners, once it is done it is gone."""

import json
from dataclasses import dataclass, field

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bot.working import Hopeless
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
        self._bolt = bolt

    async def work_off(self, job: Job) -> None:
        """Done when every listener of the event is done. Raises what the listener raised."""
        try:
            body = json.loads(job.payload)
        except ValueError:
            raise Hopeless("unreadable") from None
        delivery = Delivery(job)
        request = AsyncBoltRequest(body=body, mode="socket_mode", context={"delivery": delivery})
        response = await self._bolt.async_dispatch(request)
        for failure in delivery.failures:
            raise failure
        if response.status == 404:
            log.info("event without a listener", event_type=str(body["event"].get("type")))
