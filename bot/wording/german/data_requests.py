"""Wer seine Daten verlangt: the German twins of `bot/wording/data_requests.py`."""

from bot.wording.counting import figure


def asks_for_data(shop: str, due: str) -> str:
    return (
        f"Ein Kunde fragt über {shop}, was über ihn gespeichert ist. Fällig bis {due}: "
        "`/customer requests`."
    )


def request_number(number: str) -> str:
    return f"Nr. {number}" if number else ""


def request_due(at: str, due: str) -> str:
    return f"gefragt {at}, fällig bis {due}"


def request_late(at: str, due: str) -> str:
    return f":warning: gefragt {at}, *war fällig bis {due}*"


def request_was_answered(by: str, at: str) -> str:
    return f"beantwortet von {by}, {at}"


def more_requests(number: int) -> str:
    return f"Und {figure(number)} weitere: `rapport requests` nennt alle."
