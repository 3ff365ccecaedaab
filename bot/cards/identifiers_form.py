"""The form for what a customer is known by: add, take off, say what several share."""

from collections.abc import Sequence

from bot import wording
from bot.cards.block import Block, Element, View, context, option, text_input, view
from bot.cards.identifiers import readable, title_of
from bot.cards.pickers import several_input
from bot.cards.text import excerpt
from bot.clicks import IdentifiersForm
from bot.inputs import Field
from storage.identifiers import Identifier
from storage.profile import Profile

MOST = 100


def identifiers_form(about: IdentifiersForm, profile: Profile, *, marks: bool) -> View:
    """What is known, each to be taken off, and what is new; `marks`: this member may say what is shared."""
    known = listed(profile)
    off = [_option(one, number) for number, one in enumerate(known)]
    shared = [
        one for number, one in enumerate(off) if profile.marks.get(str(known[number])) == "shared"
    ]
    blocks: list[Block | None] = [
        context(excerpt(title_of(profile), 150)),
        several_input(
            Field.NO_LONGER, wording.no_longer_label(), off, hint=wording.no_longer_hint()
        )
        if off
        else None,
        several_input(
            Field.SHARED,
            wording.shared_label(),
            off,
            initial=shared,
            hint=wording.shared_hint(),
        )
        if off and marks
        else None,
        text_input(Field.EMAILS, wording.more_emails(), hint=wording.emails_hint(), most=1000),
        text_input(Field.PHONES, wording.more_phones(), hint=wording.phones_hint(), most=1000),
        text_input(Field.HANDLES, wording.more_handles(), hint=wording.handles_hint(), most=1000),
    ]
    shown = [block for block in blocks if block is not None]
    title = wording.identifiers_title()
    return view(about, title, shown, submit=wording.save(), close=wording.close())


def listed(profile: Profile) -> Sequence[Identifier]:
    """What the form lists."""
    return [claim.identifier for claim in profile.claims][:MOST]


def _option(identifier: Identifier, number: int) -> Element:
    return option(str(identifier), f"{number + 1}. {readable(identifier)}")
