"""Sentences about messages that agents point at: whose they are, and noting them down."""

from typing import Final

LINK_TITLE, ADD_TO_NOTES_TITLE = "Link message", "Add to notes"
WHOSE_MESSAGE: Final = "Whose message is this?"
WHOSE_NOTES: Final = "Whose notes?"
NEW_NAME_LABEL: Final = "Or a new customer, by name"
NEW_NAME_HINT: Final = "Used where nobody is picked above."
LEARN_LABEL: Final = "Theirs from now on"
LEARN_HINT: Final = "Tick only what is the customer's own: from now on it finds them by itself."
NAMED_AS: Final = {
    "vouched": "named as the sender",
    "unverified": "named as the sender, not verified",
    "mentioned": "stands in the text",
}
CAME_BY_LABEL: Final = "It came by"
KEEPS_LINK: Final = "The note keeps the link to the message."
LINK: Final = "Link"


def pick_or_name() -> str:
    """Neither was done."""
    return "Pick a customer, or write the name of a new one below."


def pick_somebody() -> str:
    """Nobody was picked."""
    return "Pick a customer."


def waited_too_long() -> str:
    """A form that was open for hours."""
    return "This form was open for too long. Close it and use the shortcut on the message again."


def anothers_by_now() -> str:
    """A message that was recorded while the form was open."""
    return "This message is another customer's by now. Close this and use the shortcut again to see whose."


def kept_already(name: str) -> str:
    """A message that is recorded."""
    return (
        f"This message is kept with {name}. If they are somebody you know under another name too,"
        " pick them: the two become one customer, and you see first what that does."
    )


def own_message() -> str:
    """Something that the bot itself said."""
    return "This is Rapport's own message. Use the shortcut on the customer's message."


def message_unreadable() -> str:
    """A message that the bot cannot read, by its link."""
    return (
        "Rapport cannot read this message from here. On the message itself, \u22ee > *Link message to"
        " customer* works in every channel."
    )
