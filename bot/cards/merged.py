"""After a merge or a split."""

from bot import clicks, wording
from bot.cards.block import Message, actions, button, message, section
from bot.cards.identifiers import title_of
from bot.cards.text import escaped, ours
from storage.profile import Profile
from storage.standing import Limits
from storage.store import Undone


def same_already(profile: Profile) -> Message:
    """The two are one person already."""
    told = escaped(wording.already_one(title_of(profile)))
    return message(told, [section(told)])


def too_many() -> Message:
    """The two are more contacts together than one person has."""
    told = ours(wording.too_many_contacts(Limits().contacts))
    return message(told, [section(told)])


def undone(outcome: Undone, profile: Profile) -> Message:
    """What a split did, with a way to the profile."""
    told = ours(_told(outcome))
    show = button(wording.SHOW, clicks.ShowOne(profile.contact_id))
    return message(told, [section(told), actions("parted", show)])


def _told(outcome: Undone) -> str:
    match outcome:
        case Undone.APART:
            return wording.parted(still=False)
        case Undone.STILL_JOINED:
            return wording.parted(still=True)
        case Undone.NOTHING:
            return wording.nothing_to_part()
