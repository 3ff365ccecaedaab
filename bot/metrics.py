"""What is counted and measured, by Prometheus's names: in base units, and with labels that are few and ours.

No label is a workspace, a channel, a person or anything that came from outside: each is one of a list
that stands in this project's code. The counts are this process's own; what waits is the store's, so every
process tells the same of it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from typing import Final

from aiohttp import web
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from storage.errors import StorageError
from storage.observing import FAILURES, OBSERVER
from storage.queue import QueueDepth

disable_created_metrics()  # type: ignore[no-untyped-call]  # half as many lines, and nobody asks for them
REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

ACK_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Slack waits for 3 s."""
JOB_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0)
STORE_SECONDS: Final = (0.001, 0.005, 0.02, 0.1, 0.5)
AGE_SECONDS: Final = (0.1, 0.5, 1.0, 5.0, 30.0, 60.0, 300.0, 3600.0)
REASONS: Final = {400: "unreadable", 401: "signature", 403: "workspace", 408: "slow", 413: "large"}
OVERLOADED: Final = "overloaded"
UNKEPT: Final = "store"
UNKNOWN: Final = "slack"
"""Slack could not say whose workspace it is."""

RECEIVED: Final = Counter(
    "rapport_events_received",
    "Payloads that Slack signed, by kind (event, command, interaction) and by the way they came.",
    ("type", "transport"),
    registry=REGISTRY,
)
REJECTED: Final = Counter(
    "rapport_events_rejected",
    "Requests and payloads that were not taken in, by reason.",
    ("reason",),
    registry=REGISTRY,
)
DUPLICATE: Final = Counter(
    "rapport_events_duplicate",
    "Payloads that were taken in or answered before.",
    registry=REGISTRY,
)
RETRIES: Final = Counter(
    "rapport_slack_retries",
    "Payloads that Slack says it sends again.",
    registry=REGISTRY,
)
ACK: Final = Histogram(
    "rapport_ack_duration_seconds",
    "From a payload that is verified to its answer.",
    ("type",),
    buckets=ACK_SECONDS,
    registry=REGISTRY,
)
EVENT_AGE: Final = Histogram(
    "rapport_event_age_seconds",
    "How long a job had waited when it was taken to be worked on, by queue.",
    ("kind",),
    buckets=AGE_SECONDS,
    registry=REGISTRY,
)
JOBS: Final = Counter(
    "rapport_jobs",
    "Jobs worked on, by queue and by how they ended: done, postponed or buried.",
    ("kind", "outcome"),
    registry=REGISTRY,
)
JOB: Final = Histogram(
    "rapport_job_duration_seconds",
    "How long a job was worked on, by queue.",
    ("kind",),
    buckets=JOB_SECONDS,
    registry=REGISTRY,
)
API_REQUESTS: Final = Counter(
    "rapport_slack_api_requests",
    "Calls of Slack's Web API, by method and by what its answer means.",
    ("method", "outcome"),
    registry=REGISTRY,
)
RATE_LIMITED: Final = Counter(
    "rapport_slack_rate_limited",
    "Calls that Slack answered with a wait.",
    ("method",),
    registry=REGISTRY,
)
FALLBACKS: Final = Counter(
    "rapport_card_fallback",
    "Messages that Slack refused as too large or malformed, and that went out smaller.",
    registry=REGISTRY,
)
RECONCILED: Final = Counter(
    "rapport_reconcile",
    "Posts whose first attempt's end was not known, by whether they were found in Slack.",
    ("result",),
    registry=REGISTRY,
)
NOT_RENEWED: Final = Counter(
    "rapport_tokens_not_renewed",
    "Tokens that end soon and that Slack gave no others for; each is tried again every minute.",
    registry=REGISTRY,
)
ANSWERS: Final = Counter(
    "rapport_answers",
    "Answers that makers of channels were asked to send, by what came of it: taken, refused, unheard.",
    ("outcome",),
    registry=REGISTRY,
)
DENIED: Final = Counter(
    "rapport_authz_denied",
    "What members asked for and may not do.",
    ("action",),
    registry=REGISTRY,
)
_STORE_UP: Final = Gauge(
    "rapport_redis_up", "1 if the store answered this very question.", registry=REGISTRY
)
_CLOCK_AHEAD: Final = Gauge(
    "rapport_clock_ahead_seconds",
    "How far this machine's clock is ahead of the store's; what Slack signs is refused 300 s off.",
    registry=REGISTRY,
)
STORE_FAILURES: Final = Counter(
    "rapport_redis_errors",
    "Questions to the store that failed, by what was the matter.",
    ("kind",),
    registry=REGISTRY,
)
STORE: Final = Histogram(
    "rapport_redis_command_duration_seconds",
    "How long the store took to answer, for a replica to have it included; by whether it was changed.",
    ("kind",),
    buckets=STORE_SECONDS,
    registry=REGISTRY,
)
for _kind in (
    FAILURES
):  # each is told from the start: what is new with the first failure seems not to have grown
    STORE_FAILURES.labels(_kind)
OBSERVER.failed = lambda kind: STORE_FAILURES.labels(kind).inc()
OBSERVER.took = lambda kind, seconds: STORE.labels(kind).observe(seconds)
_WAITING: Final = Gauge(
    "rapport_queue_depth", "Jobs that wait, of all workspaces.", ("kind",), registry=REGISTRY
)
_OLDEST: Final = Gauge(
    "rapport_queue_oldest_seconds",
    "How long the job waits that waits longest, of all workspaces.",
    ("kind",),
    registry=REGISTRY,
)
_DEAD: Final = Gauge(
    "rapport_dlq_depth",
    "Jobs that could not be done and wait for a person: `rapport dead-letters`.",
    ("kind",),
    registry=REGISTRY,
)
_REQUESTS: Final = Gauge(
    "rapport_data_requests_open",
    "Customers who ask for their data and wait: `rapport requests`.",
    registry=REGISTRY,
)
_REQUEST_AGE: Final = Gauge(
    "rapport_data_request_oldest_seconds",
    "How long the customer waits who asked for their data first.",
    registry=REGISTRY,
)
Gauge(
    "rapport_build_info", "Always 1; which version runs.", ("version",), registry=REGISTRY
).labels(version("rapport")).set(1)

Depths = Mapping[str, list[QueueDepth]]
"""By queue, one of each workspace."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Answers `/metrics`."""

    depths: Callable[[], Awaitable[Depths]]
    """What waits now. Raises StorageError."""
    requests: Callable[[], Awaitable[Sequence[timedelta]]]
    """How long each customer waits who asks for their data. Raises StorageError."""
    ahead: Callable[[], timedelta] = timedelta
    """How far this machine's clock is ahead of the store's."""

    async def shown(self, _request: web.Request) -> web.Response:
        """Prometheus's text format; where the store does not answer, without what it would say."""
        for gauge in (_WAITING, _OLDEST, _DEAD):
            gauge.clear()
        _CLOCK_AHEAD.set(self.ahead().total_seconds())
        try:
            depths, requests = await self.depths(), await self.requests()
        except StorageError:
            _STORE_UP.set(0)
            depths = {}
        else:
            _STORE_UP.set(1)
            _REQUESTS.set(len(requests))
            _REQUEST_AGE.set(max((one.total_seconds() for one in requests), default=0.0))
        for kind, found in depths.items():
            oldest = [one.oldest.total_seconds() for one in found if one.oldest]
            _WAITING.labels(kind).set(sum(one.waiting for one in found))
            _OLDEST.labels(kind).set(max(oldest, default=0.0))
            _DEAD.labels(kind).set(sum(one.dead for one in found))
        return web.Response(
            body=generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )


def rejected(status: int) -> None:
    """A request was answered with this status, and nothing was taken in."""
    REJECTED.labels(REASONS.get(status, "other")).inc()
