"""Löschen, Exportieren und Zustimmen: the German twins of `bot/wording/erasing.py`."""

from bot.wording.counting import in_german


def held_of(contacts: int, messages: int, notes: int, orders: int) -> str:
    kinds = (
        (contacts, "Kontakt", "Kontakte"),
        (messages, "Nachricht", "Nachrichten"),
        (notes, "Notiz", "Notizen"),
        (orders, "Bestellung", "Bestellungen"),
    )
    return ", ".join(in_german(number, one, many) for number, one, many in kinds if number)


def wrong_confirmation(name: str) -> str:
    return (
        f"Bitte geben Sie \u201e{name}\u201c oder LÖSCHEN ein, wie es hier steht. Nichts wurde"
        " gelöscht."
    )


def erased(when: str, who: str) -> str:
    by = f" von {who}" if who else ""
    at = f" ({when})" if when else ""
    return f"Dieser Kunde wurde{by} gelöscht{at}."


def erasure_done(counted: str, posts: int) -> str:
    told = in_german(posts, "Post", "Posts")
    shown = f" {told} in Slack: dort steht es gleich." if posts else ""
    return f"Gelöscht: {counted}.{shown}"


def asks_for(who: str, what: str) -> str:
    return f"{who} bittet darum, {what}. Ein anderer Admin muss innerhalb von 24 Stunden zustimmen."


def asked_second(place: str) -> str:
    return f"In {place} wird ein zweiter Admin gefragt. Es geschieht, sobald er zustimmt."


def agreed(who: str, what: str, second: str) -> str:
    return f"{who} bat darum, {what}; {second} hat zugestimmt."


def declined(who: str, what: str, second: str) -> str:
    return f"{who} bat darum, {what}; {second} hat abgelehnt."


def export_goes_to(who: str) -> str:
    return f"Zugestimmt. Die Datei geht in einer Direktnachricht an {who}."
