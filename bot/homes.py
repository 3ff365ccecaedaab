"""Which page of Home stands before whom: so that nothing old takes its place, and nobody is turned away from it."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from bot.clicks import ShowHome

REMEMBERED: Final = 5_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of Home as it was published."""

    page: ShowHome
    hash: str
    """Slack's name for just this content."""


class Homes:
    """What this process published last; another process may have published since, which Slack then says."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[str, str], Shown] = OrderedDict()

    def last(self, user_id: str, *, workspace: str) -> Shown | None:
        """What stands before a member, as far as it is known."""
        return self._shown.get((workspace, user_id))

    def published(self, user_id: str, shown: Shown, *, workspace: str) -> None:
        """This stands before a member from now on."""
        self._shown[(workspace, user_id)] = shown
        self._shown.move_to_end((workspace, user_id))
        while len(self._shown) > REMEMBERED:
            self._shown.popitem(last=False)
