"""Was über Regeln gesagt wird: the German twins of `bot/wording/ruling.py`."""

from bot.wording.counting import figure, in_german


def rule_is_on() -> str:
    return ":large_green_circle: an"


def rule_is_off() -> str:
    return ":white_circle: aus"


def anybody_writes() -> str:
    return "alle Kunden"


def rule_hours(when: str, times: str) -> str:
    return (
        f"Montag bis Freitag {times}"
        if when == "inside"
        else f"außerhalb von Montag bis Freitag {times}"
    )


def rule_again(number: int) -> str:
    return f"ab Nachricht {figure(number)} zur selben Sache"


def rule_priority(priority: str) -> str:
    return f"Priorität {priority}"


def rule_owner(group: str) -> str:
    return f"jemand aus {group} wird zuständig"


def rule_mention(group: str) -> str:
    return f"erwähnt {group}"


def rule_post(place: str) -> str:
    return f"postet die Karte in {place}"


def rule_reply() -> str:
    return "antwortet"


def rule_does_nothing() -> str:
    return "noch nichts: drücken Sie *Ändern* und wählen Sie, was geschehen soll"


def rule_would_fire(name: str, number: int, of: int) -> str:
    told = in_german(of, "Nachricht", "Nachrichten")
    return f"{name} hätte bei {figure(number)} der letzten {told} gegriffen."


def rule_as_today() -> str:
    return "Geprüft an den Kunden, wie sie heute bekannt sind. Getan wurde nichts."


def rule_switched_on() -> str:
    return "Die Regel ist an, in ein paar Sekunden überall."


def rule_switched_off() -> str:
    return "Die Regel ist aus."


def rule_deleted() -> str:
    return "Die Regel ist gelöscht. Was sie getan hat, bleibt."


def delete_rule(name: str) -> str:
    return f"\u201e{name}\u201c tut dann nichts mehr. Was sie getan hat, bleibt."


def rule_gone() -> str:
    return "Jemand hat diese Regel gelöscht. Legen Sie sie mit *Neue Regel* neu an."


def rule_needs_something() -> str:
    return "Diese Regel tut noch nichts. Drücken Sie *Ändern* und wählen Sie, was geschehen soll."


def rule_needs_name(most: int) -> str:
    return f"Geben Sie ihr einen Namen mit höchstens {figure(most)} Zeichen."


def too_many_rules() -> str:
    return "Es gibt schon 15 Regeln. Löschen Sie zuerst eine, die niemand braucht."


def wrong_hours() -> str:
    return "Schreiben Sie die Stunden als 09:00-18:00."


def wrong_again(most: int) -> str:
    return f"Schreiben Sie eine Zahl bis {figure(most)}, oder nichts."


def rule_would_loop() -> str:
    return (
        "In diesem Channel werden Nachrichten von Kunden gelesen: eine Regel, die dort postet, würde sich"
        " selbst antworten. Wählen Sie einen, der nicht mitgelesen wird."
    )


def rule_not_invited() -> str:
    return "Rapport ist nicht in diesem Channel. Geben Sie dort zuerst `/invite @rapport` ein."


def no_rule_asked() -> str:
    return "Noch wurde keine Regel geprüft: keine ist an, oder seither hat niemand geschrieben."


def rule_mentions(group: str) -> str:
    return (
        f"{group}, bitte sehen Sie sich das an. (Eine Regel Ihres Teams sagt es: `/customer rules`)"
    )


def rule_posted() -> str:
    return "Von einer Regel Ihres Teams gepostet: `/customer rules`"
