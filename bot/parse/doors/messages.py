"""A customer's message in our own JSON: `POST /ingest/messages`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.parse.doors.reading import TEXT_CHARS, Wrong, wrong_from
from storage.identifiers import Identifier, email, external, handle, phone
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.names import is_a_name


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class _Sender(_Told):
    name: str | None = Field(default=None, max_length=200)
    phone: str | None = Field(default=None, max_length=40)
    email: str | None = Field(default=None, max_length=254)
    handle: str | None = Field(default=None, max_length=200)
    external_id: str | None = Field(default=None, max_length=240)
    verified: bool | None = None


class _Message(_Told):
    id: str = Field(min_length=1, max_length=200)
    channel: Channel
    sender: _Sender = Field(alias="from")
    text: str = Field(default="", max_length=40_000)
    subject: str | None = Field(default=None, max_length=500)
    files: tuple[str, ...] = Field(default=(), max_length=10)
    conversation: str | None = Field(default=None, min_length=1, max_length=200)
    sent_at: AwareDatetime
    workspace: str | None = Field(default=None, max_length=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectMessage:
    """A customer's message out of a door, and what it is known by there."""

    id: str
    """Equal for repetitions of it."""
    conversation: str
    """Who writes with which of our numbers: what follows within a day goes to the same thread."""
    message: CustomerMessage
    ours: str = ""
    """Which of our numbers it was written to, as the maker names it; empty where it does not."""
    workspace: str | None = None


def read_message_event(body: Mapping[str, Any], *, region: str) -> DirectMessage | Wrong:
    """The message in a body, or what is wrong with it."""
    try:
        told = _Message.model_validate(dict(body))
    except ValidationError as error:
        return wrong_from(error)
    claims, wrong = [], []
    for where, claim in _claims(told, region):
        if claim is None:
            wrong.append(where)
        else:
            claims.append(claim)
    if wrong:
        return Wrong(f"from.{wrong[0]}: this is none; a number needs its country code.")
    if not claims:
        return Wrong("from: one of phone, email, handle or external_id is needed.")
    if not (told.text.strip() or told.files):
        return Wrong("text: a message has words or files.")
    first = str(claims[0].identifier)
    conversation = f"messages/{told.channel.value}/{told.conversation or first}"
    name = told.sender.name if told.sender.name and is_a_name(told.sender.name) else None
    message = CustomerMessage(
        channel=told.channel,
        claims=tuple(claims),
        name=name,
        text=told.text[:TEXT_CHARS],
        subject=told.subject,
        files=tuple(name[:100] for name in told.files if name.strip()),
        sent_at=told.sent_at,
        source=f"messages/{told.channel.value}/{told.id}",
        conversation=conversation,
    )
    return DirectMessage(
        id=told.id, conversation=conversation, message=message, workspace=told.workspace
    )


def _claims(told: _Message, region: str) -> Iterator[tuple[str, SenderClaim | None]]:
    """Each identifier by its field; None for one that is none."""
    sender = told.sender
    whatsapp = told.channel is Channel.WHATSAPP
    forgeable = told.channel is Channel.EMAIL
    sure = sender.verified if sender.verified is not None else not forgeable
    evidence = Evidence.VOUCHED if sure else Evidence.UNVERIFIED
    found: list[tuple[str, str | None, Identifier | None]] = [
        ("external_id", sender.external_id, _external(sender.external_id or "")),
        ("phone", sender.phone, phone(sender.phone or "", region=region, whatsapp=whatsapp)),
        ("handle", sender.handle, _handle(told.channel, sender.handle or "")),
        ("email", sender.email, email(sender.email or "")),
    ]
    for field, text, identifier in found:
        if text:
            claim = (
                SenderClaim(identifier=identifier, evidence=evidence, raw=text[:200])
                if identifier
                else None
            )
            yield field, claim


def _external(text: str) -> Identifier | None:
    system, colon, value = text.partition(":")
    return external(system, value) if colon else None


def _handle(channel: Channel, text: str) -> Identifier | None:
    kind = "wa_username" if channel is Channel.WHATSAPP else channel.value
    return handle(kind, text)
