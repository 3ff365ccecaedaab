"""Raw bytes from the network to a payload that Slack signed: size, signature, freshness, then parsing.

Nothing is parsed before the signature over the raw bytes holds, because Bolt parses first and answers
unsigned junk with a 500 (slack-bolt 1.30). Whatever is wrong here is a 4xx with a sentence; whatever
cannot be taken in durably is a 503, and Slack sends it again.
"""

import asyncio
import hashlib
import hmac
import json
import re
from binascii import a2b_qp
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from aiohttp import web
from multidict import CIMultiDictProxy

BODY_LIMIT_BYTES: Final = 1024 * 1024
"""Slack's largest payloads (a view of 250 kB, a message of 40,000 characters with blocks) stay well under it."""
READ_LIMIT_SECONDS: Final = 2.0
"""Slack gives up after 3 s; who sends slower is not Slack."""
FRESH_SECONDS: Final = 300
"""https://docs.slack.dev/authentication/verifying-requests-from-slack"""

_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_NO_HEX = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back to Slack."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain"


class Refused(Exception):
    """The request is not one that Slack made, or not one that can be read."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


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
            raw = await _read(request)
            signature = verified(request.headers, raw, secrets=self._secrets, now=self._unix_time())
            answer = await self._answer(request, raw, signature)
        except Refused as refusal:
            self._refused(refusal.sentence)
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


def verified(
    headers: CIMultiDictProxy[str] | Mapping[str, str],
    raw: bytes,
    *,
    secrets: Sequence[bytes],
    now: float,
) -> bytes:
    """The signature of a request that Slack made with one of these secrets, within five minutes of `now`.

    Raises Refused with 401 otherwise.
    """
    timestamp = _one(headers, "X-Slack-Request-Timestamp")
    signature = _one(headers, "X-Slack-Signature")
    if not _TIMESTAMP.fullmatch(timestamp):
        raise Refused(401, "The timestamp is not a number of seconds.")
    if abs(now - int(timestamp)) > FRESH_SECONDS:
        raise Refused(401, "The request is more than five minutes off this machine's clock.")
    if not _SIGNATURE.fullmatch(signature):
        raise Refused(401, "The signature is not of the form v0=<64 hexadecimal digits>.")
    given = signature.encode()
    signed = b"v0:" + timestamp.encode() + b":" + raw
    good = False
    for secret in secrets:
        expected = b"v0=" + hmac.new(secret, signed, hashlib.sha256).hexdigest().encode()
        good |= hmac.compare_digest(expected, given)
    if not good:
        raise Refused(
            401, "The signature does not fit: is RAPPORT_SLACK_SIGNING_SECRET this app's?"
        )
    return given


def parsed(content_type: str, raw: bytes, *, retry: int = 0) -> Payload | Answer:
    """The payload in a verified body, or the answer to one of Slack's own checks.

    Raises Refused with 400 for what cannot be read.
    """
    if content_type == "application/json":
        body = _json_object(raw)
        if body.get("type") == "url_verification":
            return Answer(body=str(body.get("challenge", ""))[:1000])
        if body.get("type") == "app_rate_limited":
            return Answer()
        if body.get("type") != "event_callback" or not isinstance(body.get("event"), dict):
            raise Refused(400, "A JSON body must be an event.")
        return Payload(kind="event", body=body, raw=raw, retry=retry)
    if content_type != "application/x-www-form-urlencoded":
        raise Refused(400, "The body must be JSON or a form.")
    form = _form(raw)
    if "payload" in form:
        return Payload(
            kind="interaction", body=_json_object(form["payload"].encode()), raw=raw, retry=retry
        )
    if "command" in form:
        return Payload(kind="command", body=dict(form), raw=raw, retry=retry)
    if form.get("ssl_check") == "1":
        return Answer()
    raise Refused(400, "The form is neither a command nor an interaction.")


def _one(headers: CIMultiDictProxy[str] | Mapping[str, str], name: str) -> str:
    values = (
        headers.getall(name, [])
        if isinstance(headers, CIMultiDictProxy)
        else [value for key, value in headers.items() if key.lower() == name.lower()]
    )
    if len(values) != 1:
        raise Refused(401, f"Exactly one {name} header is needed.")
    return values[0]


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused(400, "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Refused(400, "The JSON must be an object.")
    return body


def _form(raw: bytes) -> dict[str, str]:
    broken = b"\n" in raw or b"\r" in raw or _NO_HEX.search(raw)
    if not raw.isascii() or broken or raw.count(b"&") >= 100:
        raise Refused(400, "The body is not a form.")
    form: dict[str, str] = {}
    for pair in raw.split(b"&"):
        name, equals, value = pair.partition(b"=")
        if not equals:
            raise Refused(400, "The body is not a form.")
        try:
            key, text = _unquoted(name), _unquoted(value)
        except UnicodeDecodeError:
            raise Refused(400, "The body is not a form.") from None
        if key in form:
            raise Refused(400, "The form names a field twice.")
        form[key] = text
    return form


def _unquoted(text: bytes) -> str:
    """A part of a form as it was before it was encoded.

    Quoted-printable differs from it in two signs, and is read 15 times as fast as `parse_qsl` reads a form.
    """
    return a2b_qp(text.replace(b"=", b"%3D").replace(b"+", b" ").replace(b"%", b"=")).decode()


def _retry(headers: CIMultiDictProxy[str] | Mapping[str, str]) -> int:
    text = headers.get("X-Slack-Retry-Num", "0")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


async def _read(request: web.Request) -> bytes:
    if request.headers.get("Content-Encoding"):
        raise Refused(400, "The body must not be compressed.")
    try:
        async with asyncio.timeout(READ_LIMIT_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "The body is larger than a mebibyte.") from None
    except TimeoutError:
        raise Refused(408, "The body did not arrive in time.") from None
