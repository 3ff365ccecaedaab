"""Channels, die mitgelesen werden: the German twins of `bot/wording/watching.py`."""


def greeting() -> str:
    return (
        "Hallo! Ich zeige Ihnen, wer Ihnen schreibt. Noch wird hier nichts gelesen."
        " Geben Sie in diesem Channel `/customer watch` ein, wenn hier Nachrichten von Kunden"
        " ankommen."
    )


def watching(kind: str | None) -> str:
    what = f"Nachrichten von Kunden ({kind})" if kind else "Nachrichten von Kunden"
    return (
        f"Von jetzt an bekommen {what} in diesem Channel eine Karte. `/customer unwatch` beendet"
        " das."
    )


def unwatched(*, was: bool) -> str:
    if was:
        return (
            "In diesem Channel wird nichts mehr gelesen. Was über Ihre Kunden bekannt ist, bleibt."
        )
    return "Dieser Channel wurde nicht mitgelesen."


def watch_needs_invitation() -> str:
    return (
        "Rapport ist nicht in diesem Channel und kann ihn nicht lesen. Geben Sie hier zuerst"
        " `/invite @rapport` ein."
    )


def watch_needs_permission() -> str:
    return (
        "Slack lässt Rapport diesen Channel nicht ansehen. Für private Channels braucht die App"
        " die Berechtigung"
        " groups:read: ein Admin gibt sie ihr, indem er die App neu installiert."
    )


def watch_is_for_channels() -> str:
    return "Nachrichten von Kunden kommen in Channels an: geben Sie `/customer watch` in einem ein."


def watch_outside() -> str:
    return (
        "Diesen Channel liest auch eine andere Firma: Karten zeigen hier nichts über Ihre Kunden."
    )
