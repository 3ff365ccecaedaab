"""The door that Slack knocks at: a payload that it signed, and what it is.

Nothing is parsed before the signature over the raw bytes holds, because Bolt parses first and answers
unsigned junk with a 500 (slack-bolt 1.30). Whatever is wrong here is a 4xx with a sentence; whatever
cannot be taken in durably is a 503, and Slack sends it again.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from aiohttp import web

from bot import metrics
from bot.raw import Answer, Headers, Refused, Stamped, form_of, json_object, read

SLACKS: Final = Stamped(
    version="v0",
    timestamp="X-Slack-Request-Timestamp",
    signature="X-Slack-Signature",
    setting="RAPPORT_SLACK_SIGNING_SECRET",
    whose="this app's",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A payload that Slack signed."""

    kind: str
    """`event`, `command` or `interaction`."""
    body: dict[str, Any]
    raw: bytes
    """As it came: the JSON text of an event."""
    retry: int = 0
    signature: bytes = b""
    """What it was signed with; empty where it came over a connection that we opened."""
    transport: Literal["http", "socket"] = "http"


Receive = Callable[[Payload], Awaitable[Answer]]


class Ingress:
    """The door that Slack knocks at."""

    def __init__(
        self,
        *,
        secrets: Sequence[str],
        unix_time: Callable[[], float],
        receive: Receive,
        refused: Callable[[str], None] = lambda _reason: None,
    ) -> None:
        if not secrets:
            raise ValueError("a signing secret is needed: without one anybody could be Slack")
        self._secrets = tuple(secret.encode() for secret in secrets)
        self._unix_time = unix_time
        self._receive = receive
        self._refused = refused

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The answer to a request: 200 once it is durable or done, 4xx with a sentence, 503 in any doubt."""
        try:
            raw = await read(request)
            now = self._unix_time()
            signature = SLACKS.verified(request.headers, raw, secrets=self._secrets, now=now)
            answer = await self._answer(request, raw, signature)
        except Refused as refusal:
            self._refused(refusal.sentence)
            metrics.rejected(refusal.status)
            answer = Answer(status=refusal.status, body=refusal.sentence)
        return web.Response(
            status=answer.status, text=answer.body, content_type=answer.content_type
        )

    async def _answer(self, request: web.Request, raw: bytes, signature: bytes) -> Answer:
        payload = parsed(request.content_type, raw, retry=_retry(request.headers))
        if isinstance(payload, Answer):
            return payload
        if payload.kind == "event":
            return await self._receive(payload)  # the inbox knows a repeated event by its id
        return await self._receive(replace(payload, signature=signature))


def parsed(content_type: str, raw: bytes, *, retry: int = 0) -> Payload | Answer:
    """The payload in a verified body, or the answer to one of Slack's own checks.

    Raises Refused with 400 for what cannot be read.
    """
    if content_type == "application/json":
        body = json_object(raw)
        if body.get("type") == "url_verification":
            return Answer(body=str(body.get("challenge", ""))[:1000])
        if body.get("type") == "app_rate_limited":
            return Answer()
        if body.get("type") != "event_callback" or not isinstance(body.get("event"), dict):
            raise Refused(400, "A JSON body must be an event.")
        return Payload(kind="event", body=body, raw=raw, retry=retry)
    if content_type != "application/x-www-form-urlencoded":
        raise Refused(400, "The body must be JSON or a form.")
    form = form_of(raw)
    if "payload" in form:
        return Payload(
            kind="interaction", body=json_object(form["payload"].encode()), raw=raw, retry=retry
        )
    if "command" in form:
        return Payload(kind="command", body=dict(form), raw=raw, retry=retry)
    if form.get("ssl_check") == "1":
        return Answer()
    raise Refused(400, "The form is neither a command nor an interaction.")


def _retry(headers: Headers) -> int:
    text = headers.get("X-Slack-Retry-Num", "0")
    return int(text) if text.isdecimal() and len(text) < 4 else 0
