"""Messages in modals: a customer's card with the search over it, and what stands on top of a form."""

from collections.abc import Sequence

from bot import clicks, wording
from bot.cards.block import (
    Block,
    Element,
    Message,
    View,
    actions,
    button,
    divider,
    modal,
    search_menu,
    section,
)
from bot.cards.text import ours


def panel(message: Message, *, carries: str = "") -> View:
    """A card, or another answer, below the search for a customer."""
    shown = [*search(), divider(), *message.blocks]
    return modal(wording.panel_title(), shown, close=wording.done(), carries=carries)


def find() -> View:
    """The search for a customer alone."""
    return modal(wording.find_title(), search(), close=wording.done())


def beside(message: Message, *, carries: str = "") -> View:
    """A card on top of another; closed, that one is there again."""
    return modal(wording.panel_title(), message.blocks, close=wording.back(), carries=carries)


def on_top(message: Message) -> View:
    """A sentence over a form that has no field to show it at; closed, the form is there again."""
    return modal(wording.problem_title(), message.blocks, close=wording.back())


def alone(message: Message) -> View:
    """Why nothing was done, where no other modal is open."""
    return modal(wording.problem_title(), message.blocks, close=wording.done())


def search(block_id: str = "find") -> Sequence[Block]:
    """The menu that searches the whole store, and the way to a customer that is not in it."""
    return menu(button(wording.new_title(), clicks.OpenNew("")), block_id=block_id)


def menu(*beside_it: Element, block_id: str = "find") -> Sequence[Block]:
    """The menu that searches the whole store. Under another id nothing is picked in it any more."""
    picks = search_menu(clicks.FindOne.ACTION_ID, placeholder=wording.find_placeholder())
    return [section(ours(wording.find_label())), actions(block_id, picks, *beside_it)]
