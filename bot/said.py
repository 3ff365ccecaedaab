"""Parcels of what needs no look at a profile: words in a thread, and what was answered when it was asked."""

import json
from collections.abc import Mapping
from datetime import datetime

from bot import jobs
from bot.cards import carried, greeting, ruled, sent
from bot.cards.block import Message
from bot.cards.text import escaped
from bot.parcels import Parcel, Sends
from bot.wording import Language
from bot.working import Hopeless
from storage.message import Channel


def _answer(body: Mapping[str, str]) -> Parcel:
    """What was answered when it was asked; a card follows its profile from then on."""
    first = Message(text=body["text"], blocks=tuple(json.loads(body["blocks"])))
    contact_id, user_id = body["contact"] or None, body["user"] or None
    return Parcel(
        channel=body["channel"],
        thread_ts=body["thread"] or None,
        sizes=(first, Message(text=first.text, blocks=())),
        contact_id=contact_id,
        marks=(jobs.FULL, body.get("language", Language.ENGLISH)) if contact_id else (),
        user_id=user_id,
    )


def words_of(body: Mapping[str, str]) -> Parcel:
    """What needs no look at a profile."""
    match body.get("kind"):
        case jobs.ANSWER:
            return _answer(body)
        case jobs.SAID:
            return said(body["place"], body["text"], _onward(body))
        case jobs.MENTION:
            return told(body["place"], ruled.mention(body["group"]))
        case jobs.UNDELIVERED:
            return told(body["place"], carried.undelivered(body["reason"]))
        case jobs.NOTICE:
            message = greeting.closed(body["channel"], body["code"])
            return Parcel(channel=body["user"], thread_ts=None, sizes=(message,))
        case jobs.UNREADABLE:
            return told(body["place"], greeting.unreadable_file())
        case jobs.GREETING:
            message = greeting.greeting()
            return Parcel(channel=body["channel"], thread_ts=None, sizes=(message,))
        case _:
            raise Hopeless("unknown_kind")


def told(place: str, message: Message) -> Parcel:
    """A sentence of ours in a thread."""
    channel, _, thread_ts = place.partition("/")
    return Parcel(channel=channel, thread_ts=thread_ts, sizes=(message,))


def _onward(body: Mapping[str, str]) -> Sends | None:
    """How what an agent says goes on to the customer; None where a relay carries it, or nobody does."""
    if not body.get("line"):
        return None
    return Sends(
        key=body["key"],
        contact_id=body["contact"],
        line=body["line"],
        channel=Channel(body["channel"]),
        text=body["text"],
        at=datetime.fromisoformat(body["at"]),
    )


def said(place: str, text: str, sends: Sends | None) -> Parcel:
    """Words in a thread. Without blocks where a relay carries the text to the customer."""
    channel, _, thread_ts = place.partition("/")
    spoken = sent.sent(text) if sends else Message(text=escaped(text), blocks=())
    return Parcel(channel=channel, thread_ts=thread_ts, sizes=(spoken,), sends=sends)
