"""In which language a workspace reads what all its members read together: as an admin said, or as it was set up."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from bot.wording import Language, language_of
from storage.store import ProfileStore

LIFETIME_SECONDS: Final = 60.0
REMEMBERED: Final = 5_000


class CommonLanguage:
    """The languages of the workspaces served, each at most a minute old."""

    def __init__(self, otherwise: Language, *, monotonic: Callable[[], float]) -> None:
        self.otherwise = otherwise
        self._monotonic = monotonic
        self._known: OrderedDict[str, tuple[float, Language]] = OrderedDict()

    async def of(self, workspace: str, store: ProfileStore) -> Language:
        """The language of one workspace. Raises StoreUnreachable."""
        kept = self._known.get(workspace)
        if kept and self._monotonic() - kept[0] < LIFETIME_SECONDS:
            return kept[1]
        asked_at = self._monotonic()
        said = (await store.policy()).language
        language = language_of(said or "", self.otherwise)
        self._known[workspace] = (asked_at, language)
        self._known.move_to_end(workspace)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return language

    def forget(self, workspace: str) -> None:
        """Read it anew: an admin changed it."""
        self._known.pop(workspace, None)
