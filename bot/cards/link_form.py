"""The form that says whose a message is."""

from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards.block import (
    Block,
    Element,
    Message,
    View,
    message,
    option,
    search_input,
    section,
    select_input,
    text_input,
    view,
)
from bot.cards.identifiers import readable, title_of
from bot.cards.pickers import several_input
from bot.cards.text import Safe, bold, excerpt, ours
from bot.clicks import LinkForm, MergeForm
from bot.inputs import Field
from storage.message import CustomerMessage, SenderClaim
from storage.profile import Profile

QUOTE_CHARS: Final = 600


def link_form(about: LinkForm, written: CustomerMessage, *, whose: Element | None) -> View:
    """Pick whose it is, or name a new customer; tick what is the customer's own."""
    kinds = [(kind.value, name) for kind, name in wording.CHANNELS.items()]
    blocks = [
        section(quoted(written)),
        search_input(
            Field.OTHER,
            wording.whose_message(),
            placeholder=wording.find_placeholder(),
            initial=whose,
            optional=True,
        ),
        text_input(
            Field.NEW_NAME,
            wording.new_name_label(),
            initial=None if whose else written.name,
            hint=wording.new_name_hint(),
            most=200,
        ),
        _learn(written.claims),
        select_input(
            Field.CAME_BY,
            wording.came_by_label(),
            kinds,
            initial=written.channel.value,
            optional=False,
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.link_title(), shown, submit=wording.link(), close=wording.close())


def kept_already(about: MergeForm, profile: Profile) -> View:
    """The message is somebody's: who else are they?"""
    told = ours(wording.kept_already(bold(excerpt(title_of(profile), 150))))
    picked = search_input(
        Field.OTHER, wording.other_label(), placeholder=wording.find_placeholder()
    )
    blocks = [section(told), picked]
    return view(
        about, wording.link_title(), blocks, submit=wording.next_step(), close=wording.close()
    )


def own_message() -> Message:
    """The bot's own message is nobody's."""
    return _sentence(wording.own_message())


def unreadable() -> Message:
    """A message that the bot cannot read by its link."""
    return _sentence(wording.message_unreadable())


def errors_waited() -> dict[str, str]:
    """The message that was kept aside is there no more."""
    return {Field.OTHER: wording.waited_too_long()}


def errors_elsewhere() -> dict[str, str]:
    """The message is another customer's by now."""
    return {Field.OTHER: wording.anothers_by_now()}


def errors_gone() -> dict[str, str]:
    """Whoever was picked is there no more."""
    return {Field.OTHER: wording.gone()}


def _learn(claims: Sequence[SenderClaim]) -> Block | None:
    """What the message names, nothing of it ticked."""
    options = [
        option(str(place), readable(claim.identifier), wording.NAMED_AS[claim.evidence.value])
        for place, claim in enumerate(claims)
        if not claim.former
    ]
    if not options:
        return None
    return several_input(Field.LEARN, wording.learn_label(), options, hint=wording.learn_hint())


def quoted(written: CustomerMessage) -> Safe:
    """What a message says, as a quote."""
    text = " \u2014 ".join(part for part in (written.subject, written.text) if part)
    told = excerpt(text or ", ".join(written.files), QUOTE_CHARS)
    return ours(f">{told or wording.no_text()}")


def _sentence(text: str) -> Message:
    told = ours(text)
    return message(told, [section(told)])
