"""What speaks against a merge, said before it is made: an agent may know better, and goes on."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot import wording
from bot.cards.authors import somebody
from bot.cards.identifiers import title_of
from bot.cards.text import NEVER_TODAY, Safe, day, escaped, excerpt, joined, ours
from storage.names import contradict
from storage.outcomes import ToldApart
from storage.profile import Profile
from storage.standing import UNIQUE_SYSTEMS

MANY_CONTACTS: Final = 10
_EXTERNAL: Final = "external:"


def warnings(kept: Profile, other: Profile, told: Sequence[ToldApart]) -> Safe:
    """A line for each; empty where nothing speaks against it."""
    lines = [
        *(_told_apart(one) for one in told[:3]),
        *_names(kept, other),
        *_ids(kept, other),
        *_birthdays(kept, other),
        *_many(len(kept.contacts) + len(other.contacts)),
    ]
    return joined([ours(f":warning: {line}") for line in lines], "\n")


def _told_apart(told: ToldApart) -> str:
    return wording.told_apart(somebody(told.by), day(told.at, NEVER_TODAY))


def _names(kept: Profile, other: Profile) -> Iterable[str]:
    if contradict(kept.name, other.name):
        one, two = excerpt(title_of(kept), 60), excerpt(title_of(other), 60)
        yield wording.names_differ(one, two)


def _ids(kept: Profile, other: Profile) -> Iterable[str]:
    """Systems that give each person one id, and gave these two different ones."""
    ours_, theirs = _external_ids(kept), _external_ids(other)
    for system in sorted(UNIQUE_SYSTEMS & ours_.keys() & theirs.keys()):
        if not ours_[system] & theirs[system]:
            one, two = min(ours_[system]), min(theirs[system])
            yield wording.ids_differ(escaped(system), excerpt(one, 60), excerpt(two, 60))


def _external_ids(profile: Profile) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for contact in profile.contacts:
        named = [claim.identifier for claim in contact.claims]
        for identifier in [*named, *([contact.external_id] if contact.external_id else [])]:
            if identifier.kind.startswith(_EXTERNAL):
                system = identifier.kind.removeprefix(_EXTERNAL)
                found.setdefault(system, set()).add(identifier.value)
    return found


def _birthdays(kept: Profile, other: Profile) -> Iterable[str]:
    one, two = kept.value("born"), other.value("born")
    if one and two and one != two:
        yield wording.birthdays_differ(excerpt(one, 30), excerpt(two, 30))


def _many(number: int) -> Iterable[str]:
    if number > MANY_CONTACTS:
        yield wording.many_contacts(number)
