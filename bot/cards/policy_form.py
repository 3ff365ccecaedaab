"""The form for who may do what."""

from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards.block import (
    Block,
    View,
    context,
    option,
    select_input,
    view,
)
from bot.cards.pickers import place_input, several_input
from bot.cards.text import ours
from bot.clicks import PolicyForm
from bot.inputs import Field
from bot.wording import Language
from storage.policy import Policy

NOBODY: Final = "-"
SECOND: Final = "second"


def policy_form(
    about: PolicyForm, policy: Policy, groups: Sequence[tuple[str, str]], *, language: Language
) -> View:
    """Who leads, whether a second person is needed, and the language of what all read.

    `groups` are ids and names, of the user groups.
    """
    second = [option(SECOND, wording.second_option())]
    blocks: list[Block | None] = [
        _leads(policy, groups),
        several_input(
            Field.SECOND_PERSON,
            wording.second_label(),
            second,
            initial=second if policy.second_person else (),
            hint=wording.second_hint(),
        ),
        place_input(
            Field.ASKED_IN,
            wording.asked_in_label(),
            initial=policy.asked_in,
            hint=wording.asked_in_hint(),
        ),
        select_input(
            Field.COMMON_LANGUAGE,
            wording.common_language_label(),
            [(one.value, wording.own_name(one)) for one in Language],
            initial=language,
            hint=wording.common_language_hint(),
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.policy_title(), shown, submit=wording.save(), close=wording.close())


def _leads(policy: Policy, groups: Sequence[tuple[str, str]]) -> Block | None:
    if not groups:
        return context(ours(wording.no_groups()))
    return select_input(
        Field.LEADS,
        wording.leads_label(),
        groups,
        initial=policy.lead_group,
        hint=wording.leads_hint(),
    )
