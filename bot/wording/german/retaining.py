"""Was wie lange aufgehoben wird: the German twins of `bot/wording/retaining.py`."""

from storage.retention import LONGEST_DAYS, SHORTEST_DAYS


def not_so_many_days() -> str:
    return f"Bitte eine ganze Zahl von {SHORTEST_DAYS} bis {LONGEST_DAYS}, oder nichts."
