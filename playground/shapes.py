"""Names for the shapes that cross every file here, and the two ways of saying no."""

import random
import string
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """One workspace, as Slack names it; `organisation` is the Enterprise Grid that it is part of."""

    id: str = TEAM
    name: str = TEAM_NAME
    domain: str = TEAM_DOMAIN
    organisation: str | None = None
    mark: str = "0"
    """The second letter of its channels' ids: two workspaces may have channels of one id, as shared ones do."""

    @property
    def enterprise(self) -> Json | None:
        """The organisation as payloads carry it."""
        if self.organisation is None:
            return None
        return {"id": self.organisation, "name": f"{self.name} Holding"}

    def channel(self, channel_id: str) -> str:
        """The id of a channel of the seed in this workspace."""
        return channel_id[0] + self.mark + channel_id[2:] if channel_id[0] == "C" else channel_id


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
