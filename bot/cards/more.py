"""The menus behind three dots on the full card: each item only for whoever may."""

from typing import Final

from bot import clicks, wording
from bot.cards.block import Element, option
from bot.clicks import MORE_ACTION, Click, carry
from bot.permissions import Action, Role, may
from storage.profile import Profile

OVERFLOW_OPTIONS: Final = 5
"""https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element"""


def more(profile: Profile, role: Role) -> list[Element]:
    """What is seldom needed; what cannot be undone stands in a menu of its own."""
    here = profile.contact_id
    menus: tuple[tuple[tuple[str, Click, Action], ...], ...] = (
        (
            (wording.timeline_item(), clicks.ShowTimeline(here), Action.SEE),
            (wording.orders_item(), clicks.ShowOrders(here), Action.SEE),
            (wording.identifiers_item(), clicks.OpenIdentifiers(here), Action.CHANGE),
            (wording.owner_item(), clicks.OpenOwner(here), Action.CHANGE),
            (wording.history_item(), clicks.ShowHistory(here), Action.HISTORY),
        ),
        (
            (wording.export_item(), clicks.Export(here), Action.EXPORT),
            (wording.erase_item(), clicks.OpenErase(here), Action.ERASE),
        ),
    )
    allowed = [
        [(label, click) for label, click, action in menu if may(role, action)] for menu in menus
    ]
    return [overflow(*items, number=at) for at, items in enumerate(allowed) if items]


def overflow(*items: tuple[str, Click], number: int = 0) -> Element:
    """The menu behind three dots: at most five labels, each with the click that it is.

    `number` tells several in one row apart.
    """
    shown = [option(carry(click), label) for label, click in items]
    return {
        "type": "overflow",
        "action_id": f"{MORE_ACTION}#{number}",
        "options": shown[:OVERFLOW_OPTIONS],
    }
