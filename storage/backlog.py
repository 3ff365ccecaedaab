"""How a queue stands: what is under way, what is due, what waits for its time, and what holds a lane up."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from storage.record import Record


class Head(Record):
    """The first job of a lane: none behind it is begun before it is done, or given up."""

    id: str
    lane: str
    jobs: int
    """How many the lane has, this one included."""
    attempts: int
    is_begun: bool
    """Its last attempt has not ended, as far as the store was told."""
    failures: int
    error: str
    """Why the attempt before was put off: a code."""
    put_at: datetime
    due: datetime
    """When it may be begun; of an attempt that has not ended, when somebody else may."""

    def is_under_way(self, now: datetime) -> bool:
        """True while a process has it; what a process left behind that was killed is due again soon."""
        return self.is_begun and self.due > now


class Backlog(Record):
    """How the lanes of one queue stand."""

    lanes: int
    under_way: int
    due: int
    """Nobody took these yet: they wait for a worker."""
    later: int
    """These wait for their time: they were put off, or settle."""
    reasons: dict[str, int]
    """Why lanes wait that were put off, the most frequent first."""


def backlog(heads: Iterable[Head], *, now: datetime) -> Backlog:
    """How the lanes with these heads stand."""
    under_way = due = later = 0
    reasons: Counter[str] = Counter()
    for head in heads:
        if head.is_under_way(now):
            under_way += 1
            continue
        due, later = (due + 1, later) if head.due <= now else (due, later + 1)
        if head.error:
            reasons[head.error] += 1
    return Backlog(
        lanes=under_way + due + later,
        under_way=under_way,
        due=due,
        later=later,
        reasons=dict(reasons.most_common()),
    )


def stuck(heads: Iterable[Head], *, now: datetime, lasting: timedelta) -> Sequence[Head]:
    """What has waited for so long at the head of its lane, the longest first."""
    late = (head for head in heads if now - head.put_at >= lasting)
    return sorted(late, key=lambda head: (head.put_at, head.id))
