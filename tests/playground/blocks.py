"""Short ways to write blocks, for the tests of the validator."""

from typing import Any


def plain(text: str = "x") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(), **more}


def option(value: str = "v", text: str = "x", **more: Any) -> dict[str, Any]:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[dict[str, Any]]:
    return [option(str(number)) for number in range(count)]


def menu(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "options": options(2), **more}


def row(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def field(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = {"type": "modal", "title": plain("Title"), "submit": plain("OK")}
    return {**whole, "blocks": list(blocks), **more}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    inside = {"type": "rich_text_section", "elements": list(elements)}
    return {"type": "rich_text", "elements": [inside]}
