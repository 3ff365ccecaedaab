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
    text_input,
    view,
)
from bot.cards.pickers import place_input, several_input
from bot.cards.text import ours
from bot.clicks import PolicyForm
from bot.inputs import Field
from bot.wording import Language
from storage.policy import Policy
from storage.retention import Retention, Words

NOBODY: Final = "-"
SECOND: Final = "second"
DAYS_CHARS: Final = 5


def policy_form(
    about: PolicyForm, policy: Policy, groups: Sequence[tuple[str, str]], *, language: Language
) -> View:
    """Who leads, whether a second person is needed, the language of what all read, and what is kept how long.

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
    blocks += _kept(policy.retention)
    shown = [block for block in blocks if block is not None]
    return view(about, wording.policy_title(), shown, submit=wording.save(), close=wording.close())


def _kept(retention: Retention) -> list[Block]:
    days = (
        (
            Field.MESSAGE_DAYS,
            wording.message_days_label(),
            retention.messages,
            wording.message_days_hint(),
        ),
        (Field.ORDER_DAYS, wording.order_days_label(), retention.orders, None),
        (
            Field.LETTER_DAYS,
            wording.letter_days_label(),
            retention.letters,
            wording.letter_days_hint(),
        ),
        (Field.AUDIT_DAYS, wording.audit_days_label(), retention.audit, None),
        (
            Field.CONVERSATION_DAYS,
            wording.conversation_days_label(),
            retention.conversations,
            None,
        ),
    )
    return [
        select_input(
            Field.WORDS_KEPT,
            wording.words_kept_label(),
            [(one.value, wording.WORDS_KEPT[one]) for one in Words],
            initial=retention.words,
            hint=wording.words_kept_hint(),
        ),
        *(
            text_input(
                name,
                label,
                initial=None if kept is None else str(kept),
                hint=hint,
                most=DAYS_CHARS,
            )
            for name, label, kept, hint in days
        ),
    ]


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
