"""What becomes of a payload that Slack signed, whichever way it came.

Events are put into the inbox and acknowledged once they are durable. Commands and interactions are
answered inside the request, by Bolt's listeners.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from bot import metrics, tracing
from bot.approving import APPROVALS, teams_in
from bot.departing import ENDINGS, ending_of
from bot.dispatching import Dispatch
from bot.inbox import Delivery
from bot.ingress import Payload
from bot.parse.payloads import team_of
from bot.parse.steps import TAG_OPTIONS
from bot.raw import AGAIN, Answer
from bot.workspaces import Installation, Installations, SlackUnreachable
from storage.errors import Overloaded, StorageError
from storage.store import Stores

log = structlog.get_logger()

REPEATED = Answer(status=409, body="This request was answered before; it is not answered twice.")
STRANGE = Answer(status=400, body="The payload is not of a shape that Slack sends.")


class Reception:
    """Where HTTP and Socket Mode meet."""

    def __init__(
        self,
        *,
        bolt: AsyncApp,
        stores: Stores,
        installations: Installations,
        now: Callable[[], datetime],
        arrived: Callable[[], None] = lambda: None,
    ) -> None:
        self._dispatch = Dispatch(bolt)
        self._stores = stores
        self._installations = installations
        self._now = now
        self._arrived = arrived

    async def receive(self, payload: Payload) -> Answer:
        """The answer for Slack. For an event, 200 means durable; any doubt is a 503."""
        metrics.RECEIVED.labels(payload.kind, payload.transport).inc()
        if payload.retry:
            metrics.RETRIES.inc()
        told: dict[str, str] = {"transport": payload.transport}
        with (
            metrics.ACK.labels(payload.kind).time(),
            tracing.span(f"receive {payload.kind}", tracing.Kind.ANSWER, **told),
        ):
            answer = await self._received(payload)
            tracing.note(status=answer.status)
            return answer

    async def _received(self, payload: Payload) -> Answer:
        if payload.kind == "event" and not _names_its_type(payload.body):
            return STRANGE
        team, enterprise = team_of(payload.body)
        try:
            if payload.kind == "event" and payload.body["event"]["type"] in ENDINGS:
                told = ending_of(payload.body, now=self._now())
                await self._installations.left(team, enterprise, told=told)
                return Answer()
            if payload.kind == "event" and payload.body["event"]["type"] in APPROVALS:
                teams = teams_in(payload.body["event"])
                await self._installations.access_told(enterprise, teams)
                return Answer()
            installation = await self._installations.find(team_id=team, enterprise_id=enterprise)
            if installation and not await self._installations.admits(installation, team):
                installation = None
        except SlackUnreachable as error:
            log.warning("workspace unknown for now", reason=str(error))
            metrics.REJECTED.labels(metrics.UNKNOWN).inc()
            return AGAIN
        if installation is None:
            metrics.rejected(403)
            return Answer(status=403, body="Rapport is not installed in this workspace.")
        if payload.kind == "event" and is_waited_for(payload.body["event"]):
            return await self._answer_at_once(payload)
        if payload.kind == "event":
            return await self._keep(payload, installation)
        if payload.signature and not await self._is_first(payload.signature, installation):
            metrics.DUPLICATE.inc()
            return REPEATED
        return await self._converse(payload)

    async def _keep(self, payload: Payload, installation: Installation) -> Answer:
        event: Mapping[str, Any] = payload.body["event"]
        if _is_ours(event, installation):
            return Answer()
        event_id = _whole(payload.body.get("event_id") or hashlib.sha256(payload.raw).hexdigest())
        inbox = self._stores(installation.workspace).inbox
        try:
            fresh = await inbox.put(
                event_id, lane=_whole(lane_of(event)), payload=payload.raw, now=self._now()
            )
        except Overloaded:
            log.warning("inbox full", event_id=event_id)
            metrics.REJECTED.labels(metrics.OVERLOADED).inc()
            return AGAIN
        except StorageError as error:
            metrics.REJECTED.labels(metrics.UNKEPT).inc()
            log.warning("inbox out of reach", event_id=event_id, error=type(error).__name__)
            return AGAIN
        if fresh:
            self._arrived()
        else:
            metrics.DUPLICATE.inc()
        return Answer()

    async def _is_first(self, signature: bytes, installation: Installation) -> bool:
        """False for a request that was answered before, by whichever process.

        Where the store cannot say, the listener cannot change or show anything either, and says why.
        """
        try:
            return await self._stores(installation.workspace).is_first(signature)
        except StorageError as error:
            log.warning("repetitions unknown for now", error=type(error).__name__)
            return True

    async def _answer_at_once(self, payload: Payload) -> Answer:
        """An event whose sender waits for what is done about it, and does not send it again."""
        delivery = Delivery()
        await self._converse(payload, {"delivery": delivery})
        for failure in delivery.failures:
            log.warning("not answered in time", error=type(failure).__name__)
        return Answer()

    async def _converse(self, payload: Payload, context: Mapping[str, Any] | None = None) -> Answer:
        try:
            response = await self._dispatch(payload.body, context or {})
        except SlackUnreachable as error:
            log.warning("workspace unknown for now", reason=str(error))
            metrics.REJECTED.labels(metrics.UNKNOWN).inc()
            return AGAIN
        except Exception as error:  # noqa: BLE001 - Bolt (1.30) trusts every shape
            log.warning("payload of a strange shape", error=type(error).__name__)
            return STRANGE
        content_type = response.first_headers_without_set_cookie().get("content-type", "text/plain")
        return Answer(
            status=response.status,
            body=response.body or "",
            content_type=content_type.split(";")[0],
        )


def lane_of(event: Mapping[str, Any]) -> str:
    """The conversation an event belongs to: events of one are worked off in order."""
    if event.get("type") == "function_executed":  # no execution waits for another
        return f"step/{event.get('function_execution_id') or ''}"
    inner = event.get("message") or event.get("previous_message")
    message: Mapping[str, Any] = inner if isinstance(inner, dict) else event
    thread = message.get("thread_ts") or message.get("ts") or event.get("deleted_ts") or ""
    channel = event.get("channel") or event.get("user") or event.get("type") or ""
    if isinstance(channel, dict):
        channel = channel.get("id", "")
    return f"{channel}/{thread}"


def _names_its_type(body: Mapping[str, Any]) -> bool:
    event = body.get("event")
    return isinstance(event, dict) and isinstance(event.get("type"), str)


def _whole(name: object) -> str:
    """The name without halves of characters, which JSON can hold and a store cannot."""
    return str(name).encode(errors="replace").decode()


def is_waited_for(event: Mapping[str, Any]) -> bool:
    """True for what somebody waits for before a menu: options that a step offers while it is set up."""
    function = event.get("function")
    named = function.get("callback_id") if isinstance(function, dict) else None
    return event.get("type") == "function_executed" and named == TAG_OPTIONS


def _is_ours(event: Mapping[str, Any], installation: Installation) -> bool:
    """True for what the bot itself posted: it is on the card's way already, nobody reads it again."""
    inner = event.get("message")
    message: Mapping[str, Any] = inner if isinstance(inner, dict) else event
    return event.get("type") == "message" and message.get("bot_id") == installation.bot_id
