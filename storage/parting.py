"""Taking a profile apart: which links are cut, who is who afterwards, and what was written meanwhile."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from storage.merging import components
from storage.message import Message
from storage.outcomes import Moved
from storage.profile import Link, Shelf
from storage.record import Record


class Written(Record):
    """What was added to a contact while it was one person with the other side."""

    kind: str
    """`note`, `tag`, `order`, `field`, `identifier` or `conversation`."""
    id: str
    """A tag's and a field's name, an identifier as `str` writes it, the key of a conversation's thread."""
    text: str
    """A note's words, a tag's name, an order's status, what stands in a field, a conversation's last words."""
    count: int = 1
    """Of a conversation, how many messages of the contact are in it, as far as they were read."""
    by: str | None = None
    at: datetime
    source: str
    """The contact that it is on."""
    target: str
    """The contact of the other side that it would go to."""

    def moved(self) -> Moved:
        """This, as what goes to the other side."""
        return Moved(kind=self.kind, id=self.id, source=self.source, target=self.target)


class Parting(Record):
    """What taking some contacts out of a profile does."""

    stays: tuple[tuple[str, ...], ...]
    """The profiles that are left, each by its contacts: several where only those that leave held them."""
    leaves: tuple[tuple[str, ...], ...]
    """The profiles of those that leave."""
    cut: tuple[Link, ...]
    """The links between the two sides, oldest first."""
    written: tuple[Written, ...] = ()
    """Newest first."""


def plan_part(shelves: Sequence[Shelf], chosen: Collection[str]) -> Parting | None:
    """What taking these contacts out of their profile does; None where there is nothing to take apart."""
    inside = {shelf.contact.id for shelf in shelves}
    leaving = inside & set(chosen)
    if not leaving or leaving == inside or len(leaving) < len(set(chosen)):
        return None
    links = links_of(shelves)
    cut = tuple(link for link in links if (link.kept in leaving) is not (link.joined in leaving))
    left = [link for link in links if link not in cut]
    groups = [tuple(sorted(group)) for group in components(inside, left)]
    return Parting(
        stays=tuple(group for group in groups if group[0] not in leaving),
        leaves=tuple(group for group in groups if group[0] in leaving),
        cut=cut,
        written=_written(shelves, leaving, links, cut),
    )


def links_of(shelves: Iterable[Shelf]) -> list[Link]:
    """The links of a profile, each once, oldest first."""
    found = {link.id: link for shelf in shelves for link in shelf.links}
    return sorted(found.values(), key=lambda link: (link.at, link.id))


def _written(
    shelves: Sequence[Shelf], leaving: set[str], links: Sequence[Link], cut: Sequence[Link]
) -> tuple[Written, ...]:
    since = _joined_since({shelf.contact.id for shelf in shelves}, leaving, links)
    found: list[Written] = []
    for shelf in shelves:
        mine = shelf.contact.id
        if mine not in since:
            continue
        target = _across(mine, leaving, cut, [other.contact.id for other in shelves])
        found += [
            Written(kind=kind, id=name, text=text, by=by, at=at, source=mine, target=target)
            for kind, name, text, by, at in _added(shelf)
            if at > since[mine]  # what came with the contact itself is its own
        ]
        found += [
            Written(
                kind="conversation",
                id=name,
                text=said[0].text or ", ".join(said[0].files),
                count=len(said),
                at=said[0].sent_at,
                source=mine,
                target=target,
            )
            for name, said in _conversations(shelf)
            if said[0].sent_at > since[mine]
        ]
    return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))


def _added(shelf: Shelf) -> Iterable[tuple[str, str, str, str | None, datetime]]:
    for note in shelf.notes:
        yield "note", note.id, note.text, note.by, note.at
    for tag in shelf.contact.tags:
        yield "tag", tag.name, tag.name, tag.by, tag.at
    for order in shelf.orders:
        if order.placed_at:
            yield "order", order.id, order.status, None, order.placed_at
    for field in dict.fromkeys(fact.field for fact in shelf.contact.facts):
        if told := shelf.contact.told_by_agent(field):
            yield "field", field, told.value, told.by, told.at
    for claim in shelf.contact.claims:
        if claim.is_noted:
            yield "identifier", str(claim.identifier), claim.identifier.value, None, claim.at


def _conversations(shelf: Shelf) -> Iterable[tuple[str, list[Message]]]:
    """The messages of each conversation that were read, the newest first."""
    found: dict[str, list[Message]] = {}
    for message in shelf.messages:
        found.setdefault(message.conversation, []).append(message)
    return found.items()


def _joined_since(
    inside: set[str], leaving: set[str], links: Sequence[Link]
) -> dict[str, datetime]:
    """When each contact became one person with somebody of the other side."""
    since: dict[str, datetime] = {}
    for number, link in enumerate(links, start=1):
        if len(since) == len(inside):
            break
        for group in components(inside, links[:number]):
            if group & leaving and group - leaving:
                since |= {name: link.at for name in group if name not in since}
    return since


def _across(contact_id: str, leaving: set[str], cut: Sequence[Link], inside: Sequence[str]) -> str:
    """The contact of the other side that this one is linked with, else the oldest of that side."""
    for link in cut:
        if contact_id in (link.kept, link.joined):
            return link.joined if link.kept == contact_id else link.kept
    return min(name for name in inside if (name in leaving) is not (contact_id in leaving))
