"""What Slack itself says about a form before the app sees it: required fields and lengths."""

import re
from typing import Any
from urllib.parse import urlsplit

from playground.form_state import FIELDS
from playground.shapes import Json
from playground.validation import utf16_length

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def missing_in(view: Json) -> dict[str, str]:
    """Slack's sentence for each input block that may not be submitted as it is."""
    found = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            sentence = _sentence(view, block)
            if sentence:
                found[block["block_id"]] = sentence
    return found


def _sentence(view: Json, block: Json) -> str | None:
    element = block["element"]
    state = view["state"]["values"][block["block_id"]][element["action_id"]]
    value = state[FIELDS[element["type"]].name]
    if value is None or value in ([], ()):
        return None if block.get("optional") else "Please complete this required field."
    if isinstance(value, str):
        return _about_text(element, value)
    most = element.get("max_selected_items")
    if most is not None and len(value) > most:
        return f"Please select no more than {most} items."
    return None


def _about_text(element: Json, value: str) -> str | None:
    kind = element["type"]
    length = utf16_length(value)
    if kind == "plain_text_input":
        most, least = element.get("max_length", 3000), element.get("min_length", 0)
        if length > most:
            return f"Please enter no more than {most} characters."
        if length < least:
            return f"Please enter at least {least} characters."
    if kind == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not _is_web_address(value):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _about_number(element, value)
    return None


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _about_number(element: Json, value: str) -> str | None:
    if not _NUMBER.fullmatch(value):
        return "Please enter a valid number."
    if "." in value and not element["is_decimal_allowed"]:
        return "Please enter a whole number."
    least: Any = element.get("min_value")
    most: Any = element.get("max_value")
    if least is not None and float(value) < float(least):
        return f"Please enter a number that is at least {least}."
    if most is not None and float(value) > float(most):
        return f"Please enter a number that is at most {most}."
    return None
