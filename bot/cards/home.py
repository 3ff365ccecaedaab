"""The bot's own page in Slack: the way to each of its pages, what was done last, and the page itself."""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards.block import (
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    divider,
    home_view,
    section,
)
from bot.cards.text import ours
from bot.clicks import ShowHome

FIND: Final = "find"
"""The block of the search: named anew with every other content, so that nothing stays picked in it."""
DIGEST_CHARS: Final = 16
_CONTACT: Final = re.compile(r"\bc_[0-9a-z]{26}\b")


def home(shown: ShowHome, blocks: Sequence[Block], *, pages: Sequence[str], said: str = "") -> View:
    """A page of Home; `pages` are those that this member may open, `said` what their last click did."""
    ways = [_way(page, shown) for page in pages]
    whole = [
        *([actions("pages", *ways)] if len(ways) > 1 else []),
        *([section(ours(said))] if said else []),
        divider(),
        *blocks,
    ]
    return _carrying(shown, whole)


def turned_away(message: Message) -> View:
    """The page of somebody who may see nothing of it, or that cannot be drawn now."""
    return _carrying(ShowHome(""), message.blocks)


def customers_on(view: View) -> tuple[str, ...]:
    """Who stands on a page, by the contacts that its buttons carry."""
    return tuple(sorted(set(_CONTACT.findall(json.dumps(view["blocks"])))))


def without_pictures(view: View) -> View:
    """The page with all that can be read of it."""
    kept = [block for block in view["blocks"] if block["type"] != "image"]
    return View({**view, "blocks": kept})


def is_shown(view: View, metadata: str) -> bool:
    """True if a page that carries this shows the same already."""
    return bool(metadata) and view["private_metadata"] == metadata


def _way(page: str, shown: ShowHome) -> Element:
    way = button(wording.HOME_PAGES.get(page, page), ShowHome(page), number=_number(page))
    return way | {"style": "primary"} if page == shown.page else way


def _number(page: str) -> int:
    return list(wording.HOME_PAGES).index(page) if page in wording.HOME_PAGES else 99


def _carrying(shown: ShowHome, blocks: Sequence[Block]) -> View:
    """The page, with a digest of what is on it and its name as the last word that it carries."""
    digest = hashlib.sha256(json.dumps(blocks, sort_keys=True).encode()).hexdigest()[:DIGEST_CHARS]
    named = [
        Block({**block, "block_id": f"{FIND} {digest}"}) if block.get("block_id") == FIND else block
        for block in blocks
    ]
    return home_view(named, carries=f"{digest} {shown.token()}")
