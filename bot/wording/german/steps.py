"""Schritte in Workflows: the German twins of `bot/wording/steps.py`."""


def step_needs_customer() -> str:
    return (
        "Dem Schritt wurde kein Kunde genannt: ein Name, eine Nummer, Adresse, ein Benutzername, eine"
        " Bestellung oder der Link einer Nachricht."
    )


def step_finds_nobody(text: str) -> str:
    return f"Zu \u201e{text}\u201c passt niemand."


def step_finds_several(text: str, number: int) -> str:
    return (
        f"Zu \u201e{text}\u201c passen mindestens {number} Kunden. Geben Sie dem Schritt etwas, das nur"
        " einer hat: eine Nummer, eine Adresse oder eine Kennung."
    )


def step_needs_tags() -> str:
    return "Dem Schritt wurde kein Schlagwort genannt."


def step_needs_note() -> str:
    return "Dem Schritt wurde kein Text für die Notiz gegeben."


def step_unknown() -> str:
    return (
        "Diesen Schritt gibt es bei Rapport nicht mehr. Entfernen Sie ihn aus dem Workflow, oder"
        " installieren Sie die App neu."
    )
