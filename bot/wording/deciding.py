"""Sentences about who is who: what waits for a decision, what is marked, and taking apart."""

from typing import Final

from bot.wording.measures import count

SPLIT: Final = "Split"
SPLIT_TITLE: Final = "Take apart"
PARTING_LABEL: Final = "Which contact is somebody else?"
PARTING_HINT: Final = "It becomes a profile of its own, with what it wrote and what was kept on it."
SPLIT_NOTE: Final = (
    "They are remembered as not the same person. What was kept meanwhile stays where it was made,"
    " unless you send it along:"
)
STAYS, GOES = "stays", "goes along"
ORIGINS: Final = {"import": "a list", "agent": "made by a colleague", "channel": "a channel"}
MARKS: Final = {
    "shared": "shared by several, joins nobody by itself",
    "blocked": "blocked, says nothing of anybody",
    "none": "no longer marked",
}
MARKS_HINT: Final = "Admins change this by `/customer mark WHO shared` and `/customer unmark WHO`."
_RULES: Final = {
    "same_identifier": "by rule",
    "agent": "by a colleague",
    "suggestion": "by a colleague, on a suggestion",
}


def nothing_waits() -> str:
    """No suggestion is open."""
    return "No two customers wait for a decision."


def waits(number: int) -> str:
    """The head of the list."""
    return f"{count(number, 'pair')} may be one person, the likeliest first:"


def likely(percent: int, reasons: str) -> str:
    """`92% likely: same name, same birthday`"""
    return f"{percent}% likely: {reasons}" if reasons else f"{percent}% likely"


def more_wait() -> str:
    """There are more pairs than are shown."""
    return "More wait: decide some of these, and call `/customer duplicates` again."


def one_contact(name: str) -> str:
    """A profile of one contact."""
    return f"{name} is one contact: there is nothing to take apart."


def leaves(name: str) -> str:
    """Who leaves a profile."""
    return f"{name} becomes a profile of its own. These links are cut:"


def joined_by(reason: str, detail: str, day: str) -> str:
    """`by rule (same phone), 2026-11-20`"""
    told = f" ({detail})" if detail else ""
    return f"{_RULES.get(reason, reason)}{told}, {day}"


def nothing_marked() -> str:
    """No identifier is marked."""
    return "No number or address is marked. " + MARKS_HINT


def marked_so_far(number: int) -> str:
    """The head of the list."""
    return (
        f"{count(number, 'number or address', 'numbers and addresses')} marked, the newest first:"
    )


def mark_needs_identifier() -> str:
    """What was typed is no identifier."""
    return "Only a number, an e-mail address or a handle can be marked. " + MARKS_HINT
