"""The rich_text block that Slack makes of a message's text."""

import re
from typing import Any

from playground.markup import unescaped
from playground.shapes import Json, new_id

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_PIECE = re.compile(
    r"<(?P<token>[^<>]+)>"
    r"|:(?P<emoji>[a-z0-9_+-]+):"
    r"|(?<![\w*])\*(?P<bold>[^*\n]+)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^_\n]+)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^~\n]+)~(?![\w~])"
    r"|`(?P<code>[^`\n]+)`"
)


def rich_text_of(text: str) -> list[Json]:
    """The blocks Slack writes beside a text that came without any; none for an empty text."""
    if not text:
        return []
    elements: list[Json] = []
    place = 0
    for match in _FENCE.finditer(text):
        elements += _lines(text[place : match.start()].strip("\n"))
        inside = {"type": "text", "text": unescaped(match.group(1))}
        elements.append({"type": "rich_text_preformatted", "elements": [inside], "border": 0})
        place = match.end()
    elements += _lines(text[place:].strip("\n") if place else text)
    return [{"type": "rich_text", "block_id": new_id("", 5), "elements": elements}]


def _lines(text: str) -> list[Json]:
    """Quoted lines and others in turn: a quote and a section hold as many lines as follow."""
    found: list[Json] = []
    if not text:
        return found
    groups: list[tuple[bool, list[str]]] = []
    for line in text.split("\n"):
        quoted = line.startswith("&gt;")
        if not groups or groups[-1][0] != quoted:
            groups.append((quoted, []))
        groups[-1][1].append(line.removeprefix("&gt;").removeprefix(" ") if quoted else line)
    for quoted, lines in groups:
        kind = "rich_text_quote" if quoted else "rich_text_section"
        found.append({"type": kind, "elements": _pieces("\n".join(lines), {})})
    return found


def _pieces(text: str, style: dict[str, bool]) -> list[Json]:
    found: list[Json] = []
    place = 0
    for match in _PIECE.finditer(text):
        _add_text(found, text[place : match.start()], style)
        place = match.end()
        named = match.lastgroup or ""
        inside = match.group(named)
        if named == "token":
            found.append(_styled(_token(inside), style))
        elif named == "emoji":
            found.append(_styled({"type": "emoji", "name": inside}, style))
        elif named == "code":
            _add_text(found, inside, style | {"code": True})
        else:
            found += _pieces(inside, style | {named: True})
    _add_text(found, text[place:], style)
    return found


def _add_text(found: list[Json], text: str, style: dict[str, bool]) -> None:
    if text:
        found.append(_styled({"type": "text", "text": unescaped(text)}, style))


def _styled(element: Json, style: dict[str, bool]) -> Json:
    return element | {"style": dict(style)} if style else element


def _token(inside: str) -> dict[str, Any]:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target in ("!here", "!channel", "!everyone"):
        return {"type": "broadcast", "range": target[1:]}
    if target.startswith("!date^"):
        return {"type": "text", "text": unescaped(label)}
    link = {"type": "link", "url": unescaped(target)}
    return link | {"text": unescaped(label)} if label else link
