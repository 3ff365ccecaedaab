"""What was said before: messages across channels, and colleagues' notes."""

from datetime import datetime
from typing import Final

from bot import wording
from bot.cards.authors import author
from bot.cards.block import Block, context, section
from bot.cards.text import Safe, day, excerpt, joined, link, moment, ours
from storage.contact import Note
from storage.message import Message
from storage.profile import Profile

EXCERPT_CHARS: Final = 220
EARLIER_CHARS: Final = 140
NOTE_CHARS: Final = 400
MESSAGES: Final = 3
NOTES: Final = 3


def seen(profile: Profile) -> Safe:
    """When somebody wrote first and last, and on which channels."""
    first, last = profile.first_seen, profile.last_seen
    if first is None or last is None:
        return Safe("")
    counts = [(sighting.channel, sighting.count) for sighting in profile.sightings]
    return joined([ours(wording.seen(day(first), moment(last))), ours(wording.wrote_on(counts))])


def messages(profile: Profile) -> list[Block | None]:
    """The newest messages across all channels, with links to where they stand."""
    shown = [line(written) for written in profile.messages[:MESSAGES]]
    return [section(joined(shown, "\n"))] if shown else []


def place_of(written: Message) -> Safe:
    """The channel that it was written on, with a link to it where there is one."""
    return _linked(written, wording.CHANNELS[written.channel])


def line(written: Message) -> Safe:
    """A message with where and when it was written."""
    where = wording.CHANNELS[written.channel]
    unsure = "" if written.verified else f" _{wording.sender_not_verified()}_"
    place = _linked(written, where[:1].upper() + where[1:])
    return ours(f"{place}, {moment(written.sent_at)}{unsure}\n>{_words(written, EXCERPT_CHARS)}")


def _linked(written: Message, label: str) -> Safe:
    """The channel, with a link to the message where there is one that can be followed."""
    return (link(written.link, label) if written.link else Safe("")) or ours(label)


def _words(written: Message, limit: int) -> Safe:
    """A message on one line: its subject and text, else the names of its files."""
    text = " \u2014 ".join(part for part in (written.subject, written.text) if part)
    return (
        excerpt(text, limit) or excerpt(", ".join(written.files), limit) or ours(wording.no_text())
    )


def earlier(profile: Profile, now: datetime, conversation: str) -> Block | None:
    """In a thread: the newest message that was written elsewhere."""
    elsewhere = (one for one in profile.messages if one.conversation != conversation)
    written = next(elsewhere, None)
    if written is None:
        alone = profile.message_count <= len(profile.messages)
        return context(ours(wording.first_contact())) if alone else None
    place = place_of(written)
    told = wording.ago(now - written.sent_at)
    return context(ours(wording.before_that(place, told, _words(written, EARLIER_CHARS))))


def notes(profile: Profile) -> list[Block | None]:
    """The newest notes of colleagues, with who wrote them and when."""
    shown = [noted(note) for note in profile.notes[:NOTES]]
    if not shown:
        return []
    more = profile.note_count - len(shown)
    rest = ours(f"_{wording.more_notes(more)}_") if more > 0 else Safe("")
    return [section(joined([*shown, rest], "\n"))]


def noted(note: Note) -> Safe:
    """A note with who wrote it, when, and the message that it was made from."""
    source = link(note.link, wording.note_source()) if note.link else Safe("")
    said = joined([author(note.by), day(note.at), source], ", ")
    return ours(f":memo: {excerpt(note.text, NOTE_CHARS)} \u2014 {said}")
