"""Sentences about messages that agents point at: whose they are, and noting them down."""

from typing import Final

from bot.wording.german import linking as german
from bot.wording.speaking import Table, spoken, words

link_title = words("Link message", "Nachricht zuordnen")
add_to_notes_title = words("Add to notes", "Als Notiz speichern")
whose_message = words("Whose message is this?", "Von wem ist diese Nachricht?")
whose_notes = words("Whose notes?", "Zu wem gehört die Notiz?")
new_name_label = words("Or a new customer, by name", "Oder ein neuer Kunde, mit Namen")
new_name_hint = words("Used where nobody is picked above.", "Gilt, wenn oben niemand gewählt ist.")
learn_label = words("Theirs from now on", "Gehört von jetzt an dazu")
learn_hint = words(
    "Tick only what is the customer's own: from now on it finds them by itself.",
    "Nur ankreuzen, was wirklich dem Kunden gehört: daran wird er von jetzt an erkannt.",
)
NAMED_AS: Final = Table(
    {
        "vouched": ("named as the sender", "als Absender genannt"),
        "unverified": ("named as the sender, not verified", "als Absender genannt, nicht geprüft"),
        "mentioned": ("stands in the text", "steht im Text"),
    }
)
came_by_label = words("Which way did it come?", "Auf welchem Weg kam sie?")
keeps_link = words(
    "The note keeps the link to the message.", "Die Notiz behält den Link zur Nachricht."
)
link = words("Link", "Zuordnen")


@spoken(german.pick_or_name)
def pick_or_name() -> str:
    """Neither was done."""
    return "Pick a customer, or write the name of a new one below."


@spoken(german.pick_somebody)
def pick_somebody() -> str:
    """Nobody was picked."""
    return "Pick a customer."


@spoken(german.waited_too_long)
def waited_too_long() -> str:
    """A form that was open for hours."""
    return "This form was open for too long. Close it and use the shortcut on the message again."


@spoken(german.anothers_by_now)
def anothers_by_now() -> str:
    """A message that was recorded while the form was open."""
    return "This message is another customer's by now. Close this and use the shortcut again to see whose."


@spoken(german.kept_already)
def kept_already(name: str) -> str:
    """A message that is recorded."""
    return (
        f"This message is kept with {name}. If they are somebody you know under another name too,"
        " pick them: the two become one customer, and you see first what that does."
    )


@spoken(german.own_message)
def own_message() -> str:
    """Something that the bot itself said."""
    return "This is Rapport's own message. Use the shortcut on the customer's message."


@spoken(german.message_unreadable)
def message_unreadable() -> str:
    """A message that the bot cannot read, by its link."""
    return (
        "Rapport cannot read this message from here. On the message itself, \u22ee > *Link"
        " message to"
        " customer* works in every channel."
    )
