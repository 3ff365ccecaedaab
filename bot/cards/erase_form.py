"""The form before a customer is erased: what goes, and a typed confirmation."""

from bot import wording
from bot.cards.block import Block, View, context, section, text_input, view
from bot.cards.identifiers import title_of
from bot.cards.text import bold, excerpt, joined, ours
from bot.clicks import EraseForm
from bot.inputs import Field
from storage.profile import Profile

NAME_CHARS = 100


def erase_form(about: EraseForm, profile: Profile, *, second: bool) -> View:
    """How much is held, that all of it goes, and the name to be typed; `second`: another admin agrees first."""
    counted = wording.held_of(
        len(profile.contacts), profile.message_count, profile.note_count, len(profile.orders)
    )
    name = bold(excerpt(title_of(profile), NAME_CHARS))
    blocks: list[Block | None] = [
        section(joined([name, ours(counted)], "\n")),
        section(ours(wording.erase_reaches())),
        context(ours(wording.erase_leaves())),
        context(ours(wording.second_needed())) if second else None,
        text_input(Field.CONFIRM, wording.confirm_label(), optional=False, most=300),
    ]
    shown = [block for block in blocks if block is not None]
    submit = wording.ask_button() if second else wording.erase_button()
    return view(about, wording.erase_title(), shown, submit=submit, close=wording.close())
