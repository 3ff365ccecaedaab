"""What stands in forms, and what is said at a field that is wrong."""

from typing import Final

SAVE, CLOSE, NEXT, CREATE, START = "Save", "Cancel", "Next", "Create", "Start"
NOTE_TITLE, TAGS_TITLE, EDIT_TITLE = "Note", "Tags", "Edit customer"
NEW_TITLE, MERGE_TITLE, WATCH_TITLE = "New customer", "Merge customers", "Watch this channel"
NOTE_LABEL: Final = "What should colleagues know?"
NOTE_LIMIT_CHARS: Final = 3000
NOTE_HINT: Final = (
    "At most 3,000 characters. Everybody in this workspace who uses Rapport can read it."
)
TAGS_LABEL, TAGS_HINT = "Tags", "Type to find tags that are in use."
NEW_TAGS_LABEL, NEW_TAGS_HINT = "New tags", "Separated by commas."
EMAILS_LABEL, EMAILS_HINT = "E-mail addresses", "Separated by commas."
PHONES_LABEL: Final = "Phone numbers"
PHONES_HINT: Final = "Separated by commas; with the country code, such as +44 20 7946 0123."
HANDLES_LABEL: Final = "Handles"
HANDLES_HINT: Final = "Such as instagram: @ana.s, telegram: @ana."
TIMEZONE_HINT: Final = "A city, such as Berlin or America/Sao_Paulo."
LANGUAGE_HINT: Final = "Such as Portuguese or pt-BR."
OTHER_LABEL: Final = "Who is the same person?"
OTHER_PLACEHOLDER: Final = "Type a name, a number or an address"
MERGE_NOTE: Final = (
    "Nothing is lost: the other value is kept beside the one that is shown, and the merge can be"
    " undone at any time."
)
SHOWN_AFTERWARDS: Final = "shown afterwards"
PROBLEM_TITLE, BACK = "Not done", "Back"
DONE: Final = "Close"
FIND_TITLE, PANEL_TITLE = "Find customer", "Customer"
FIND_LABEL: Final = "Whom are you looking for?"
FIND_PLACEHOLDER: Final = "A name, number, address, handle or order"
NEW_SEARCH: Final = "Perhaps they are known already: look before you write them down."
SOMEBODY: Final = "Somebody"
KEPT_BESIDE: Final = "kept beside it"
SAME_IN_BOTH: Final = "the same in both"
KIND_LABEL: Final = "What arrives here?"
KIND_HINT: Final = "For messages that do not say themselves which channel they came by."
REGION_LABEL: Final = "Country of numbers without a country code"
REGION_HINT: Final = "Two letters, such as US, GB or DE."
OWN_DOMAINS_LABEL: Final = "Your own mail domains"
OWN_DOMAINS_HINT: Final = "Separated by commas: addresses in them are never a customer's."
ANY_KIND: Final = "Several, or something else"


def wrong_email(text: str) -> str:
    """An address that is none."""
    return f"\u201c{text}\u201d is not an e-mail address. It should look like ana@example.com."


def wrong_phone(text: str) -> str:
    """A number that is none."""
    return f"\u201c{text}\u201d is not a phone number. Write it with the country code, such as +44 20 7946 0123."


def wrong_handle(text: str) -> str:
    """A handle that is none."""
    return f"\u201c{text}\u201d is not a handle. Write the kind first, such as instagram: @ana.s."


def wrong_zone(text: str) -> str:
    """A zone that is none."""
    return f"\u201c{text}\u201d is not a time zone. Write it like Berlin or America/Sao_Paulo."


def wrong_language(text: str) -> str:
    """A language tag that is none."""
    return f"\u201c{text}\u201d is not a language. Write it like German, de or pt-BR."


def wrong_region(text: str) -> str:
    """A country that is none."""
    return f"\u201c{text}\u201d is not a country. Two letters are, such as US, GB or DE."


def wrong_domain(text: str) -> str:
    """A domain that is none."""
    return f"\u201c{text}\u201d is not a mail domain. It should look like example.com."


def too_long(most: int) -> str:
    """More than fits."""
    return f"At most {most:,} characters; shorten it, or write two."


def empty_note() -> str:
    """A note without a text."""
    return "A note needs some words."


def tag_too_long(text: str, most: int) -> str:
    """A tag that is too long."""
    return f"\u201c{text}\u2026\u201d is too long for a tag: at most {most} characters."


def too_many_tags(most: int) -> str:
    """More tags than fit."""
    return f"At most {most} tags."


def nothing_given() -> str:
    """A customer of whom nothing is said."""
    return "Say at least a name, an e-mail address, a phone number or a handle."


def pick_another() -> str:
    """The same one was picked."""
    return "That is the customer you are looking at. Pick the other one."


def more_fields(number: int) -> str:
    """Fields that do not fit into the form."""
    if number == 1:
        return "One more field differs; its values are both kept."
    return f"{number} more fields differ; their values are all kept."


def together(counted: str) -> str:
    """What one customer has after a merge."""
    return f"Together: {counted}"


def told_apart(who: str, when: str) -> str:
    """Somebody said *not the same* before."""
    return f"{who} said on {when} that these two are not the same person. Merging takes that back."


def names_differ(one: str, other: str) -> str:
    """Two names that cannot be one person's."""
    return f"The names differ: {one} and {other}."


def ids_differ(system: str, one: str, other: str) -> str:
    """Two ids of a system that gives each person one."""
    return f"Your {system} holds two customers: {one} and {other}."


def birthdays_differ(one: str, other: str) -> str:
    """Two birthdays."""
    return f"The birthdays differ: {one} and {other}."


def many_contacts(number: int) -> str:
    """More contacts than people usually have."""
    return f"Together these are {number} contacts, more than one person usually has."


def too_many_contacts(most: int) -> str:
    """A merge that would join more contacts than a profile holds."""
    return (
        f"These are not merged: together they would have more than {most} contacts, and so many are"
        " several people or a number that many share. Look at them with *Split* first."
    )
