"""Zuständigkeit, Nummern und Adressen: the German twins of `bot/wording/owning.py`."""


def changed_by_another(who: str, field: str, now: str, before: str) -> str:
    was = f" (vorher {before})" if before else ""
    to = f"zu {now}" if now else "zu nichts"
    return f"{who} hat inzwischen *{field}* {to} geändert{was}."


def yours_stays() -> str:
    return "Was Sie eingegeben haben, steht noch unten: *Speichern* setzt es an dessen Stelle."


def nearly_in_use(typed: str, known: str) -> str:
    return f"\u201e{typed}\u201c ist fast \u201e{known}\u201c, das es schon gibt."


def meant_anew() -> str:
    return (
        "Wählen Sie jenes oben aus, oder drücken Sie noch einmal *Speichern*, wenn Sie ein neues"
        " meinen."
    )


def nothing_put_on() -> str:
    return "Noch ist keines vergeben: welches meinen Sie?"


def put_on(tags: str) -> str:
    return f"{tags} vergeben"
