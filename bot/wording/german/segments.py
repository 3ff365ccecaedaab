"""Gesicherte Suchen: the German twins of `bot/wording/segments.py`."""

from bot.wording.counting import figure, in_german


def no_segments() -> str:
    return (
        "Noch ist keine Suche gesichert. Suchen Sie mit `/customer tag:vip seen:<30d` und drücken Sie unter dem,"
        " was sie findet, *Diese Suche sichern*."
    ).replace("<", "&lt;")


def no_such_segment() -> str:
    return "So heißt kein Segment. Diese gibt es:"


def segment_count(number: int, *, whole: bool) -> str:
    told = in_german(number, "Kunde", "Kunden")
    return told if whole else f"{figure(number)} Kunden oder mehr"


def delete_segment(name: str) -> str:
    return f"\u201e{name}\u201c ist dann für alle weg. Die Kunden bleiben."


def segment_deleted() -> str:
    return "Das Segment ist gelöscht. Die Kunden darin sind, wie sie waren."


def segment_gone() -> str:
    return "Jemand hat dieses Segment gelöscht. Legen Sie es mit *Neues Segment* neu an."


def segment_needs_name() -> str:
    return "Geben Sie ihm einen Namen, z. B. VIPs in Brasilien."


def segment_name_too_long(most: int) -> str:
    return f"Dieser Name ist zu lang: höchstens {figure(most)} Zeichen."


def segment_name_taken() -> str:
    return "So heißt schon ein anderes Segment. Geben Sie diesem einen anderen Namen."


def too_many_segments() -> str:
    return "Es gibt schon 200 Segmente. Löschen Sie zuerst eines, das niemand braucht."
