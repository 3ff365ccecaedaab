"""What a goal is: what must hold, how it is tried, what was found, and defects that the trial must find."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Size(Enum):
    """How much is tried."""

    SMALL = "small"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Gate:
    """One number that decides: at most, or at least, so much."""

    what: str
    found: float
    most: float | None = None
    least: float | None = None

    @property
    def missed_by(self) -> float:
        """How far it is from being met; 0 where it is met."""
        over = self.found - self.most if self.most is not None else 0
        under = self.least - self.found if self.least is not None else 0
        return max(over, under, 0)

    @property
    def is_met(self) -> bool:
        """True if the number is within its bound."""
        return self.missed_by == 0


@dataclass(slots=True)
class Findings:
    """What a trial found."""

    gates: list[Gate] = field(default_factory=list)
    shown: dict[str, float | str] = field(default_factory=dict)
    """Figures that decide nothing: times, rates, how much was tried."""

    def none(self, what: str, found: float) -> None:
        """There must be none of this."""
        self.gates.append(Gate(what, found, most=0))

    def at_most(self, what: str, found: float, most: float) -> None:
        """There may be so many of this."""
        self.gates.append(Gate(what, found, most=most))

    def at_least(self, what: str, found: float, least: float) -> None:
        """There must be so many of this."""
        self.gates.append(Gate(what, found, least=least))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a trial is to run."""

    size: Size
    folder: Path
    """Empty, the trial's own, with a short name as unix sockets ask for."""
    seed: int

    def pick(self, small: int, full: int) -> int:
        """One number or the other, by size."""
        return small if self.size is Size.SMALL else full


Trial = Callable[[Run], Awaitable[Findings]]


@dataclass(frozen=True, slots=True)
class Defect:
    """One line made wrong, which the goal's trial must find."""

    what: str
    file: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of the product."""

    id: str
    says: str
    trial: Trial | None = None
    not_yet: str = ""
    """Why it cannot be tried today; it is listed all the same."""
    defects: tuple[Defect, ...] = ()
    usual_seconds: float = 30.0
    """How long a small trial takes where nothing else runs."""
    full_seconds: float = 60.0
    """The same of a full one: those that take longest begin first."""
    alone: bool = False
    """True if nothing else may run beside it, since it measures time."""
