"""Die eigene Seite des Bots: the German twins of `bot/wording/home.py`."""

from bot.wording.counting import figure, in_german


def nobody_looked_at() -> str:
    return "Noch niemand. Wen Sie ansehen, der steht beim nächsten Mal hier."


def begin_here() -> str:
    return (
        "Noch wird kein Channel mitgelesen. Laden Sie mich in einen ein, in dem Nachrichten von"
        " Kunden ankommen (`/invite @rapport`), und geben Sie dort `/customer watch` ein."
    )


def in_short(waiting: int, feeds: int, tags: int) -> str:
    pairs, channels = in_german(waiting, "Paar", "Paare"), in_german(feeds, "Channel", "Channels")
    kept = in_german(tags, "Schlagwort", "Schlagwörter")
    return f"{pairs} zu entscheiden, {channels} mitgelesen, {kept}"


def further_on(after: int) -> str:
    return f"Nach den ersten {figure(after)}:"


def nothing_watched() -> str:
    return (
        "Kein Channel wird mitgelesen. Laden Sie mich in einen ein (`/invite @rapport` im Channel),"
        " und wählen Sie ihn dann hier aus."
    )


def feed_of(kind: str | None, region: str | None, domains: str) -> str:
    parts = [kind or "was immer ankommt"]
    parts += [f"Nummern aus {region}"] if region else []
    parts += [f"eigene Domains: {domains}"] if domains else []
    return " \u00b7 ".join(parts)


def stop_watching() -> str:
    return (
        "Was dort geschrieben wird, wird nicht mehr gelesen. Was über Kunden bekannt ist, bleibt,"
        " und der Channel kann jederzeit wieder mitgelesen werden."
    )


def watched_now(channel: str) -> str:
    return f"{channel} wird mitgelesen."


def watched_no_more(channel: str, *, was: bool) -> str:
    return f"{channel} wird nicht mehr mitgelesen." if was else f"{channel} wurde nicht mitgelesen."


def no_tags() -> str:
    return "Kein Schlagwort ist in Gebrauch. Vergeben werden sie auf der Karte eines Kunden."


def tag_on(number: int) -> str:
    return f"bei {in_german(number, 'Kontakt', 'Kontakten')}"


def retagging(old: str, new: str | None) -> str:
    told = f"{old} wird zu {new}" if new else f"{old} wird bei allen entfernt"
    return f"{told}. Bei vielen Kunden dauert das einige Minuten."


def retagged(old: str, new: str | None, number: int) -> str:
    told = f"{old} heißt jetzt {new}" if new else f"{old} gibt es nicht mehr"
    return f"{told}: geändert bei {in_german(number, 'Kontakt', 'Kontakten')}."


def more_tags(number: int) -> str:
    return f"und {figure(number)} weitere, auf der Seite des Bots"


def tag_not_in_use(name: str, near: str) -> str:
    meant = f" Meinten Sie {near}?" if near else " `/customer tags` zeigt die in Gebrauch."
    return f"Kein Kunde hat das Schlagwort {name}.{meant}"


def new_name_needed() -> str:
    return "Geben Sie an, wie es heißen soll, oder wählen Sie, dass es bei allen entfernt wird."


def same_name() -> str:
    return "So heißt es schon."
