"""The fields and identifiers of a customer, as they were typed."""

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from typing import Final

from babel.core import Locale, UnknownLocaleError

from bot import wording
from bot.inputs import ENRICHED, NO_CHOICE, Field, own_in
from bot.parse.forms.entries import Enrichment, FieldErrors, IdentifiersEntry
from bot.parse.forms.typed import listed, text
from bot.parse.payloads import State
from storage.handles import KINDS
from storage.identifiers import (
    Identifier,
    email,
    handle,
    parse_identifier,
    phones_in,
    typed_phone,
)
from storage.zones import zone_named

Read = tuple[str, Identifier | None]
"""What was typed, and the identifier that it is."""

_SUBTAG_CASE: Final[dict[int, Callable[[str], str]]] = {2: str.upper, 4: str.title}
"""Countries are written `BR`, scripts `Hant`. https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1"""


def enrichment(state: State, *, shown: State, region: str) -> Enrichment | FieldErrors:
    """What was changed in the fields and identifiers of a customer; what was left alone is not even read."""
    changed = {name: value for name, value in state.items() if value != shown.get(name, "")}
    errors: dict[str, str] = {}
    known = text(shown, Field.PHONES)
    typed = _identifiers(changed, region, errors, known=known)
    was = {name: shown.get(name, "") for name in changed}
    before = _identifiers(was, region, {}, known=known)
    fields = {name: text(changed, name) or None for name in ENRICHED if name in changed}
    for name, read, wrong in (
        (Field.TIMEZONE, zone_named, wording.wrong_zone),
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
        own=_own(changed),
        add=tuple(one for one in typed if one not in before),
        remove=tuple(one for one in before if one not in typed),
    )


def _own(changed: State) -> dict[str, str]:
    """What was typed into custom fields, by their ids."""
    typed = {own_in(name): text(changed, name) for name in changed if own_in(name)}
    return {field: "" if value == NO_CHOICE else value for field, value in typed.items()}


def ownership(state: State, *, shown: State) -> Enrichment:
    """Owner and priority, where they were changed."""
    names = (Field.OWNER, Field.PRIORITY)
    changed = [name for name in names if state.get(name, "") != shown.get(name, "")]
    return Enrichment(fields={name: text(state, name) or None for name in changed})


def known_by(state: State, *, region: str) -> IdentifiersEntry | FieldErrors:
    """What is taken off, what is new, and what several share."""
    errors: dict[str, str] = {}
    add = _identifiers(state, region, errors)
    if errors:
        return FieldErrors(errors)
    shared = state.get(Field.SHARED)
    return IdentifiersEntry(
        add=add,
        remove=_picked(state.get(Field.NO_LONGER)),
        shared=frozenset(_picked(shared)) if Field.SHARED in state else None,
    )


def overtaken(fields: Mapping[str, str | None], *, was: State, now: State) -> tuple[str, ...]:
    """Fields that were typed into, and that a colleague changed to something else since the form was opened."""
    return tuple(
        name
        for name, typed in fields.items()
        if was.get(name, "") != now.get(name, "") and now.get(name, "") != (typed or "")
    )


def _picked(values: str | list[str] | None) -> tuple[Identifier, ...]:
    found = (parse_identifier(one) for one in (values if isinstance(values, list) else ()))
    return tuple(one for one in found if one)


def new_customer(state: State, *, region: str) -> Enrichment | FieldErrors:
    """A new customer: something must be said of them."""
    found = enrichment(state, shown={}, region=region)
    if isinstance(found, Enrichment) and not found.add and not found.fields.get(Field.NAME):
        return FieldErrors({Field.NAME: wording.nothing_given()})
    return found


def _identifiers(
    state: State, region: str, errors: dict[str, str], *, known: str = ""
) -> tuple[Identifier, ...]:
    """The identifiers in the three fields for them, each once; the first that is none, as an error.

    Of numbers those that are `known` are read as they were shown, also where WhatsApp alone writes them so.
    """
    found: list[Identifier] = []
    shown = frozenset(listed(known))
    for name, read, wrong in (
        (Field.EMAILS, lambda raw: ((raw, email(raw)),), wording.wrong_email),
        (Field.PHONES, partial(_numbers, region=region, shown=shown), wording.wrong_phone),
        (Field.HANDLES, lambda raw: ((raw, _handle(raw)),), wording.wrong_handle),
    ):
        for typed in listed(text(state, name)):
            for raw, identifier in read(typed):
                if identifier is None:
                    errors.setdefault(name, wrong(raw[:60]))
                else:
                    found.append(identifier)
    return tuple(dict.fromkeys(found))


def _numbers(raw: str, *, region: str, shown: Collection[str]) -> tuple[Read, ...]:
    return (
        ((raw, typed_phone(raw, region=region)),) if raw in shown else phones_in(raw, region=region)
    )


def _handle(raw: str) -> Identifier | None:
    kind, colon, value = raw.partition(":")
    kind = kind.strip().casefold()
    return handle(kind, value) if colon and kind in KINDS else None


def _language(typed: str) -> str | None:
    """A language by its tag, in any case and with either dash, or by its name in a language that Rapport speaks."""
    first, *rest = typed.replace("_", "-").split("-")
    tag = "-".join([first.lower(), *(_SUBTAG_CASE.get(len(part), str)(part) for part in rest)])
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return _languages().get(typed.casefold())
    return tag


@cache
def _languages() -> dict[str, str]:
    return {
        name.casefold(): tag
        for spoken in reversed(wording.Language)
        for tag, name in Locale(spoken).languages.items()
        if len(tag) < 4
    }
