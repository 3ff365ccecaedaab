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
CODE_CHARS: Final = 60
ABOUT: Final = "about_"
"""Begins the code for the kind of identifier that was decided about."""


def history_list(profile: Profile, entries: Sequence[AuditEntry], *, after: int = 0) -> Message:
    """A page of what was done; `entries` holds one more than the page where there are more."""
    told = ours(wording.history_of(bold(excerpt(title_of(profile), 100))))
    page = entries[:SHOWN]
    lines = joined([_line(entry) for entry in page], "\n")
    empty = wording.no_more() if after else wording.nothing_told()
    further = ours(wording.after_the_first(after)) if after else Safe("")
    blocks: list[Block | None] = [
        section(joined([told, further], "\n")),
        section(lines or ours(empty)),
        context(ours(wording.history_note())),
    ]
    if len(entries) > SHOWN:
        more = clicks.ShowHistory(profile.contact_id, str(after + SHOWN))
        blocks.append(actions("more", button(wording.more(), more)))
    return message(told, [block for block in blocks if block is not None])


def _line(entry: AuditEntry) -> Safe:
    who = author(entry.by) or ours(wording.by_itself())
    return ours(f"{moment(entry.at)}  {who}: {_deed(entry)}")


def _deed(entry: AuditEntry) -> Safe:
    code = escaped(entry.what[:CODE_CHARS])
    if entry.what == "refused" and entry.why:
        return ours(wording.refused_to(escaped(entry.why[0][:CODE_CHARS])))
    about = [wording.reason(one) for one in entry.why if one.startswith(ABOUT)]
    told = f"{wording.deed(code)} ({escaped(', '.join(about))})" if about else wording.deed(code)
    return ours(told)
