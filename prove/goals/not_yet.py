"""Goals that cannot be tried today, each with the reason: listed in every report until they can."""

from prove.goal import Goal

_WAITING = {
    "R4": ("ten faults of the store: an answer within 2.5 s, back within 5 s", "no trial yet"),
    "R5": ("a split brain loses nothing acknowledged", "needs Sentinel trials"),
    "R6": ("Slack down for a minute: nothing lost, nothing twice", "no trial yet"),
    "R7": ("100 poison messages end as dead letters", "no trial yet"),
    "R8": ("rolling restarts: nothing lost, no failed acknowledgement", "no trial yet"),
    "R9": ("three times too much: refused, never late", "no trial yet"),
    "R10": ("the clock jumps: nothing lost", "no trial yet"),
    "R11": ("merge, unmerge, erase, export: the invariants hold", "no trial yet"),
    "R12": ("50,000 events: memory does not grow", "no trial yet"),
    "R13": ("a backup is restored whole, erased stay erased", "there is no `rapport backup` yet"),
    "R14": ("every old schema is upgraded", "there is one schema so far: nothing to upgrade from"),
    "S1": ("5,000 forged requests: none accepted, no 5xx, replays done once", "no trial yet"),
    "S2": ("200,000 hostile inputs: no live markup anywhere", "no trial yet"),
    "S3": ("20,000 profiles: every card is valid; refused ones are made smaller", "no trial yet"),
    "S4": ("50 tenants: no read across", "no trial yet"),
    "S5": ("who may do what: every cell", "no trial yet"),
    "S6": ("canaries: none in logs, metrics or SLOWLOG", "no trial yet"),
    "S7": (
        "after an erase nothing is left anywhere",
        "tests hold it for the store; its files are not scanned yet",
    ),
    "S8": ("every parser within 50 ms on 30 shapes of 40,000 characters", "no trial yet"),
    "S9": (
        "no token in the store; rotated, none unread",
        "no token is kept: one workspace by setting",
    ),
    "S10": ("2,000 cells of tables: no formula", "no trial yet"),
    "S11": ("100 addresses: no socket opened", "no trial yet"),
    "S12": ("1,000 callbacks of OAuth: no installation", "there is no OAuth yet"),
    "S13": ("bandit, detect-secrets, hashes of all that is installed", "no trial yet"),
    "S14": ("mutants of the security modules: 90 % killed", "run by hand: it takes hours"),
    "S15": ("bots that echo each other: one post, and the breaker trips", "no trial yet"),
    "S16": ("cancelled requests: no reply to another's question", "no trial yet"),
    "O1": ("doctor names 20 faults with their mend", "tests put in its faults; no trial yet"),
    "O2": (
        "promtool finds nothing, 300 series at most",
        "promtool is none of the project's tools; no trial yet",
    ),
    "O3": (
        "what is older than its retention is gone",
        "tests hold it with a moved clock; no trial yet",
    ),
    "O4": ("1,000 tampered audits: each found", "no trial yet"),
}
GOALS = tuple(Goal(id=name, says=says, not_yet=reason) for name, (says, reason) in _WAITING.items())
