"""Searches that are saved under a name."""

from typing import Protocol

from storage.outcomes import Change
from storage.segments import Saved, Segment


class Segments(Protocol):
    """Searches that are saved under a name."""

    async def segments(self) -> list[Segment]:
        """All of the workspace, by name."""
        ...

    async def save_segment(self, segment: Segment, *, change: Change) -> Saved:
        """Made where it has no id, else changed; its name must be no other one's."""
        ...

    async def drop_segment(self, segment_id: str, *, change: Change) -> bool:
        """True if it was there; it is no more."""
        ...
