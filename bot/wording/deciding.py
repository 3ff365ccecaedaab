"""Sentences about who is who: what waits for a decision, what is marked, and taking apart."""

from collections.abc import Sequence
from typing import Final

from bot.wording.measures import count

SPLIT: Final = "Split"
SPLIT_TITLE: Final = "Take apart"
PARTING_LABEL: Final = "Which of these are somebody else?"
PARTING_HINT: Final = "They become a customer of their own; you see first what that does."
SPLIT_NOTE: Final = (
    "All that is not ticked stays with the contact that it came to. The two sides are remembered as"
    " not the same person, and no rule joins them again; you can merge them again at any time."
)
WHY_ONE: Final = "Why they are one customer"
LEAVES, STAYS = "Becomes a customer of its own", "Stays"
MOVING_LABEL: Final = "Written while they were one: what belongs to the other side?"
MORE_MOVING: Final = "More that was written while they were one"
NOTHING_WRITTEN: Final = "Nothing was written, noted or tagged while they were one."
MARKED_BEFORE: Final = "It was so before."
MARKED_AFTERWARDS: Final = (
    "Those who are one customer by it stay so: take them apart by *Split*, where they are several."
)
DECIDED_LAST: Final = "Decided last"
MORE, TAKE_BACK = "More", "Take back"
MERGE_AGAIN: Final = "Merge again"
ORIGINS: Final = {"import": "a list", "agent": "made by a colleague", "channel": "a channel"}
MARKS: Final = {
    "shared": "shared by several, joins nobody by itself",
    "blocked": "blocked, says nothing of anybody",
    "none": "no longer marked",
}
MARKS_HINT: Final = "Admins change this by `/customer mark WHO shared` and `/customer unmark WHO`."


def nothing_waits() -> str:
    """No suggestion is open, or none beyond those that were seen."""
    return "No two customers wait for a decision."


def waits(number: int, after: int) -> str:
    """The head of the list."""
    told = f"{count(number, 'pair')} may be one person, the likeliest first"
    return f"{told} (after the first {after:,}):" if after else f"{told}:"


def likely(percent: int, reasons: str) -> str:
    """`92% likely: same name, same birthday`"""
    return f"{percent}% likely: {reasons}" if reasons else f"{percent}% likely"


def decided(what: str, one: str, other: str) -> str:
    """What somebody decided about two customers."""
    match what:
        case "merge":
            return f"Merged: {one} and {other}"
        case "split":
            return f"Taken apart: {one} and {other}"
        case _:
            return f"Not the same: {one} and {other}"


def decided_by(who: str, when: str) -> str:
    """`by Maya, 2 days ago`"""
    return f"by {who}, {when}"


def told_apart_again() -> str:
    """*Not the same* in a list."""
    return "Remembered: not the same person."


def may_be_one_again() -> str:
    """*Not the same* taken back."""
    return "Taken back: they may be one person again."


def one_again() -> str:
    """A split taken back."""
    return "Taken back: they are one customer again."


def taken_back_before() -> str:
    """A decision that stands no more."""
    return "That was taken back before, or decided otherwise. Nothing was changed."


def one_contact(name: str) -> str:
    """A profile of one contact."""
    return f"{name} is one contact: there is nothing to take apart."


def these_two(one: int, other: int) -> str:
    """Two contacts by their numbers on a form."""
    return f"{one} and {other}"


def listed(names: Sequence[str]) -> str:
    """`1, 2 and 4`"""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def by_rule(detail: str) -> str:
    """`same phone, by rule`"""
    return f"{detail}, by rule" if detail else "by rule"


def merged_by(who: str) -> str:
    """Who joined two by hand."""
    return f"merged by {who}"


def merged_as_suggested_by(who: str) -> str:
    """Who said yes to a suggestion."""
    return f"merged by {who}, as suggested"


def more_links(number: int) -> str:
    """Links that are not told one by one."""
    return f"and {count(number, 'more link')}"


def all_cut(number: int) -> str:
    """The head of the links between the two sides."""
    if number == 1:
        return "This link is cut"
    return f"These {number} links are cut; while one is left, they would still be one"


def leave_apart(number: int, groups: str) -> str:
    """Those that leave do not hang together."""
    return f"Nothing but those who stay held these together, so they become {number} customers: {groups}."


def stay_apart(number: int, groups: str) -> str:
    """Those that stay do not hang together."""
    return f"Nothing but those who leave held these together, so they become {number} customers: {groups}."


def written_note(text: str) -> str:
    """A note that may change sides."""
    return f"Note: {text}"


def written_tag(name: str) -> str:
    """A tag that may change sides."""
    return f"Tag: {name}"


def written_order(number: str) -> str:
    """An order that may change sides."""
    return f"Order {number}"


def written_conversation(text: str, number: int) -> str:
    """A conversation that may change sides, by its last words."""
    return f"{count(number, 'message')} of one conversation, the last: {text}"


def moves(day: str, source: int, target: int) -> str:
    """From which contact to which other something would go."""
    return f"{day}, on {source}; would go to {target}"


def older_stay(number: int) -> str:
    """More was written than there are boxes for."""
    return f"{number:,} older ones stay where they are." if number > 1 else "One more stays."


def changed_meanwhile() -> str:
    """A profile that is another by now."""
    return "A colleague has changed this customer meanwhile. Close this, and begin again."


def all_picked() -> str:
    """Nobody would stay."""
    return "These are all of them. Leave at least one that stays."


def taken_apart(one: str, other: str) -> str:
    """After a split."""
    return f"Taken apart: {one} and {other} are two customers now."


def nothing_marked() -> str:
    """No identifier is marked."""
    return "No number or address is marked. " + MARKS_HINT


def marked_so_far(number: int) -> str:
    """The head of the list."""
    return (
        f"{count(number, 'number or address', 'numbers and addresses')} marked, the newest first:"
    )


def older_marks(number: int) -> str:
    """More is marked than is told."""
    return f"and {number:,} that were marked before"


def marked_by(who: str, when: str) -> str:
    """Who marked an identifier."""
    return f"by {who}, {when}"


def mark_one_only(names: str) -> str:
    """What was typed can be read in several ways."""
    return f"That may be {names}. Name one, a handle with its kind, such as `instagram:@ana.s`."


def mark_needs_identifier() -> str:
    """What was typed is no identifier."""
    return "Only a number, an e-mail address or a handle can be marked. " + MARKS_HINT
