"""Custom fields: how they are defined, and what is said of what stands in them."""

from typing import Final

from bot.wording.counting import in_english
from bot.wording.german import fields as german
from bot.wording.speaking import Table, spoken, words

fields_title = words("Custom fields", "Eigene Felder")
field_title = words("Custom field", "Eigenes Feld")
new_field = words("New field", "Neues Feld")
define_field = words("Define", "Definieren")
field_name_label = words("What is it called?", "Wie heißt es?")
field_name_hint = words(
    "As it stands on the card, such as Account manager. It cannot be renamed later.",
    "Wie es auf der Karte steht, etwa Betreuer. Später lässt es sich nicht umbenennen.",
)
field_type_label = words("What stands in it?", "Was steht darin?")
FIELD_TYPES: Final = Table(
    {
        "text": ("Text", "Text"),
        "number": ("A number", "Eine Zahl"),
        "date": ("A day", "Ein Tag"),
        "choice": ("One of several", "Eines von mehreren"),
        "link": ("A link", "Ein Link"),
    }
)
field_choices_label = words("What is there to choose from?", "Was steht zur Wahl?")
field_choices_hint = words(
    "One in a line, 99 at most; for \u201cOne of several\u201d alone.",
    "Eines pro Zeile, höchstens 99; nur bei \u201eEines von mehreren\u201c.",
)
field_personal_label = words("Who may read it?", "Wer darf es lesen?")
field_personal_option = words(
    "It is personal: only on what one member alone sees",
    "Es ist persönlich: nur auf dem, was einer allein sieht",
)
field_personal_hint = words(
    "What is not personal also stands on the cards in the team's own channels.",
    "Was nicht persönlich ist, steht auch auf den Karten in den eigenen Channels des Teams.",
)
field_purpose_label = words("What is it kept for?", "Wozu wird es gespeichert?")
field_purpose_hint = words(
    "A few words. Colleagues read them at the field, customers in a copy of their data.",
    "Ein paar Worte. Kollegen lesen sie am Feld, Kunden in der Auskunft über ihre Daten.",
)
personal_mark = words("personal", "persönlich")
retired_mark = words("retired", "stillgelegt")
undefined_heading = words("Held, but not defined", "Gespeichert, aber nicht definiert")
retire_field = words("Retire", "Stilllegen")
restore_field = words("Bring back", "Zurückholen")
clear_field = words("Clear", "Leeren")
retire_field_title = words("Retire this field?", "Dieses Feld stilllegen?")
clear_field_title = words("Clear this field?", "Dieses Feld leeren?")
type_to_choose = words("Type to choose", "Tippen, um zu wählen")
nothing_chosen = words("Nothing", "Nichts")
FIELD_NAME_FAULTS: Final = Table(
    {
        "nothing": ("Say what it is called.", "Bitte sagen Sie, wie es heißt."),
        "long": (
            "A name has 100 characters at most.",
            "Ein Name hat höchstens 100 Zeichen.",
        ),
        "signs": (
            "A name holds none of = < and >: a search has them behind it.",
            "Ein Name enthält kein =, < und >: in einer Suche stehen sie dahinter.",
        ),
        "ours": (
            "Every customer has a field of this name already.",
            "Ein Feld dieses Namens hat jeder Kunde schon.",
        ),
    }
)
field_name_taken = words(
    "There is a field of this name already, perhaps a retired one: bring that one back.",
    "Ein Feld dieses Namens gibt es schon, vielleicht stillgelegt: holen Sie es zurück.",
)
field_gone = words(
    "This field is defined no more. Somebody else changed it meanwhile.",
    "Dieses Feld ist nicht mehr definiert. Jemand hat es inzwischen geändert.",
)
choices_needed = words(
    "Say what there is to choose from, one in a line.",
    "Bitte sagen Sie, was zur Wahl steht, eines pro Zeile.",
)
too_many_choices = words(
    "These are too many: 99 at most fit into a menu.",
    "Das sind zu viele: in ein Menü passen höchstens 99.",
)


@spoken(german.choice_too_long)
def choice_too_long(choice: str, most: int) -> str:
    """A choice that fits into no menu."""
    return f"\u201c{choice}\u2026\u201d is longer than {most} characters."


@spoken(german.no_fields)
def no_fields() -> str:
    """Nothing is defined."""
    return (
        "No custom field is defined yet. Define what your team wants to know of its customers beside"
        " what is usual: it stands on the card, in the form, and is searched for."
    )


@spoken(german.too_many_fields)
def too_many_fields(most: int) -> str:
    """No more fit into a form."""
    return f"There are {most} already, and no more fit into a form: clear a retired one first."


@spoken(german.held_by)
def held_by(number: int) -> str:
    """On how many customers something stands, counted by contact."""
    return f"on {in_english(number, 'contact')}"


@spoken(german.undefined_hint)
def undefined_hint() -> str:
    """What becomes of what nobody defined."""
    return (
        "An import brought these. They are shown as text, and agents cannot change them until they"
        " are defined."
    )


@spoken(german.more_undefined)
def more_undefined(number: int) -> str:
    """Not all are shown."""
    return f"and {number:,} more"


@spoken(german.retiring_field)
def retiring_field(number: int) -> str:
    """What retiring one does."""
    return (
        "It is shown and filled in no more. What it holds stays, "
        f"{held_by(number)}, until you clear it."
    )


@spoken(german.clearing_field)
def clearing_field(number: int) -> str:
    """What clearing one does."""
    return f"It is deleted, with what stands in it {held_by(number)}. This cannot be undone."


@spoken(german.field_saved)
def field_saved(name: str) -> str:
    """It was defined or changed."""
    return f"{name} is saved."


@spoken(german.field_retired)
def field_retired(name: str, number: int) -> str:
    """It is filled in no more."""
    return f"{name} is retired. What stands in it {held_by(number)} stays until you clear it."


@spoken(german.field_restored)
def field_restored(name: str) -> str:
    """It is filled in again."""
    return f"{name} is filled in again."


@spoken(german.field_clearing)
def field_clearing(name: str) -> str:
    """What stands in it is being deleted."""
    return f"{name} is being cleared. With many customers that takes a few minutes."


@spoken(german.field_cleared)
def field_cleared(name: str, number: int) -> str:
    """What stood in it is deleted."""
    return f"{name} is gone: cleared {held_by(number)}."


@spoken(german.stands_there)
def stands_there(value: str) -> str:
    """At a field whose value is none of its type."""
    return f"\u201c{value}\u201d stands there now, as text."


@spoken(german.too_long_here)
def too_long_here(value: str) -> str:
    """At a field whose text has no room in the form: its beginning."""
    return (
        f"\u201c{value}\u201d stands there: too long for this form. What you write takes its place."
    )


WRONG_VALUE: Final = Table(
    {
        "text": ("There are no words in it.", "Darin stehen keine Worte."),
        "number": (
            "This is no number. Write it with digits, such as 1250 or 12.5.",
            "Das ist keine Zahl. Bitte mit Ziffern, etwa 1250 oder 12,5.",
        ),
        "date": (
            "This is no day. Write it as 2026-03-31.",
            "Das ist kein Tag. Bitte so: 31.3.2026.",
        ),
        "choice": (
            "This is no longer among the choices. Pick another.",
            "Das steht nicht mehr zur Wahl. Bitte wählen Sie etwas anderes.",
        ),
        "link": (
            "This is no web address. Begin it with https://",
            "Das ist keine Web-Adresse. Sie beginnt mit https://",
        ),
    }
)
