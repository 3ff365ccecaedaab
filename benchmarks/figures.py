"""From costs to what is said of them: ratios of each round, their median and their spread."""

import statistics
from dataclasses import dataclass
from typing import Any

from benchmarks.cases import CASES, SCALE_GOAL
from benchmarks.measuring import BARE, Costs, Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A ratio, once a round, beside the most that it is to be."""

    what: str
    rounds: tuple[float, ...]
    goal: float

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds)

    @property
    def met(self) -> bool:
        """True if the goal is reached."""
        return self.ratio <= self.goal

    @property
    def spread(self) -> tuple[float, float]:
        """Between these lies the middle half of the rounds."""
        if len(self.rounds) == 1:
            return self.rounds[0], self.rounds[0]
        low, _, high = statistics.quantiles(self.rounds, n=4, method="inclusive")
        return low, high

    def __str__(self) -> str:
        spread = "({:.2f}-{:.2f})".format(*self.spread)
        said = "met" if self.met else "missed"
        return f"{self.what:>28}   {self.ratio:5.2f}  {spread:13}  goal {self.goal:.1f}   {said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """All that was found about one case."""

    letter: str
    what: str
    figures: tuple[Figure, ...]
    server_us: dict[str, float]
    """CPU of the server for a request, by side."""
    store_us: dict[str, float]
    """CPU of the store's own server for a request, by size."""

    def __str__(self) -> str:
        lines = [f"({self.letter}) {self.what}", *map(str, self.figures)]
        lines.append(_line("µs, the server", self.server_us))
        lines.append(_line("µs, the store itself", self.store_us))
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The same for a file."""
        return {
            "what": self.what,
            "ratios": [
                {
                    "what": one.what,
                    "ratio": round(one.ratio, 3),
                    "rounds": [round(ratio, 3) for ratio in one.rounds],
                    "goal": one.goal,
                    "met": one.met,
                }
                for one in self.figures
            ],
            "server_us": {name: round(cost) for name, cost in self.server_us.items()},
            "store_us": {name: round(cost) for name, cost in self.store_us.items()},
        }


def findings(measured: Measured, sizes: tuple[int, int]) -> list[Finding]:
    """What the measured costs say, case by case."""
    small, large = map(str, sizes)
    found = []
    for case in CASES:
        costs = measured[case.letter]
        figures = [
            _figure(f"{_side(size)} ÷ bare", costs[size], costs[BARE], case.goal)
            for size in (small, large)
        ]
        scale = f"{int(large):,} ÷ {int(small):,}"
        figures.append(_figure(scale, costs[large], costs[small], SCALE_GOAL))
        found.append(
            Finding(
                letter=case.letter,
                what=case.what,
                figures=tuple(figures),
                server_us={
                    side: statistics.median(costs[side].server) for side in (BARE, small, large)
                },
                store_us={size: statistics.median(costs[size].store) for size in (small, large)},
            )
        )
    return found


def _figure(what: str, ours: Costs, theirs: Costs, goal: float) -> Figure:
    pairs = zip(ours.server, theirs.server, strict=True)
    return Figure(what=what, rounds=tuple(mine / other for mine, other in pairs), goal=goal)


def _line(what: str, costs: dict[str, float]) -> str:
    return f"{what:>28}   " + ", ".join(f"{_side(name)} {cost:.0f}" for name, cost in costs.items())


def _side(name: str) -> str:
    return name if name == BARE else f"{int(name):,} customers"
