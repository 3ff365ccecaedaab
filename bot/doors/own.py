"""The doors for the team's own systems: orders and messages in our JSON, signed as Slack signs."""

import json
from collections.abc import Sequence
from typing import ClassVar, Final

from aiohttp import web

from bot.doors.door import Door, Event, Porter, Told
from bot.parse.doors.messages import read_message_event
from bot.parse.doors.orders import read_order_event
from bot.parse.doors.reading import Wrong
from bot.raw import Answer, Refused, Stamped, json_object

OURS: Final = Stamped(
    version="v1",
    timestamp="X-Rapport-Timestamp",
    signature="X-Rapport-Signature",
    setting="RAPPORT_INGEST_SECRET",
    whose="the one that it was signed with",
)


class OrdersDoor(Door):
    """An event about an order."""

    path: ClassVar[str] = "/ingest/orders"
    kind: ClassVar[str] = "orders"

    def __init__(self, porter: Porter, secrets: Sequence[str], *, region: str) -> None:
        super().__init__(porter, secrets)
        self._region = region

    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """The event; what of its customer could not be used is said in the answer."""
        OURS.verified(request.headers, raw, secrets=self._secrets, now=self.now)
        body = json_object(raw)
        read = read_order_event(body, region=self._region)
        if isinstance(read, Wrong):
            raise Refused(400, read.sentence)
        event = Event(id=read.id, lane=read.news.ref, body=body, workspace=read.workspace)
        return Told(events=[event], answer=_taken(read.remarks))


class MessagesDoor(Door):
    """A customer's message."""

    path: ClassVar[str] = "/ingest/messages"
    kind: ClassVar[str] = "messages"

    def __init__(self, porter: Porter, secrets: Sequence[str], *, region: str) -> None:
        super().__init__(porter, secrets)
        self._region = region

    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """The message."""
        OURS.verified(request.headers, raw, secrets=self._secrets, now=self.now)
        body = json_object(raw)
        read = read_message_event(body, region=self._region)
        if isinstance(read, Wrong):
            raise Refused(400, read.sentence)
        event = Event(id=read.id, lane=read.conversation, body=body, workspace=read.workspace)
        return Told(events=[event], answer=_taken(()))


def _taken(remarks: tuple[str, ...]) -> Answer:
    body = json.dumps({"ok": True, "remarks": remarks})
    return Answer(body=body, content_type="application/json")
