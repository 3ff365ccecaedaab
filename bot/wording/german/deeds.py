"""Was mit einem Kunden getan wurde: the German twins of `bot/wording/deeds.py`."""


def history_of(name: str) -> str:
    return f"Wer was mit {name} getan hat, das Neueste zuerst"
