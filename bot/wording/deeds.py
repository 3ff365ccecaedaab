"""What was done with a customer, as the audit tells it."""

from typing import Final

from bot.wording.german import deeds as german
from bot.wording.speaking import Table, spoken, words

DEEDS: Final = Table(
    {
        "read": ("looked at the whole profile", "hat das ganze Profil angesehen"),
        "refused": ("was refused", "wurde abgewiesen"),
        "contact.agent": ("wrote the customer down", "hat den Kunden angelegt"),
        "contact.import": (
            "brought the customer in from a file",
            "hat den Kunden aus einer Datei geholt",
        ),
        "import": ("brought customers in from a file", "hat Kunden aus einer Datei geholt"),
        "import.undone": ("took an import back", "hat einen Import zurückgenommen"),
        "profile.edit": ("changed what is known", "hat Angaben geändert"),
        "identifiers.edit": (
            "changed numbers, addresses or handles",
            "hat Nummern, Adressen oder Benutzernamen geändert",
        ),
        "field.clear": ("cleared a custom field", "hat ein eigenes Feld geleert"),
        "note.add": ("added a note", "hat etwas notiert"),
        "tag.add": ("put tags on", "hat Schlagwörter vergeben"),
        "tag.remove": ("took tags off", "hat Schlagwörter entfernt"),
        "tag.rename": ("renamed a tag on everybody", "hat ein Schlagwort bei allen umbenannt"),
        "tag.retire": ("retired a tag on everybody", "hat ein Schlagwort bei allen entfernt"),
        "answered": ("answered the customer", "hat dem Kunden geantwortet"),
        "topic.apart": (
            "said that a message is about something else",
            "hat gesagt, dass es in einer Nachricht um etwas anderes geht",
        ),
        "rule.fired": ("did what a rule says", "hat getan, was eine Regel sagt"),
        "message.attributed": (
            "said whose a message is",
            "hat gesagt, von wem eine Nachricht ist",
        ),
        "message.rewritten": (
            "a message was changed where it was written",
            "eine Nachricht wurde an ihrem Ort geändert",
        ),
        "order.told": ("told of an order", "hat von einer Bestellung berichtet"),
        "redact": (
            "asked to forget the customer; what the shop told was erased",
            "hat das Vergessen des Kunden verlangt; was der Shop berichtet hatte, wurde gelöscht",
        ),
        "data_request": (
            "asked for what is held; it was written for the admins",
            "hat das Gespeicherte verlangt; es wurde für die Admins geschrieben",
        ),
        "link": (
            "joined two contacts by rule",
            "hat zwei Kontakte nach den Regeln zusammengeführt",
        ),
        "merge": ("merged two customers", "hat zwei Kunden zusammengeführt"),
        "split": ("took a merge back", "hat eine Zusammenführung zurückgenommen"),
        "part": ("split the customer", "hat den Kunden getrennt"),
        "not_same": (
            "said *not the same person*",
            "hat gesagt: *nicht dieselbe Person*",
        ),
        "not_same.taken_back": (
            "took *not the same person* back",
            "hat *nicht dieselbe Person* zurückgenommen",
        ),
        "identifier.settled": (
            "said whose a number or address is",
            "hat gesagt, wem eine Nummer oder Adresse gehört",
        ),
        "identifier.unsettled": (
            "took back whose a number or address is",
            "hat zurückgenommen, wem eine Nummer oder Adresse gehört",
        ),
        "mark": (
            "said that a number or address is nobody's own",
            "hat gesagt, dass eine Nummer oder Adresse niemandem allein gehört",
        ),
        "erase": ("erased the customer", "hat den Kunden gelöscht"),
        "erase.asked": (
            "asked a second person to agree to erase",
            "hat um Zustimmung zum Löschen gebeten",
        ),
        "erase.confirmed": ("agreed to erase", "hat dem Löschen zugestimmt"),
        "erase.declined": ("declined to erase", "hat das Löschen abgelehnt"),
        "export": ("exported all that is held", "hat alles Gespeicherte exportiert"),
        "export.asked": (
            "asked a second person to agree to an export",
            "hat um Zustimmung zu einem Export gebeten",
        ),
        "export.confirmed": ("agreed to an export", "hat einem Export zugestimmt"),
        "export.declined": ("declined an export", "hat einen Export abgelehnt"),
        "history": ("read this history", "hat diesen Verlauf gelesen"),
    }
)
by_itself = words("Rapport", "Rapport")
order_door = words("Your order system", "Ihr Bestellsystem")
history_note = words(
    "Who and when, never what stood there. What the customer wrote is in *Timeline*.",
    "Wer und wann, nie was dort stand. Was der Kunde schrieb, steht in der *Chronik*.",
)
nothing_told = words(
    "Nobody did anything with this customer yet.",
    "Mit diesem Kunden hat noch niemand etwas getan.",
)


def deed(what: str) -> str:
    """What was done, in words; a code that has none stays a code."""
    return DEEDS.get(what, what)


def refused_to(what: str) -> str:
    """`was refused (erase)`"""
    return f"{DEEDS['refused']} ({what})"


@spoken(german.times)
def times(number: int) -> str:
    """`5 times`"""
    return f"{number:,} times"


@spoken(german.history_of)
def history_of(name: str) -> str:
    """The head of what was done with a customer."""
    return f"Who did what with {name}, the newest first"
