"""Finding customers by a query, page by page."""

from datetime import datetime
from typing import Protocol

from storage.outcomes import Hit
from storage.searching.found import Counted, Found
from storage.searching.query import Query


class Searching(Protocol):
    """Finding customers by a query, each person once, page by page."""

    async def find(self, query: Query, *, now: datetime, after: str = "", limit: int = 10) -> Found:
        """A page of those who fit, after the end of the page before.

        Looks at the smallest part of the indexes that can hold them all, and at a bounded number of
        contacts: a page may be short, or empty, and yet have one after it. An `after` that is none of
        ours begins anew.
        """
        ...

    async def count(self, query: Query, *, now: datetime, most: int = 1000) -> Counted:
        """How many fit, among the first `most` contacts that may."""
        ...

    async def search(self, text: str, *, limit: int = 10) -> list[Hit]:
        """People whose name or company has words beginning with those of `text`, one hit a profile."""
        ...
