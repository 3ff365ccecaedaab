"""Small notices to the open pages, so that they know what to fetch again."""

import asyncio
from typing import Any

from playground.shapes import Json

_MOST_WAITING = 1000


class Notices:
    """Hands each notice to every open page of everybody, or of one person."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, asyncio.Queue[Json | None]]] = []

    def open(self, user_id: str) -> asyncio.Queue[Json | None]:
        """A queue of notices for one more page; `None` in it means that the server stops."""
        page: asyncio.Queue[Json | None] = asyncio.Queue(_MOST_WAITING)
        self._pages.append((user_id, page))
        return page

    def close(self, page: asyncio.Queue[Json | None]) -> None:
        """Forgets a page that is gone."""
        self._pages = [entry for entry in self._pages if entry[1] is not page]

    def tell(self, kind: str, *, only: str | None = None, **what: Any) -> None:
        """Sends a notice; a page that does not read loses it, and refetches with the next."""
        for user_id, page in self._pages:
            if (only is None or only == user_id) and not page.full():
                page.put_nowait({"type": kind, **what})

    def stop(self) -> None:
        """Ends every open page's stream."""
        for _, page in self._pages:
            while page.full():
                page.get_nowait()
            page.put_nowait(None)
