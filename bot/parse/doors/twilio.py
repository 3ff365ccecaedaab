"""Twilio's webhooks: SMS and WhatsApp messages of customers, and what became of messages to them.

https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.parse.doors.messages import DirectMessage
from bot.parse.doors.reading import TEXT_CHARS, Wrong, place_of, text_of
from bot.parse.doors.whatsapp import FATES, KEY_CHARS, Arrived, Undelivered
from storage.identifiers import Identifier, handle, phone
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.names import is_a_name

_WHATSAPP: Final = "whatsapp:"
_FAILED: Final = frozenset(["failed", "undelivered"])
_MOST_FILES: Final = 10
_PLACE: Final = ("Label", "Address", "Latitude", "Longitude")


def key_of(form: Mapping[str, str]) -> str:
    """What a webhook is known by: the message, and of a callback what became of it. Empty for neither."""
    sid = form.get("MessageSid") or form.get("SmsSid") or ""
    status = form.get("MessageStatus") or ""
    return f"{sid}/{status}" if sid and status else sid


def parties(form: Mapping[str, str]) -> tuple[str, str]:
    """Our number and the customer's, as Twilio writes them, whichever of the two it was that wrote."""
    sender, receiver = form.get("From", "").strip(), form.get("To", "").strip()
    return (sender, receiver) if "MessageStatus" in form else (receiver, sender)


def channel_of(address: str) -> Channel:
    """What a number of Twilio's is reached by."""
    return Channel.WHATSAPP if address.startswith(_WHATSAPP) else Channel.SMS


def read_twilio(
    body: Mapping[str, Any], *, region: str
) -> DirectMessage | Undelivered | Arrived | Wrong | None:
    """What a webhook tells, by its `form`; None where nothing is to be done.

    `at` is when it came, in seconds since 1970: Twilio itself tells no time. `reply` is the key that the address
    of a status callback carries, where the message was ours.
    """
    form: Mapping[str, str] = body["form"]
    at = datetime.fromtimestamp(body["at"], UTC)
    status = form.get("MessageStatus")
    ours, customer = parties(form)
    conversation = f"twilio/{ours}/{customer}"[:200]
    if status is not None:
        reply = text_of(body.get("reply"), KEY_CHARS)
        if status not in _FAILED:
            fate = FATES.get(status)
            return Arrived(key=reply, fate=fate) if fate and reply else None
        code = form.get("ErrorCode", "")[:10]
        reason = " ".join(part for part in (status, f"({code})" if code else "") if part)
        return Undelivered(
            id=key_of(form),
            conversation=conversation,
            ours=ours,
            channel=channel_of(customer),
            reason=reason,
            key=reply,
        )
    key = key_of(form)
    if not key:
        return Wrong("The webhook names no message.")
    channel, number = channel_of(customer), customer.removeprefix(_WHATSAPP)
    whatsapp = channel is Channel.WHATSAPP
    identifiers = [
        phone(number, region=region, whatsapp=whatsapp),
        handle("wa_bsuid", number) if whatsapp else None,
    ]
    claims = tuple(_vouched(one, number) for one in identifiers if one)
    if not claims:
        return Wrong("The sender is no number that could be answered.")
    name = text_of(form.get("ProfileName"))
    message = CustomerMessage(
        channel=channel,
        claims=claims,
        name=name if is_a_name(name) else None,
        text=form.get("Body", "")[:TEXT_CHARS] or place_of(*map(form.get, _PLACE)),
        files=_files(form),
        sent_at=at,
        source=f"twilio/{key}"[:200],
        conversation=conversation,
        line=conversation,
    )
    return DirectMessage(id=key, conversation=conversation, ours=ours, message=message)


def _files(form: Mapping[str, str]) -> tuple[str, ...]:
    count = form.get("NumMedia", "0")
    number = min(int(count), _MOST_FILES) if count.isascii() and count.isdigit() else 0
    kinds = (form.get(f"MediaContentType{place}", "") for place in range(number))
    return tuple(kind.partition("/")[0][:100] or "file" for kind in kinds)


def _vouched(identifier: Identifier, raw: str) -> SenderClaim:
    return SenderClaim(identifier=identifier, evidence=Evidence.VOUCHED, raw=raw[:200])
