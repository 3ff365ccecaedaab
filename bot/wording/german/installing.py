"""Die Seiten am Ende einer Installation: the German twins of `bot/wording/installing.py`."""


def install_done() -> str:
    return (
        "Gehen Sie zurück zu Slack, laden Sie @rapport in den Channel ein, in dem die Nachrichten Ihrer Kunden"
        " ankommen, und geben Sie dort /customer watch ein. Diese Seite können Sie schließen."
    )


def install_again() -> str:
    return (
        "Diese Installation wurde vor mehr als zehn Minuten oder in einem anderen Browser begonnen, oder sie ist"
        " schon abgeschlossen. Es wurde nichts geändert. Beginnen Sie sie dort neu, wo Sie begonnen haben."
    )


def install_given_up(reason: str) -> str:
    told = f" (Slack sagt: {reason})" if reason else ""
    return (
        f"Die Installation wurde in Slack abgebrochen{told}. Es wurde nichts geändert; Sie können jederzeit neu"
        " beginnen."
    )


def install_refused(code: str) -> str:
    return (
        f"Slack hat nicht herausgegeben, was Rapport braucht (es sagt: {code}). Es wurde nichts geändert. Beginnen"
        " Sie neu; endet es wieder so, sagen Sie denen, die Rapport betreiben, was Slack sagt."
    )


def install_later() -> str:
    return "Rapport kann gerade nichts aufschreiben. Es wurde nichts geändert; beginnen Sie in einer Minute neu."


def install_while_going() -> str:
    return (
        "Was dieser Workspace hinterlassen hat, als er Rapport deinstallierte, wird gerade gelöscht. Beginnen Sie"
        " in einer Minute neu: Die neue Installation beginnt dann leer."
    )
