"""A line of JSON as a list's columns: what stands in objects within it, as other systems' APIs nest it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from storage.columns import meaning, plain

Nested = dict[str, Any] | list[Any]

_WRAPPERS: Final = frozenset(
    [
        *("properties", "attributes", "additionalattributes", "customattributes", "customfields"),
        *("userfields", "socialprofiles", "contact", "customer", "person", "user"),
    ]
)
"""What only groups fields: they are called as if they stood beside it."""
_SAID: Final = ("value", "email", "number", "phone", "name")
"""Where the value of one of several stands: `{"type": "work", "value": "ana@acme.com"}`."""
_SEVERAL: Final = frozenset(["emails", "phones", "tags"])
_OURS: Final = frozenset(["address", "fields", "handles", "orders", "notes"])
_DEEPEST: Final = 4


def laid_out(line: Mapping[str, Any], kept: Collection[str] = ()) -> dict[str, Any]:
    """The same without the objects that other systems put around fields; ours, and what is unknown, stay as they are.

    So do those of the plain names `kept`. What would have the name of another is called after what it stood in, too.
    """
    found: dict[str, Any] = {}
    for around, name, value in _unwrapped("", line, kept, _DEEPEST):
        found[name if name not in found else f"{around} {name}".strip()] = value
    return found


def _unwrapped(
    around: str, line: Mapping[str, Any], kept: Collection[str], depth: int
) -> Iterator[tuple[str, str, Any]]:
    """What stands outside comes first: it keeps its name."""
    within: list[tuple[str, Mapping[str, Any]]] = []
    for name, whole in line.items():
        value = _data(whole)
        if not isinstance(value, dict | list) or name in _OURS or plain(name) in kept:
            yield around, name, value
        elif isinstance(value, dict) and plain(name) in _WRAPPERS and depth:
            within.append((name, value))
        else:
            yield from ((around, part, one) for part, one in _in_parts(name, value))
    for name, inner in within:
        yield from _unwrapped(name, inner, kept, depth - 1)


def _in_parts(name: str, value: Nested) -> Iterator[tuple[str, Any]]:
    target = meaning(name)
    if target in _SEVERAL:
        yield name, _each(value)
    elif isinstance(value, list):
        yield name, value
    elif target == "location":
        yield from ((f"address {part}", one) for part, one in value.items())
    elif any(meaning(f"{name} {part}") for part in value):
        yield from ((f"{name} {part}", one) for part, one in value.items())
    else:
        yield name, value["name"] if target and isinstance(value.get("name"), str) else value


def _each(value: Nested) -> Any:
    """The texts of a list of objects, or of one object with a text for each kind; else as it is."""
    if isinstance(value, list):
        return [_said(one) for one in value]
    told = _said(value)
    if told is value and all(isinstance(one, str) for one in value.values()):
        return list(value.values())
    return told


def _said(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    return next((one[name] for name in _SAID if isinstance(one.get(name), str)), one)


def _data(value: Any) -> Any:
    """What stands in `{"type": "list", "data": [...]}`."""
    is_list = isinstance(value, dict) and value.get("type") == "list"
    return value["data"] if is_list and isinstance(value.get("data"), list) else value
