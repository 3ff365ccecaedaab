"""Delivery to the bot: signed HTTP or a socket, 3 seconds, and retries for events."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from playground.bodies import NotJson, parsed
from playground.clock import now
from playground.config import PlaygroundConfig
from playground.faults import DELIVERY, Faults
from playground.inspector import Inspector
from playground.shapes import APP, BOT_USER, OTHER_TEAM, Json, Team, new_id
from playground.sockets import NoSocket, Sockets

_FORM = "application/x-www-form-urlencoded"
_SOCKET_REASONS = {"http_timeout": "timeout"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the bot said: `failure` is None, or Slack's word for why it counts as no answer."""

    status: int | None
    body: Any = None
    failure: str | None = None
    no_retry: bool = False

    @property
    def error(self) -> str | None:
        """The word a person is shown for a command or click that got no good answer."""
        if self.failure is None:
            return None
        return "operation_timeout" if self.failure == "http_timeout" else "dispatch_failed"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature. https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _envelope(
    event: Json, team: Team, *, is_org_wide: bool, in_shared_channel: bool = False
) -> Json:
    envelope: Json = {
        "token": "playground-verification",
        "team_id": team.id,
        **({"enterprise_id": team.organisation} if team.organisation else {}),
        "context_team_id": team.id,
        "context_enterprise_id": team.organisation,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": new_id("Ev0"),
        "event_time": int(now()),
        "authorizations": [
            {
                "enterprise_id": team.organisation,
                "team_id": None if is_org_wide else team.id,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": is_org_wide,
            }
        ],
        "is_ext_shared_channel": in_shared_channel,
        "event_context": new_id("4-", 40),
    }
    if event.get("team") == OTHER_TEAM:
        envelope["context_team_id"] = OTHER_TEAM
    return envelope


class Courier:
    """Brings events, commands and clicks to the bot, by socket if one is open, else by HTTP."""

    def __init__(
        self,
        config: PlaygroundConfig,
        inspector: Inspector,
        faults: Faults,
        sockets: Sockets,
        team: Team,
    ) -> None:
        self.bot_url = config.bot_url
        self.is_org_wide = False
        """Whether it is the whole organisation of this workspace that has the app."""
        self._team = team
        self._config = config
        self._inspector = inspector
        self._faults = faults
        self._sockets = sockets
        self._tasks: set[asyncio.Task[None]] = set()
        self._http: aiohttp.ClientSession | None = None

    def start(self) -> None:
        """Opens the HTTP client; needs a running loop."""
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._config.answer_limit_seconds),
            headers={"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"},
        )

    async def stop(self) -> None:
        """Gives up on what is still to be delivered."""
        while self._tasks:  # asked again until they heed: a timeout may swallow a cancellation
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=1)
        if self._http is not None:
            await self._http.close()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something beside the request that caused it, until it is done or we stop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def event(self, event: Json, *, in_shared_channel: bool = False) -> str:
        """Sends an event in its envelope, with retries; its event_id."""
        envelope = self._enveloped(event, in_shared_channel=in_shared_channel)
        self.spawn(self._event_with_retries(envelope))
        return str(envelope["event_id"])

    async def ask(self, event: Json) -> Answer:
        """Sends an event once, and waits until it is acknowledged."""
        return await self._once("events_api", self._enveloped(event), retry=None)

    def _enveloped(self, event: Json, *, in_shared_channel: bool = False) -> Json:
        shared, is_org_wide = in_shared_channel, self.is_org_wide
        return _envelope(event, self._team, is_org_wide=is_org_wide, in_shared_channel=shared)

    async def tell(self, event: Json, *, is_org_wide: bool | None = None) -> None:
        """Sends an event, and waits until it is acknowledged or given up.

        `is_org_wide` is of whose installation it is, where that is another than the one that the app acts by now.
        """
        whole = self.is_org_wide if is_org_wide is None else is_org_wide
        await self._event_with_retries(_envelope(event, self._team, is_org_wide=whole))

    async def interact(self, what: str, payload: Json) -> Answer:
        """Sends a command (`slash_commands`) or an interactive payload, once."""
        return await self._once(what, payload, retry=None)

    async def webhook(self, url: str, raw: bytes, headers: Mapping[str, str]) -> int | None:
        """The status of the answer to a maker's webhook; None where none came."""
        if self._http is None:
            return None
        try:
            async with self._http.post(url, data=raw, headers=headers) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return None

    async def reachable(self) -> str:
        """How the bot can be reached now: "socket", "http" or "no"."""
        if self._sockets.connected:
            return "socket"
        url = urlsplit(self.bot_url)
        try:
            async with asyncio.timeout(0.5):
                _, writer = await asyncio.open_connection(url.hostname, url.port or 80)
        except (OSError, TimeoutError):
            return "no"
        writer.close()
        return "http"

    async def _event_with_retries(self, envelope: Json) -> None:
        answer = await self._once("events_api", envelope, retry=None)
        for number, delay in enumerate(self._config.retry_delays_seconds, start=1):
            if answer.failure is None or answer.no_retry:
                return
            await asyncio.sleep(delay)
            answer = await self._once("events_api", envelope, retry=(number, answer.failure))

    async def _once(self, what: str, payload: Json, *, retry: tuple[int, str] | None) -> Answer:
        fault = self._faults.next_for(DELIVERY)
        started = now()
        if fault is not None and fault.hang_seconds:
            await asyncio.sleep(min(fault.hang_seconds, self._config.answer_limit_seconds))
        if fault is not None and not fault.lose_reply:
            timed_out = fault.hang_seconds >= self._config.answer_limit_seconds
            failure = "http_timeout" if timed_out else fault.error or "http_error"
            if fault.status or fault.error or timed_out:
                answer = Answer(status=fault.status, failure=failure)
                self._note(what, payload, retry, started, answer)
                return answer
        if await self._sockets.comes_back(self._config.answer_limit_seconds):
            answer = await self._by_socket(what, payload, retry)
        else:
            answer = await self._by_http(what, payload, retry)
        if fault is not None and fault.lose_reply:
            answer = Answer(status=None, failure="http_timeout")
        self._note(what, payload, retry, started, answer)
        return answer

    def _note(
        self,
        what: str,
        payload: Json,
        retry: tuple[int, str] | None,
        started: float,
        answer: Answer,
    ) -> None:
        kind = payload.get("type", "") if what == "interactive" else payload.get("command", what)
        if what == "events_api":
            event = payload["event"]
            kind = ".".join(filter(None, ("event", event["type"], event.get("subtype"))))
        if retry:
            kind = f"{kind} (retry {retry[0]}, {retry[1]})"
        self._inspector.saw(
            "to_bot",
            kind,
            status=answer.status,
            started=started,
            request=payload,
            response=answer.body,
            problems=[answer.failure] if answer.failure else [],
        )

    async def _by_socket(self, what: str, payload: Json, retry: tuple[int, str] | None) -> Answer:
        extra: Json = {}
        if what == "events_api":
            number, reason = retry or (0, "")
            reason = _SOCKET_REASONS.get(reason, reason)
            extra = {"retry_attempt": number, "retry_reason": reason}
        try:
            body = await self._sockets.deliver(
                what, payload, extra, limit_seconds=self._config.answer_limit_seconds
            )
        except TimeoutError:
            return Answer(status=None, failure="http_timeout")
        except NoSocket:
            return Answer(status=None, failure="connection_failed")
        return Answer(status=200, body=body)

    async def _by_http(self, what: str, payload: Json, retry: tuple[int, str] | None) -> Answer:
        if self._http is None:
            return Answer(status=None, failure="connection_failed")
        body, kind = _encoded(what, payload)
        timestamp = str(int(now()))
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._config.signing_secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        try:
            async with self._http.post(
                self.bot_url, data=body, headers=headers, allow_redirects=False
            ) as response:
                text = await response.text(errors="replace")
                good = 200 <= response.status < 300
                return Answer(
                    status=response.status,
                    body=_decoded(text),
                    failure=None if good else "http_error",
                    no_retry=response.headers.get("X-Slack-No-Retry") == "1",
                )
        except TimeoutError:
            return Answer(status=None, failure="http_timeout")
        except (aiohttp.ClientError, OSError):
            return Answer(status=None, failure="connection_failed")


def _encoded(what: str, payload: Json) -> tuple[bytes, str]:
    if what == "events_api":
        return json.dumps(payload).encode(), "application/json"
    if what == "slash_commands":
        return urlencode(payload).encode(), _FORM
    return urlencode({"payload": json.dumps(payload)}).encode(), _FORM


def _decoded(text: str) -> Any:
    if not text.strip():
        return None
    try:
        return parsed(text)
    except NotJson:
        return text
