"""Was über das Suchen gesagt wird: the German twins of `bot/wording/searching.py`."""

from bot.wording.counting import figure, in_german


def all_fit(searched: str, number: int) -> str:
    if not number:
        return f"Zu \u201e{searched}\u201c passt niemand."
    verb = "passt" if number == 1 else "passen"
    return f"{in_german(number, 'Kunde', 'Kunden')} {verb} zu \u201e{searched}\u201c."


def some_fit(searched: str, first: int, last: int) -> str:
    if last < first:
        return f"Zu \u201e{searched}\u201c passt bisher niemand."
    told = figure(first) if first == last else f"{figure(first)}\u2013{figure(last)}"
    return f"Kunden, die zu \u201e{searched}\u201c passen: {told}"


def looked_at_some(looked_at: int, candidates: int) -> str:
    of = f" von höchstens {figure(candidates)}" if candidates > looked_at else ""
    return f"Für diese Seite habe ich {figure(looked_at)} Kontakte{of} angesehen. *Weiter* sucht weiter."


def nobody_has_field(number: int, names: str) -> str:
    which = "das Feld" if number == 1 else "die Felder"
    return (
        f"Kein Kunde hat {which} {names}: schreiben Sie ein Feld so, wie es auf einer Karte heißt."
    )


def looks_at_everybody() -> str:
    return (
        "Das sieht alle Kunden der Reihe nach durch. Mit einem Wort oder Schlagwort dazu, das weniger haben,"
        " ist es sofort gefunden."
    )
