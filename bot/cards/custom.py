"""Custom fields as they are shown: what each is called, and its value as its type is read."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Final

from bot import wording
from bot.cards.text import Safe, bold, excerpt, host_of, joined, link, ours
from storage.contact import FactSource
from storage.fields import CustomField, FieldType, day_in, defined, link_in
from storage.profile import Profile
from storage.searching.terms import CUSTOM

MOST_SHOWN: Final = 8
MOST_AT_A_GLANCE: Final = 3
MOST_BESIDE: Final = 3
VALUE_CHARS: Final = 60
LABEL_CHARS: Final = 40


def in_small_print(profile: Profile) -> Safe:
    """The fields that are defined, then what was imported beside them; those that are retired are not shown."""
    names = [name for name in _ordered(profile) if not _is_retired(name, profile.custom)]
    told = [_told(profile, name) for name in names[:MOST_SHOWN]]
    more = len(names) - len(told)
    return joined([*told, ours(f"+{more}") if more > 0 else Safe("")])


def in_words(profile: Profile) -> list[tuple[str, str]]:
    """The same as labels and plain words."""
    return [
        (label_of(name, profile.custom), plainly(name, profile.fields[name].value, profile.custom))
        for name in _ordered(profile)
        if not _is_retired(name, profile.custom)
    ]


def at_a_glance(profile: Profile) -> Safe:
    """The fields that say nothing of the person, for a card that others read along."""
    told = [
        joined(
            [bold(excerpt(label_of(name, profile.custom), LABEL_CHARS)), _value(profile, name)], " "
        )
        for name in _ordered(profile)
        if (field := defined(name, profile.custom)) and not (field.personal or field.retired)
    ]
    return joined(told[:MOST_AT_A_GLANCE])


def label_of(name: str, fields: Iterable[CustomField]) -> str:
    """What a custom field is called: as it was defined, else as it was imported, made readable."""
    field = defined(name, fields)
    return field.name if field else name.removeprefix(CUSTOM).replace("_", " ").capitalize()


def plainly(name: str, value: str, fields: Iterable[CustomField]) -> str:
    """A value in words: a day as people write it, all else as it stands there."""
    field = defined(name, fields)
    day = day_in(value) if field and field.type is FieldType.DATE else None
    return wording.date(datetime.combine(day, time(), UTC)) if day else value


def shown(name: str, value: str, fields: Sequence[CustomField], limit: int = VALUE_CHARS) -> Safe:
    """A value on a card. A link stands under the host that it leads to, and is never followed by us."""
    field = defined(name, fields)
    if field and field.type is FieldType.LINK and (address := link_in(value)):
        return link(address, host_of(address))
    return excerpt(plainly(name, value, fields), limit)


def _told(profile: Profile, name: str) -> Safe:
    label = excerpt(label_of(name, profile.custom), LABEL_CHARS)
    beside = [one for one in profile.fields[name].others if one.source is not FactSource.INFERRED]
    also = joined([shown(name, one.value, profile.custom) for one in beside[:MOST_BESIDE]], ", ")
    told = ours(f"_{wording.also(also)}_") if also else Safe("")
    return joined([ours(f"{label}:"), _value(profile, name), told], " ")


def _value(profile: Profile, name: str) -> Safe:
    return shown(name, profile.fields[name].value, profile.custom)


def _is_retired(name: str, fields: Iterable[CustomField]) -> bool:
    field = defined(name, fields)
    return bool(field and field.retired)


def _ordered(profile: Profile) -> list[str]:
    """The custom fields of a profile, those that are defined first."""
    names = sorted(name for name in profile.fields if name.startswith(CUSTOM))
    return sorted(names, key=lambda name: defined(name, profile.custom) is None)
