"""WhatsApp's Cloud API: messages of customers, changed numbers, and what became of messages to them.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
A number may be missing where somebody goes by a user name; the id of the business's own scope
(`user_id`) is always there, and changes with the number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.parse.doors.messages import DirectMessage
from bot.parse.doors.reading import (
    TEXT_CHARS,
    Wrong,
    mapping_of,
    mappings_of,
    place_of,
    second_of,
    text_of,
)
from storage.identifiers import Identifier, handle, phone
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.names import is_a_name
from storage.sending import Fate

OBJECT: Final = "whatsapp_business_account"
_MEDIA: Final = frozenset(["image", "video", "audio", "document", "sticker", "voice"])
_NO_WORDS: Final = frozenset(["reaction", "ephemeral", "edit", "revoke"])
"""What says nothing that could be answered."""
_PLACE: Final = ("name", "address", "latitude", "longitude")
KEY_CHARS: Final = 64
FATES: Final = {"sent": Fate.SENT, "delivered": Fate.DELIVERED, "read": Fate.READ}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A message to a customer did not arrive."""

    id: str
    conversation: str
    channel: Channel
    ours: str
    reason: str
    """As the maker tells it."""
    key: str = ""
    """What we gave it to be known by; empty for a message that we did not send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A message of ours to a customer got further."""

    key: str
    fate: Fate


def parts_of(body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each message and each status of a webhook by an id of its own, with what is told beside it."""
    for entry in mappings_of(body.get("entry")):
        for change in mappings_of(entry.get("changes")):
            value = mapping_of(change.get("value"))
            if change.get("field") != "messages":
                continue
            beside = {"metadata": mapping_of(value.get("metadata"))}
            people = mappings_of(value.get("contacts"))
            for message in mappings_of(value.get("messages")):
                if key := text_of(message.get("id")):
                    who = _contact_of(message, people)
                    yield key, {**beside, "contact": who, "message": message}
            for status in mappings_of(value.get("statuses")):
                key, what = text_of(status.get("id")), text_of(status.get("status"))
                if key and what:
                    yield f"{key}/{what}", {**beside, "status": status}


def our_number(part: Mapping[str, Any]) -> str:
    """The id of the number of ours that this is about."""
    return text_of(mapping_of(part.get("metadata")).get("phone_number_id"), 40)


def read_whatsapp(body: Mapping[str, Any]) -> DirectMessage | Undelivered | Arrived | Wrong | None:
    """What one part of a webhook tells; None where nothing is to be done."""
    ours = our_number(body)
    status = mapping_of(body.get("status"))
    if status:
        return _undelivered(status, ours) or _arrived(status)
    message = mapping_of(body.get("message"))
    kind = text_of(message.get("type"))
    sent_at = second_of(message.get("timestamp"))
    if kind in _NO_WORDS:
        return None
    if sent_at is None:
        return Wrong("The message tells no time.")
    contact = mapping_of(body.get("contact"))
    claims = _changed(message) if kind == "system" else _sender(message, contact)
    if not claims:
        return None if kind == "system" else Wrong("The message names no sender.")
    text, files = _content(message, kind)
    name = text_of(mapping_of(contact.get("profile")).get("name"))
    key = text_of(message.get("id"))
    group = text_of(message.get("group_id"))
    who = group or _key_of(message.get("from"), claims)
    conversation = f"whatsapp/{ours}/{who}"
    found = CustomerMessage(
        channel=Channel.WHATSAPP,
        claims=claims,
        name=name if is_a_name(name) else None,
        text=text[:TEXT_CHARS],
        files=files,
        sent_at=sent_at,
        source=f"whatsapp/{key}"[:200],
        conversation=conversation,
        line=conversation if ours.isdecimal() and not group else None,
    )
    return DirectMessage(id=key, conversation=found.conversation, ours=ours, message=found)


def _contact_of(message: Mapping[str, Any], people: Any) -> Mapping[str, Any]:
    """Of the people of a webhook the one who wrote this."""
    number, own = text_of(message.get("from")), text_of(message.get("from_user_id"))
    for one in people:
        if own and text_of(one.get("user_id")) == own:
            return dict(one)
        if number and text_of(one.get("wa_id")) == number:
            return dict(one)
    return dict(people[0]) if len(people) == 1 else {}


def _key_of(number: object, claims: tuple[SenderClaim, ...]) -> str:
    return text_of(number, 40) or str(claims[0].identifier)


def _sender(message: Mapping[str, Any], contact: Mapping[str, Any]) -> tuple[SenderClaim, ...]:
    profile = mapping_of(contact.get("profile"))
    named = [
        _number(message.get("from")) or _number(contact.get("wa_id")),
        _own_id(message.get("from_user_id")) or _own_id(contact.get("user_id")),
        handle("wa_username", text_of(profile.get("username"))),
    ]
    return tuple(_vouched(one) for one in named if one)


def _changed(message: Mapping[str, Any]) -> tuple[SenderClaim, ...]:
    """Who somebody is from now on, and who they were; nothing where no number changed."""
    system = mapping_of(message.get("system"))
    if text_of(system.get("type")) not in ("user_changed_number", "user_changed_user_id"):
        return ()
    new_number, old_number = _number(system.get("wa_id")), _number(message.get("from"))
    now = [new_number, _own_id(system.get("user_id"))]
    before = [
        old_number if new_number and old_number != new_number else None,
        _own_id(system.get("previous_user_id")),
    ]
    claims = [_vouched(one) for one in now if one]
    former = [_vouched(one).model_copy(update={"former": True}) for one in before if one]
    return (*claims, *former) if claims and former else ()


def _number(value: object) -> Identifier | None:
    digits = text_of(value, 20)
    return phone(f"+{digits}", region=None, whatsapp=True) if digits.isdecimal() else None


def _own_id(value: object) -> Identifier | None:
    return handle("wa_bsuid", text_of(value))


def _vouched(identifier: Identifier) -> SenderClaim:
    return SenderClaim(identifier=identifier, evidence=Evidence.VOUCHED, raw=identifier.value)


def _content(message: Mapping[str, Any], kind: str) -> tuple[str, tuple[str, ...]]:
    """The words of a message, and the names of its files."""
    part = mapping_of(message.get(kind))
    if kind in _MEDIA:
        named = text_of(part.get("filename"), 100) or kind
        return text_of(part.get("caption"), TEXT_CHARS), (named,)
    match kind:
        case "text" | "system":
            return text_of(part.get("body"), TEXT_CHARS), ()
        case "button":
            return text_of(part.get("text"), TEXT_CHARS), ()
        case "interactive":
            chosen = mapping_of(part.get(text_of(part.get("type"))))
            return text_of(chosen.get("title"), TEXT_CHARS), ()
        case "location":
            return place_of(*(part.get(name) for name in _PLACE)), ("location",)
        case "unsupported":  # a poll and the like: Meta says only that there was something
            return "", ("unsupported message",)
        case "contacts":
            shared = mappings_of(message.get("contacts"))
            names = (mapping_of(one.get("name")).get("formatted_name") for one in shared)
            return "", tuple(text_of(name, 100) or "contact" for name in names)[:10]
        case _:
            return "", (kind[:100] or "message",)


def _undelivered(status: Mapping[str, Any], ours: str) -> Undelivered | None:
    if text_of(status.get("status")) != "failed":
        return None
    who = text_of(status.get("recipient_id"), 40) or text_of(status.get("recipient_user_id"))
    errors = mappings_of(status.get("errors"))
    first = errors[0] if errors else {}
    reason = text_of(first.get("title")) or text_of(first.get("message"))
    code = text_of(first.get("code"), 10)
    told = " ".join(part for part in (reason, f"({code})" if code else "") if part)
    return Undelivered(
        id=text_of(status.get("id")),
        conversation=f"whatsapp/{ours}/{who}",
        channel=Channel.WHATSAPP,
        ours=ours,
        reason=told,
        key=text_of(status.get("biz_opaque_callback_data"), KEY_CHARS),
    )


def _arrived(status: Mapping[str, Any]) -> Arrived | None:
    fate = FATES.get(text_of(status.get("status")))
    key = text_of(status.get("biz_opaque_callback_data"), KEY_CHARS)
    return Arrived(key=key, fate=fate) if fate and key else None
