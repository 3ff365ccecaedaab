"""The command `rapport fields`, and what an import says of custom fields."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot import auditing
from bot.app import now
from bot.plain import printable
from bot.wording import in_english
from storage.exchange import BadRow, Row
from storage.fields import (
    CHOICE_CHARS,
    MOST_CHOICES,
    MOST_FIELDS,
    NAME_CHARS,
    PURPOSE_CHARS,
    CustomField,
    FieldType,
    defined,
    form_of,
    name_fault,
    of_defined,
    wrong_in,
)
from storage.segments import Saved
from storage.store import Change, ProfileStore
from storage.usage import seldom

DONE: Final = 0
REFUSED: Final = 1
SHOWN: Final = 20
_DID: Final = {"retire": "retired", "restore": "restored"}
_FAULTS: Final = {
    "nothing": "a field needs a name",
    "signs": "the name of a field holds none of = < and >",
    "ours": "every customer has a field of this name already",
    "long": f"the name of a field has {NAME_CHARS} characters at most",
}


def options(command: argparse.ArgumentParser) -> None:
    """What `rapport fields` takes."""
    acts = ("list", "seldom", "define", "retire", "restore", "clear")
    command.add_argument("act", choices=acts, nargs="?", default="list")
    command.add_argument("name", nargs="?", metavar="NAME", help="as it stands on the card")
    command.add_argument(
        "--type", choices=[one.value for one in FieldType], help="of define (default text)"
    )
    command.add_argument("--choices", metavar="A,B", help="of a choice: what there is")
    command.add_argument(
        "--personal",
        action=argparse.BooleanOptionalAction,
        help="whether it stands only on what one member alone sees (default yes)",
    )
    command.add_argument("--purpose", metavar="TEXT", help="what it is kept for")
    command.add_argument("--yes", action="store_true", help="of clear: it is meant, ask nothing")


def definition(text: str) -> CustomField:
    """The field of `--define NAME=TYPE`, or `NAME=choice:A,B`. Raises ArgumentTypeError."""
    name, equals, wanted = text.rpartition("=")
    kind, _, choices = wanted.partition(":")
    if not equals or kind not in set(FieldType):
        kinds = ", ".join(FieldType)
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=TYPE; the types are: {kinds}")
    made = CustomField(
        name=" ".join(name.split()), type=FieldType(kind), choices=_choices(choices), at=now()
    )
    if wrong := _fault(made):
        raise argparse.ArgumentTypeError(wrong)
    return made


async def run(store: ProfileStore, asked: argparse.Namespace) -> int:
    """The exit code: 1 where there is no such field, or it cannot be."""
    if asked.act == "list":
        return await _list(store, as_json=asked.json)
    if asked.act == "seldom":
        return await _seldom(store, as_json=asked.json)
    if not asked.name:
        return _refused(f"say which field: rapport fields {asked.act} NAME")
    found = defined(asked.name, await store.custom_fields())
    if asked.act == "define":
        return await _define(store, asked, found)
    if found is None:
        return _refused(f"there is no field {asked.name!r}; `rapport fields` lists them")
    if asked.act == "clear":
        return await _clear(store, found, sure=asked.yes)
    changed = found.model_copy(update={"retired": asked.act == "retire"})
    await store.define(changed, change=_change(f"{asked.act} {found.id}"))
    held = (await store.field_use((found.name,)))[found.name]
    print(printable(f"{found.name}: {_DID[asked.act]}, on {in_english(held, 'contact')}"))
    return DONE


async def define_all(store: ProfileStore, fields: Sequence[CustomField]) -> str:
    """Why one of these cannot be defined; empty where all are now. One that is defined alike stays as it is."""
    for one in fields:
        known = defined(one.name, await store.custom_fields())
        if known and (known.type, known.choices) == (one.type, one.choices or known.choices):
            continue
        if known:
            return f"{known.name} is defined already, as {known.type}: change it with `rapport fields define`"
        if await store.define(one, change=_change(f"define {one.name}")) is Saved.TOO_MANY:
            return f"there are {MOST_FIELDS} fields already: clear a retired one first"
    return ""


@dataclass(slots=True)
class Looked:
    """The custom fields of a file, as they are read."""

    fields: Sequence[CustomField]
    wanted: Sequence[CustomField] = ()
    """Those that were defined for this file."""
    found: set[str] = field(default_factory=set)
    outside: dict[str, int] = field(default_factory=dict)
    """What nobody defined, and on how many lines."""

    def rows(self, found: Iterable[Row | BadRow]) -> Iterator[Row | BadRow]:
        """The rows as they are, with a remark for each value that is none of its field's type."""
        for row in found:
            if isinstance(row, BadRow):
                yield row
                continue
            _, outside = of_defined(row.new.fields, self.fields)
            for name in outside:
                self.outside[name] = self.outside.get(name, 0) + 1
            self.found.update(form_of(name) for name in row.new.fields)
            wrong = wrong_in(row.new.fields, self.fields)
            told = tuple(f"{one.name}: no {one.type}, kept as text" for one in wrong)
            yield replace(row, remarks=(*row.remarks, *told)) if told else row

    def told(self) -> list[str]:
        """What is to be said of fields that stand on no line, and of those that nobody defined."""
        missing = [one.name for one in self.wanted if one.form not in self.found]
        said = [
            f"{name} stands on no line: a column is read as what it usually holds, and"
            f" --map COLUMN=fields.{name} makes it this field"
            for name in missing
        ]
        return [*said, self._undefined()] if self.outside else said

    def _undefined(self) -> str:
        names = sorted(self.outside, key=lambda name: (-self.outside[name], name))
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        return (
            f"not defined, and kept as text: {', '.join(names[:SHOWN])}{more}. Define what you want with"
            " --define NAME=TYPE or in Home, Fields; leave out the rest with --map COLUMN=-"
        )


async def _list(store: ProfileStore, *, as_json: bool) -> int:
    fields = await store.custom_fields()
    uses = await store.field_use(tuple(one.name for one in fields))
    undefined = await store.undefined_fields()
    for one in fields:
        if as_json:
            told = one.model_dump(mode="json", exclude={"id"})
            print(json.dumps({**told, "contacts": uses[one.name], "defined": True}))
            continue
        marks = [
            f"{one.type}: {', '.join(one.choices)}" if one.choices else one.type.value,
            "personal" if one.personal else "not personal",
            f"on {in_english(uses[one.name], 'contact')}",
            *(["retired"] if one.retired else []),
            *([one.purpose] if one.purpose else []),
        ]
        print(printable(f"{one.name}  {'  '.join(marks)}"))
    for use in undefined:
        if as_json:
            print(json.dumps({"name": use.name, "contacts": use.contacts, "defined": False}))
        else:
            held = in_english(use.contacts, "contact")
            print(printable(f"{use.name}  not defined  on {held}"))
    if not (fields or undefined or as_json):
        print("no custom field is defined, and none is held")
    return DONE


async def _seldom(store: ProfileStore, *, as_json: bool) -> int:
    """Which fields nobody reads, of those that every customer has as well."""
    fields = await store.custom_fields()
    names = [one.name for one in fields if not one.retired]
    found = seldom(await store.usage(now=now()), names, now=now())
    if found is None:
        print(
            "which fields are seldom read is said once it was counted for 30 days", file=sys.stderr
        )
        return REFUSED
    for one in found:
        ways = ", ".join(f"{use} {in_english(number, 'time')}" for use, number in one.times.items())
        told = f"{one.field}  {ways or 'never read'} in the last 90 days"
        print(one.model_dump_json() if as_json else printable(told))
    return DONE


async def _define(
    store: ProfileStore, asked: argparse.Namespace, before: CustomField | None
) -> int:
    """Made, or changed in what was said; the rest stays."""
    made = before or CustomField(name=" ".join(asked.name.split()), at=now())
    given: dict[str, object] = {}
    if asked.type:
        given["type"] = FieldType(asked.type)
    if asked.choices is not None:
        given["choices"] = _choices(asked.choices)
    if asked.personal is not None:
        given["personal"] = asked.personal
    if asked.purpose is not None:
        given["purpose"] = " ".join(asked.purpose.split())[:PURPOSE_CHARS]
    made = made.model_copy(update=given)
    if made.type is not FieldType.CHOICE:
        made = made.model_copy(update={"choices": ()})
    if wrong := _fault(made):
        return _refused(wrong)
    match await store.define(made, change=_change(f"define {made.name}")):
        case Saved.TOO_MANY:
            return _refused(f"there are {MOST_FIELDS} already: clear a retired one first")
        case Saved.NAME_TAKEN | Saved.GONE:
            return _refused("somebody else changed it meanwhile: look again")
        case Saved.DONE:
            print(printable(f"{made.name}: {made.type}"))
            return DONE


async def _clear(store: ProfileStore, found: CustomField, *, sure: bool) -> int:
    held = (await store.field_use((found.name,)))[found.name]
    if not found.retired:
        return _refused(f"retire it first: rapport fields retire {found.name!r}")
    if not sure:
        if not sys.stdin.isatty():
            return _refused("nothing was cleared: say --yes, or run it where you can type the name")
        if not _confirmed(found, held):
            return _refused("nothing was cleared")
    change, turn, cleared = _change(f"clear {found.id}"), 0, 0
    while True:
        batch = await store.clear_field(found.name, turn=turn, change=change)
        cleared, turn = cleared + batch.changed, turn + 1
        if batch.is_done:
            break
    dropped = await store.drop_field(found, change=_change(f"drop {found.id}"))
    print(printable(f"{found.name}: cleared on {in_english(cleared, 'contact')}"))
    return DONE if dropped else _refused("others filled it in meanwhile: clear it again")


def _confirmed(found: CustomField, held: int) -> bool:
    typed = input(printable(f"On {in_english(held, 'contact')}, for good. Type {found.name!r}: "))
    return typed.strip() == found.name


def _choices(text: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in text.split(","))
    return tuple({part.casefold(): part for part in parts if part}.values())


def _fault(made: CustomField) -> str:
    """Why a field cannot be so; empty where it can."""
    fault = name_fault(made.name)
    if fault:
        return _FAULTS[fault.value]
    if made.type is not FieldType.CHOICE:
        return ""
    if not made.choices:
        return "a choice needs what there is to choose from: choice:A,B, or --choices A,B"
    long = any(len(one) > CHOICE_CHARS for one in made.choices)
    fits = len(made.choices) <= MOST_CHOICES and not long
    return (
        "" if fits else f"at most {MOST_CHOICES} choices, each of at most {CHOICE_CHARS} characters"
    )


def _change(part: str) -> Change:
    at = now()
    return Change(by=auditing.BY, at=at, key=f"fields:{part}:{at.isoformat()}")


def _refused(sentence: str) -> int:
    print(printable(sentence), file=sys.stderr)
    return REFUSED
