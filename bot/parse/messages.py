"""A message event, of whatever shape, to what it means: a customer's message, or why it is none."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.parse import forward, mail
from bot.parse.addressed import mentions as mentions_bot
from bot.parse.evidence import mentions
from bot.parse.reading import (
    NeedsFile,
    NobodyNamed,
    NotCustomers,
    OwnBot,
    Reading,
    TeamAnswer,
)
from bot.parse.relays import Said, said_by_relay
from bot.parse.senders import About
from bot.parse.text import SCANNED_CHARS, body_of, mapping_in, mappings_in, text_in
from storage.feed import Feed
from storage.message import Answer, Channel, CustomerMessage, Evidence

_READ_SUBTYPES: Final = frozenset(
    {"", "bot_message", "file_share", "thread_broadcast", "me_message"}
)
ANSWER_CHARS: Final = 500
_SLACKBOT: Final = "USLACKBOT"
_REACJI_APP: Final = "A1BFDR28J"


def read_message(
    event: Mapping[str, Any],
    *,
    feed: Feed | None,
    region: str,
    own: OwnBot,
    permalink: str | None = None,
    files: Mapping[str, Mapping[str, Any]] | None = None,
) -> Reading:
    """What a message event means. Never raises, whatever the event is.

    `files` are stubs filled in by `files.info`, by id; `region` is for numbers without a country code.
    """
    if event.get("bot_id") == own.bot_id or event.get("user") == own.user_id:
        return NotCustomers(why="own")
    if text_in(event.get("subtype")) not in _READ_SUBTYPES:
        return NotCustomers(why="notice")
    event = _with_files(event, files or {})
    about = About(
        channel=feed.channel if feed else None,
        region=(feed.region if feed else None) or region,
        own_domains=feed.own_domains if feed else (),
    )
    if needed := mail.stub(event):
        return NeedsFile(file_id=needed) if needed not in (files or {}) else NobodyNamed(why="stub")
    found = mail.mail_file(event)
    if found is not None:
        return _concluded(event, mail.said_by_mail(found, about), permalink, found)
    attachment = forward.shared(event)
    if attachment is not None:
        return _forwarded(event, attachment, about, own, permalink, files or {})
    if event.get("app_id") == _REACJI_APP or _is_reference(event):
        return NotCustomers(why="reference")
    if (
        event.get("bot_id")
        or event.get("subtype") == "bot_message"
        or event.get("user") == _SLACKBOT
    ):
        return _concluded(event, said_by_relay(event, about), permalink, None)
    return _talk(event, about, own, permalink)


def _talk(event: Mapping[str, Any], about: About, own: OwnBot, permalink: str | None) -> Reading:
    """A colleague's own words: whom they mention is offered, unless they speak to the bot or answer somebody."""
    if mentions_bot(text_in(event.get("text")), own.user_id):
        return NotCustomers(why="to_us")
    if _in_thread(event):
        return _answer(event, text_in(event.get("user")) or None, body_of(event), permalink)
    candidates = tuple(mentions(body_of(event), region=about.region, own_domains=about.own_domains))
    if candidates:
        return NobodyNamed(why="talk", candidates=candidates, text=body_of(event))
    return NotCustomers(why="talk")


def _answer(
    event: Mapping[str, Any], by: str | None, text: str, permalink: str | None
) -> TeamAnswer:
    """What somebody of the team says in a thread, in Slack or through a relay."""
    answer = Answer(
        by=by,
        at=moment_of(event.get("ts")),
        text=text[:ANSWER_CHARS],
        source=source_of(event),
        link=permalink,
    )
    return TeamAnswer(conversation=conversation_of(event), answer=answer)


def edit_of(event: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The source and the new event of an edit; None where only an unfurl came to the same words."""
    if event.get("subtype") != "message_changed":
        return None
    new, old = mapping_in(event.get("message")), mapping_in(event.get("previous_message"))
    if new.get("subtype") == "tombstone" or not new:
        return None
    if old and (new.get("text"), new.get("blocks"), new.get("files")) == (
        old.get("text"),
        old.get("blocks"),
        old.get("files"),
    ):
        return None
    edited = {**new, "type": "message", "channel": event.get("channel")}
    return source_of(edited), edited


def deletion_of(event: Mapping[str, Any]) -> str | None:
    """The source of a message that was deleted, or None."""
    changed = mapping_in(event.get("message"))
    if event.get("subtype") == "message_changed" and changed.get("subtype") == "tombstone":
        return f"{event.get('channel')}/{changed.get('ts')}"
    if event.get("subtype") != "message_deleted":
        return None
    return f"{event.get('channel')}/{event.get('deleted_ts')}"


def source_of(event: Mapping[str, Any]) -> str:
    """The key of the message that carries the words: for a forward that of the original."""
    attachment = forward.shared(event)
    if attachment is not None and attachment.get("channel_id") and attachment.get("ts"):
        return f"{attachment['channel_id']}/{attachment['ts']}"[:200]
    return f"{event.get('channel')}/{event.get('ts')}"[:200]


def _concluded(
    event: Mapping[str, Any], said: Said, permalink: str | None, file: Mapping[str, Any] | None
) -> Reading:
    """A customer's message where somebody is named, or the thread tells who; else what was found."""
    if said.answered_by and _in_thread(event):
        return _answer(event, said.answered_by, said.text, permalink)
    if said.agents:
        return NotCustomers(why="agents")
    named = any(claim.evidence is not Evidence.MENTIONED for claim in said.claims)
    if not named and not _in_thread(event):
        return NobodyNamed(why="no_sender", candidates=said.claims, text=said.text)
    arrived = moment_of(event.get("ts"))
    return CustomerMessage(
        channel=said.channel or Channel.WEB,
        claims=said.claims,
        name=said.name,
        hints=said.hints,
        text=said.text[:SCANNED_CHARS],
        subject=said.subject,
        files=file_names(event),
        sent_at=mail.sent_at(file, arrived) if file else arrived,
        source=source_of(event),
        conversation=conversation_of(event),
        link=permalink,
    )


def _forwarded(
    event: Mapping[str, Any],
    attachment: Mapping[str, Any],
    about: About,
    own: OwnBot,
    permalink: str | None,
    files: Mapping[str, Mapping[str, Any]],
) -> Reading:
    """What was shared, read as what it was where it stood; a teammate's own words are only offered."""
    inside = {**forward.original(attachment)}
    if text_in(attachment.get("author_id")) in (own.bot_id, own.user_id):
        return NotCustomers(why="own")
    inside = dict(_with_files(inside, files))
    if needed := mail.stub(inside):
        return NeedsFile(file_id=needed) if needed not in files else NobodyNamed(why="stub")
    found = mail.mail_file(inside)
    carried = {**inside, "channel": event.get("channel"), "ts": event.get("ts")}
    carried["attachments"] = [attachment]
    if found is not None:
        return _concluded(carried, mail.said_by_mail(found, about), permalink, found)
    said = said_by_relay({**inside, "attachments": inside["attachments"]}, about)
    if inside.get("bot_id"):
        return _concluded(carried, said, permalink, None)
    weak = tuple(claim.model_copy(update={"evidence": Evidence.MENTIONED}) for claim in said.claims)
    return NobodyNamed(why="forwarded_talk", candidates=weak, text=said.text)


def _with_files(
    event: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    if not files:
        return event
    filled = [files.get(text_in(one.get("id")), one) for one in mappings_in(event.get("files"))]
    return {**event, "files": filled}


def _is_reference(event: Mapping[str, Any]) -> bool:
    """True for a message that is only a link to another one."""
    text = text_in(event.get("text")).strip()
    return (
        text.startswith("<https://")
        and "/archives/" in text
        and text.count(">") == 1
        and text.endswith(">")
    )


def _in_thread(event: Mapping[str, Any]) -> bool:
    thread = event.get("thread_ts")
    return bool(thread) and thread != event.get("ts")


def conversation_of(event: Mapping[str, Any]) -> str:
    """The key of the thread that a message is in, or begins."""
    return f"{event.get('channel')}/{event.get('thread_ts') or event.get('ts')}"[:200]


def file_names(event: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of a message's files, those that are mails left out."""
    names = [
        text_in(one.get("name") or one.get("title"))[:100]
        for one in mappings_in(event.get("files"))
        if one.get("mode") != "email" and one.get("filetype") != "email"
    ]
    return tuple(name for name in names if name)[:10]


def moment_of(ts: object) -> datetime:
    """The moment of a message's ts; of the epoch where it is none."""
    try:
        return datetime.fromtimestamp(float(str(ts)), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
