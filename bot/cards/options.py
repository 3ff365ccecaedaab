"""Lines of searching menus, under Slack's limits."""

from collections.abc import Sequence
from typing import Any

from bot.cards.block import OPTION_TEXT, OPTIONS, option
from bot.cards.identifiers import called, readable
from bot.cards.text import flat
from storage.store import Hit


def customer_options(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Customers, each with what tells two of one name apart."""
    found = []
    for hit in hits[:OPTIONS]:
        details = [hit.company or "", *(readable(one) for one in hit.identifiers[:2])]
        description = " \u00b7 ".join(part for part in details if part)
        found.append(option(hit.contact_id, called(hit.name, hit.identifiers), description or None))
    return found


def tag_options(tags: Sequence[str], *, typed: str) -> list[dict[str, Any]]:
    """Tags in use, and what was typed itself where it is none of them."""
    typed = flat(typed[: 2 * OPTION_TEXT])[:OPTION_TEXT]
    known = {tag.casefold() for tag in tags}
    fresh = [option(typed, f"{typed} (new)")] if typed and typed.casefold() not in known else []
    return [*(option(tag, tag) for tag in tags[: OPTIONS - 1]), *fresh]
