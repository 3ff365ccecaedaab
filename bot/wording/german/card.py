"""Was auf einer Karte steht: the German twins of `bot/wording/card.py`."""

from collections.abc import Sequence
from datetime import datetime

from bot.wording.counting import figure, in_german
from bot.wording.german.measures import DAYS
from bot.wording.measures import CHANNELS, channel, clock
from storage.message import Channel


def plan(name: str) -> str:
    return name if name.casefold().startswith("tarif") else f"Tarif {name}"


def local_time(now_there: datetime, apart: str) -> str:
    return f"{clock(now_there)}, {apart}"


def with_extension(number: str, extension: str) -> str:
    return f"{number} Durchwahl {extension}"


def quoted(words: str) -> str:
    return f"\u201e{words}\u201c"


def both_at_work(begins: datetime, ends: datetime, whose: str | None) -> str:
    where = f"Zeit in {whose}" if whose else "Ihre Zeit"
    day = DAYS[begins.weekday()]
    return f"beide da am {day} {begins:%H:%M}\u2013{ends:%H:%M}, {where}"


def writes_in(language: str, known: str) -> str:
    return f"Schreibt {language}; im Profil steht {known}." if known else f"Schreibt {language}."


def use_language(language: str) -> str:
    return f"{language} übernehmen"


def prefers(channel_name: str) -> str:
    return f"Bevorzugt {channel(channel_name)}"


def seen(first: str, last: str) -> str:
    return f"Zuletzt: {last}  \u00b7  Zuerst: {first}"


def wrote_on(counts: Sequence[tuple[Channel, int]]) -> str:
    told = [
        f"{CHANNELS[where]} ({figure(number)})"
        if place
        else f"{CHANNELS[where]} ({in_german(number, 'Nachricht', 'Nachrichten')})"
        for place, (where, number) in enumerate(counts)
    ]
    return ", ".join(told)


def before_that(place: str, when: str, words: str) -> str:
    return f"Davor, über {place}, {when}: \u201e{words}\u201c"


def more_notes(number: int) -> str:
    return f"und {in_german(number, 'ältere Notiz', 'ältere Notizen')}"


def order(number: str, state: str) -> str:
    return f"Bestellung {number}: {state}"


def not_counted(number: int) -> str:
    return f"ohne {figure(number)} stornierte oder zurückgegebene"


def more_open_orders(number: int) -> str:
    return f"und {in_german(number, 'weitere offene Bestellung', 'weitere offene Bestellungen')}"


def expected(when: str) -> str:
    return f"erwartet: {when}"


def promised(first: str, now_expected: str) -> str:
    return f"zugesagt: {first}, jetzt erwartet: {now_expected}"


def only_promised(when: str) -> str:
    return f"zugesagt: {when}"


def carried_by(carrier: str, number: str) -> str:
    return f"mit {carrier}, Nr. {number}" if number else f"mit {carrier}"


def undelivered(reason: str) -> str:
    told = f" ({reason})" if reason else ""
    return f"Eine Nachricht an diesen Kunden wurde nicht zugestellt{told}."


def bound_for(place: str) -> str:
    return f"nach {place}"


def track_at(host: str) -> str:
    return f"verfolgen bei {host}"


def since(when: str) -> str:
    return f"seit {when}"


def also(values: str) -> str:
    return f"auch: {values}"


def possibly_related(name: str, how: str, reasons: str) -> str:
    where = {"household": "gleicher Haushalt", "company": "gleiche Firma"}.get(how, how)
    return f"Vielleicht verwandt ({where}): {name} ({reasons})"


def perhaps(name: str, reasons: str, percent: int) -> str:
    return f"Vielleicht dieselbe Person: {name} (zu {percent}\u00a0% wahrscheinlich: {reasons})"


def has_it_too(other: str, identifier: str) -> str:
    return f"{other} hat {identifier} auch, deshalb führt das niemanden zusammen. Wem gehört es?"
