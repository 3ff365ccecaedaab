"""What is wrong with how Rapport is set up, and what mends it."""

from typing import Literal

from storage.record import Record


class Fault(Record):
    """One thing that is wrong. Holds no secret and nothing of a customer."""

    code: str
    """What it is about, for machines: `store_may_evict`."""
    wrong: str
    mend: str
    level: Literal["fault", "advice"] = "fault"
    """Advice is what would be better otherwise: nothing is wrong for it."""

    def __str__(self) -> str:
        return f"{self.wrong}: {self.mend}"
