"""Wozu Felder da sind, und welche selten gelesen werden: the German twins of `bot/wording/usage.py`."""

from bot.wording.counting import figure


def times_read(number: int) -> str:
    return f"{figure(number)}-mal"
