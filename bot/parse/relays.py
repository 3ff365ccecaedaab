"""Messages that a relay posts for a customer: one function a sender's shape, the generic one last."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.parse.evidence import claim_of, mentions, merged, named
from bot.parse.labels import Labelled, labelled, read_lines
from bot.parse.senders import About, frame_evidence, in_titles, named_in_line, senders
from bot.parse.text import (
    body_of,
    fields_of,
    mapping_in,
    plain,
    text_in,
    unquoted,
)
from storage.identifiers import external
from storage.message import Channel, Evidence, SenderClaim
from storage.names import is_a_name

CHANNEL_WORDS: Final = {
    "whatsapp": Channel.WHATSAPP,
    "instagram": Channel.INSTAGRAM,
    "sms": Channel.SMS,
    "text message": Channel.SMS,
    "voicemail": Channel.VOICE,
    "messenger": Channel.MESSENGER,
    "facebook": Channel.MESSENGER,
    "telegram": Channel.TELEGRAM,
    "twitter": Channel.X,
    "e-mail": Channel.EMAIL,
    "email": Channel.EMAIL,
    "website": Channel.WEB,
    "chat": Channel.WEB,
}
# Only in the frame above the words: below it a customer may link another conversation.
_CHATWOOT: Final = re.compile(
    r"^\s{0,9}\*Inbox:[^\n]{0,300}\n\s{0,9}<?"
    r"[^\s<>|]{1,300}/app/accounts/(\d{1,12})/conversations/(\d{1,12})"
)
_CHATWOOT_NAME: Final = re.compile(r"^(.{1,200}) \((Contact|Agent|Bot|System)\)$")
_PAPERCUPS: Final = re.compile(r"/conversations/(?:all/)?([0-9a-fA-F\-]{8,64})")
_PAPERCUPS_WORDS: Final = re.compile(r"^\s{0,9}\*?:wave: (.{1,200}?)\*?:\s?(.{0,8000})$", re.DOTALL)
_PAPERCUPS_OPENING: Final = re.compile(r"^\s{0,9}(?:&gt; |> )?\*?:(?:wave|email): ")
_PAPERCUPS_AGENT: Final = re.compile(r"^\s{0,9}\*?:[a-z_\-]{0,30}technologist: ")
_PAPERCUPS_ANSWER: Final = re.compile(r"^([^*\n]{1,200}?)\*?:\s?(.{1,8000})$", re.DOTALL)
_INVITATION: Final = "Reply to this thread"
_SMS: Final = re.compile(
    r"^\s*(?:new )?(?:sms|text|text message)(?: message)? from ([^:\n]{5,60}):\s?(.{0,8000})$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a relay's post says, whatever its shape."""

    channel: Channel | None = None
    claims: tuple[SenderClaim, ...] = ()
    name: str | None = None
    text: str = ""
    subject: str | None = None
    hints: dict[str, str] = field(default_factory=dict)
    agents: bool = False
    """True for a line about or by an agent: no customer's."""
    answered_by: str = ""
    """Whose answer it is, where an agent wrote to the customer in the relay itself; empty for all else."""


def said_by_relay(message: Mapping[str, Any], about: About) -> Said:
    """What a relay's post says. Never None: in the end there are at least the words."""
    for shape in SHAPES:
        said = shape(message, about)
        if said is not None:
            return said
    return generic(message, about)


def chatwoot(message: Mapping[str, Any], about: About) -> Said | None:
    """Chatwoot: `username` is "Jane (Contact)"; the first post links the conversation, which is the identifier."""
    username = text_in(message.get("username"))
    suffixed = _CHATWOOT_NAME.match(username)
    old_style = username.startswith("Contact: ")
    raw = text_in(message.get("text"))
    found = _CHATWOOT.search(raw)
    if not (suffixed or old_style):
        return None
    who = suffixed.group(1) if suffixed else username.removeprefix("Contact: ")
    text = plain(raw)
    private = text.lstrip().startswith("private: ")
    if suffixed and suffixed.group(2) == "Agent" and not private:
        return Said(agents=True, answered_by=f"{who} (Chatwoot)", text=text.strip())
    if private or (suffixed and suffixed.group(2) != "Contact"):
        return Said(agents=True)
    lines = [line for line in text.splitlines() if "/conversations/" not in line]
    labels = Labelled()
    read_lines(labels, lines)
    inbox = labels.get("channel")
    claim = _conversation("chatwoot", f"{found.group(1)}/{found.group(2)}") if found else None
    return Said(
        channel=channel_in(inbox) or about.channel,
        claims=merged([claim]),
        name=name_or_none(who),
        text="\n".join(labels.rest).strip(),
        subject=labels.get("subject") or None,
    )


def papercups(message: Mapping[str, Any], about: About) -> Said | None:
    """Papercups: fields Name, Email, Source; the dashboard's link below the words names the conversation."""
    raw = text_in(message.get("text"))
    if opened := _PAPERCUPS_AGENT.match(raw):
        answer = _PAPERCUPS_ANSWER.match(plain(raw[opened.end() :]))
        if answer is None:
            return Said(agents=True)
        by, words = answer.groups()
        return Said(agents=True, answered_by=f"{by} (Papercups)", text=words.strip())
    found = _PAPERCUPS.search(raw.rpartition(_INVITATION)[2])
    if not (found and _INVITATION in raw and _PAPERCUPS_OPENING.match(raw)):
        return None
    labels = Labelled()
    for text in fields_of(message.get("blocks")):
        label, _, value = text.partition("\n")
        labels.take(label.strip().strip("*").rstrip(":"), value)
    body = plain(raw).rpartition(_INVITATION)[0].rstrip("> \n")
    opening = _PAPERCUPS_WORDS.match(body)
    who, inside = named(opening.group(1)) if opening else ("", "")
    words = opening.group(2) if opening else "\n".join(unquoted(body.splitlines()))
    address = _email(labels.get("email") or inside, about)
    return Said(
        channel=channel_in(labels.get("channel")) or about.channel or Channel.WEB,
        claims=merged([address, _conversation("papercups", found.group(1))]),
        name=name_or_none(labels.get("name") or who),
        text=words.strip(),
        hints={"timezone": labels.get("timezone")} if labels.get("timezone") else {},
    )


def text_message(message: Mapping[str, Any], about: About) -> Said | None:
    """`SMS from +15555550100: body`, where nothing but the text says whose it is."""
    found = _SMS.match(body_of(message))
    if found is None or in_titles(message, channel=Channel.SMS, about=about):
        return None
    name, inside = named(found.group(1))
    claim = claim_of(
        inside or name, frame_evidence(message), region=about.region, channel=Channel.SMS
    )
    return Said(
        channel=Channel.SMS,
        claims=merged([claim]),
        name=name_or_none(name) if inside else None,
        text=found.group(2).strip(),
    )


def generic(message: Mapping[str, Any], about: About) -> Said:
    """Any other relay: labels, and a name with a number or an address in brackets after it."""
    body = body_of(message)
    labels = labelled(message, body)
    channel = _channel_of(message, body, labels, about)
    found = senders(message, body, labels, channel=channel, about=about)
    claims = [one.claim for one in found if one.claim]
    name = labels.get("name") or next((one.name for one in found if one.name), "")
    username = named(text_in(message.get("username")))[0]
    strong = any(claim.evidence is not Evidence.MENTIONED for claim in claims)
    former = claim_of(labels.former, Evidence.VOUCHED, region=about.region, channel=channel)
    if former and any(claim.evidence is Evidence.VOUCHED for claim in claims):
        claims.append(former.model_copy(update={"former": True}))
    text = labels.get("message") or "\n".join(_without_frame(unquoted(labels.rest))).strip()
    claims += mentions(text, region=about.region, own_domains=about.own_domains)
    return Said(
        channel=channel,
        claims=merged(claims),
        name=name_or_none(name) or (name_or_none(username) if strong else None),
        text=text,
        subject=labels.get("subject") or None,
        hints={
            key: labels.get(key) for key in ("company", "timezone", "location") if labels.get(key)
        },
    )


SHAPES: Final[tuple[Callable[[Mapping[str, Any], About], Said | None], ...]] = (
    chatwoot,
    papercups,
    text_message,
)


def channel_in(text: str) -> Channel | None:
    """The channel that a text names, or None."""
    lowered = text.casefold()
    return next((channel for word, channel in CHANNEL_WORDS.items() if word in lowered), None)


def name_or_none(text: str | None) -> str | None:
    """A name worth the word, or None."""
    return text.strip()[:200] if text and is_a_name(text.strip()) else None


def _channel_of(
    message: Mapping[str, Any], body: str, labels: Labelled, about: About
) -> Channel | None:
    profile = mapping_in(message.get("bot_profile"))
    places = [
        labels.get("channel"),
        body.partition("\n")[0][:80],
        text_in(message.get("username")),
        text_in(profile.get("name")),
    ]
    if about.channel:
        return about.channel
    return next((found for place in places if (found := channel_in(place))), None)


def _without_frame(lines: list[str]) -> list[str]:
    """The words without a first line that only says what this is, or who it is from."""
    rest = list(lines)
    while rest and not rest[0].strip():
        rest.pop(0)
    if len(rest) > 1:
        first = rest[0].strip()
        _, inside = named_in_line(first)
        heading = len(first) < 60 and channel_in(first) and "message" in first.casefold()
        if heading or (
            inside and any(character.isdigit() or character == "@" for character in inside)
        ):
            rest.pop(0)
    return rest


def _conversation(system: str, value: str) -> SenderClaim | None:
    """A conversation's id in a helpdesk: what names somebody of whom it tells neither number nor address."""
    found = external(system, value)
    return SenderClaim(identifier=found, evidence=Evidence.VOUCHED) if found else None


def _email(raw: str, about: About) -> SenderClaim | None:
    if "@" not in raw:
        return None
    return claim_of(
        raw, Evidence.VOUCHED, region=about.region, channel=None, own_domains=about.own_domains
    )
