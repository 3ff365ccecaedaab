"""JSON from outside: bounded in depth, and of text that can be written down again."""

import json
from typing import Any

_DEEPEST = 100


class NotJson(ValueError):
    """What came is no JSON, or none that could be meant."""


def parsed(raw: bytes | str) -> Any:
    """The value of a JSON text; half surrogates become U+FFFD. Raises NotJson."""
    try:
        return _sound(json.loads(raw, parse_constant=_no_number), _DEEPEST)
    except (ValueError, RecursionError) as cause:
        raise NotJson("the body is no JSON") from cause


def _no_number(name: str) -> None:
    raise NotJson(f"{name} is no JSON")


def _sound(value: Any, levels: int) -> Any:
    if levels == 0:
        raise NotJson("nested too deep")
    if isinstance(value, str):
        if value.isascii():
            return value
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_sound(entry, levels - 1) for entry in value]
    if isinstance(value, dict):
        return {_sound(key, 1): _sound(entry, levels - 1) for key, entry in value.items()}
    return value
