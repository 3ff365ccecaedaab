"""The menus behind three dots on the full card: each item only for whoever may."""

from typing import Final

from bot import clicks, wording
from bot.cards.block import Block, Element, option, section
from bot.cards.text import ours
from bot.clicks import MORE_ACTION, Click, carry
from bot.permissions import Action, Role, may
from storage.profile import Profile

OVERFLOW_OPTIONS: Final = 5
"""https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element"""


def more(profile: Profile, role: Role) -> list[Element]:
    """What is seldom needed, behind three dots."""
    here = profile.contact_id
    items = (
        (wording.timeline_item(), clicks.ShowTimeline(here), Action.SEE),
        (wording.orders_item(), clicks.ShowOrders(here), Action.SEE),
        (wording.identifiers_item(), clicks.OpenIdentifiers(here), Action.CHANGE),
        (wording.owner_item(), clicks.OpenOwner(here), Action.CHANGE),
        (wording.history_item(), clicks.ShowHistory(here), Action.HISTORY),
    )
    return _allowed(items, role, number=0)


def whole(profile: Profile, role: Role) -> Block | None:
    """What is done with all that is held of a customer; None for whoever may do nothing of it.

    Slack gives three dots no name of their own: the words beside them tell these from the others.
    """
    here = profile.contact_id
    items = (
        (wording.export_item(), clicks.Export(here), Action.EXPORT),
        (wording.erase_item(), clicks.OpenErase(here), Action.ERASE),
    )
    menu = _allowed(items, role, number=1)
    return section(ours(wording.all_that_is_held()), accessory=menu[0]) if menu else None


def _allowed(
    items: tuple[tuple[str, Click, Action], ...], role: Role, *, number: int
) -> list[Element]:
    allowed = [(label, click) for label, click, action in items if may(role, action)]
    return [overflow(*allowed, number=number)] if allowed else []


def overflow(*items: tuple[str, Click], number: int = 0) -> Element:
    """The menu behind three dots: at most five labels, each with the click that it is.

    `number` tells several on one card apart.
    """
    shown = [option(carry(click), label) for label, click in items]
    return {
        "type": "overflow",
        "action_id": f"{MORE_ACTION}#{number}",
        "options": shown[:OVERFLOW_OPTIONS],
    }
