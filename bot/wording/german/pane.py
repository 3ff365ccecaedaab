"""Die Leiste neben dem Gespräch: the German twins of `bot/wording/pane.py`."""


def only_in_slack() -> str:
    return (
        "Profile werden nur in Slack angezeigt. Fügen Sie diese Adresse dort in ein Gespräch ein,"
        " und öffnen Sie die Vorschau; oder geben Sie /customer und die Adresse ein."
    )
