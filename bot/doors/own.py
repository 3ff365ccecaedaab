"""The doors for the team's own systems: orders and messages in our JSON, signed as Slack signs."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
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


MOST_AHEAD: Final = timedelta(days=1)
"""What comes from further ahead would be the newest for so long: nothing that is true could change it."""


class _OwnDoor(Door):
    def __init__(self, porter: Porter, secrets: Sequence[str], *, region: str) -> None:
        super().__init__(porter, secrets)
        self._region = region

    def _not_ahead(self, field: str, at: datetime) -> None:
        """Raises Refused for a time that cannot be."""
        if at.timestamp() - self.now > MOST_AHEAD.total_seconds():
            told = "this is more than a day ahead; is it in UTC, and is your clock right?"
            raise Refused(400, f"{field}: {told}")


class OrdersDoor(_OwnDoor):
    """An event about an order."""

    path: ClassVar[str] = "/ingest/orders"
    kind: ClassVar[str] = "orders"

    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """The event; what of its customer could not be used is said in the answer."""
        OURS.verified(request.headers, raw, secrets=self._secrets, now=self.now)
        body = json_object(raw)
        read = read_order_event(body, region=self._region)
        if isinstance(read, Wrong):
            raise Refused(400, read.sentence)
        self._not_ahead("updated_at", read.news.at)
        event_id = f"{read.news.source}/{read.id}"
        event = Event(id=event_id, lane=read.news.ref, body=body, workspace=read.workspace)
        return _told(event, read.remarks)


class MessagesDoor(_OwnDoor):
    """A customer's message."""

    path: ClassVar[str] = "/ingest/messages"
    kind: ClassVar[str] = "messages"

    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """The message."""
        OURS.verified(request.headers, raw, secrets=self._secrets, now=self.now)
        body = json_object(raw)
        read = read_message_event(body, region=self._region)
        if isinstance(read, Wrong):
            raise Refused(400, read.sentence)
        self._not_ahead("sent_at", read.message.sent_at)
        event_id = f"{read.message.channel.value}/{read.id}"
        event = Event(id=event_id, lane=read.conversation, body=body, workspace=read.workspace)
        return _told(event, ())


def _told(event: Event, remarks: tuple[str, ...]) -> Told:
    """The event; whoever gives two things one id is told that the second was not taken in."""
    told = {"ok": True, "remarks": remarks}
    return Told(events=[event], answer=_said(told), repeated=_said({**told, "repeated": True}))


def _said(told: dict[str, object]) -> Answer:
    return Answer(body=json.dumps(told), content_type="application/json")
