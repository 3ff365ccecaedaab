"""Vorschläge von Regeln: the German twins of `bot/wording/suggesting.py`."""


def suggests(name: str) -> str:
    return f"Eine Regel Ihres Teams bietet eine Antwort an {name} an. Sie geht erst hinaus, wenn jemand sie postet."
