"""The door for WhatsApp's Cloud API.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
"""

import hmac
import re
from collections.abc import Sequence
from typing import ClassVar, Final

from aiohttp import web

from bot.doors.door import Door, Event, Porter, Told
from bot.parse.doors.reading import mapping_of, text_of
from bot.parse.doors.whatsapp import OBJECT, our_number, parts_of
from bot.places import Places
from bot.raw import Refused, json_object, one
from storage.message import Channel

_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_\-]{1,200}", re.ASCII)


class WhatsAppDoor(Door):
    """Messages, changed numbers, and what became of messages to customers."""

    path: ClassVar[str] = "/ingest/whatsapp"
    kind: ClassVar[str] = "whatsapp"
    most_bytes: ClassVar[int] = 3 * 1024 * 1024
    """As large as Meta says that a webhook may be."""

    def __init__(
        self, porter: Porter, secrets: Sequence[str], *, verify_token: str, places: Places
    ) -> None:
        super().__init__(porter, secrets)
        self._verify_token = verify_token
        self._places = places

    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """Each message and each status is an event of its own."""
        given = one(request.headers, "X-Hub-Signature-256")
        if not self.is_signed(
            given, lambda key: b"sha256=" + hmac.digest(key, raw, "sha256").hex().encode()
        ):
            raise Refused(
                401, "The signature does not fit: is RAPPORT_WHATSAPP_SECRET this app's app secret?"
            )
        body = json_object(raw)
        if body.get("object") != OBJECT:
            raise Refused(400, f"The webhook is not about a {OBJECT}.")
        events = [
            Event(
                id=key,
                lane=_lane(part),
                body=part,
                workspace=self._places.workspace(Channel.WHATSAPP, our_number(part)),
            )
            for key, part in parts_of(body)
        ]
        return Told(events=events)

    async def challenge(self, request: web.Request) -> web.StreamResponse:
        """Meta's question whether this is our address: the challenge, for who knows the token."""
        query = request.query
        known = hmac.compare_digest(
            query.get("hub.verify_token", "").encode(), self._verify_token.encode()
        )
        challenge = query.get("hub.challenge", "")
        if not (self._verify_token and known and query.get("hub.mode") == "subscribe"):
            self._porter.refused("The verify token is not RAPPORT_WHATSAPP_VERIFY_TOKEN.")
            return web.Response(
                status=403, text="The verify token is not RAPPORT_WHATSAPP_VERIFY_TOKEN."
            )
        if not _CHALLENGE.fullmatch(challenge):
            return web.Response(status=400, text="The challenge is no word.")
        return web.Response(text=challenge)


def _lane(part: dict[str, object]) -> str:
    message, status = mapping_of(part.get("message")), mapping_of(part.get("status"))
    who = message.get("from") or message.get("from_user_id") or status.get("recipient_id")
    return text_of(who) or "somebody"
