"""Was gefragt werden kann: the German twins of `bot/wording/asking.py`."""


def help_lines() -> tuple[tuple[str, str], ...]:
    return (
        (
            "WER",
            "wer ist das? Telefonnummer, E-Mail, @Benutzername, Name, Bestellnummer, Nachrichtenlink",
        ),
        ("find WER", "dasselbe, für Namen, die Befehle sind"),
        (
            "tag:vip orders:0",
            "suchen: alle, die passen; `segments` sind gesicherte Suchen; `rules`, für Leads",
        ),
        (
            "timeline WER",
            "alles, was geschrieben, notiert und bestellt wurde; `orders` zeigt die Bestellungen",
        ),
        ("new WER", "ein Kunde, der nie geschrieben hat"),
        ("edit WER", "ändern, was bekannt ist"),
        ("note WER: Text", "eine Notiz; ohne Text öffnet sich ein Formular"),
        (
            "tag WER: vip, verspätet",
            "Schlagwörter vergeben; `untag` nimmt sie weg; für Leads `tags`, `tags rename ALT to NEU`",
        ),
        ("merge WER mit WER", "zwei Profile, die eine Person sind; zuerst nebeneinander"),
        ("split WER", "einer der Kontakte eines Profils ist jemand anderes"),
        (
            "duplicates",
            "wer eine Person sein kann; auch: `marks`, für Admins `mark` und `unmark`",
        ),
        ("replies", "Vorlagen für Antworten; *Antworten* auf einer Karte bietet sie an"),
        ("report", "wie Gespräche laufen: erste Antwort, erledigt, Fragen, je Woche"),
        ("watch", "Nachrichten von Kunden in diesem Channel lesen; `unwatch` beendet das"),
        (
            "history WER",
            "wer was tat, für Leads und Admins; für Admins: `export`, `erase` WER, `requests`, `fields`, `settings`",
        ),
    )


def _usage(english: str) -> str:
    """How a command is typed, with German words in the places of what is meant."""
    return english.replace("WHO with", "WER mit").replace("WHO", "WER").replace(": text", ": Text")


def did_you_mean(word: str, usages: tuple[str, ...]) -> str:
    ways = " oder ".join(f"`/customer {_usage(usage)}`" for usage in usages)
    return f"\u201e{word}\u201c ist unvollständig oder kein Befehl. Meinten Sie {ways}?"


def opens_on_click() -> str:
    return "Dazu braucht es ein Formular, und Slack öffnet Formulare nur auf einen Klick."
