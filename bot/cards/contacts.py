"""The contacts of a profile as people tell them apart, and why they are one."""

from collections.abc import Iterable, Mapping, Sequence

from bot import wording
from bot.cards.authors import is_door, somebody
from bot.cards.identifiers import called, readable
from bot.cards.text import Safe, badge, bold, day, excerpt, joined, ours
from storage.contact import Contact, FactSource
from storage.identifiers import Identifier
from storage.profile import Link, LinkReason, Shelf

MOST_IDENTIFIERS = 5
MOST_TAGS = 5

Numbers = Mapping[str, int]
"""Contact id to the number that it goes by on a form."""


def numbered(shelves: Sequence[Shelf]) -> Numbers:
    """The contacts of a profile, counted from the oldest on."""
    return {shelf.contact.id: number for number, shelf in enumerate(shelves, start=1)}


def plainly(contact: Contact, number: int) -> str:
    """`2. WhatsApp: Ana Souza`, as plain text."""
    name = called(contact.first("name"), _identifiers(contact))
    return f"{number}. {_place(contact)}: {name}"


def known_by(contact: Contact) -> str:
    """What a contact is known by, as plain text; empty where that is its name alone."""
    return ", ".join(readable(one) for one in _identifiers(contact)[:MOST_IDENTIFIERS])


def held(shelf: Shelf, number: int) -> Safe:
    """A contact with all that is kept under it, in numbers."""
    contact = shelf.contact
    name = called(contact.first("name"), _identifiers(contact))
    tags = [badge(excerpt(tag.name, 40)) for tag in contact.tags[:MOST_TAGS]]
    more = len(contact.tags) - len(tags)
    counts = wording.counted(
        (shelf.message_count, "message"), (shelf.note_count, "note"), (len(shelf.orders), "order")
    )
    first = ours(f"{number}. {bold(excerpt(name, 100))}  {_place(contact)}")
    return joined(
        [
            first,
            excerpt(known_by(contact), 400),
            joined(
                [ours(counts), joined([*tags, ours(f"+{more}") if more > 0 else Safe("")], " ")]
            ),
        ],
        "\n",
    )


def link_line(link: Link, numbers: Numbers) -> Safe:
    """`1 and 3: same phone number, by rule, 12 Nov 2026`"""
    one, other = sorted(numbers.get(name, 0) for name in (link.kept, link.joined))
    return ours(f"{wording.these_two(one, other)}: {_why(link)}, {day(link.at)}")


def numbers_of(contact_ids: Iterable[str], numbers: Numbers) -> str:
    """`1, 2 and 4`"""
    return wording.listed([str(number) for number in sorted(numbers[name] for name in contact_ids)])


def _why(link: Link) -> Safe:
    match link.reason:
        case LinkReason.SAME_IDENTIFIER:
            code = link.detail.replace(" ", "_")
            return excerpt(wording.by_rule(wording.reason(code)), 100)
        case LinkReason.AGENT:
            return ours(wording.merged_by(somebody(link.by)))
        case LinkReason.SUGGESTION:
            return ours(wording.merged_as_suggested_by(somebody(link.by)))


def _place(contact: Contact) -> str:
    """Where a contact comes from. What only a shop told of is nobody's list."""
    if contact.source:
        return wording.CHANNELS[contact.source]
    told_by = {fact.by for fact in contact.facts if fact.source is FactSource.IMPORT}
    is_buyer = bool(told_by) and all(is_door(by) for by in told_by)
    return wording.a_shop() if is_buyer else wording.ORIGINS[contact.origin]


def _identifiers(contact: Contact) -> list[Identifier]:
    named = [claim.identifier for claim in contact.claims]
    own = contact.external_id
    return [*named, own] if own and own not in named else named
