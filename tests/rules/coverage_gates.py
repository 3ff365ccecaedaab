"""The gates of coverage: every branch where a mistake joins two people or lets markup through.

Run by `make test` on the report of `coverage json`; prints what is missing, exits 1 below a gate.
"""

import json
import sys
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

# The rules of storage, and what makes a customer's text safe to show.
EVERY_BRANCH: Final = ("storage/*.py", "bot/cards/text.py")
NOT_RULES: Final = ("storage/redis/*",)
ELSEWHERE_PERCENT: Final = 90.0
MOST_SHOWN: Final = 20


def is_a_rule(path: str) -> bool:
    """Whether every branch of this file must have been taken."""
    return any(fnmatch(path, p) for p in EVERY_BRANCH) and not any(
        fnmatch(path, p) for p in NOT_RULES
    )


def below(report: Mapping[str, Any]) -> list[str]:
    """What is below its gate, one sentence each. A rule that was not measured is below it."""
    found: list[str] = []
    rules = {path: file for path, file in report["files"].items() if is_a_rule(path)}
    found += [
        f"{pattern}: not measured"
        for pattern in EVERY_BRANCH
        if not any(fnmatch(path, pattern) for path in rules)
    ]
    for path, file in sorted(rules.items()):
        untaken = [str(line) for line in file["missing_lines"]]
        untaken += [f"{a}->{b}" for a, b in file.get("missing_branches", [])]
        if untaken:
            shown = ", ".join(untaken[:MOST_SHOWN]) + (" ..." if untaken[MOST_SHOWN:] else "")
            found.append(f"{path}: every branch is wanted; missing {shown}")
    percent = elsewhere(report)
    if percent < ELSEWHERE_PERCENT:
        found.append(f"elsewhere: {percent:.1f} % taken, {ELSEWHERE_PERCENT:.0f} % is wanted")
    return found


def elsewhere(report: Mapping[str, Any]) -> float:
    """Lines and branches taken in all that is not a rule, in percent."""
    rest = [file["summary"] for path, file in report["files"].items() if not is_a_rule(path)]
    wanted = sum(s["num_statements"] + s.get("num_branches", 0) for s in rest)
    taken = sum(s["covered_lines"] + s.get("covered_branches", 0) for s in rest)
    return 100.0 * taken / wanted if wanted else 100.0


def main() -> int:
    """Prints what is below its gate; 0 when nothing is."""
    report = json.loads(Path(sys.argv[1]).read_text())
    sentences = below(report)
    for sentence in sentences:
        print(f"coverage: {sentence}")  # noqa: T201 - what `make test` shows
    if not sentences:
        print(f"coverage: every branch of the rules, {elsewhere(report):.1f} % elsewhere")  # noqa: T201
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())
