"""What was said before: messages across channels, and colleagues' notes."""

from datetime import datetime
from typing import Final

from bot import wording
from bot.cards.block import Block, context, section
from bot.cards.text import Safe, day, escaped, joined, link, moment, ours, shortened
from storage.contact import Note
from storage.message import Message
from storage.profile import Profile

EXCERPT_CHARS: Final = 220
MESSAGES: Final = 3
NOTES: Final = 3


def seen(profile: Profile) -> Safe:
    first, last = profile.first_seen, profile.last_seen
    if first is None or last is None:
        return Safe("")
    channels = ", ".join(
        f"{wording.CHANNELS[seen.channel]} ({seen.count})" for seen in profile.sightings
    )
    return ours(wording.seen(day(first), moment(last), channels))


def messages(profile: Profile) -> list[Block | None]:
    """The newest messages across all channels, with links to where they stand."""
    shown = [_line(written) for written in profile.messages[:MESSAGES]]
    return [section(joined(shown, "\n"))] if shown else []


def _line(written: Message) -> Safe:
    where = wording.CHANNELS[written.channel]
    place = link(written.link, where) if written.link else escaped(where)
    words = escaped(_excerpt(written))
    unsure = "" if written.verified else " _(sender not verified)_"
    return ours(f"{place}, {moment(written.sent_at)}{unsure}\n>{words}")


def _excerpt(written: Message) -> str:
    text = " ".join(part for part in (written.subject, written.text) if part) or ", ".join(
        written.files
    )
    return shortened(" ".join(text.split()), EXCERPT_CHARS) or "(no text)"


def earlier(profile: Profile, now: datetime, conversation: str) -> Block | None:
    """In a thread: the newest message that was written elsewhere."""
    elsewhere = (one for one in profile.messages if one.conversation != conversation)
    written = next(elsewhere, None)
    if written is None:
        alone = profile.message_count <= len(profile.messages)
        return context(ours(wording.FIRST_CONTACT)) if alone else None
    where = wording.CHANNELS[written.channel]
    place = link(written.link, where) if written.link else escaped(where)
    told = wording.ago(now - written.sent_at)
    words = escaped(_excerpt(written))
    return context(ours(f"Before that, on {place}, {told}: \u201c{words}\u201d"))


def notes(profile: Profile) -> list[Block | None]:
    shown = [_noted(note) for note in profile.notes[:NOTES]]
    if not shown:
        return []
    more = profile.note_count - len(shown)
    return [
        section(
            joined(
                [*shown, ours(f"_+{wording.count(more, 'note')}_") if more > 0 else Safe("")], "\n"
            )
        )
    ]


def _noted(note: Note) -> Safe:
    author = f"<@{note.by}>" if _is_member(note.by) else escaped(note.by or "")
    source = link(note.link, "message") if note.link else Safe("")
    words = escaped(shortened(" ".join(note.text.split()), 400))
    said = joined([ours(author), day(note.at), source], ", ")
    return ours(f":memo: {words} \u2014 {said}")


def _is_member(author: str | None) -> bool:
    return (
        bool(author) and author[:1] in "UW" and author.isalnum() and author.isupper()
        if author
        else False
    )
