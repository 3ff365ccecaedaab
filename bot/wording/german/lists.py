"""Was über Listen steht: the German twins of `bot/wording/lists.py`."""

from bot.wording.counting import figure


def orders_of(name: str) -> str:
    return f"Bestellungen von {name}"


def no_orders(name: str) -> str:
    return f"Von {name} sind keine Bestellungen bekannt."


def placed(when: str) -> str:
    return f"bestellt: {when}"


def order_placed(number: str) -> str:
    return f"Bestellung {number} ging ein"


def order_delivered(number: str) -> str:
    return f"Bestellung {number} wurde zugestellt"


def timeline_of(name: str) -> str:
    return f"Was mit {name} war, das Neueste zuerst"


def nothing_happened(name: str) -> str:
    return f"Von {name} und über {name} wurde noch nichts geschrieben, notiert oder bestellt."


def no_more() -> str:
    return "Mehr gibt es nicht."


def after_the_first(number: int) -> str:
    return f"nach den ersten {figure(number)}"
