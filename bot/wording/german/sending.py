"""Antworten, die ohne Relais hinausgehen: the German twins of `bot/wording/sending.py`."""

from collections.abc import Sequence

from bot.wording.counting import figure, listing


def goes_out_by(channel: str) -> str:
    return (
        f"Was Sie hier posten, geht per {channel} an den Kunden, genau einmal. "
        "Was Sie selbst in den Thread schreiben, bleibt in Slack."
    )


def answer_by_reply(channel: str) -> str:
    return (
        f"Antworten Sie mit *Antworten* auf der Karte: es geht per {channel} hinaus. "
        "Was Sie in den Thread schreiben, bleibt in Slack."
    )


def fed_by_doors(channels: Sequence[str], *, answers: bool) -> str:
    back = (
        " *Antworten* auf einer Karte schickt Antworten auf demselben Weg zurück."
        if answers
        else ""
    )
    return f"Ohne Relais kommen in diesem Channel Nachrichten per {listing(channels)} an.{back}"


def too_long_to_send(number: int, most: int) -> str:
    return (
        f"Das sind {figure(number)} Zeichen, und dieser Kanal überträgt {figure(most)}."
        " Bitte kürzen."
    )
