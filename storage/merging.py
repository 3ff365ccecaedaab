"""Links between contacts, and the profiles that follow from them: merging and splitting move nothing."""

from collections.abc import Collection, Iterable

from storage.profile import Link
from storage.record import Record
from storage.safeguards import forbids
from storage.standing import Limits, Sketch, crossing


class Merging(Record):
    """What a merge will do."""

    link: Link | None
    """None where there is nothing to join."""
    members: tuple[str, ...] = ()
    """All contacts of the profile afterwards."""
    cleared: tuple[tuple[str, str], ...] = ()
    """Pairs told apart before, which an agent's merge takes back."""
    refused: str | None = None
    """Why a rule may not join them: a code."""


class Splitting(Record):
    """What a split will do."""

    groups: tuple[tuple[str, ...], ...]
    """The profiles afterwards, each by its contacts."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs to be remembered as *not the same person*."""


def head(contact_ids: Collection[str]) -> str:
    """The contact whose id is the profile's: the first that was made."""
    return min(contact_ids)


def components(contact_ids: Collection[str], links: Iterable[Link]) -> tuple[frozenset[str], ...]:
    """The contacts that hang together by links, each group once, the one with the oldest contact first."""
    group: dict[str, set[str]] = {one: {one} for one in contact_ids}
    for link in links:
        ours, theirs = group.get(link.kept), group.get(link.joined)
        if ours is None or theirs is None or ours is theirs:
            continue
        ours |= theirs
        for one in theirs:
            group[one] = ours
    distinct = {id(found): frozenset(found) for found in group.values()}
    return tuple(sorted(distinct.values(), key=min))


def plan_merge(
    kept: Sketch,
    joined: Sketch,
    *,
    link: Link,
    by_rule: bool,
    limits: Limits,
    kind: str | None = None,
) -> Merging:
    """What joining these two does; a rule's is refused where the safeguards forbid it.

    `kind` is that of the identifier by which a rule joins them.
    """
    ours = [contact.id for contact in kept.contacts]
    if kept.id == joined.id:
        return Merging(link=None, members=tuple(sorted(ours)))
    members = tuple(sorted({*ours, *(contact.id for contact in joined.contacts)}))
    if len(members) > limits.contacts:
        return Merging(link=None, refused="too_many_contacts")
    refused = forbids(kept, joined, kind=kind, limits=limits) if by_rule else None
    if refused:
        return Merging(link=None, refused=refused)
    return Merging(link=link, members=members, cleared=crossing(kept, joined))


def plan_split(
    contact_ids: Collection[str], links: Collection[Link], *, remove: Collection[str]
) -> Splitting:
    """What taking these links away does. Contacts that other links still join stay together."""
    gone = [link for link in links if link.id in remove]
    groups = components(contact_ids, [link for link in links if link.id not in remove])
    where = {one: index for index, group in enumerate(groups) for one in group}
    apart = {
        tuple(sorted((link.kept, link.joined)))
        for link in gone
        if where.get(link.kept) != where.get(link.joined)
    }
    return Splitting(
        groups=tuple(tuple(sorted(group)) for group in groups),
        apart=tuple((one, other) for one, other in sorted(apart)),
    )
