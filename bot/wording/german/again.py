"""Was ein Kunde nicht zum ersten Mal schreibt: the German twins of `bot/wording/again.py`."""

from datetime import timedelta

from bot.wording.german.measures import within


def again(times: int, since: timedelta) -> str:
    return f"{times}. Nachricht dazu {within(since)}"


def answered(who: str, when: str, words_: str) -> str:
    return f"{who} hat {when} geantwortet" + (f": \u201e{words_}\u201c" if words_ else ".")


def not_answered() -> str:
    return "Niemand hat geantwortet."
