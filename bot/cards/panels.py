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


def panel(message: Message) -> View:
    """A card, or another answer, below the search for a customer."""
    return modal(
        wording.panel_title(), [*search(), divider(), *message.blocks], close=wording.done()
    )


def find() -> View:
    """The search for a customer alone."""
    return modal(wording.find_title(), search(), close=wording.done())


def beside(message: Message) -> View:
    """A card on top of another; closed, that one is there again."""
    return modal(wording.panel_title(), message.blocks, close=wording.back())


def on_top(message: Message) -> View:
    """A sentence over a form that has no field to show it at; closed, the form is there again."""
    return modal(wording.problem_title(), message.blocks, close=wording.back())


def alone(message: Message) -> View:
    """Why nothing was done, where no other modal is open."""
    return modal(wording.problem_title(), message.blocks, close=wording.done())


def search() -> Sequence[Block]:
    """The menu that searches the whole store, and the way to a customer that is not in it."""
    return menu(button(wording.new_title(), clicks.OpenNew("")))


def menu(*beside_it: Element) -> Sequence[Block]:
    """The menu that searches the whole store."""
    picks = search_menu(clicks.FindOne.ACTION_ID, placeholder=wording.find_placeholder())
    return [section(ours(wording.find_label())), actions("find", picks, *beside_it)]
