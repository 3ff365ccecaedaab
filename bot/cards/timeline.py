"""All that happened with a customer: messages, notes and orders, the newest first."""

from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards import history
from bot.cards.block import Block, Message, actions, button, context, message, section
from bot.cards.identifiers import title_of
from bot.cards.text import Safe, bold, excerpt, joined, moment, ours
from storage.contact import Order
from storage.profile import Profile

SHOWN: Final = 10
Entry = tuple[datetime, Safe]


def timeline(profile: Profile, *, after: int = 0) -> Message:
    """A page of what happened; `after` is how many things stand before it.

    The profile is read with one message and one note more than the page reaches to.
    """
    name = bold(excerpt(title_of(profile), 100))
    found = sorted(_entries(profile), key=lambda entry: entry[0], reverse=True)
    if not found:
        told = ours(wording.nothing_happened(name))
        return message(told, [section(told)], reads=(profile.contact_id,))
    told = ours(wording.timeline_of(name))
    counted = wording.all_in_all(profile.message_count, profile.note_count, len(profile.orders))
    further = ours(wording.after_the_first(after)) if after else Safe("")
    blocks: list[Block | None] = [
        section(joined([told, joined([ours(counted), further])], "\n")),
        *(section(entry) for _, entry in found[after : after + SHOWN]),
    ]
    if len(found) > after + SHOWN:
        more = clicks.ShowTimeline(profile.contact_id, str(after + SHOWN))
        blocks.append(actions("more", button(wording.more(), more)))
    elif len(found) <= after:
        blocks.append(context(ours(wording.no_more())))
    shown = [block for block in blocks if block is not None]
    return message(told, shown, reads=(profile.contact_id,))


def _entries(profile: Profile) -> list[Entry]:
    found = [(written.sent_at, history.line(written)) for written in profile.messages]
    found += [(note.at, history.noted(note)) for note in profile.notes]
    return found + [entry for order in profile.orders for entry in _ordered(order)]


def _ordered(order: Order) -> list[Entry]:
    number = excerpt(order.id, 50)
    found = []
    if order.placed_at:
        found.append((order.placed_at, wording.order_placed(number)))
    if order.delivered_at:
        found.append((order.delivered_at, wording.order_delivered(number)))
    return [(at, joined([ours(f":package: {told}"), moment(at)])) for at, told in found]
