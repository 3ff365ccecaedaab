"""After a merge or a split."""

from bot import clicks, wording
from bot.cards.block import Message, actions, button, message, section
from bot.cards.identifiers import title_of
from bot.cards.merge_sides import side
from bot.cards.text import escaped, excerpt, ours
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
    show = button(wording.show(), clicks.ShowOne(profile.contact_id))
    return message(told, [section(told), actions("parted", show)])


def nothing_parted() -> Message:
    """A colleague was first, or there was nothing to take apart."""
    told = ours(wording.nothing_to_part())
    return message(told, [section(told)])


def parted(left: Profile, right: Profile) -> Message:
    """The two after a split, with the way back."""
    told = ours(wording.taken_apart(*(excerpt(title_of(one), 80) for one in (left, right))))
    blocks = [
        section(
            side(one),
            accessory=button(
                wording.show(),
                clicks.ShowOne(one.contact_id),
                number=number,
                whom=f"{title_of(one)} ({number + 1})",  # the two may well be of one name
            ),
        )
        for number, one in enumerate((left, right))
    ]
    again = button(wording.merge_again(), clicks.MergeAgain(left.contact_id, right.contact_id))
    shown = [section(told), *blocks, actions("parted", again)]
    return message(told, shown, reads=(left.contact_id, right.contact_id))


def _told(outcome: Undone) -> str:
    match outcome:
        case Undone.APART:
            return wording.parted(still=False)
        case Undone.STILL_JOINED:
            return wording.parted(still=True)
        case Undone.NOTHING:
            return wording.nothing_to_part()
