"""Was in Formularen steht: the German twins of `bot/wording/forms.py`."""

from bot.wording.counting import figure


def wrong_email(text: str) -> str:
    return f"\u201e{text}\u201c ist keine E-Mail-Adresse. Sie sollte aussehen wie ana@example.com."


def own_address(text: str) -> str:
    return f"\u201e{text}\u201c ist eine Adresse Ihres eigenen Teams und gehört keinem Kunden."


def wrong_phone(text: str) -> str:
    return (
        f"\u201e{text}\u201c ist keine Telefonnummer. Schreiben Sie sie mit Ländervorwahl, etwa"
        " +49 30 901820."
    )


def wrong_handle(text: str) -> str:
    return (
        f"\u201e{text}\u201c ist kein Benutzername. Schreiben Sie zuerst die Art, etwa"
        " instagram: @ana.s."
    )


def wrong_zone(text: str) -> str:
    return (
        f"\u201e{text}\u201c ist keine Zeitzone. Schreiben Sie sie wie Berlin oder"
        " America/Sao_Paulo."
    )


def wrong_language(text: str) -> str:
    return f"\u201e{text}\u201c ist keine Sprache. Schreiben Sie sie wie Deutsch, de oder pt-BR."


def wrong_region(text: str) -> str:
    return f"\u201e{text}\u201c ist kein Land. Zwei Buchstaben sind eines, etwa US, GB oder DE."


def wrong_domain(text: str) -> str:
    return f"\u201e{text}\u201c ist keine E-Mail-Domain. Sie sollte aussehen wie example.com."


def too_long(most: int) -> str:
    return f"Höchstens {figure(most)} Zeichen; bitte kürzen Sie, oder schreiben Sie zwei."


def empty_note() -> str:
    return "Eine Notiz braucht ein paar Worte."


def tag_too_long(text: str, most: int) -> str:
    return f"\u201e{text}\u2026\u201c ist zu lang für ein Schlagwort: höchstens {most} Zeichen."


def too_many_tags(most: int) -> str:
    return f"Höchstens {most} Schlagwörter."


def nothing_given() -> str:
    return (
        "Nennen Sie mindestens einen Namen, eine E-Mail-Adresse, eine Telefonnummer oder einen"
        " Benutzernamen."
    )


def pick_another() -> str:
    return "Das ist der Kunde, den Sie gerade ansehen. Wählen Sie den anderen."


def more_fields(number: int) -> str:
    if number == 1:
        return "Ein weiteres Feld ist verschieden; beide Werte bleiben erhalten."
    return f"{figure(number)} weitere Felder sind verschieden; alle Werte bleiben erhalten."


def together(counted: str) -> str:
    return f"Zusammen: {counted}"


def told_apart(who: str, when: str) -> str:
    return (
        f"{who} hat gesagt ({when}), dass diese beiden nicht dieselbe Person sind. Das"
        " Zusammenführen nimmt das zurück."
    )


def names_differ(one: str, other: str) -> str:
    return f"Die Namen sind verschieden: {one} und {other}."


def ids_differ(system: str, one: str, other: str) -> str:
    return f"In Ihrem {system} sind das zwei Kunden: {one} und {other}."


def birthdays_differ(one: str, other: str) -> str:
    return f"Die Geburtstage sind verschieden: {one} und {other}."


def many_contacts(number: int) -> str:
    return f"Zusammen sind das {figure(number)} Kontakte, mehr als eine Person gewöhnlich hat."


def too_many_contacts(most: int) -> str:
    return (
        f"Nicht zusammengeführt: zusammen hätten sie mehr als {most} Kontakte, und so viele sind"
        " mehrere Personen"
        " oder eine Nummer, die sich viele teilen. Sehen Sie sie zuerst mit *Trennen* an."
    )
