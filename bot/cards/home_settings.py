"""The page of Home with what admins set for the whole workspace."""

from collections.abc import Sequence
from typing import Final

from bot import clicks, wording
from bot.cards import marks
from bot.cards.block import Block, actions, button, header, section
from bot.cards.text import bold, joined, ours
from bot.wording import Language
from storage.policy import Policy
from storage.retention import Retention
from storage.store import Marked

PAGE: Final = "settings"


def settings(policy: Policy, marked: Sequence[Marked], *, language: Language) -> list[Block]:
    """Who may do what, in which language all read, what is kept how long, and which identifiers are nobody's own."""
    lead = f"<!subteam^{policy.lead_group}>" if policy.lead_group else wording.not_set()
    place = f"<#{policy.asked_in}>" if policy.asked_in else wording.not_set()
    needs = wording.second_option() if policy.second_person else wording.one_is_enough()
    rows = (
        (wording.leads_label(), lead),
        (wording.second_label(), needs),
        (wording.asked_in_label(), place),
        (wording.common_language_label(), wording.own_name(language)),
        *_kept(policy.retention),
    )
    lines = [joined([bold(ours(label)), ours(told)], ": ") for label, told in rows]
    return [
        header(wording.policy_title()),
        section(joined(lines, "\n")),
        actions("policy", button(wording.change(), clicks.OpenPolicy())),
        header(wording.marked_heading()),
        *marks.marks(marked).blocks,
    ]


def _kept(retention: Retention) -> tuple[tuple[str, str], ...]:
    return (
        (wording.words_kept_label(), wording.WORDS_KEPT[retention.words]),
        (wording.message_days_label(), _days(retention.messages)),
        (wording.order_days_label(), _days(retention.orders)),
        (wording.letter_days_label(), _days(retention.letters)),
        (wording.audit_days_label(), _days(retention.audit)),
        (wording.conversation_days_label(), _days(retention.conversations)),
    )


def _days(days: int | None) -> str:
    return wording.no_limit() if days is None else str(days)
