"""Goals that cannot be tried today, each with the reason: listed in every report until they can."""

from prove.goal import Goal

_WAITING = {
    "O1": ("doctor names 20 faults with their mend", "tests put in its faults; no trial yet"),
    "O2": (
        "promtool finds nothing, 300 series at most",
        "promtool is none of the project's tools; no trial yet",
    ),
    "O3": (
        "what is older than its retention is gone",
        "tests hold it with a moved clock; no trial yet",
    ),
}
GOALS = tuple(Goal(id=name, says=says, not_yet=reason) for name, (says, reason) in _WAITING.items())
