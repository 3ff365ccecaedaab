"""`make bench-identity`: who is who on labelled lists, Rapport beside splink, from an empty store, in one run."""

import argparse
import asyncio
import json
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks.identity import organisations, people
from benchmarks.identity.exact import by_exact_id
from benchmarks.identity.febrl import FEBRL, febrl
from benchmarks.identity.labelled import Labelled, of_csv, of_lines, of_table
from benchmarks.identity.lists.kinds import ASIDE, KNOWN, SEED, SEED_ASIDE, Kind
from benchmarks.identity.ours import ours
from benchmarks.identity.referee import theirs
from benchmarks.identity.table import Compared, curve, table


def compared() -> str:
    """What stands beside what."""
    return (
        "All figures count pairs of lines. P precision, R recall, F1 their harmonic mean, [best] at the threshold\n"
        "that only the truth tells.\n"
        "  exact id     whoever shares an e-mail address, a telephone number or a number of the list's own\n"
        "  rule         what `rapport import` joins without asking anybody\n"
        "  + suggested  the same, and every suggestion of `rapport duplicates` agreed to; pairs: without what\n"
        "               chains of them add; met: all that it scored; ECE: how far its scores are from the truth\n"
        f"  splink       {version('splink')} on duckdb {version('duckdb')}, learned from them without labels\n"
        "Seconds are of CPU, all threads and the store's server counted.\n"
    )


def lists(asked: argparse.Namespace) -> Iterator[tuple[str, Callable[[], Labelled]]]:
    """What is compared on: the FEBRL sets, lists of one's own, and made ones of every kind."""
    for name in FEBRL:
        yield name, partial(febrl, name)
    for path in asked.csv:
        yield path.stem, partial(of_csv, path, truth=asked.truth, region=asked.region)
    for name, maker, size in (
        ("organisations", organisations.organisations, asked.organisations),
        ("people", people.people, asked.people),
    ):
        yield name, partial(_made, name, maker, size, asked.seed)
    for kinds, seed in ((KNOWN, asked.seed + SEED), (ASIDE, asked.seed + SEED_ASIDE)):
        for name, kind in kinds.items():
            if kinds is KNOWN or asked.aside or name in (asked.only or ()):
                yield name, partial(_of_kind, name, kind, asked.made, seed)


def _made(name: str, maker: Callable[[int, int], people.Made], size: int, seed: int) -> Labelled:
    lines, truth = maker(size, seed)
    return of_lines(f"made_{name}", lines, truth, region=people.REGION)


def _of_kind(name: str, kind: Kind, size: int, seed: int) -> Labelled:
    make, region = kind
    lines, truth = make(size, seed)
    return of_table(name, lines, truth, region=region)


def compare(labelled: Labelled) -> Compared:
    """One list by every way."""
    return Compared(
        name=labelled.name,
        rows=len(labelled.truth),
        exact=by_exact_id(labelled),
        ours=asyncio.run(ours(labelled)),
        theirs=theirs(labelled),
    )


def main() -> None:
    """Measures, prints, and ends well whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identity", description=__doc__)
    parser.add_argument(
        "--csv", type=Path, action="append", default=[], metavar="FILE", help="a labelled list"
    )
    parser.add_argument(
        "--truth", default="cluster", metavar="COLUMN", help="its column that says who is who"
    )
    parser.add_argument(
        "--region", default="US", help="of its telephone numbers without a country code"
    )
    parser.add_argument(
        "--organisations", type=int, default=3_000, metavar="N", help="lines of the made list"
    )
    parser.add_argument(
        "--people", type=int, default=20_000, metavar="N", help="lines of the made list"
    )
    parser.add_argument(
        "--made", type=int, default=4_000, metavar="N", help="lines of each other made list"
    )
    parser.add_argument("--seed", type=int, default=1, help="of all made lists")
    parser.add_argument(
        "--aside", action="store_true", help="the kinds that are kept aside as well"
    )
    parser.add_argument(
        "--only", action="append", metavar="SET", help="febrl1, organisations, people, ..."
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures as JSON as well")
    asked = parser.parse_args()
    print(compared(), flush=True)
    found = [compare(make()) for name, make in lists(asked) if not asked.only or name in asked.only]
    print(table(found), *(curve(one.name, one.ours.bins) for one in found), sep="\n\n")
    if asked.json:
        asked.json.write_text(json.dumps([one.as_json() for one in found], indent=1) + "\n")


if __name__ == "__main__":
    main()
