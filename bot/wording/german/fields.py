"""Eigene Felder: the German twins of `bot/wording/fields.py`."""

from bot.wording.counting import figure, in_german


def choice_too_long(choice: str, most: int) -> str:
    return f"\u201e{choice}\u2026\u201c ist länger als {most} Zeichen."


def no_fields() -> str:
    return (
        "Noch ist kein eigenes Feld definiert. Definieren Sie, was Ihr Team außer dem Üblichen über"
        " Kunden wissen will: es steht auf der Karte und im Formular, und man kann danach suchen."
    )


def too_many_fields(most: int) -> str:
    return f"Es gibt schon {most}, und mehr passen in kein Formular: leeren Sie zuerst ein stillgelegtes."


def held_by(number: int) -> str:
    return f"bei {in_german(number, 'Kontakt', 'Kontakten')}"


def undefined_hint() -> str:
    return (
        "Ein Import hat sie mitgebracht. Sie werden als Text gezeigt; ändern kann man sie erst, wenn"
        " sie definiert sind."
    )


def more_undefined(number: int) -> str:
    return f"und {figure(number)} weitere"


def retiring_field(number: int) -> str:
    return (
        "Es wird nicht mehr gezeigt und ausgefüllt. Was darin steht, bleibt "
        f"{held_by(number)}, bis Sie es leeren."
    )


def clearing_field(number: int) -> str:
    return (
        f"Es wird gelöscht, samt dem, was {held_by(number)} darin steht. Das lässt sich nicht"
        " rückgängig machen."
    )


def field_saved(name: str) -> str:
    return f"{name} ist gespeichert."


def field_retired(name: str, number: int) -> str:
    return f"{name} ist stillgelegt. Was {held_by(number)} darin steht, bleibt, bis Sie es leeren."


def field_restored(name: str) -> str:
    return f"{name} wird wieder ausgefüllt."


def field_clearing(name: str) -> str:
    return f"{name} wird geleert. Bei vielen Kunden dauert das einige Minuten."


def field_cleared(name: str, number: int) -> str:
    return f"{name} gibt es nicht mehr: geleert {held_by(number)}."


def stands_there(value: str) -> str:
    return f"Jetzt steht dort \u201e{value}\u201c, als Text."


def too_long_here(value: str) -> str:
    return f"\u201e{value}\u201c steht dort: zu lang für dieses Formular. Was Sie schreiben, ersetzt es."
