"""Warum nicht klar ist, wer schreibt: the German twins of `bot/wording/refusing.py`."""

from bot.wording.counting import in_german


def all_the_same(nature: str, marks: str) -> str:
    return (
        f"Es führt trotzdem niemanden zusammen {nature}. Gehört es einer einzelnen Person: {marks}"
    )


def if_of_one(marks: str) -> str:
    return f"Gehört es einer einzelnen Person, kann ein Admin das sagen: {marks}"


def refused_as(why: str, identifier: str) -> str:
    told = {
        "shared": f"{identifier} nutzen mehrere Kunden. Wer ist es?",
        "role_mailbox": f"Von {identifier} schreiben mehrere. Wer ist es?",
        "switchboard": f"{identifier} gehört zu einer Telefonzentrale. Wer ist es?",
        "blocked": f"{identifier} ist gesperrt: das sagt über niemanden etwas.",
        "blocked_value": f"{identifier} ist ein Platzhalter: das sagt über niemanden etwas.",
        "machine_address": f"{identifier} ist die Adresse einer Maschine: das sagt über niemanden etwas.",
        "lookalike_domain": (
            f"{identifier} ahmt eine bekannte Domain nach. Prüfen Sie vor einer Antwort, wer das ist."
        ),
    }
    return told.get(why, f"{identifier} sagt über niemanden etwas.")


def crowded(identifier: str, others: int) -> str:
    many = in_german(others, "anderer Kunde hat", "andere Kunden haben")
    return f"{many} {identifier} auch: wer das ist, sagt es also nicht."


def of_a_crowd(lists: str, marks: str) -> str:
    return (
        f"Wissen Sie es? *Zusammenführen*, oder ⋮ an der Nachricht > *Link message to customer*. {lists}"
        f" zeigt einige davon; gehört es einer Zentrale oder Familie, sagt das ein Admin: {marks}"
    )
