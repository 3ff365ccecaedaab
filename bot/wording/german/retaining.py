"""Was wie lange aufgehoben wird: the German twins of `bot/wording/retaining.py`."""

from bot.wording.counting import in_german
from storage.retention import LONGEST_DAYS, SHORTEST_DAYS


def days_kept(days: int | None) -> str:
    return "ohne Grenze" if days is None else in_german(days, "Tag", "Tage")


def not_so_many_days() -> str:
    return f"Bitte eine ganze Zahl von {SHORTEST_DAYS} bis {LONGEST_DAYS}, oder nichts."
