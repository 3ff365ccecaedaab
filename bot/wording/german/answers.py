"""Antworten, Absagen und Störungen: the German twins of `bot/wording/answers.py`."""

from typing import Final

from bot.permissions import Action, Role, least
from bot.wording.counting import figure, in_german

_DONE_BY: Final[dict[Role, str]] = {
    Role.ADMIN: "Nur Admins dieses Workspace",
    Role.LEAD: "Nur Leads und Admins dieses Workspace",
    Role.AGENT: "Nur volle Mitglieder dieses Workspace",
}
_MAY: Final[dict[Action, str]] = {
    Action.SEE: "Kunden ansehen",
    Action.CHANGE: "Kunden ändern",
    Action.JOIN: "Kunden zusammenführen und trennen",
    Action.WATCH: "bestimmen, welche Channels mitgelesen werden",
    Action.POST: "hier eine Karte zeigen lassen",
    Action.SEGMENT: "Suchen speichern",
    Action.HISTORY: "lesen, wer was mit einem Kunden getan hat",
    Action.EDIT_SEGMENTS: "gespeicherte Suchen anderer ändern",
    Action.EDIT_TAGS: "Schlagwörter umbenennen oder abschaffen",
    Action.EDIT_RULES: "Regeln ändern",
    Action.MARK: "bestimmen, welche Nummern und Adressen niemandem gehören",
    Action.EXPORT: "Kunden exportieren",
    Action.ANSWER_REQUESTS: "sehen, wer seine Daten verlangt",
    Action.ERASE: "Kunden löschen",
    Action.DEFINE: "sagen, welche eigenen Felder es gibt",
    Action.CONFIGURE: "diese Einstellungen ändern",
    Action.HELP: "um Hilfe bitten",
}


def still_working() -> str:
    return "Das dauert einen Moment länger; die Antwort folgt."


def not_saved_yet() -> str:
    return (
        "Das dauert länger als sonst und ist noch nicht gespeichert. Bitte drücken Sie gleich"
        " noch einmal auf den Knopf."
    )


def refused(role: Role, action: Action) -> str:
    match role:
        case Role.GUEST:
            return (
                "Kundenprofile sind für volle Mitglieder dieses Workspace. Bitte fragen Sie"
                " jemanden, der eines ist."
            )
        case Role.STRANGER:
            return "Kundenprofile sind nur für Mitglieder dieses Workspace."
        case Role.MACHINE:
            return "Apps und Bots können Kundenprofile nicht benutzen."
        case Role.UNKNOWN:
            return (
                "Slack sagt nicht, wer Sie sind, deshalb wird nichts gezeigt. Bitte versuchen"
                " Sie es in einer Minute noch einmal."
            )
        case Role.AGENT | Role.LEAD | Role.ADMIN:
            return (
                f"{_DONE_BY[least(action)]} dürfen {_MAY[action]}. Nichts wurde getan; bitte fragen"
                " Sie dort."
            )


def store_unreachable() -> str:
    return (
        "Der Speicher ist nicht erreichbar. Nichts wurde geändert; bitte versuchen Sie es in"
        " einer Minute noch einmal."
    )


def store_refused() -> str:
    return (
        "Der Speicher nimmt gerade keine Änderungen an. Nichts wurde geändert; bitte versuchen"
        " Sie es in"
        " einer Minute noch einmal, oder sagen Sie dem Betreiber von Rapport Bescheid."
    )


def conflict() -> str:
    return (
        "Kollegen ändern diesen Kunden im selben Moment. Nichts wurde geändert; bitte versuchen"
        " Sie es noch einmal."
    )


def gone() -> str:
    return "Diesen Kunden gibt es nicht mehr: das Profil wurde gelöscht."


def slack_silent() -> str:
    return (
        "Slack antwortet gerade nicht. Nichts wurde geändert; bitte versuchen Sie es in einer"
        " Minute noch einmal."
    )


def slack_refused(code: str) -> str:
    mends = {
        "not_in_channel": "Laden Sie den Bot zuerst in diesen Channel ein: `/invite @rapport`.",
        "channel_not_found": "Laden Sie den Bot zuerst in diesen Channel ein: `/invite @rapport`.",
        "missing_scope": "Ein Admin muss die App neu installieren: ihr fehlt eine Berechtigung.",
        "expired_trigger_id": "Das hat Slack zu lange gedauert. Bitte noch einmal.",
        "exchanged_trigger_id": "Das kam doppelt. Bitte noch einmal.",
        "ratelimited": "Slack bittet um eine Pause. Bitte versuchen Sie es in einer Minute noch einmal.",
    }
    return mends.get(
        code,
        f"Slack hat das abgelehnt (`{code}`). Nichts wurde geändert; bitte versuchen Sie es in"
        " einer Minute noch einmal.",
    )


def unexpected(reference: str) -> str:
    return (
        "Etwas ist schiefgegangen, und der Fehler liegt bei uns. Rufen Sie den Kunden noch"
        " einmal auf, um zu"
        " sehen, was gespeichert ist. Der Betreiber von Rapport findet die Ursache im Log unter"
        f" `{reference}`."
    )


def outdated() -> str:
    return "Diese Karte ist zu alt für ihre Knöpfe. Rufen Sie den Kunden mit `/customer` neu auf."


def unknown_shortcut() -> str:
    return (
        "Diese Version von Rapport kennt diesen Shortcut nicht. Ein Admin installiert die App neu, dann"
        " ist er weg; `/customer help` zeigt, was es gibt."
    )


def not_changed_here() -> str:
    return "Nichts wurde geändert: hier wird das nur gezeigt. Ändern Sie es im Formular, unter Bearbeiten."


def nobody_found(searched: str) -> str:
    return f"Zu \u201e{searched}\u201c passt niemand." if searched else "Dazu passt niemand."


def understood_as(values: str) -> str:
    return f"Gesucht wurde {values}."


def try_otherwise() -> str:
    return (
        "Versuchen Sie es mit einer Telefonnummer samt Ländervorwahl, einer E-Mail-Adresse,"
        " einem @Benutzernamen,"
        " der Nummer einer Bestellung, dem Link einer Nachricht oder einem Teil des Namens."
    )


def an_order(number: str) -> str:
    return f"Bestellung {number}"


def message_of_nobody() -> str:
    return (
        "Zu dieser Nachricht ist kein Kunde bekannt. An der Nachricht selbst: mit"
        " \u22ee > *Link message to customer* sagen Sie, von wem sie ist."
    )


def names_nobody() -> str:
    return (
        "Diese Nachricht nennt keinen Kunden: keine Telefonnummer, keine E-Mail-Adresse, keinen"
        " Benutzernamen."
        " Mit \u22ee > *Link message to customer* sagen Sie, von wem sie ist."
    )


def several(number: int, searched: str) -> str:
    about = f" zu \u201e{searched}\u201c" if searched else ""
    fit = "passt" if number == 1 else "passen"
    return f"{in_german(number, 'Kunde', 'Kunden')} {fit}{about}. Welcher ist es?"


def crowd(contacts: int, searched: str) -> str:
    return (
        f"{in_german(contacts, 'Kontakt', 'Kontakte')} haben \u201e{searched}\u201c. Einige davon:"
    )


def crowd_hint() -> str:
    return (
        "Was so viele haben, nennt niemanden und führt keine zwei von ihnen zusammen."
        " Suchen Sie lieber nach dem Namen."
    )


def last_wrote(when: str) -> str:
    return f"schrieb {when}"


def narrow_down() -> str:
    return "Es gibt vielleicht noch mehr. Geben Sie mehr vom Namen ein, oder die Firma dazu."


def found_in_message() -> str:
    return "Diese Nachricht sagt nicht, von welchem Kunden sie ist. Sie nennt:"


def look_up(what: str) -> str:
    return f"{what} suchen"


def already_one(name: str) -> str:
    return f"Das ist schon ein und derselbe Kunde: {name}. Nichts wurde geändert."


def parted(*, still: bool) -> str:
    if still:
        return (
            "Diese Verbindung ist gelöst, aber andere Verbindungen halten die beiden noch zusammen."
        )
    return "Getrennt: das sind wieder zwei Kunden, jeder mit dem, was ihm gehörte."


def nothing_to_part() -> str:
    return "Hier gab es nichts zu trennen: das wurde schon aufgehoben, oder war nie verbunden."


def note_too_long(most: int) -> str:
    return (
        f"Eine Notiz hat höchstens {figure(most)} Zeichen. Nichts wurde gespeichert; bitte"
        " kürzen Sie sie, oder schreiben Sie zwei."
    )


def why_closed(code: str) -> str:
    return {
        "is_archived": "Der Channel ist archiviert: stellen Sie ihn wieder her, oder beenden Sie das"
        " Mitlesen mit `/customer unwatch`.",
        "restricted_action": "Dort dürfen nur einige Mitglieder schreiben: lassen Sie auch die App schreiben.",
    }.get(code, "Rapport ist dort nicht (mehr) Mitglied: laden Sie es mit `/invite @rapport` ein.")


def closed(channel: str, why: str) -> str:
    return (
        f"Rapport kann in {channel} nichts schreiben. {why} Was Kunden dort schreiben, bleibt"
        " erhalten; die Karten warten einen Tag und folgen, sobald es geht."
    )


def file_unreadable() -> str:
    return (
        "Slack lässt Rapport diese E-Mail nicht lesen, deshalb kann es nicht sagen, von wem sie"
        " ist. Der App fehlt"
        " die Berechtigung files:read: ein Admin gibt sie ihr, indem er die App neu installiert."
    )
