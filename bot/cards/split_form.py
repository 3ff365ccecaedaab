"""The form that takes a contact out of a profile: which one, and where what was written meanwhile goes."""

from typing import Final

from bot import wording
from bot.cards.block import (
    Block,
    Message,
    View,
    context,
    divider,
    message,
    section,
    select_input,
    view,
)
from bot.cards.identifiers import called, readable, title_of
from bot.cards.text import Safe, bold, escaped, excerpt, joined, ours
from bot.clicks import Field, SplitForm
from storage.contact import Contact, Note, Order
from storage.profile import Link, Profile

MOST_CONTACTS: Final = 50
MOST_MOVED: Final = 12
STAYS, GOES = "stays", "goes"


def alone(profile: Profile) -> Message:
    """There is nothing to take apart."""
    told = escaped(wording.one_contact(title_of(profile)))
    return message(told, [section(told)])


def pick(about: SplitForm, profile: Profile) -> View:
    """Which contact is somebody else?"""
    contacts = profile.contacts[:MOST_CONTACTS]
    options = [(contact.id, _named(contact)) for contact in contacts]
    rows = [
        section(joined([_contact(profile, contact) for contact in contacts[at : at + 8]], "\n"))
        for at in range(0, len(contacts), 8)
    ]
    links = [_link(profile, link) for link in profile.links[:20]]
    blocks: list[Block | None] = [
        *rows,
        context(*links[:8]) if links else None,
        select_input(
            Field.PARTING, wording.PARTING_LABEL, options, hint=wording.PARTING_HINT, optional=False
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.SPLIT_TITLE, shown, submit=wording.NEXT, close=wording.CLOSE)


def preview(about: SplitForm, profile: Profile) -> View:
    """What will happen: who leaves, which links are cut, and what was written meanwhile."""
    leaves = next(contact for contact in profile.contacts if contact.id == about.chosen)
    cut = [link for link in profile.links if about.chosen in (link.kept, link.joined)]
    told = joined(
        [escaped(wording.leaves(_named(leaves))), *(_link(profile, link) for link in cut[:8])], "\n"
    )
    blocks: list[Block | None] = [section(told), section(ours(wording.SPLIT_NOTE)), divider()]
    for number, one in enumerate(movable(profile)):
        goes = one.contact_id == about.chosen
        blocks.append(
            select_input(
                f"{Field.MOVING}{number}",
                _thing(one),
                [(STAYS, wording.STAYS), (GOES, wording.GOES)],
                initial=GOES if goes else STAYS,
                optional=False,
            )
        )
    shown = [block for block in blocks if block is not None]
    return view(about, wording.SPLIT_TITLE, shown, submit=wording.SPLIT, close=wording.CLOSE)


def movable(profile: Profile) -> list[Note | Order]:
    """The notes and orders that an agent may send to the other side, the newest first."""
    found: list[Note | Order] = [*profile.notes, *profile.orders]
    return found[:MOST_MOVED]


def errors_gone() -> dict[str, str]:
    """The contact is not of this profile any more."""
    return {Field.PARTING: wording.gone()}


def _named(contact: Contact) -> str:
    identifiers = [claim.identifier for claim in contact.claims]
    where = wording.CHANNELS[contact.source] if contact.source else wording.ORIGINS[contact.origin]
    return f"{called(contact.first('name'), identifiers)} ({where})"


def _contact(profile: Profile, contact: Contact) -> Safe:
    held = [
        wording.count(number, word)
        for number, word in (
            (sum(note.contact_id == contact.id for note in profile.notes), "note"),
            (sum(order.contact_id == contact.id for order in profile.orders), "order"),
            (len(contact.tags), "tag"),
        )
        if number
    ]
    known = [excerpt(readable(claim.identifier), 80) for claim in contact.claims[:3]]
    return joined([bold(excerpt(_named(contact), 120)), *known, ours(", ".join(held))])


def _link(profile: Profile, link: Link) -> Safe:
    names = {contact.id: _named(contact) for contact in profile.contacts}
    one, other = names.get(link.kept, ""), names.get(link.joined, "")
    why = wording.joined_by(link.reason.value, link.detail, f"{link.at:%Y-%m-%d}")
    return escaped(f"{one} = {other}: {why}")


def _thing(one: Note | Order) -> str:
    if isinstance(one, Note):
        return f"{wording.NOTE}: {one.text}"[:150]
    return f"{wording.order(one.id, one.status)}"
