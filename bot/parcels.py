"""A message on its way to Slack."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.cards import pane
from bot.cards.block import Message
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage
from storage.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Carries:
    """A customer's message that a post brings into Slack."""

    message: CustomerMessage
    conversation: str
    """Who writes with which of our numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sends:
    """An answer that goes on to a customer once it stands in Slack."""

    key: str
    """Ours, opaque: what becomes of it is told under it."""
    contact_id: str
    line: str
    channel: Channel
    text: str
    at: datetime
    """When somebody said it: what waits for too long is not sent any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message on its way to Slack, in every size, largest first."""

    channel: str
    thread_ts: str | None
    sizes: tuple[Message, ...]
    place: str | None = None
    """Set where there is one card a place, updated from then on."""
    contact_id: str | None = None
    only_update: bool = False
    marks: tuple[str, ...] = ()
    """What a later update must know of the first posting."""
    user_id: str | None = None
    """Set where only this member may see it."""
    handle: str = ""
    """Set where what stands there is changed, whatever is remembered of it."""
    entity: pane.Entity | None = None
    """The Work Object that it carries in its metadata, where every app in the channel can read it."""
    carries: Carries | None = None
    """Set where it is to be recorded once it stands."""
    sends: Sends | None = None
    """Set where it goes on to a customer once it stands."""
    request: str = ""
    """The request to a second admin that it is: it is answered where it stands, wherever that is done."""
    tells_of: str = ""
    """The contact that it says something of, where it is no card of theirs: it is given up with them."""
    names: tuple[Identifier, ...] = ()
    """What it names of whoever has it: it is given up with them."""
    shows: str = ""
    """The profile as it was when it was drawn (`state_of`); empty for what is no card of one."""


def state_of(profile: Profile | None) -> str:
    """What tells one moment of a profile from another, as far as a card shows it."""
    if profile is None:
        return ""
    shown = (
        sorted(profile.revisions.items()),
        profile.message_count,
        profile.note_count,
        profile.orders,
        profile.links,
        profile.suggestions,
    )
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]
