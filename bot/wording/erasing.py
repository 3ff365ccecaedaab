"""Erasing and exporting a customer, and the second admin who agrees to it."""

from collections.abc import Mapping
from typing import Final

from bot.wording.counting import in_english
from bot.wording.german import erasing as german
from bot.wording.speaking import Table, spoken, words
from bot.wording.usage import FIELD_PURPOSES

ERASE_WORDS: Final = frozenset({"erase", "löschen"})
"""What may be typed in the place of a name, in either language, whoever types it."""
erase_title = words("Erase customer", "Kunden löschen")
erase_button = words("Erase", "Löschen")
ask_button = words("Ask", "Bitten")
confirm_label = words("Type the customer's name, or ERASE", "Geben Sie den Namen ein, oder LÖSCHEN")
erase_reaches = words(
    "All of it goes: messages, notes, orders, numbers, addresses and handles, of every contact of this"
    " profile, and what waits or failed. Cards, replies and messages that Rapport posted say from then on"
    " that the customer was erased. Older files do not bring them back. It cannot be undone.",
    "Alles verschwindet: Nachrichten, Notizen, Bestellungen, Nummern, Adressen und Benutzernamen, aller Kontakte"
    " dieses Profils, und was wartet oder misslang. Karten, Antworten und Nachrichten, die Rapport gepostet"
    " hat, sagen von da an, dass der Kunde gelöscht wurde. Ältere Dateien bringen ihn nicht zurück. Das lässt"
    " sich nicht rückgängig machen.",
)
erase_leaves = words(
    "What Rapport cannot reach stays, until somebody deletes it in Slack: messages that a relay, an e-mail"
    " or a colleague brought here, what colleagues wrote themselves, and files that were exported.",
    "Was Rapport nicht erreicht, bleibt, bis es jemand in Slack löscht: Nachrichten, die ein Relay, eine E-Mail"
    " oder ein Kollege hierher gebracht hat, was Kollegen selbst schrieben, und exportierte Dateien.",
)
second_needed = words(
    "A second admin has to agree before it is done.",
    "Ein zweiter Admin muss zustimmen, bevor es geschieht.",
)
agree, decline = words("Agree", "Zustimmen"), words("Decline", "Ablehnen")
show_whom = words("Show whom", "Zeigen, um wen es geht")
waits_for_second = words("Waiting for a second admin", "Warten auf einen zweiten Admin")
nothing_for_second = words(
    "Nothing waits for a second admin.", "Nichts wartet auf einen zweiten Admin."
)
not_your_own = words(
    "You asked for this yourself: somebody else who may do it has to agree.",
    "Darum haben Sie selbst gebeten: zustimmen muss jemand anderes, der es darf.",
)
request_over = words(
    "This request is over: it was answered, or nobody answered for 24 hours. Nothing was done.",
    "Diese Bitte ist vorbei: sie wurde beantwortet, oder 24 Stunden lang hat niemand geantwortet."
    " Nichts wurde getan.",
)
export_follows = words(
    "All that is held of this customer comes to you as a file in a direct message, in a moment.",
    "Alles, was über diesen Kunden gespeichert ist, kommt gleich als Datei in einer Direktnachricht.",
)
export_comment = words(
    "All that Rapport holds of this customer, as you asked. Keep it no longer than you need it.",
    "Alles, was Rapport über diesen Kunden speichert, wie gewünscht. Bitte bewahren Sie es nicht"
    " länger auf als nötig.",
)
REQUESTS: Final = Table(
    {
        "erase": ("erase a customer", "einen Kunden zu löschen"),
        "export": (
            "export all that is held of a customer",
            "alles über einen Kunden zu exportieren",
        ),
    }
)
PURPOSES: Final = Table(
    {
        "identifiers": (
            "To know who writes, on whichever channel.",
            "Um zu wissen, wer schreibt, auf welchem Kanal auch immer.",
        ),
        "facts": (
            "To answer knowing whom, when and in which language.",
            "Um zu antworten und dabei zu wissen, wem, wann und in welcher Sprache.",
        ),
        "messages": (
            "To answer what was asked, and not ask twice.",
            "Um zu beantworten, was gefragt wurde, und nicht zweimal zu fragen.",
        ),
        "notes": (
            "To let colleagues know what was agreed.",
            "Damit Kollegen wissen, was vereinbart ist.",
        ),
        "orders": (
            "To say where a purchase is.",
            "Um zu sagen, wo eine Bestellung ist.",
        ),
        "tags": ("To sort what is urgent.", "Um zu sortieren, was eilt."),
        "audit": (
            "To show who looked and who changed something.",
            "Um zu zeigen, wer nachgesehen und wer etwas geändert hat.",
        ),
    }
)


def purposes(custom: Mapping[str, str]) -> dict[str, str]:
    """What each part of what is held is held for, and each field as facts name it; `custom` are the team's own."""
    told = {f"field:{name}": purpose for name, purpose in custom.items() if purpose}
    return {**PURPOSES, **FIELD_PURPOSES, **told}


@spoken(german.held_of)
def held_of(contacts: int, messages: int, notes: int, orders: int) -> str:
    """What is held of somebody, in numbers."""
    kinds = (
        (contacts, "contact"),
        (messages, "message"),
        (notes, "note"),
        (orders, "order"),
    )
    return ", ".join(in_english(number, kind) for number, kind in kinds if number)


@spoken(german.wrong_confirmation)
def wrong_confirmation(name: str) -> str:
    """What was typed is neither the name nor the word."""
    return f"Type \u201c{name}\u201d or ERASE, as it stands here. Nothing was erased."


@spoken(german.erased)
def erased(when: str, who: str) -> str:
    """What a card says from then on."""
    by = f" by {who}" if who else ""
    at = f" on {when}" if when else ""
    return f"This customer was erased{at}{by}."


@spoken(german.erasure_done)
def erasure_done(counted: str, posts: int) -> str:
    """To whoever erased somebody."""
    shown = f" {in_english(posts, 'post')} in Slack will say so in a moment." if posts else ""
    return f"Erased: {counted}.{shown}"


@spoken(german.asks_for)
def asks_for(who: str, what: str) -> str:
    """A request to a second admin; says nothing of the customer."""
    return f"{who} asks to {what}. Another admin has to agree, within 24 hours."


@spoken(german.asked_second)
def asked_second(place: str) -> str:
    """To whoever asked."""
    return f"A second admin is asked in {place}. It is done once they agree."


@spoken(german.agreed)
def agreed(who: str, what: str, second: str) -> str:
    """A request that was agreed to."""
    return f"{who} asked to {what}; {second} agreed."


@spoken(german.export_goes_to)
def export_goes_to(who: str) -> str:
    """To whoever agreed to an export."""
    return f"Agreed. The file goes to {who} in a direct message."


@spoken(german.declined)
def declined(who: str, what: str, second: str) -> str:
    """A request that was declined."""
    return f"{who} asked to {what}; {second} declined."
