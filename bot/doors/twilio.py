"""The door for Twilio: https://www.twilio.com/docs/usage/security#validating-requests"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import ClassVar, Final
from urllib.parse import urlsplit, urlunsplit

from aiohttp import web

from bot.doors.door import Door, Event, Porter, Told
from bot.parse.doors.twilio import channel_of, key_of, parties
from bot.places import Places
from bot.raw import Answer, Refused, form_of, one

NOTHING_TO_SAY: Final = Answer(body="<Response></Response>", content_type="text/xml")
"""Twilio would send any other text to the customer."""


class TwilioDoor(Door):
    """SMS and WhatsApp messages, and what became of messages to customers."""

    path: ClassVar[str] = "/ingest/twilio"
    kind: ClassVar[str] = "twilio"

    def __init__(
        self, porter: Porter, secrets: Sequence[str], *, public_url: str, places: Places
    ) -> None:
        """`public_url` is where Twilio reaches us: it signs the address that it calls, which a proxy may hide."""
        super().__init__(porter, secrets)
        self._public_url = public_url.rstrip("/")
        self._places = places

    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """The message, or what became of one."""
        given = one(request.headers, "X-Twilio-Signature")
        if request.content_type != "application/x-www-form-urlencoded":
            raise Refused(400, "The body must be a form.")
        # Before the signature can be looked at: it is over the fields, not over the bytes.
        form = form_of(raw) if raw else {}
        fields = "".join(name + form[name] for name in sorted(form))
        each = [
            f"{base}{request.path_qs}{fields}".encode() for base in _with_port(self._public_url)
        ]
        if not any(self._is_by_twilio(given, signed) for signed in each):
            raise Refused(
                401,
                "The signature does not fit: is RAPPORT_TWILIO_TOKEN the account's auth token,"
                f" and {self._public_url} where Twilio calls?",
            )
        key = key_of(form)
        if not key:
            raise Refused(400, "The form names no message.")
        ours, customer = parties(form)
        workspace = self._places.workspace(channel_of(customer), ours)
        event = Event(
            id=key,
            lane=customer or "somebody",
            body={"form": form, "at": int(self.now), "reply": request.query.get("reply", "")},
            workspace=workspace,
        )
        return Told(events=[event], answer=NOTHING_TO_SAY)

    def _is_by_twilio(self, given: str, signed: bytes) -> bool:
        return self.is_signed(
            given, lambda key: base64.b64encode(hmac.digest(key, signed, hashlib.sha1))
        )


def _with_port(url: str) -> tuple[str, str]:
    """The address with its port and without: Twilio signs now the one and now the other.

    https://github.com/twilio/twilio-python/blob/main/twilio/request_validator.py looks at both, too.
    """
    parts = urlsplit(url)
    host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
    port = parts.port or (443 if parts.scheme == "https" else 80)
    bare, ported = parts._replace(netloc=host), parts._replace(netloc=f"{host}:{port}")
    return urlunsplit(bare), urlunsplit(ported)
