"""Replies that a team keeps ready: Liquid templates with a customer's own fields, in several languages.

Liquid because it evaluates nothing, and because whoever wrote a macro in a shop or a helpdesk knows it. Of its
tags only what chooses words is there: no loop, no inclusion. A template sees one customer and nobody else.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from liquid import Environment, Undefined
from liquid.exceptions import LiquidError

from storage.contact import FIELDS, Order
from storage.fields import form_of
from storage.profile import Profile
from storage.record import Record

LONGEST_CHARS: Final = 2_000
MOST_TEMPLATES: Final = 200
CUSTOM: Final = "field:"
OF_CUSTOMER: Final = (
    "first_name",
    *(name for name in FIELDS if name not in ("born", "address")),
    "email",
    "phone",
)
OF_ORDER: Final = ("number", "status", "expected", "total", "tracking_url")
OF_AGENT: Final = ("name",)
_KNOWN: Final = {"customer": OF_CUSTOMER, "order": OF_ORDER, "agent": OF_AGENT}
_TAGS: Final = ("content", "output", "illegal", "if", "unless", "comment")
_FILTERS: Final = ("default",)
"""Of what is not known any other would make nothing, and the gap would not be seen."""
_GAP: Final = re.compile("\u27e8([^\u27e8\u27e9]{1,80})\u27e9")


class Template(Record):
    """A reply that the team keeps ready."""

    id: str
    name: str
    texts: dict[str, str]
    """By language, `de` or `pt-BR`; the first is for all whose language is none of them."""
    by: str | None = None
    at: datetime


@dataclass(frozen=True, slots=True)
class Rendered:
    """A reply to one customer."""

    text: str
    language: str
    gaps: tuple[str, ...]
    """What is not known of this customer, as it stands in the text between angle brackets."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a template cannot be kept."""

    why: str
    """`syntax`, `filter`, `unknown`, `field`, `empty` or `long`."""
    detail: str = ""
    """Of `syntax` what the parser says, else the name that nothing has; of `field` that of a custom one."""


class _Gap(Undefined):
    """What is not known stands in the text where it belongs, so that nobody sends *Hi ,*."""

    def __str__(self) -> str:
        return f"\u27e8{self.name}\u27e9"


class _Told(dict[str, Any]):
    """What is known of one thing, by name; the rest are gaps, named so that people know what is missing."""

    def __init__(self, whose: str, told: Mapping[str, Any]) -> None:
        super().__init__({name: value for name, value in told.items() if value})
        self._whose = whose

    def __missing__(self, name: str) -> _Gap:
        return _Gap(f"{self._whose} {name}".replace("_", " ").strip())


class _Own(_Told):
    """The custom fields of a customer, in whichever writing of their names."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__("", {_own_form(name): value for name, value in told.items()})

    def __getitem__(self, name: str) -> Any:
        form = _own_form(name)
        return super().__getitem__(form) if form in self else self.__missing__(name)


class _Status:
    """An order's status: compared in English, and read as words of the template's language, or as a gap."""

    def __init__(self, code: str, words: str) -> None:
        self._code = code.replace("_", " ")
        self._words = words

    def __liquid__(self) -> str:
        return self._code

    def __str__(self) -> str:
        return self._words or str(_Gap("order status"))


class _Bounded(Environment):
    block_nesting_limit = 5
    output_stream_limit = 4 * LONGEST_CHARS


def _environment() -> Environment:
    found = _Bounded(undefined=_Gap)
    found.tags = {name: found.tags[name] for name in _TAGS}
    found.filters = {name: found.filters[name] for name in _FILTERS}
    return found


_LIQUID: Final = _environment()


def wrong_in(text: str, custom: Collection[str] | None = None) -> Wrong | None:
    """Why this text is no template, or None. `custom` are the names of the fields that an admin defined."""
    if not text.strip():
        return Wrong("empty")
    if len(text) > LONGEST_CHARS:
        return Wrong("long")
    try:
        template = _LIQUID.from_string(text)
    except LiquidError as error:
        return Wrong("syntax", str(error.args[0])[:200])
    for name in template.analyze().filters:
        if name not in _FILTERS:
            return Wrong("filter", name)
    known = None if custom is None else {_own_form(name) for name in custom}
    for path in template.variable_segments():
        if not _is_known(path):
            return Wrong("unknown", ".".join(str(part) for part in path))
        match path:
            case ("customer", "fields", str(name)) if known is not None:
                if _own_form(name) not in known:
                    return Wrong("field", name)
    return None


def rendered(
    template: Template,
    profile: Profile,
    *,
    agent: str = "",
    order: Order | None = None,
    status: str = "",
    expected: str = "",
    total: str = "",
) -> Rendered:
    """The reply to this customer, in their language where the template has it.

    `order` is the one that it is about; `status`, `expected` and `total` are how people read its status, its day and
    its sum in the template's language. What is not known, or has no words there, stands in the text as a gap.
    """
    language, text = in_language(template, profile.value("language"))
    told = {
        "customer": _customer(profile),
        "order": _Told("order", _order(order, status, expected, total) if order else {}),
        "agent": _Told("your", {"name": agent}),
    }
    try:
        said = _LIQUID.from_string(text).render(**told)
    except LiquidError:
        said = text  # written by another version: shown as it is, for the agent to edit
    return Rendered(said.strip(), language, gaps_in(said))


def fields_in(text: str, custom: Collection[str] = ()) -> frozenset[str]:
    """The fields of a customer that a template says, as facts are called; none for a text that is no template.

    `custom` are the names of the fields that an admin defined.
    """
    called = {_own_form(name): name for name in custom}
    try:
        paths = _LIQUID.from_string(text).variable_segments()
    except LiquidError:
        return frozenset()
    found = set()
    for path in paths:
        match path:
            case ("customer", "fields", str(name)):
                found.add(CUSTOM + called.get(_own_form(name), name))
            case ("customer", str(name)):
                found.add("name" if name == "first_name" else name)
            case _:
                continue
    return frozenset(found)


def gaps_in(text: str) -> tuple[str, ...]:
    """What is still to be filled in."""
    return tuple(dict.fromkeys(_GAP.findall(text)))


def in_language(template: Template, language: str | None) -> tuple[str, str]:
    """The language and the text of a template that fit a customer's language best."""
    wanted = (language or "").replace("_", "-").lower()
    by_code = {code.lower(): code for code in template.texts}
    for asked in (wanted, wanted.partition("-")[0]):
        if code := by_code.get(asked):
            return code, template.texts[code]
    return next(iter(template.texts.items()))


def _customer(profile: Profile) -> _Told:
    told: dict[str, Any] = {
        name: " ".join(folded.value.split()) for name, folded in profile.fields.items()
    }
    own = {
        name.removeprefix(CUSTOM): value for name, value in told.items() if name.startswith(CUSTOM)
    }
    if profile.name:
        told["first_name"] = profile.name.split()[0]
    for kind in ("email", "phone"):
        claim = next((one for one in profile.claims if one.identifier.kind == kind), None)
        told[kind] = claim.identifier.value if claim else ""
    found = _Told("", told)
    found["fields"] = _Own(own)
    return found


def _order(order: Order, status: str, expected: str, total: str) -> dict[str, Any]:
    return {
        "number": order.id,
        "status": _Status(order.status, status),
        "expected": expected,
        "total": total,
        "tracking_url": order.tracking_url,
    }


def _own_form(name: str) -> str:
    """What all writings of a custom field's name have in common; a template has no spaces after a point."""
    return form_of(name.replace("_", " "))


def _is_known(path: Sequence[object]) -> bool:
    match path:
        case ("customer", "fields", str()):
            return True
        case (("customer" | "order" | "agent") as whose, str(name)):
            return name in _KNOWN[whose]
        case _:
            return False
