"""Was mit einem Kunden getan wurde: the German twins of `bot/wording/deeds.py`."""

from bot.wording.counting import figure


def history_of(name: str) -> str:
    return f"Wer was mit {name} getan hat, das Neueste zuerst"


def times(number: int) -> str:
    return f"{figure(number)}-mal"
