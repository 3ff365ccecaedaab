"""The form for tags."""

from collections.abc import Sequence

from bot import wording
from bot.cards.block import View, context, multi_search_input, section, text_input, view
from bot.cards.identifiers import title_of
from bot.cards.text import excerpt, joined, ours
from bot.clicks import TagForm
from bot.inputs import Field
from storage.profile import Profile


def tag_form(about: TagForm, profile: Profile, *, near: Sequence[tuple[str, str]] = ()) -> View:
    """All tags of a customer; those in use are offered, new ones are typed.

    `near` are tags that were typed, each with the one in use that it is nearly.
    """
    told = [wording.nearly_in_use(excerpt(one, 75), excerpt(other, 75)) for one, other in near[:5]]
    pointed = joined([*map(ours, told), ours(wording.meant_anew())], "\n") if told else None
    blocks = [
        section(pointed) if pointed else None,
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
