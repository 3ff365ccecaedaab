"""Messages that a relay posts for a customer: one function a sender's shape, the generic one last."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.parse.evidence import claim_of, mentions, merged, named
from bot.parse.labels import Labelled, labelled, read_lines
from bot.parse.text import (
    body_of,
    fields_of,
    mapping_in,
    mappings_in,
    plain,
    text_in,
    unescaped,
    unquoted,
)
from storage.identifiers import external, handle
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
_CHATWOOT: Final = re.compile(
    r"<?([^\s<>|]{1,300}/app/accounts/(\d{1,12})/conversations/(\d{1,12}))"
)
_CHATWOOT_NAME: Final = re.compile(r"^(.{1,200}) \((Contact|Agent|Bot|System)\)$")
_PAPERCUPS: Final = re.compile(r"/conversations/(?:all/)?([0-9a-fA-F\-]{8,64})")
_SMS: Final = re.compile(
    r"^\s*(?:new )?(?:sms|text|text message)(?: message)? from ([^:\n]{5,60}):\s?(.{0,8000})$",
    re.IGNORECASE | re.DOTALL,
)
_MAILTO: Final = re.compile(r"<mailto:([^<>|\n]{1,254})(?:\|[^<>\n]{0,300})?>")
_FIRST_LINE: Final = re.compile(
    r"^\s*[*_]{0,2}(?::[a-z_\-]{1,40}:\s?|\W{1,4}\s?)?[*_]{0,2}(.{1,200}?)[*_]{0,2}\s*$"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of the place a message stands in."""

    channel: Channel | None
    region: str | None
    own_domains: tuple[str, ...]


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
    if not (suffixed or old_style or found):
        return None
    who = suffixed.group(1) if suffixed else username.removeprefix("Contact: ")
    text = plain(raw)
    if (suffixed and suffixed.group(2) != "Contact") or text.lstrip().startswith("private: "):
        return Said(agents=True)
    lines = [line for line in text.splitlines() if "/conversations/" not in line]
    labels = Labelled()
    read_lines(labels, lines)
    inbox = labels.get("channel")
    claims = []
    if found and (identifier := external("chatwoot", f"{found.group(2)}/{found.group(3)}")):
        claims.append(
            SenderClaim(identifier=identifier, evidence=Evidence.VOUCHED, raw=found.group(1)[:200])
        )
    return Said(
        channel=channel_in(inbox) or about.channel,
        claims=tuple(claims),
        name=name_or_none(who),
        text="\n".join(labels.rest).strip(),
        subject=labels.get("subject") or None,
    )


def papercups(message: Mapping[str, Any], about: About) -> Said | None:
    """Papercups: fields Name, Email, Source; the dashboard's link names the conversation."""
    raw = text_in(message.get("text"))
    blocks = mappings_in(message.get("blocks"))
    found = _PAPERCUPS.search(raw)
    closes = any(
        element.get("action_id") == "close_conversation"
        or element.get("value") == "close_conversation"
        for block in blocks
        for element in mappings_in(block.get("elements"))
    )
    if not (found and ("Reply to this thread" in raw or closes)):
        return None
    labels = Labelled()
    for text in fields_of(blocks):
        label, _, value = text.partition("\n")
        labels.take(label.strip().strip("*").rstrip(":"), value)
    body = (
        plain(raw)
        .partition("\n\nReply to this thread")[0]
        .partition("\n\n> Reply to this thread")[0]
    )
    opening = re.match(r"^\s*\*?:wave: (.{1,200}?)\*?:\s?(.{0,8000})$", body, re.DOTALL)
    who, inside = named(opening.group(1)) if opening else ("", "")
    claims = [_email(labels.get("email") or inside, about)]
    if identifier := external("papercups", found.group(1)):
        claims.append(SenderClaim(identifier=identifier, evidence=Evidence.VOUCHED))
    return Said(
        channel=channel_in(labels.get("channel")) or about.channel or Channel.WEB,
        claims=merged(claims),
        name=name_or_none(labels.get("name") or who),
        text=(opening.group(2) if opening else body).strip(),
        hints={"timezone": labels.get("timezone")} if labels.get("timezone") else {},
    )


def text_message(message: Mapping[str, Any], about: About) -> Said | None:
    """`SMS from +15555550100: body`"""
    found = _SMS.match(body_of(message))
    if found is None:
        return None
    name, inside = named(found.group(1))
    claim = claim_of(inside or name, Evidence.VOUCHED, region=about.region, channel=Channel.SMS)
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
    claims: list[SenderClaim | None] = []
    name = labels.get("name")
    for text in _titles(message, labels):
        who, inside = named(text)
        claim = (
            claim_of(
                inside,
                Evidence.VOUCHED,
                region=about.region,
                channel=channel,
                own_domains=about.own_domains,
            )
            if inside
            else None
        )
        if claim:
            claims.append(claim)
            name = name or who
    for label in ("phone", "from", "email"):
        if value := labels.get(label):
            who, inside = named(value)
            claim = claim_of(
                inside or value,
                Evidence.VOUCHED,
                region=about.region,
                channel=channel,
                own_domains=about.own_domains,
            )
            claims.append(claim)
            name = name or (who if claim and inside else "" if claim else value)
    claims += [
        SenderClaim(identifier=found, evidence=Evidence.VOUCHED, raw=labels.get(kind)[:200])
        for kind in ("instagram", "telegram", "x")
        if (found := handle(kind, labels.get(kind)))
    ]
    username = named(text_in(message.get("username")))[0]
    strong = any(claims)
    lines = unquoted(labels.rest)
    text = labels.get("message") or "\n".join(_without_frame(lines)).strip()
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


def _titles(message: Mapping[str, Any], labels: Labelled) -> list[str]:
    """Where a relay writes whom it posts for, beside its labels."""
    found = [text_in(message.get("username"))]
    found += [text_in(one.get("author_name")) for one in mappings_in(message.get("attachments"))]
    found = [unescaped(_MAILTO.sub(r"(\1)", text)) for text in found]
    first = next((line for line in labels.rest if line.strip()), "")
    matched = _FIRST_LINE.match(first[:300])
    if matched:
        found.append(matched.group(1))
    return [text for text in found if text]


def _without_frame(lines: list[str]) -> list[str]:
    """The words without a first line that only says what this is, or who it is from."""
    rest = list(lines)
    while rest and not rest[0].strip():
        rest.pop(0)
    if len(rest) > 1:
        first = rest[0].strip()
        _, inside = named(_FIRST_LINE.sub(r"\1", first))
        heading = len(first) < 60 and channel_in(first) and "message" in first.casefold()
        if heading or (
            inside and any(character.isdigit() or character == "@" for character in inside)
        ):
            rest.pop(0)
    return rest


def _email(raw: str, about: About) -> SenderClaim | None:
    if "@" not in raw:
        return None
    return claim_of(
        raw, Evidence.VOUCHED, region=about.region, channel=None, own_domains=about.own_domains
    )
