"""Names for the shapes that cross every file here, and the two ways of saying no."""

import random
import string
from typing import Any

Json = dict[str, Any]

TEAM = "T0RAPPORT"
TEAM_NAME = "Tidewater Supply"
TEAM_DOMAIN = "tidewater"
OTHER_TEAM = "T0ACME"
APP = "A0RAPPORT"
BOT_USER = "U0RAPPORT"
BOT = "B0RAPPORT"
BOT_NAME = "rapport"
SLACKBOT = "USLACKBOT"

_LETTERS = string.ascii_uppercase + string.digits


class Wrong(ValueError):
    """A request of the page that cannot be done; the sentence names the mend."""


class Refused(Exception):
    """A Web API call that Slack would refuse: its error code, and what else stands beside it."""

    def __init__(self, error: str, **beside: Any) -> None:
        super().__init__(error)
        self.error = error
        self.beside = beside


def new_id(prefix: str, length: int = 10) -> str:
    """An id as Slack writes them: a letter or two, then capitals and digits."""
    return prefix + "".join(random.choices(_LETTERS, k=length))
