"""Bereitgehaltene Antworten: the German twins of `bot/wording/replying.py`."""

from collections.abc import Sequence

from bot.wording.counting import figure, in_german, listing


def replies_to(name: str) -> str:
    return f"Antworten an {name}"


def no_templates() -> str:
    return "Es gibt noch keine Vorlage. Leads und Admins schreiben eine mit `/customer replies`."


def templates_kept(number: int) -> str:
    return f"{in_german(number, 'Vorlage', 'Vorlagen')} für Antworten"


def gaps(names: Sequence[str]) -> str:
    return f"Nicht bekannt: {listing(names)}. Bitte zuerst ergänzen."


def not_known_any_more(names: Sequence[str]) -> str:
    told = f"Es wurde nichts gepostet, denn das ist nicht mehr bekannt: {listing(names)}."
    return f"{told} Drücken Sie *Erst bearbeiten*."


def fill_gaps(names: Sequence[str]) -> str:
    return f"Bitte ergänzen oder streichen: {listing(names)}."


def template_kept(name: str) -> str:
    return f"Gespeichert: {name}. Sie steht unter *Antworten* auf jeder Karte in einem Thread."


def template_syntax(detail: str) -> str:
    return (
        f"Das lässt sich nicht lesen: {detail}. Felder stehen in zwei geschweiften Klammern, "
        "etwa {{ customer.name }}."
    )


def template_unknown(name: str) -> str:
    return f"{name} gibt es nicht. Unter dem Text steht, was es gibt."


def template_field(name: str, there_are: str) -> str:
    instead = f" Es gibt: {there_are}." if there_are else ""
    return f"Ein Feld „{name}“ ist nicht definiert; Admins definieren eines in Home.{instead}"


def template_filter(name: str) -> str:
    return f"„| {name}“ wird nicht verstanden, nur „| default“."


def after_templates(number: int) -> str:
    return f"nach den ersten {figure(number)}"
