"""Nachrichten, auf die jemand zeigt: the German twins of `bot/wording/linking.py`."""


def pick_or_name() -> str:
    return "Wählen Sie einen Kunden, oder schreiben Sie unten den Namen eines neuen."


def pick_somebody() -> str:
    return "Wählen Sie einen Kunden."


def waited_too_long() -> str:
    return (
        "Dieses Formular war zu lange offen. Schließen Sie es, und rufen Sie es an der"
        " Nachricht noch einmal auf."
    )


def anothers_by_now() -> str:
    return (
        "Diese Nachricht gehört inzwischen zu einem anderen Kunden. Schließen Sie das hier, und"
        " rufen Sie es noch einmal auf, um zu sehen, zu wem."
    )


def kept_already(name: str) -> str:
    return (
        f"Diese Nachricht gehört zu {name}. Kennen Sie den Kunden auch unter einem anderen"
        " Namen, dann wählen Sie"
        " diesen: die beiden werden ein Kunde, und Sie sehen vorher, was das bewirkt."
    )


def own_message() -> str:
    return (
        "Das ist eine Nachricht von Rapport selbst. Rufen Sie es an der Nachricht des Kunden auf."
    )


def message_unreadable() -> str:
    return (
        "Rapport kann diese Nachricht von hier aus nicht lesen. An der Nachricht selbst geht"
        " \u22ee > *Link message to customer* in jedem Channel."
    )
