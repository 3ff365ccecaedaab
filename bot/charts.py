"""The report as a picture: how long customers waited for a first reply, week by week.

Drawn by Matplotlib where it is installed (the extra `chart`); the numbers stand beside it as text in any case.
"""

import io
from collections.abc import Sequence
from datetime import timedelta
from importlib.util import find_spec
from typing import Final

from bot import wording
from storage.reporting import Figures, Week

CAN_DRAW: Final = find_spec("matplotlib") is not None
_INCHES: Final = (6.4, 2.6)
_DOTS: Final = 150
_LEAST: Final = 6
"""What the picture is high at least, in minutes: seconds would be told in powers of ten."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_IN_MINUTES: Final = timedelta(hours=2)
"""Where nobody waited for longer the picture counts minutes."""
_KNOWN, _UNKNOWN = "#1f6f8b", "#c98b2b"
"""Told apart by those who see few colours as well; each line has its own mark beside."""


def drawn(weeks: Sequence[Week]) -> bytes | None:
    """A PNG of some 20 kB, or None where nothing can be drawn or there is nothing to draw.

    Takes a core for a tenth of a second, the first time for one: not to be called where others wait.
    """
    answered = sum(week.all.answered for week in weeks)
    if not CAN_DRAW or not answered:
        return None
    # A second, and nobody but a report needs it.
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    unit = unit_of(weeks)
    figure = Figure(figsize=_INCHES, dpi=_DOTS, layout="constrained")
    axes = figure.subplots()
    places = range(len(weeks))  # days told as words would be guessed at, and the guess logged
    for told, colour, mark, of in (
        (wording.known_customers(), _KNOWN, "o", [week.known for week in weeks]),
        (wording.unknown_customers(), _UNKNOWN, "s", [week.unknown for week in weeks]),
    ):
        axes.plot(places, [_in(unit, one) for one in of], color=colour, marker=mark, label=told)
    axes.set_xticks(places, [wording.short_day(week.starts_on) for week in weeks])
    label = wording.minutes_to_first_reply if unit == _MINUTE else wording.hours_to_first_reply
    axes.set_ylabel(label())
    axes.set_xlim(-0.3, len(weeks) - 0.7)
    axes.set_ylim(bottom=0, top=max(axes.get_ylim()[1], _LEAST * _MINUTE / unit))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(lambda number, _: wording.figure(number))
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(frameon=False, fontsize="small", loc="outside upper left", ncols=2)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def unit_of(weeks: Sequence[Week]) -> timedelta:
    """What the picture counts in: an hour, or a minute where no median is as long as two hours."""
    waits = [one.first_reply for week in weeks for one in (week.known, week.unknown)]
    longest = max((wait for wait in waits if wait is not None), default=timedelta(0))
    return _MINUTE if longest < _IN_MINUTES else _HOUR


def _in(unit: timedelta, figures: Figures) -> float:
    """A gap in the line where nobody was answered."""
    wait = figures.first_reply
    return wait / unit if wait is not None else float("nan")
