"""The form for a note."""

from bot import wording
from bot.cards.block import Block, Element, View, context, search_input, text_input, view
from bot.cards.identifiers import title_of
from bot.cards.text import excerpt, ours
from bot.clicks import MessageNoteForm, NoteForm
from bot.inputs import Field
from storage.profile import Profile


def note_form(about: NoteForm, profile: Profile) -> View:
    """A note on a customer."""
    blocks = [context(excerpt(title_of(profile), 150)), _note()]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.note_title(), shown, submit=wording.save(), close=wording.close())


def from_message(about: MessageNoteForm, *, text: str, whose: Element | None) -> View:
    """A note made from a message: its words, to be shortened, on whomever is picked."""
    blocks = [
        search_input(
            Field.OTHER,
            wording.whose_notes(),
            placeholder=wording.find_placeholder(),
            initial=whose,
        ),
        _note(initial=text),
        context(ours(wording.keeps_link())) if about.link else None,
    ]
    shown = [block for block in blocks if block is not None]
    return view(
        about, wording.add_to_notes_title(), shown, submit=wording.save(), close=wording.close()
    )


def _note(*, initial: str | None = None) -> Block:
    return text_input(
        Field.NOTE,
        wording.note_label(),
        initial=initial,
        hint=wording.note_hint(),
        multiline=True,
        optional=False,
        most=wording.NOTE_LIMIT_CHARS,
    )
