"""Raw bytes from the network: read within limits, signed and fresh, and only then parsed. What all doors share."""

import asyncio
import hashlib
import hmac
import json
import re
from binascii import a2b_qp
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
_SIGNATURE = re.compile(r"[0-9a-f]{64}", re.ASCII)

Headers = CIMultiDictProxy[str] | Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back to who knocked."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain"


AGAIN: Final = Answer(status=503, body="Not taken in; please send it again.")


class Refused(Exception):
    """The request is not one that its maker made, or not one that can be read."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A signature over version, time and raw bytes, as Slack makes it: `v0=<64 hexadecimal digits>`."""

    version: str
    timestamp: str
    """The header with the seconds since 1970."""
    signature: str
    """The header with the signature."""
    setting: str
    """Where the secret is set."""
    whose: str = "the sender's"

    def verified(
        self, headers: Headers, raw: bytes, *, secrets: Sequence[bytes], now: float
    ) -> bytes:
        """The signature of a request that was made with one of these secrets, within five minutes of `now`.

        Raises Refused with 401 otherwise.
        """
        timestamp = one(headers, self.timestamp)
        signature = one(headers, self.signature)
        if not _TIMESTAMP.fullmatch(timestamp):
            raise Refused(401, "The timestamp is not a number of seconds.")
        if abs(now - int(timestamp)) > FRESH_SECONDS:
            raise Refused(401, "The request is more than five minutes off this machine's clock.")
        version, _, digits = signature.partition("=")
        if version != self.version or not _SIGNATURE.fullmatch(digits):
            raise Refused(
                401, f"The signature is not of the form {self.version}=<64 hexadecimal digits>."
            )
        signed = self.version.encode() + b":" + timestamp.encode() + b":" + raw
        given = digits.encode()
        if not signed_by(secrets, signed, given):
            raise Refused(401, f"The signature does not fit: is {self.setting} {self.whose}?")
        return signature.encode()


def signed_by(secrets: Sequence[bytes], signed: bytes, given: bytes) -> bool:
    """True if one of the secrets signed this: HMAC-SHA256, `given` in hexadecimal digits. All are tried."""
    good = False
    for secret in secrets:
        expected = hmac.new(secret, signed, hashlib.sha256).hexdigest().encode()
        good |= hmac.compare_digest(expected, given)
    return good


async def read(
    request: web.Request, *, most: int = BODY_LIMIT_BYTES, seconds: float = READ_LIMIT_SECONDS
) -> bytes:
    """The body as it came. Raises Refused where it is too large, too slow, or compressed."""
    if request.headers.get("Content-Encoding"):
        raise Refused(400, "The body must not be compressed.")
    try:
        async with asyncio.timeout(seconds):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        told = "a mebibyte" if most == BODY_LIMIT_BYTES else f"{most >> 20} mebibytes"
        raise Refused(413, f"The body is larger than {told}.") from None
    except TimeoutError:
        raise Refused(408, "The body did not arrive in time.") from None


def one(headers: Headers, name: str) -> str:
    """The value of a header that must be there once. Raises Refused with 401."""
    values = (
        headers.getall(name, [])
        if isinstance(headers, CIMultiDictProxy)
        else [value for key, value in headers.items() if key.lower() == name.lower()]
    )
    if len(values) != 1:
        raise Refused(401, f"Exactly one {name} header is needed.")
    return values[0]


def json_object(raw: bytes) -> dict[str, Any]:
    """The object that stands in the body. Raises Refused with 400."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refused(400, "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Refused(400, "The JSON must be an object.")
    return body


def form_of(raw: bytes) -> dict[str, str]:
    """The fields of a form. Raises Refused with 400."""
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
