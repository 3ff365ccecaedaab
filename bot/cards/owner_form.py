"""The form for who looks after a customer, and how urgent they are."""

from bot import wording
from bot.cards.authors import is_member
from bot.cards.block import Block, View, context, select_input, view
from bot.cards.identifiers import title_of
from bot.cards.pickers import member_input
from bot.cards.text import excerpt
from bot.clicks import OwnerForm
from bot.inputs import Field
from storage.profile import Profile

OPTION_CHARS = 75


def owner_form(about: OwnerForm, profile: Profile) -> View:
    """Owner and priority; what a list told is offered beside our own words."""
    owner, priority = profile.value("owner"), (profile.value("priority") or "")[:OPTION_CHARS]
    levels = [(code, wording.LEVELS[code]) for code in wording.LEVELS]
    if priority and priority not in wording.LEVELS:
        levels.append((priority, priority))
    blocks: list[Block | None] = [
        context(excerpt(title_of(profile), 150)),
        member_input(
            Field.OWNER,
            wording.FIELDS["owner"],
            initial=owner if owner and is_member(owner) else None,
            hint=wording.owner_hint(),
        ),
        select_input(Field.PRIORITY, wording.FIELDS["priority"], levels, initial=priority or None),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.owner_title(), shown, submit=wording.save(), close=wording.close())
