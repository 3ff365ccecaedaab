"""Wer ist wer: the German twins of `bot/wording/deciding.py`."""

from collections.abc import Sequence

from bot.wording.counting import figure, in_german, listing

_ADMINS_CHANGE = "Admins ändern das mit `/customer mark WER shared`, `blocked` oder `own`, und `/customer unmark WER`."


def nothing_waits() -> str:
    return "Keine zwei Kunden warten auf eine Entscheidung."


def waits(number: int, after: int) -> str:
    one = f"{in_german(number, 'Paar', 'Paare')} {'kann' if number == 1 else 'können'}"
    told = f"{one} eine Person sein, die wahrscheinlichsten zuerst"
    return f"{told} (nach den ersten {figure(after)}):" if after else f"{told}:"


def asked_as(percent: int) -> str:
    return f"in Slack {percent}\u00a0%, bis dies ohne --dry-run l\u00e4uft"


def likely(percent: int, reasons: str) -> str:
    told = f"zu {percent}\u00a0% wahrscheinlich"
    return f"{told}: {reasons}" if reasons else told


def decided(what: str, one: str, other: str) -> str:
    match what:
        case "merge":
            return f"Zusammengeführt: {one} und {other}"
        case "split":
            return f"Getrennt: {one} und {other}"
        case "settled":
            return f"Eine Nummer oder Adresse gehört {one} und nicht {other}"
        case _:
            return f"Nicht dieselbe Person: {one} und {other}"


def decided_by(who: str, when: str) -> str:
    return f"von {who}, {when}"


def told_apart_again() -> str:
    return "Gemerkt: nicht dieselbe Person."


def may_be_one_again() -> str:
    return "Zurückgenommen: sie können wieder eine Person sein."


def contested_again() -> str:
    return "Zurückgenommen: beide haben es wieder, und es führt niemanden zusammen."


def one_again() -> str:
    return "Zurückgenommen: sie sind wieder ein Kunde."


def taken_back_before() -> str:
    return "Das wurde schon zurückgenommen oder anders entschieden. Nichts wurde geändert."


def one_contact(name: str) -> str:
    return f"{name} ist ein einziger Kontakt: hier gibt es nichts zu trennen."


def these_two(one: int, other: int) -> str:
    return f"{one} und {other}"


def listed(names: Sequence[str]) -> str:
    return listing(names)


def by_rule(detail: str) -> str:
    return f"{detail}, durch eine Regel" if detail else "durch eine Regel"


def merged_by(who: str) -> str:
    return f"zusammengeführt von {who}"


def merged_as_suggested_by(who: str) -> str:
    return f"zusammengeführt von {who}, wie vorgeschlagen"


def more_links(number: int) -> str:
    return f"und {in_german(number, 'weitere Verbindung', 'weitere Verbindungen')}"


def all_cut(number: int) -> str:
    if number == 1:
        return "Diese Verbindung wird gelöst"
    return (
        f"Diese {figure(number)} Verbindungen werden gelöst; solange eine bleibt, wären sie"
        " weiter ein Kunde"
    )


def leave_apart(number: int, groups: str) -> str:
    return (
        f"Diese hielten nur über die zusammen, die bleiben; sie werden deshalb {figure(number)}"
        f" Kunden: {groups}."
    )


def stay_apart(number: int, groups: str) -> str:
    return (
        f"Diese hielten nur über die zusammen, die gehen; sie werden deshalb {figure(number)}"
        f" Kunden: {groups}."
    )


def written_note(text: str) -> str:
    return f"Notiz: {text}"


def written_tag(name: str) -> str:
    return f"Schlagwort: {name}"


def written_order(number: str) -> str:
    return f"Bestellung {number}"


def written_conversation(text: str, number: int) -> str:
    return f"{in_german(number, 'Nachricht', 'Nachrichten')} eines Gesprächs, die letzte: {text}"


def moves(day: str, source: int, target: int) -> str:
    return f"{day}, bei {source}; käme zu {target}"


def older_stay(number: int) -> str:
    if number > 1:
        return f"{figure(number)} ältere bleiben, wo sie sind."
    return "Eine weitere bleibt, wo sie ist."


def changed_meanwhile() -> str:
    return (
        "Jemand aus dem Team hat diesen Kunden inzwischen geändert. Schließen Sie das Formular,"
        " und beginnen Sie neu."
    )


def all_picked() -> str:
    return "Das sind alle. Lassen Sie mindestens einen übrig, der bleibt."


def taken_apart(one: str, other: str) -> str:
    return f"Getrennt: {one} und {other} sind jetzt zwei Kunden."


def nothing_marked() -> str:
    return f"Keine Nummer oder Adresse ist markiert. {_ADMINS_CHANGE}"


def marked_so_far(number: int) -> str:
    told = in_german(number, "Nummer oder Adresse", "Nummern und Adressen")
    return f"{told} markiert, die neuesten zuerst:"


def older_marks(number: int) -> str:
    return f"und {figure(number)}, die früher markiert wurden"


def marked_by(who: str, when: str) -> str:
    return f"von {who}, {when}"


def mark_one_only(names: str) -> str:
    return (
        f"Das kann {names} sein. Nennen Sie eines davon, einen Benutzernamen mit seiner Art,"
        " etwa `instagram:@ana.s`."
    )


def mark_needs_identifier() -> str:
    return (
        "Nur eine Nummer, eine E-Mail-Adresse oder ein Benutzername lässt sich markieren."
        f" {_ADMINS_CHANGE}"
    )
