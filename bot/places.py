"""Where customers' messages that come by a door of ours are posted: by setting, else where their kind is watched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from storage.feed import Feed
from storage.message import Channel

_HOST: Final = re.compile(r"[a-z0-9.\-]{1,250}", re.ASCII)
_SLACK_ID: Final = re.compile(r"[A-Z][A-Z0-9]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A channel of Slack, and the workspace that it is in; None where there is only one."""

    workspace: str | None
    channel: str


class Places:
    """What the setting says of each kind of message, or of one of our numbers: `sms`, `sms:+12125550100`."""

    def __init__(self, told: Mapping[str, Where]) -> None:
        self._told = told

    def workspace(self, kind: Channel, ours: str) -> str | None:
        """The workspace that messages to this number of ours go to; None where there is only one."""
        found = self._named(kind, ours)
        return found.workspace if found else None

    def channel(
        self, kind: Channel, ours: str, feeds: Sequence[Feed], *, workspace: str
    ) -> str | None:
        """The channel of this workspace that they are posted in; None where nobody said."""
        found = self._named(kind, ours, workspace)
        if found:
            return found.channel
        watched = sorted((feed for feed in feeds if feed.channel is kind), key=lambda one: one.at)
        return watched[0].place if watched else None

    def fed(
        self, place: str, feeds: Sequence[Feed], *, workspace: str
    ) -> list[tuple[Channel, str]]:
        """The kinds of messages that doors post in this place, each with the number of ours that it is said of."""
        here = {name: at for name, at in self._told.items() if at.workspace in (None, workspace)}
        named = [name.partition(":") for name, where in here.items() if where.channel == place]
        told = [(Channel(kind), ours) for kind, _, ours in named]
        watched = [kind for kind in Channel if kind.value not in here]
        fits = [
            one for one in watched if self.channel(one, "", feeds, workspace=workspace) == place
        ]
        return told + [(kind, "") for kind in fits]

    def names(self, kind: Channel, *, workspace: bool = False) -> bool:
        """True if the setting names a channel for messages of this kind; with its workspace, where that is wanted."""
        here = [at for name, at in self._told.items() if name.partition(":")[0] == kind.value]
        return any(at.workspace or not workspace for at in here)

    def channels(self) -> Sequence[Where]:
        """All channels that the setting names."""
        return list(self._told.values())

    def _named(self, kind: Channel, ours: str, workspace: str | None = None) -> Where | None:
        """What is said of the number, else of the kind; of another workspace's channel nothing, where one is given."""
        said = (self._told.get(f"{kind.value}:{ours}"), self._told.get(kind.value))
        here = (None, workspace)
        return next((at for at in said if at and (not workspace or at.workspace in here)), None)


def places_in(text: str) -> Places:
    """The places that a setting names, by comma: `whatsapp=C0123, sms:+12125550100=T0123/C0456`.

    Raises ValueError.
    """
    told = {}
    for what, where in _pairs(text):
        workspace, _, channel = where.rpartition("/")
        kind, known = what.partition(":")[0], bool(_SLACK_ID.fullmatch(channel))
        if kind not in set(Channel) or not known or not _is_workspace(workspace):
            raise ValueError("must be channels by comma, such as whatsapp=C0123ABCD")
        told[what] = Where(workspace=workspace or None, channel=channel)
    return Places(told)


def shops_in(text: str) -> dict[str, str | None]:
    """The shops that a setting names, by comma, with their workspaces: `a.myshopify.com=T0123`.

    Raises ValueError.
    """
    shops = {shop.casefold(): workspace or None for shop, workspace in _pairs(text)}
    if not all(_HOST.fullmatch(shop) and _is_workspace(at or "") for shop, at in shops.items()):
        raise ValueError("must be shops by comma, such as a.myshopify.com=T0123ABCD")
    return shops


def _pairs(text: str) -> list[tuple[str, str]]:
    """What stands before and after the equals sign of each part, by comma."""
    parts = [part.partition("=") for part in text.split(",") if part.strip()]
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _is_workspace(text: str) -> bool:
    return not text or bool(_SLACK_ID.fullmatch(text))
