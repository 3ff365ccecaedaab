"""The small checks of which every rule about a block is put together."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

Check = Callable[[Any, str, list[str]], None]
"""Looks at one value found at a JSON pointer and adds what is wrong with it to the list."""


def utf16_length(text: str) -> int:
    """The length of a text as Slack counts it: in UTF-16 units, so most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def report(found: list[str], reason: str, pointer: str) -> None:
    """Adds one problem in Slack's own form."""
    found.append(f"[ERROR] {reason} [json-pointer:{pointer}]")


def string(most: int, *, least: int = 1) -> Check:
    """Accepts a text of `least` to `most` characters."""

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, str):
            report(found, "must provide a string", pointer)
        elif utf16_length(value) > most:
            report(found, f"must be less than {most + 1} characters", pointer)
        elif utf16_length(value) < least:
            report(found, f"must be more than {least - 1} characters", pointer)

    return check


def address(most: int, *schemes: str) -> Check:
    """Accepts an absolute URL of one of the schemes, `most` characters at most."""
    length = string(most)

    def check(value: Any, pointer: str, found: list[str]) -> None:
        before = len(found)
        length(value, pointer, found)
        if len(found) == before and not value.lower().startswith(schemes):
            report(found, "must be a valid URL", pointer)

    return check


def boolean(value: Any, pointer: str, found: list[str]) -> None:
    """Accepts true and false."""
    if not isinstance(value, bool):
        report(found, "must provide a boolean", pointer)


def integer(least: int, most: int) -> Check:
    """Accepts a whole number between the two, both included."""

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report(found, "must provide an integer", pointer)
        elif not least <= value <= most:
            report(found, f"must be between {least} and {most}", pointer)

    return check


def one_of(*allowed: str) -> Check:
    """Accepts one of the named words."""

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if value not in allowed:
            report(found, f"must be a valid enum value: {', '.join(allowed)}", pointer)

    return check


def array(item: Check, *, least: int = 1, most: int) -> Check:
    """Accepts a list of `least` to `most` items, each of which the inner check accepts."""

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, list):
            report(found, "must provide an array", pointer)
            return
        if len(value) > most:
            report(found, f"no more than {most} items allowed", pointer)
        if len(value) < least:
            report(found, f"must contain at least {least} items", pointer)
        for place, entry in enumerate(value):
            item(entry, f"{pointer}/{place}", found)

    return check


def mapping(
    *,
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    rules: Collection[Check] = (),
) -> Check:
    """Accepts an object with these fields and no other; the rules see the whole of it."""
    must = dict(required or {})
    may = dict(optional or {})

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            report(found, "must provide an object", pointer)
            return
        before = len(found)
        for name in must:
            if name not in value:
                report(found, f"missing required field: {name}", pointer)
        for name, entry in value.items():
            field = must.get(name) or may.get(name)
            if field is None:
                report(found, f"invalid additional property: {name}", pointer)
            else:
                field(entry, f"{pointer}/{name}", found)
        if len(found) == before:
            for rule in rules:
                rule(value, pointer, found)

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """Accepts an object whose `type` is one of these, as the check of that type says."""

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            report(found, "must provide an object", pointer)
            return
        kind = value.get("type")
        if kind is None:
            report(found, "missing required field: type", pointer)
        elif not isinstance(kind, str) or kind not in kinds:
            report(found, f"unsupported type: {kind}", f"{pointer}/type")
        else:
            kinds[kind](value, pointer, found)

    return check
