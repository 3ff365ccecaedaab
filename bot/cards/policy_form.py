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
from storage.policy import Policy

NOBODY: Final = "-"
SECOND: Final = "second"


def policy_form(about: PolicyForm, policy: Policy, groups: Sequence[tuple[str, str]]) -> View:
    """Who leads, and whether a second person is needed; `groups` are ids and names, of the user groups."""
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
