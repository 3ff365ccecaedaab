"""Pictures of reports that stand in Slack already: the same figures are neither drawn nor uploaded twice."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from bot.wording import spoken_now
from storage.reporting import Week

REMEMBERED: Final = 500


class Pictures:
    """What this process uploaded last."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, str] = OrderedDict()

    def last(self, weeks: Sequence[Week], *, workspace: str) -> str:
        """The id of the picture of these figures in Slack; empty where there is none."""
        return self._ids.get(_named(weeks, workspace), "")

    def uploaded(self, file_id: str, weeks: Sequence[Week], *, workspace: str) -> None:
        """These figures have a picture from now on, in the language that is spoken."""
        self._ids[_named(weeks, workspace)] = file_id
        while len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)


def _named(weeks: Sequence[Week], workspace: str) -> str:
    told = f"{workspace} {spoken_now()} {weeks!r}"
    return hashlib.sha256(told.encode()).hexdigest()
