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
            wording.tags_label(),
            placeholder=wording.tags_hint(),
            initial=[tag.name for tag in profile.tags],
        ),
        text_input(
            Field.NEW_TAGS, wording.new_tags_label(), hint=wording.new_tags_hint(), most=500
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.tags_title(), shown, submit=wording.save(), close=wording.close())
