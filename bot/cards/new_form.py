"""The form for a customer who never wrote."""

from collections.abc import Sequence

from bot import wording
from bot.cards.block import View, view
from bot.cards.edit_form import inputs
from bot.clicks import NewForm
from storage.identifiers import Identifier


def new_form(about: NewForm, *, name: str, identifiers: Sequence[Identifier]) -> View:
    """A new customer, with what was typed filled in."""
    told = {"name": name} if name else {}
    return view(
        about,
        wording.NEW_TITLE,
        inputs(told, identifiers),
        submit=wording.CREATE,
        close=wording.CLOSE,
    )
