"""What all doors of other systems share: read, verified, then put into the inbox, and only then acknowledged."""

import hmac
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

import structlog
from aiohttp import web

from bot import metrics, tracing
from bot.raw import AGAIN, BODY_LIMIT_BYTES, Answer, Refused, read
from bot.workspaces import Installation, Installations, SlackUnreachable
from storage.errors import Overloaded, StorageError
from storage.store import Stores

log = structlog.get_logger()

READ_SECONDS: Final = 4.0
"""Shopify gives up after 5 s, Twilio after 15 s, the others later."""
TAKEN: Final = Answer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that another system told, as it is kept until it is worked off."""

    id: str
    """Equal for repetitions of it."""
    lane: str
    """Events of one lane are worked off in order."""
    body: Mapping[str, Any]
    workspace: str | None = None
    """None where there is only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a request told, and what is answered once that is durable."""

    events: Sequence[Event] = ()
    answer: Answer = field(default=TAKEN)
    repeated: Answer | None = None
    """What is answered instead where all of it was told before."""


class Intake:
    """Puts what doors are told into the inbox of the workspace that it is for."""

    def __init__(
        self,
        *,
        stores: Stores,
        installations: Installations,
        now: Callable[[], datetime],
        arrived: Callable[[], None],
    ) -> None:
        self._stores = stores
        self._installations = installations
        self._now = now
        self._arrived = arrived

    async def keep(self, kind: str, told: Told) -> Answer:
        """What is answered: 200 means durable, any doubt is a 503. Raises Refused for a wrong workspace.

        The event comes out of the inbox as one of type `door_<kind>`, which Slack has none of.
        """
        try:
            named = {event.workspace for event in told.events}
            where = {name: await self._installation(name) for name in named}
        except SlackUnreachable as error:
            log.warning("workspace unknown for now", reason=str(error))
            return AGAIN
        fresh = False
        for event in told.events:
            installation = where[event.workspace]
            inbox = self._stores(installation.workspace).inbox
            payload = {
                "type": "event_callback",
                "team_id": installation.team_id or None,
                "enterprise_id": installation.enterprise_id,
                "event_id": f"{kind}/{event.id}",
                "event": {"type": f"door_{kind}", "body": event.body},
            }
            try:
                fresh |= await inbox.put(
                    f"{kind}/{event.id}",
                    lane=f"{kind}/{event.lane}",
                    payload=json.dumps(payload).encode(),
                    now=self._now(),
                )
            except Overloaded:
                log.warning("inbox full", kind=kind)
                return AGAIN
            except StorageError as error:
                log.warning("inbox out of reach", kind=kind, error=type(error).__name__)
                return AGAIN
        if told.events:
            self._arrived()
        return told.answer if fresh or told.repeated is None else told.repeated

    async def _installation(self, workspace: str | None) -> Installation:
        if workspace is not None:
            found = await self._installations.of(workspace)
            if found is None:
                raise Refused(403, f"Rapport is not installed in the workspace {workspace[:40]}.")
            return found
        every = await self._installations.all()
        if len(every) != 1:
            raise Refused(400, "There are several workspaces: say which one it is for.")
        return every[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Porter:
    """What every door needs."""

    intake: Intake
    unix_time: Callable[[], float]
    refused: Callable[[str], None]


class Door(ABC):
    """One door. What is wrong with a request is a 4xx with a sentence."""

    path: ClassVar[str]
    kind: ClassVar[str]
    most_bytes: ClassVar[int] = BODY_LIMIT_BYTES

    def __init__(self, porter: Porter, secrets: Sequence[str]) -> None:
        self._secrets = tuple(secret.encode() for secret in secrets)
        self._porter = porter

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self._porter.unix_time()

    def is_signed(self, given: str, expected: Callable[[bytes], bytes]) -> bool:
        """True if it is what one of the secrets makes; all are tried, each in the same time."""
        text = given.encode(errors="replace")
        fits = [hmac.compare_digest(expected(secret), text) for secret in self._secrets]
        return any(fits)

    @abstractmethod
    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """What a request tells whose maker signed it. Raises Refused for any other."""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The answer to a request."""
        with tracing.span(f"receive {self.kind}", tracing.Kind.ANSWER):
            answer = await self._answered(request)
            tracing.note(status=answer.status)
        return web.Response(
            status=answer.status, text=answer.body, content_type=answer.content_type
        )

    async def _answered(self, request: web.Request) -> Answer:
        try:
            larger = request.clone(client_max_size=self.most_bytes)
            raw = await read(larger, most=self.most_bytes, seconds=READ_SECONDS)
            return await self._porter.intake.keep(self.kind, self.told(request, raw))
        except Refused as refusal:
            self._porter.refused(refusal.sentence)
            metrics.rejected(refusal.status)
            return Answer(status=refusal.status, body=refusal.sentence)
