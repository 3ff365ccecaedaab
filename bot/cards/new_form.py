"""The form for a customer who never wrote."""

from collections.abc import Sequence

from bot import wording
from bot.cards import panels
from bot.cards.block import View, context, view
from bot.cards.custom_inputs import custom_inputs
from bot.cards.edit_form import inputs
from bot.cards.text import ours
from bot.clicks import NewForm
from storage.fields import CustomField
from storage.identifiers import Identifier


def new_form(
    about: NewForm,
    *,
    name: str,
    identifiers: Sequence[Identifier],
    custom: Sequence[CustomField] = (),
    search: bool = False,
) -> View:
    """A new customer, with what was typed filled in; with the search for one who is known over it."""
    told = {"name": name} if name else {}
    over = [*panels.menu(), context(ours(wording.new_search()))] if search else []
    usual = [*(block for block in over if block), *inputs(told, identifiers)]
    return view(
        about,
        wording.new_title(),
        [*usual, *custom_inputs(custom, {}, beside=usual)],
        submit=wording.create(),
        close=wording.close(),
    )
