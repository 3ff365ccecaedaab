"""Where a relay's post says who is writing: in its name, in fields, in the frame above the words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.parse.evidence import claim_of, named
from bot.parse.labels import IDENTIFYING, Labelled
from bot.parse.text import mappings_in, text_in, unescaped
from storage.identifiers import handle
from storage.message import Channel, Evidence, SenderClaim

_MAILTO: Final = re.compile(r"<mailto:([^<>|\n]{1,254})(?:\|[^<>\n]{0,300})?>")
_FIRST_LINE: Final = re.compile(
    r"^\s*[*_]{0,2}(?::[a-z_\-]{1,40}:\s?|\W{1,4}\s?)?[*_]{0,2}(.{1,200}?)[*_]{0,2}\s*$"
)
_NAMED_FIRST: Final = re.compile(r"^([^():\n]{1,120}\([^()\n]{3,120}\)): .{0,300}$")
_HANDLES: Final = frozenset({"instagram", "telegram", "x", "wa_bsuid", "wa_username"})


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of the place a message stands in."""

    channel: Channel | None
    region: str | None
    own_domains: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who is said to write."""

    claim: SenderClaim | None
    name: str = ""


def senders(
    message: Mapping[str, Any],
    body: str,
    labels: Labelled,
    *,
    channel: Channel | None,
    about: About,
) -> list[Sender]:
    """Who a post says is writing, each with how far that is to be believed.

    What only a relay can write (its name, an attachment's author, fields) is vouched for. In the text a
    customer's words may follow the relay's frame at once, so of the text the first identifier alone is
    taken for the frame's, and none where the relay says elsewhere who it is.
    """
    sure = in_titles(message, channel=channel, about=about)
    in_fields = [label for label in IDENTIFYING if label in labels.in_fields]
    sure += [_by_label(label, labels, channel, about) for label in in_fields]
    told = _in_first_line(body, channel, about)
    told += [_by_label(label, labels, channel, about) for label in labels.in_lines]
    elsewhere = any(one.claim for one in sure) or bool(
        labels.in_fields.intersection([*IDENTIFYING, "name"])
    )
    frame = None if elsewhere else next((one for one in told if one.claim), None)
    told = [
        _with(one, frame_evidence(message) if one is frame else Evidence.MENTIONED) for one in told
    ]
    return [*sure, *told]


def in_titles(message: Mapping[str, Any], *, channel: Channel | None, about: About) -> list[Sender]:
    """Senders by the names that a post is made under: `Jane Doe (+44 7700 900123)`."""
    written = [text_in(message.get("username"))]
    written += [text_in(one.get("author_name")) for one in mappings_in(message.get("attachments"))]
    texts = [unescaped(_MAILTO.sub(r"(\1)", text)) for text in written]
    return [one for text in texts if (one := _in_brackets(text, channel, about))]


def frame_evidence(message: Mapping[str, Any]) -> Evidence:
    """How far a frame in the text is believed: in a thread relays post the words alone."""
    thread = message.get("thread_ts")
    return Evidence.UNVERIFIED if thread and thread != message.get("ts") else Evidence.VOUCHED


def named_in_line(line: str) -> tuple[str, str]:
    """The name and what stands in brackets after it, in a line that a relay wrote above the words."""
    opening = _NAMED_FIRST.match(line[:600])
    return named(opening.group(1) if opening else _FIRST_LINE.sub(r"\1", line[:300]))


def _in_first_line(body: str, channel: Channel | None, about: About) -> list[Sender]:
    first = next((line for line in body.splitlines() if line.strip()), "")
    who, inside = named_in_line(first)
    found = _in_brackets(f"{who} ({inside})", channel, about) if inside else None
    return [found] if found else []


def _in_brackets(text: str, channel: Channel | None, about: About) -> Sender | None:
    who, inside = named(text)
    claim = _claim(inside, channel, about) if inside else None
    return Sender(claim=claim, name=who) if claim else None


def _by_label(label: str, labels: Labelled, channel: Channel | None, about: About) -> Sender:
    value = labels.get(label)
    if label in _HANDLES:
        return Sender(claim=_handle_claim(label, value))
    if label not in IDENTIFYING or not value:
        return Sender(claim=None)
    who, inside = named(value)
    claim = _claim(inside or value, channel, about)
    return Sender(claim=claim, name=(who if inside else "") if claim else value)


def _handle_claim(kind: str, raw: str) -> SenderClaim | None:
    found = handle(kind, raw)
    if found is None:
        return None
    return SenderClaim(identifier=found, evidence=Evidence.VOUCHED, raw=raw[:200])


def _claim(raw: str, channel: Channel | None, about: About) -> SenderClaim | None:
    return claim_of(
        raw,
        Evidence.VOUCHED,
        region=about.region,
        channel=channel,
        own_domains=about.own_domains,
    )


def _with(sender: Sender, evidence: Evidence) -> Sender:
    claim = sender.claim and sender.claim.model_copy(update={"evidence": evidence})
    return Sender(claim=claim, name=sender.name if evidence is not Evidence.MENTIONED else "")
