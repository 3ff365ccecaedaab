"""How the store does, for whoever listens: how long its scripts take, and what fails, by kinds that are few."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

READ: Final = "read"
WRITE: Final = "write"
UNREACHABLE: Final = "unreachable"
REFUSED: Final = "refused"
FULL: Final = "full"
REPLICA: Final = "replica"
LOADING: Final = "loading"
UNREPLICATED: Final = "unreplicated"
FAILURES: Final = (UNREACHABLE, REFUSED, FULL, REPLICA, LOADING, UNREPLICATED)


def _nobody(_kind: str) -> None:
    return None


def _nobody_either(_kind: str, _seconds: float) -> None:
    return None


@dataclass(slots=True)
class Observer:
    """What is told; to nobody, until somebody listens."""

    failed: Callable[[str], None] = _nobody
    """Something failed, of one of the kinds FAILURES."""
    took: Callable[[str, float], None] = _nobody_either
    """A script that writes or reads was answered within so many seconds, waiting for a replica included."""


OBSERVER: Final = Observer()
"""One for the process, as its counts are."""
