"""`make bench`: what a request costs the server, beside a bare Bolt app, in one interleaved run."""

import argparse
import asyncio
import json
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.figures import findings
from benchmarks.measuring import CONNECTIONS, Plan, measure

KEPT: Final = Path("artifacts") / "benchmarks"
USUAL: Final = Plan(sizes=(1_000, 100_000), rounds=25, requests=100, kept=KEPT)
QUICK: Final = Plan(sizes=(100, 1_000), rounds=7, requests=40, kept=KEPT)


def compared(plan: Plan) -> str:
    """What stands beside what."""
    return (
        "Server CPU (user + system) for a request: ratios, medians of"
        f" {plan.rounds} interleaved\nrounds of {plan.requests} requests, in brackets the middle half of them.\n"
        "  Rapport  as `rapport serve` runs it, without a worker, on the embedded store\n"
        f"  bare     an AsyncApp of slack-bolt {version('slack-bolt')} as it ships: one listener that only"
        " acknowledges,\n           process_before_response=True, Bolt's own verification\n"
        f"Both on aiohttp {version('aiohttp')}, Python {platform.python_version()}; servers, store, Slack's"
        f" stand-in and the load in a\nprocess each, on the loopback, {CONNECTIONS} connections.\n"
    )


def main() -> None:
    """Measures, prints, and ends well whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small stores, few requests: rough")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures as JSON as well")
    asked = parser.parse_args()
    plan = QUICK if asked.quick else USUAL
    print(compared(plan), flush=True)
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
        measured = asyncio.run(measure(plan, Path(folder)))
    found = findings(measured, plan.sizes)
    print(*found, sep="\n\n")
    if asked.json:
        figures = {one.letter: one.as_json() for one in found}
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
