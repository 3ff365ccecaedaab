"""What a customer writes of again: which time it is, where it was told before, and what was answered then."""

from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards.authors import somebody
from bot.cards.block import Block, button, section
from bot.cards.history import place_of
from bot.cards.text import Safe, bold, excerpt, joined, moment, ours
from storage.message import Message
from storage.profile import Profile
from storage.repeating import again_in

EARLIER: Final = 3
ANSWER_CHARS: Final = 160


def again(profile: Profile, now: datetime, conversation: str = "") -> Block | None:
    """That the newest message, of this conversation where one is named, is about something told before."""
    found = again_in(profile.messages, conversation)
    if found is None:
        return None
    told = bold(ours(wording.again(found.times, found.since)))
    where = joined([_place(one) for one in found.earlier[:EARLIER]], ", ")
    lines = [ours(f":repeat: {told}: {where}"), _answer(found.earlier[0], now)]
    click = clicks.AnotherMatter(profile.contact_id, found.message.id)
    return section(joined(lines, "\n"), accessory=button(wording.another_matter(), click))


def _place(message: Message) -> Safe:
    return joined([place_of(message), moment(message.sent_at, "{date_short_pretty}")], " ")


def _answer(message: Message, now: datetime) -> Safe:
    """Who answered last time, and how."""
    if not message.answers:
        return ours(wording.not_answered())
    last = message.answers[-1]
    words = excerpt(last.text, ANSWER_CHARS)
    return ours(wording.answered(somebody(last.by), wording.ago(now - last.at), words))
