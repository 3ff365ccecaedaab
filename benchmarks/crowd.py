"""`python -m benchmarks.crowd LINES`: a made list of customers as CSV, however long, and always the same one.

Households as `benchmarks/identity/people.py` makes them, some of whom are at work; 15 lines of a hundred tell of
somebody once more, as they stand in another list. With `--one-number` all of them have one telephone number.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from random import Random
from typing import IO, Final

from benchmarks.identity.people import Somebody, household, listed
from benchmarks.identity.words import ENDINGS, ROOTS

SEED: Final = 1
DOUBLES: Final = 0.15
"""The share of lines that tell of somebody once more."""
FARTHEST: Final = 20_000
"""Lines from somebody to their second one, at the most: all that is remembered meanwhile."""
AT_WORK: Final = 0.3
ONE_NUMBER: Final = "+44 7400 123456"
COLUMNS: Final = (
    *("ID", "Name", "Email", "Phone", "Company", "Job title"),
    *("Street", "Postcode", "City", "Birthday", "Loyalty card"),
)
_JOBS: Final = ("Buyer", "Office manager", "Driver", "Owner", "Accountant", "Nurse", "Teacher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Somebody, and where they work."""

    who: Somebody
    company: str = ""
    job: str = ""


def crowd(lines: int, *, seed: int = SEED, number: str = "") -> Iterator[tuple[str, ...]]:
    """The records of the list, made as they are asked for; a `number` that is given is everybody's."""
    random = Random(seed)
    once_more: list[tuple[int, int, Customer]] = []
    fresh = _customers(random)
    reach = max(2, min(FARTHEST, lines // 10))
    for place in range(1, lines + 1):
        if once_more and once_more[0][0] <= place:
            _, _, one = heappop(once_more)
        else:
            one = next(fresh)
            if random.random() < DOUBLES / (1.0 - DOUBLES):
                heappush(once_more, (place + random.randrange(1, reach), place, one))
        yield _record(place, one, number, random)


def written(file: IO[str], lines: int, *, number: str = "") -> None:
    """The list as CSV."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(crowd(lines, number=number))


def _customers(random: Random) -> Iterator[Customer]:
    while True:
        for one in household(random):
            grown = one.born[0] < 2000
            yield (
                _at_work(one, random) if grown and random.random() < AT_WORK else Customer(who=one)
            )


def _at_work(one: Somebody, random: Random) -> Customer:
    name = f"{random.choice(ROOTS)}{random.choice(ENDINGS)} {random.choice(ROOTS)}{random.choice(ENDINGS)}"
    local = "".join(letter for letter in f"{one.given[0]}{one.family}".lower() if letter.isascii())
    address = f"{local.replace(' ', '')}@{name.lower().replace(' ', '-')}.co.uk"
    return Customer(
        who=replace(one, emails=(*one.emails, address)),
        company=f"{name} Ltd",
        job=random.choice(_JOBS),
    )


def _record(place: int, one: Customer, number: str, random: Random) -> tuple[str, ...]:
    line = listed(one.who, random)
    address = line.get("address", {})
    return (
        str(place),
        line["name"],
        *line.get("emails", [""]),
        number or line.get("phones", [""])[0],
        *((one.company, one.job) if random.random() < 0.7 else ("", "")),
        *(address.get(part, "") for part in ("street", "postcode", "city")),
        line.get("born", ""),
        line.get("fields", {}).get("card", ""),
    )


def main() -> None:
    """Writes the list to standard output."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("lines", type=int)
    parser.add_argument("--one-number", action="store_true", help="everybody's is the same")
    asked = parser.parse_args()
    written(sys.stdout, asked.lines, number=ONE_NUMBER if asked.one_number else "")


if __name__ == "__main__":
    main()
