"""What was measured, as a table and as curves in plain text, and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.identity.judging import Best, Bin, Judged, calibration_error
from benchmarks.identity.ours import Ours
from benchmarks.identity.referee import Theirs

NARROW: Final = 40
"""Columns of the longest bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One list, and what each way made of it."""

    name: str
    rows: int
    exact: Judged
    ours: Ours
    theirs: Theirs

    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        ours, other = self.ours, self.theirs
        return (
            self.name,
            f"{self.rows:,}",
            f"{self.exact.true:,}",
            _figure(self.exact.f1),
            f"{_figure(ours.by_rule.precision)} / {_figure(ours.by_rule.recall)}",
            f"{ours.by_rule.said - ours.by_rule.right:,} of {ours.by_rule.said:,}",
            _with_best(ours.agreed, ours.best),
            _figure(ours.pairs.f1),
            _figure(ours.met.recall),
            _figure(calibration_error(ours.bins)),
            _with_best(other.groups, other.best),
            _with_best(other.pairs, other.best_pairs),
            f"{ours.import_s:.0f} + {ours.duplicates_s:.0f}",
            f"{other.seconds:.0f}",
        )

    def as_json(self) -> dict[str, Any]:
        """The same for a file."""
        ours, other = self.ours, self.theirs
        return {
            "set": self.name,
            "rows": self.rows,
            "true_pairs": self.exact.true,
            "exact_id": _judged(self.exact),
            "rapport": {
                "rule": _judged(ours.by_rule),
                "groups": _judged(ours.agreed),
                "groups_best": _best(ours.best),
                "pairs": _judged(ours.pairs),
                "candidates_recall": round(ours.met.recall, 4),
                "calibration_error": round(calibration_error(ours.bins), 4),
                "reliability": [[one.pairs, one.right, round(one.scores, 3)] for one in ours.bins],
                "import_s": round(ours.import_s, 1),
                "duplicates_s": round(ours.duplicates_s, 1),
            },
            "splink": {
                "groups": _judged(other.groups),
                "groups_best": _best(other.best),
                "pairs": _judged(other.pairs),
                "pairs_best": _best(other.best_pairs),
                "seconds": round(other.seconds, 1),
            },
        }


HEADS: Final = (
    ("", "set"),
    ("", "rows"),
    ("true", "pairs"),
    ("exact id", "F1"),
    ("Rapport: rule", "P / R"),
    ("of these", "wrong"),
    ("+ suggested", "F1 [best]"),
    ("pairs", "F1"),
    ("met", "R"),
    ("", "ECE"),
    ("splink: groups", "F1 [best]"),
    ("pairs", "F1 [best]"),
    ("Rapport s", "in + look"),
    ("splink", "s"),
)


def table(compared: Sequence[Compared]) -> str:
    """One line for each list."""
    lines = [*zip(*HEADS, strict=True), *(one.cells() for one in compared)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def curve(name: str, bins: Sequence[Bin]) -> str:
    """How many pairs of each score are one person: `|` stands where they would be if scores were probabilities."""
    lines = [f"{name}: Rapport's scores, and how often they are right"]
    for place, one in enumerate(bins):
        span = f"{place / len(bins):.1f}-{(place + 1) / len(bins):.1f}"
        if one.pairs:
            right, said = one.right / one.pairs, one.scores / one.pairs
            bar = "#" * round(right * NARROW)
            mark = min(round(said * NARROW), NARROW - 1)
            drawn = bar.ljust(NARROW)[:mark] + "|" + bar.ljust(NARROW)[mark + 1 :]
            lines.append(f"  {span}  {drawn}  {right:.2f} of {one.pairs:,}")
        else:
            lines.append(f"  {span}  {'':{NARROW}}  no pairs")
    return "\n".join(lines)


def _with_best(judged: Judged, best: Best) -> str:
    return f"{_figure(judged.f1)} [{_figure(best.judged.f1)}]"


def _figure(value: float) -> str:
    return f"{value:.3f}" if value < 0.9995 or value == 1.0 else f"{value:.4f}"


def _judged(judged: Judged) -> dict[str, float]:
    return {
        "precision": round(judged.precision, 4),
        "recall": round(judged.recall, 4),
        "f1": round(judged.f1, 4),
    }


def _best(best: Best) -> dict[str, float]:
    return {"threshold": round(best.threshold, 4), **_judged(best.judged)}
