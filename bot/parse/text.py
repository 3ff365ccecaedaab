"""Slack's ways of writing text, as plain text: tokens, escapes, blocks, attachments.

Every scan is over a capped text with bounded patterns: Slack messages have up to 40,000 characters, and
an unbounded pattern on them takes seconds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

SCANNED_CHARS: Final = 8_000
FIELDS_CHARS: Final = 4 * SCANNED_CHARS
"""Of all fields of a message together no more is read: a relay that is well fills a tenth of it."""
_DEEPEST: Final = 12
_MOST_PARTS: Final = 500

_TOKEN: Final = re.compile(r"<([^<>\n|]{1,2000})(?:\|([^<>\n]{0,2000}))?>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def text_in(value: object) -> str:
    """A string of a payload, capped; empty for anything else."""
    return value[:SCANNED_CHARS] if isinstance(value, str) else ""


def mapping_in(value: object) -> Mapping[str, Any]:
    """An object of a payload; empty for anything else."""
    return value if isinstance(value, dict) else {}


def mappings_in(value: object) -> list[Mapping[str, Any]]:
    """The objects in a list of a payload, at most 100."""
    return [one for one in value[:100] if isinstance(one, dict)] if isinstance(value, list) else []


def plain(written: object) -> str:
    """Slack's mrkdwn as plain text: tokens resolved, entities undone last."""
    return unescaped(_TOKEN.sub(_token, text_in(written)))


def unescaped(text: str) -> str:
    """The three entities that Slack escapes, undone; `&amp;lt;` stays `&lt;`."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _token(found: "re.Match[str]") -> str:
    target, label = found.group(1), found.group(2)
    if target.startswith(("mailto:", "tel:")):
        return target.partition(":")[2] if target.startswith("mailto:") else label or target[4:]
    if target.startswith("@"):
        return f"@{label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return f"{label} ({target})" if label and label != target and "://" not in label else target


def of_blocks(blocks: object) -> str:
    """The words of a message's blocks, a line a part."""
    return _capped(line for block in mappings_in(blocks) for line in _of_block(block))


def fields_of(blocks: object) -> list[str]:
    """The texts of all `section.fields`, each as plain text."""
    found, room = list[str](), FIELDS_CHARS
    for block in mappings_in(blocks):
        for field in mappings_in(block.get("fields")) if block.get("type") == "section" else ():
            if room <= 0:
                return found
            found.append(_of_text(field))
            room -= len(text_in(field.get("text")))
    return found


def _of_block(block: Mapping[str, Any]) -> Iterator[str]:
    match block.get("type"):
        case "section":
            yield _of_text(block.get("text"))
            yield from (_of_text(field) for field in mappings_in(block.get("fields")))
        case "header":
            yield _of_text(block.get("text"))
        case "context":
            yield from (_of_text(part) for part in mappings_in(block.get("elements")))
        case "markdown":
            yield plain(block.get("text"))
        case "rich_text":
            budget = iter(range(_MOST_PARTS))
            yield "".join(_rich(block, budget, 0))
        case _:
            return


def _of_text(part: object) -> str:
    found = mapping_in(part)
    if found.get("type") == "plain_text":
        return text_in(found.get("text"))
    return plain(found.get("text"))


def _rich(part: Mapping[str, Any], budget: Iterator[int], depth: int) -> Iterator[str]:
    """The words of a rich_text part; quotes keep a `> ` so that they are known as such."""
    if depth > _DEEPEST or next(budget, None) is None:
        return
    kind = part.get("type")
    match kind:
        case "text":
            yield text_in(part.get("text"))
        case "link":
            url = text_in(part.get("url"))
            yield (
                url.partition(":")[2]
                if url.startswith(("mailto:", "tel:"))
                else (text_in(part.get("text")) or url)
            )
        case "user" | "channel" | "usergroup":
            yield f"@{text_in(part.get(f'{kind}_id'))}"
        case "emoji":
            yield f":{text_in(part.get('name'))}:"
        case _:
            mark = "> " if kind == "rich_text_quote" else ""
            inner = "".join(
                word
                for child in mappings_in(part.get("elements"))
                for word in _rich(child, budget, depth + 1)
            )
            yield "".join(f"{mark}{line}\n" for line in inner.splitlines()) if mark else inner
            if kind in ("rich_text_section", "rich_text_preformatted"):
                yield "\n"


def of_attachment(attachment: Mapping[str, Any]) -> str:
    """The words of a legacy attachment: its own text first, then what stands around it."""
    return _capped(_of_attachment(attachment))


def _of_attachment(attachment: Mapping[str, Any]) -> Iterator[str]:
    for name in ("pretext", "title", "text"):
        yield plain(attachment.get(name))
    for field in mappings_in(attachment.get("fields")):
        yield f"{plain(field.get('title'))}: {plain(field.get('value'))}"
    yield of_blocks(attachment.get("blocks"))


def _capped(lines: Iterable[str]) -> str:
    """The lines that say something, as far as they are scanned: what lies beyond is not even read."""
    kept, room = list[str](), SCANNED_CHARS
    for line in lines:
        if line.strip():
            kept.append(line)
            room -= len(line) + 1
        if room <= 0:
            break
    return "\n".join(kept)[:SCANNED_CHARS]


def body_of(message: Mapping[str, Any]) -> str:
    """All the words of a message: its text, else its blocks, else its attachments."""
    text = plain(message.get("text")).strip()
    blocks = of_blocks(message.get("blocks")).strip()
    if text and blocks:
        return text if len(text) >= len(blocks) // 2 else blocks
    attachments = mappings_in(message.get("attachments"))
    return text or blocks or _capped(of_attachment(one) for one in attachments).strip()


def unquoted(lines: Sequence[str]) -> list[str]:
    """The lines that are the writer's own: no quotes, and nothing below a signature's `-- `."""
    kept: list[str] = []
    for line in lines:
        if line.rstrip("\r") in ("-- ", "--"):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return kept
