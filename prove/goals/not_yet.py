"""Goals that cannot be tried today, each with the reason: listed in every report until they can."""

from prove.goal import Goal

_WAITING = {
    "S4": ("50 tenants: no read across", "no trial yet"),
    "S9": (
        "no token in the store; rotated, none unread",
        "no token is kept: one workspace by setting",
    ),
    "S12": ("1,000 callbacks of OAuth: no installation", "there is no OAuth yet"),
    "S14": ("mutants of the security modules: 90 % killed", "run by hand: it takes hours"),
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
