"""What all makers share: where an answer goes, and what came of asking for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientTimeout

from storage.message import Channel, Message

PATIENCE: Final = ClientTimeout(total=10)
"""Makers answer within a second or two; a job of the outbox may take 25 s."""
WINDOW: Final = timedelta(hours=24)
"""How long after a customer's last message WhatsApp carries free text to them.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""
MOST_REASON_CHARS: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """The way back to a customer: by which maker, from which number of ours, to whom as the maker names them."""

    maker: str
    ours: str
    customer: str

    @classmethod
    def of(cls, text: str) -> "Line | None":
        """The line that a message came by (`CustomerMessage.line`); None for what is none."""
        maker, _, rest = text.partition("/")
        ours, _, customer = rest.partition("/")
        return cls(maker, ours, customer) if maker and ours and customer else None


@dataclass(frozen=True, slots=True)
class Taken:
    """The maker has it. Whether it arrives, its webhook tells."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The maker does not take it, now or ever; nothing was sent."""

    reason: str
    again: bool = False
    """True where it may take it later."""
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unheard:
    """The maker was asked, and no answer came: it may have sent it."""


Outcome = Taken | Refused | Unheard


class Maker(Protocol):
    """Sends text by one maker's API."""

    most_chars: int

    async def send(self, line: Line, text: str, *, key: str) -> Outcome:
        """What came of asking once. `key` is ours and comes back with whatever the maker tells of it later."""
        ...


def is_closed(channel: Channel, messages: tuple[Message, ...], line: str, *, now: datetime) -> bool:
    """True where WhatsApp carries no free text any more: the customer wrote nothing for 24 hours."""
    if channel is not Channel.WHATSAPP:
        return False
    wrote = [one.sent_at for one in messages if one.line == line]
    return not wrote or now - max(wrote) > WINDOW


def not_asked(error: BaseException) -> Outcome:
    """What it means that a request failed without an answer."""
    if isinstance(error, ClientConnectorError):  # no connection: nothing was asked
        return Refused("out_of_reach", again=True)
    return Unheard()


FAILURES: Final = (ClientError, OSError, TimeoutError)


async def body_of(answer: ClientResponse) -> Mapping[str, Any]:
    """The JSON object that a maker answered; empty for anything else."""
    try:
        found = await answer.json(content_type=None)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def waited(answer: ClientResponse) -> timedelta | None:
    """How long a maker asks to wait; None where it does not say."""
    told = answer.headers.get("Retry-After", "")
    return timedelta(seconds=min(int(told), 300)) if told.isascii() and told.isdecimal() else None
