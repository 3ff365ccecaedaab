"""What was typed into a form, as values; or a sentence at each field that is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Final
from zoneinfo import available_timezones

import phonenumbers
from babel.core import Locale, UnknownLocaleError

from bot import clicks, wording
from bot.inputs import ENRICHED, Field
from bot.parse.payloads import State
from bot.parse.text import mapping_in, mappings_in, text_in
from storage.handles import KINDS
from storage.identifiers import Identifier, email, handle, phone
from storage.message import Channel

MOST_TAGS: Final = 50
TAG_CHARS: Final = 75
_SUBTAG_CASE: Final[dict[int, Callable[[str], str]]] = {2: str.upper, 4: str.title}
"""Countries are written `BR`, scripts `Hant`. https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1"""


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong, by the block id of its field."""

    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note."""

    text: str


@dataclass(frozen=True, slots=True)
class TagEntry:
    """The tags that were put on and taken off in the form."""

    add: tuple[str, ...]
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What was changed in the form: an emptied field is None, one left alone is not in it."""

    fields: dict[str, str | None] = field(default_factory=dict)
    add: tuple[Identifier, ...] = ()
    remove: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeEntry:
    """The customer that was picked; empty in a preview."""

    other_id: str


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """The contacts that were picked, or the boxes of what changes sides that were ticked."""

    chosen: tuple[str, ...] = ()
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """What arrives in a channel."""

    channel: Channel | None
    region: str | None
    own_domains: tuple[str, ...]


Entry = NoteEntry | TagEntry | Enrichment | MergeEntry | SplitEntry | WatchEntry | FieldErrors


def shown_in(view: Mapping[str, Any]) -> State:
    """What the inputs of a form held when it was opened, as `state_of` tells what they hold now.

    What is left as it was is nobody's wish: a colleague may have changed it meanwhile, and a long value
    may have been shown shortened.
    """
    shown: State = {}
    for block in mappings_in(view.get("blocks")):
        element = mapping_in(block.get("element"))
        options = mappings_in(element.get("initial_options"))
        option = mapping_in(element.get("initial_option"))
        shown[text_in(element.get("action_id"))] = (
            [text_in(one.get("value")) for one in options]
            if element.get("type") == "multi_external_select"
            else text_in(option.get("value")) or text_in(element.get("initial_value"))
        )
    return shown


def entry(context: clicks.FormContext, state: State, *, shown: State, region: str) -> Entry:
    """What was typed into the form of this context, given what it showed at first."""
    match context:
        case clicks.NoteForm():
            return note(state)
        case clicks.TagForm():
            return tags(state, shown=shown)
        case clicks.EditForm():
            return enrichment(state, shown=shown, region=region)
        case clicks.NewForm():
            return new_customer(state, region=region)
        case clicks.MergeForm():
            return MergeEntry(_text(state, Field.OTHER))
        case clicks.SplitForm():
            return parting(state)
        case _:
            return watched(state)


def note(state: State) -> NoteEntry | FieldErrors:
    """A note's text."""
    text = _text(state, Field.NOTE)
    if not text:
        return FieldErrors({Field.NOTE: wording.empty_note()})
    if len(text) > wording.NOTE_LIMIT_CHARS:
        return FieldErrors({Field.NOTE: wording.too_long(wording.NOTE_LIMIT_CHARS)})
    return NoteEntry(text)


def tags(state: State, *, shown: State) -> TagEntry | FieldErrors:
    """The tags that were picked or typed, and those that were taken away."""
    picked = state.get(Field.TAGS, [])
    typed = [" ".join(name.split()) for name in _listed(_text(state, Field.NEW_TAGS))]
    long = next((name for name in typed if len(name) > TAG_CHARS), None)
    if long:
        return FieldErrors({Field.NEW_TAGS: wording.tag_too_long(long[:30], TAG_CHARS)})
    named = _each_once([*(picked if isinstance(picked, list) else []), *typed])
    before = shown.get(Field.TAGS, [])
    add = tuple(name for name in named if name not in before)
    if len(add) > MOST_TAGS:
        return FieldErrors({Field.NEW_TAGS: wording.too_many_tags(MOST_TAGS)})
    return TagEntry(add, tuple(name for name in before if name not in named))


def enrichment(state: State, *, shown: State, region: str) -> Enrichment | FieldErrors:
    """What was changed in the fields and identifiers of a customer; what was left alone is not even read."""
    changed = {name: value for name, value in state.items() if value != shown.get(name, "")}
    errors: dict[str, str] = {}
    typed = _identifiers(changed, region, errors)
    before = _identifiers({name: shown.get(name, "") for name in changed}, region, {})
    fields = {name: _text(changed, name) or None for name in ENRICHED if name in changed}
    for name, read, wrong in (
        (Field.TIMEZONE, _zone, wording.wrong_zone),
        (Field.LANGUAGE, _language, wording.wrong_language),
    ):
        if told := fields.get(name):
            fields[name] = read(told)
            if fields[name] is None:
                errors[name] = wrong(told[:60])
    if errors:
        return FieldErrors(errors)
    return Enrichment(
        fields=fields,
        add=tuple(one for one in typed if one not in before),
        remove=tuple(one for one in before if one not in typed),
    )


def new_customer(state: State, *, region: str) -> Enrichment | FieldErrors:
    """A new customer: something must be said of them."""
    found = enrichment(state, shown={}, region=region)
    if isinstance(found, Enrichment) and not found.add and not found.fields.get(Field.NAME):
        return FieldErrors({Field.NAME: wording.nothing_given()})
    return found


def parting(state: State) -> SplitEntry:
    """Who leaves a profile, and what changes sides."""
    moving = [value for name, value in state.items() if name.startswith(Field.MOVING)]
    ticked = {one for value in moving if isinstance(value, list) for one in value}
    chosen = state.get(Field.PARTING, [])
    return SplitEntry(tuple(chosen) if isinstance(chosen, list) else (), frozenset(ticked))


def watched(state: State) -> WatchEntry | FieldErrors:
    """What arrives in a channel."""
    errors: dict[str, str] = {}
    region = _text(state, Field.REGION).upper()
    if region and region not in phonenumbers.SUPPORTED_REGIONS:
        errors[Field.REGION] = wording.wrong_region(region[:60])
    domains = tuple(
        name.casefold().lstrip("@") for name in _listed(_text(state, Field.OWN_DOMAINS))
    )
    wrong = next((name for name in domains if email(f"somebody@{name}") is None), None)
    if wrong:
        errors[Field.OWN_DOMAINS] = wording.wrong_domain(wrong[:60])
    if errors:
        return FieldErrors(errors)
    kind = _text(state, Field.KIND)
    channel = Channel(kind) if kind in {one.value for one in Channel} else None
    return WatchEntry(channel=channel, region=region or None, own_domains=domains)


def _identifiers(state: State, region: str, errors: dict[str, str]) -> tuple[Identifier, ...]:
    """The identifiers in the three fields for them, each once; the first that is none, as an error."""
    found: list[Identifier] = []
    for name, read, wrong in (
        (Field.EMAILS, email, wording.wrong_email),
        (Field.PHONES, partial(phone, region=region), wording.wrong_phone),
        (Field.HANDLES, _handle, wording.wrong_handle),
    ):
        for raw in _listed(_text(state, name)):
            identifier = read(raw)
            if identifier is None:
                errors.setdefault(name, wrong(raw[:60]))
            else:
                found.append(identifier)
    return tuple(dict.fromkeys(found))


def _handle(raw: str) -> Identifier | None:
    kind, colon, value = raw.partition(":")
    kind = kind.strip().casefold()
    return handle(kind, value) if colon and kind in KINDS else None


def _zone(typed: str) -> str | None:
    """A zone by its name in any case, or by its city where only one zone is named for it."""
    wanted = typed.casefold().replace(" ", "_")
    return _zones().get(wanted)


@cache
def _zones() -> dict[str, str]:
    names = sorted(available_timezones())
    cities = [name.rpartition("/")[2].casefold() for name in names]
    once = {city for city, number in Counter(cities).items() if number == 1}
    by_city = {city: name for city, name in zip(cities, names, strict=True) if city in once}
    return by_city | {name.casefold(): name for name in names}


def _language(typed: str) -> str | None:
    """A language by its tag, in any case and with either dash, or by its English name."""
    first, *rest = typed.replace("_", "-").split("-")
    tag = "-".join([first.lower(), *(_SUBTAG_CASE.get(len(part), str)(part) for part in rest)])
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return _languages().get(typed.casefold())
    return tag


@cache
def _languages() -> dict[str, str]:
    return {name.casefold(): tag for tag, name in Locale("en").languages.items() if len(tag) < 4}


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    """The names, those that differ only in case once, as written first."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return tuple(kept.values())


def _text(state: State, name: str) -> str:
    value = state.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _listed(text: str) -> Iterable[str]:
    return [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]
