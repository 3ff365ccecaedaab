"""What was meant by a word that is no command: nearly one, or what others call it."""

from collections.abc import Iterable, Mapping
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

CALLED_OTHERWISE: Final[Mapping[str, str]] = {
    word: command
    for command, words in {
        "find": "search lookup look who whois info get suche suchen finden",
        "new": "create add neu anlegen",
        "edit": "change update rename bearbeiten",
        "orders": "bestellungen",
        "timeline": "verlauf conversations",
        "history": "audit log wer",
        "note": "comment remark notiz",
        "tag": "label",
        "untag": "unlabel",
        "merge": "join combine zusammenführen",
        "split": "unmerge separate trennen",
        "duplicates": "dupes dups duplikate dubletten",
        "replies": "reply template templates macros antworten",
        "report": "stats statistics bericht",
        "segments": "segment",
        "rules": "rule automation regeln",
        "fields": "field felder",
        "settings": "config configure preferences einstellungen",
        "watch": "subscribe",
        "unwatch": "unsubscribe",
        "export": "download exportieren",
        "erase": "delete remove forget gdpr löschen",
    }.items()
    for word in words.split()
}
"""What people try, in either language of the help, for what is called otherwise here."""


_CHANGING: Final = frozenset(
    ["new", "edit", "note", "tag", "untag", "merge", "split", "mark", "unmark", "export", "erase"]
)


def changes(usages: Iterable[str]) -> bool:
    """True if something would be done by what may be meant: to show a card instead would look as if it was."""
    return any(usage.partition(" ")[0] in _CHANGING for usage in usages)


def commands_near(word: str, names: Iterable[str]) -> list[str]:
    """The commands that a word may stand for; `names` are those that may be meant by a slip."""
    word = word.casefold()
    near = [name for name in names if _is_near(word, name)]
    called = CALLED_OTHERWISE.get(word)
    return [*near, called] if called and called not in near else near


def _is_near(word: str, command: str) -> bool:
    """True for one slip, or two in a long word."""
    slips = 2 if len(command) > 7 else 1
    return 0 < DamerauLevenshtein.distance(word, command, score_cutoff=slips) <= slips
