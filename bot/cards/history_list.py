"""Who did what with a customer, and who looked: the audit, page by page."""

from collections.abc import Sequence
from typing import Final

from bot import clicks, wording
from bot.cards.authors import author
from bot.cards.block import Block, Message, actions, button, context, message, section
from bot.cards.identifiers import title_of
from bot.cards.text import Safe, bold, escaped, excerpt, joined, moment, ours
from storage.auditing import AuditEntry
from storage.profile import Profile

SHOWN: Final = 15
READ: Final = 100
"""Entries for one page, of which many may be one line."""
_LOOKS: Final = frozenset(["read", "history"])
CODE_CHARS: Final = 60
ABOUT: Final = "about_"
"""Begins the code for the kind of identifier that was decided about."""


def history_list(profile: Profile, entries: Sequence[AuditEntry], *, after: int = 0) -> Message:
    """A page of what was done; `entries` holds more than the page where there are more."""
    told = ours(wording.history_of(bold(excerpt(title_of(profile), 100))))
    page = _folded(entries[:READ])[:SHOWN]
    lines = joined([_line(*run) for run in page], "\n")
    empty = wording.no_more() if after else wording.nothing_told()
    further = ours(wording.after_the_first(after)) if after else Safe("")
    blocks: list[Block | None] = [
        section(joined([told, further], "\n")),
        section(lines or ours(empty)),
        context(ours(wording.history_note())),
    ]
    shown = sum(number for _, number in page)
    if len(entries) > shown:
        more = clicks.ShowHistory(profile.contact_id, str(after + shown))
        blocks.append(actions("more", button(wording.more(), more)))
    return message(told, [block for block in blocks if block is not None])


def _folded(entries: Sequence[AuditEntry]) -> list[tuple[AuditEntry, int]]:
    """The entries, with how often somebody only looked, one time after the other, as one: the newest of them."""
    runs: list[tuple[AuditEntry, int]] = []
    for entry in entries:
        last, number = runs[-1] if runs else (None, 0)
        if last and entry.what in _LOOKS and (last.what, last.by) == (entry.what, entry.by):
            runs[-1] = (last, number + 1)
        else:
            runs.append((entry, 1))
    return runs


def _line(entry: AuditEntry, number: int) -> Safe:
    who = author(entry.by) or ours(wording.by_itself())
    often = f" ({wording.times(number)})" if number > 1 else ""
    return ours(f"{moment(entry.at)}  {who}: {_deed(entry)}{often}")


def _deed(entry: AuditEntry) -> Safe:
    code = escaped(entry.what[:CODE_CHARS])
    if entry.what == "refused" and entry.why:
        return ours(wording.refused_to(escaped(entry.why[0][:CODE_CHARS])))
    about = [wording.reason(one) for one in entry.why if one.startswith(ABOUT)]
    told = f"{wording.deed(code)} ({escaped(', '.join(about))})" if about else wording.deed(code)
    return ours(told)
