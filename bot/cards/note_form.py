"""The form for a note."""

from bot import wording
from bot.cards.block import View, context, text_input, view
from bot.cards.identifiers import title_of
from bot.cards.text import excerpt
from bot.clicks import NoteForm
from bot.inputs import Field
from storage.profile import Profile


def note_form(about: NoteForm, profile: Profile) -> View:
    """A note on a customer."""
    blocks = [
        context(excerpt(title_of(profile), 150)),
        text_input(
            Field.NOTE,
            wording.NOTE_LABEL,
            hint=wording.NOTE_HINT,
            multiline=True,
            optional=False,
            most=wording.NOTE_LIMIT_CHARS,
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.NOTE_TITLE, shown, submit=wording.SAVE, close=wording.CLOSE)
