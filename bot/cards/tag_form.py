"""The form for tags."""

from bot import wording
from bot.cards.block import View, context, multi_search_input, text_input, view
from bot.cards.identifiers import title_of
from bot.cards.text import excerpt
from bot.clicks import TagForm
from bot.inputs import Field
from storage.profile import Profile


def tag_form(about: TagForm, profile: Profile) -> View:
    """All tags of a customer; those in use are offered, new ones are typed."""
    blocks = [
        context(excerpt(title_of(profile), 150)),
        multi_search_input(
            Field.TAGS,
            wording.TAGS_LABEL,
            placeholder=wording.TAGS_HINT,
            initial=[tag.name for tag in profile.tags],
        ),
        text_input(Field.NEW_TAGS, wording.NEW_TAGS_LABEL, hint=wording.NEW_TAGS_HINT, most=500),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.TAGS_TITLE, shown, submit=wording.SAVE, close=wording.CLOSE)
