"""The form for tags."""

from collections.abc import Sequence

from bot import clicks, wording
from bot.cards.block import (
    Message,
    View,
    actions,
    button,
    context,
    message,
    multi_search_input,
    section,
    text_input,
    view,
)
from bot.cards.identifiers import title_of
from bot.cards.text import excerpt, joined, ours
from bot.clicks import TagForm
from bot.inputs import Field
from storage.profile import Profile


def pointed_out(contact_id: str, typed: Sequence[str], near: Sequence[tuple[str, str]]) -> Message:
    """New tags that are nearly ones in use: either is put on by a click.

    Raises ValueError where they are more than a button carries.
    """
    known = dict(near)
    in_use = tuple(dict.fromkeys(known.get(name, name) for name in typed))
    told = [ours(_nearly(one, other)) for one, other in near[:5]]
    buttons = [
        button(
            wording.put_on(", ".join(names)),
            clicks.PutTags(contact_id, clicks.barred(",".join(names))),
            number=number,
        )
        for number, names in enumerate((in_use, tuple(typed)))
    ]
    asked = section(joined([*told, ours(wording.nothing_put_on())], "\n"))
    return message(joined(told, " "), [asked, actions("tags", *buttons)])


def _nearly(typed: str, known: str) -> str:
    return wording.nearly_in_use(excerpt(typed, 75), excerpt(known, 75))


def tag_form(about: TagForm, profile: Profile, *, near: Sequence[tuple[str, str]] = ()) -> View:
    """All tags of a customer; those in use are offered, new ones are typed.

    `near` are tags that were typed, each with the one in use that it is nearly.
    """
    told = [_nearly(one, other) for one, other in near[:5]]
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
