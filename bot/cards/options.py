"""Lines of searching menus, under Slack's limits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from bot import clicks, wording
from bot.cards.block import OPTION_TEXT, OPTIONS, option
from bot.cards.identifiers import called, readable
from bot.cards.text import flat, shortened, units
from storage.store import Hit

BETWEEN: Final = " \u00b7 "
COMPANY: Final = 20
KNOWN: Final = 28
"""Of the 75 characters of a line, so that all that tells people apart has room."""


def customer_options(hits: Sequence[Hit], *, now: datetime) -> list[dict[str, Any]]:
    """Customers, each with what tells two of one name apart."""
    return [_line(hit.contact_id, hit, now) for hit in hits[:OPTIONS]]


def find_options(hits: Sequence[Hit], *, now: datetime) -> list[dict[str, Any]]:
    """Customers of the menu that shows whom one picks."""
    return [_line(clicks.FindOne(hit.contact_id).encode(), hit, now) for hit in hits[:OPTIONS]]


def _line(value: str, hit: Hit, now: datetime) -> dict[str, Any]:
    """Company, when they wrote last, and by what they are known, as far as there is room."""
    named = called(hit.name, hit.identifiers)
    known = [readable(one) for one in hit.identifiers[:2]]
    details = [shortened(flat((hit.company or "")[:100]), COMPANY)]
    details += [shortened(known[0], KNOWN)] if known and known[0] != named else []
    details += [wording.last_wrote(wording.ago(now - hit.last_seen))] if hit.last_seen else []
    told = BETWEEN.join(part for part in details if part)
    fuller = BETWEEN.join([told, *known[1:]])
    return option(value, named, (fuller if units(fuller) <= OPTION_TEXT else told) or None)


def tag_options(tags: Sequence[str], *, typed: str) -> list[dict[str, Any]]:
    """Tags in use, and what was typed itself where it is none of them."""
    typed = flat(typed[: 2 * OPTION_TEXT])[:OPTION_TEXT]
    known = {tag.casefold() for tag in tags}
    fresh = [option(typed, f"{typed} (new)")] if typed and typed.casefold() not in known else []
    return [*(option(tag, tag) for tag in tags[: OPTIONS - 1]), *fresh]
