"""`python -m benchmarks.searches`: what a page of a search costs, in a small and in a large store.

Both stores stand at once, the rounds are interleaved, and what is compared is CPU time of this process and of the
server together. Whom a query finds does not grow with the store, but for the last two: they are as wide as it is.
"""

import argparse
import asyncio
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.newcomers import AT, WORKSPACE, filled
from storage.contact import Order
from storage.identifiers import Identifier
from storage.redis.opening import RedisStores
from storage.searching.parsing import parse
from storage.searching.query import Query
from storage.searching.reading import Mistake
from storage.store import Change, NewContact, ProfileStore

ROUNDS: Final = 15
MARKED: Final = 400
"""Customers with tags, plans and orders, as many in each store."""
QUERIES: Final = (
    "tag:vip",
    "plan:enterprise orders:>2",
    "tag:vip -plan:enterprise location:leeds",
    "(tag:vip OR orders:>3) company:outfitters",
    "marked",
    "location:leeds tag:vip",
    "location:leeds",
    "-location:leeds",
)


def asked(text: str) -> Query:
    """The query that a text is."""
    found = parse(text)
    if isinstance(found, Mistake):
        raise TypeError(text)
    return found


async def mark(store: ProfileStore) -> None:
    """The customers that are looked for."""
    rows = [
        NewContact(
            external_id=Identifier(kind="external:marked", value=str(number)),
            fields={
                "name": f"Marked Number{number}",
                "company": "Outfitters" if number % 2 else "Bakers",
                "plan": "enterprise" if number % 3 else "basic",
                "location": "Leeds" if number % 4 else "York",
            },
            tags=("vip",) if number % 5 else (),
            orders=tuple(Order(id=f"{number}-{n}", status="paid") for n in range(number % 6)),
        )
        for number in range(MARKED)
    ]
    for first in range(0, MARKED, 100):
        change = Change(by="import:marked", at=AT, key=f"marked{first}")
        await store.take_in(rows[first : first + 100], change=change)


async def spent(stores: RedisStores, query: Query, times: int) -> float:
    """CPU of one page in microseconds: ours and the server's together."""
    store, client = stores(WORKSPACE), stores._client
    server, ours = await _server_cpu(client), time.process_time()
    for _ in range(times):
        await store.find(query, now=AT)
    mine = time.process_time() - ours
    return (mine + await _server_cpu(client) - server) / times * 1e6


async def _server_cpu(client: Any) -> float:
    cpu = await client.info("cpu")
    return float(cpu["used_cpu_user"]) + float(cpu["used_cpu_sys"])


async def measure(sizes: tuple[int, int]) -> None:
    """Prints for each query its cost in both stores, and the ratio of the larger to the smaller."""
    with TemporaryDirectory(prefix="rapport-searches-") as folder:
        opened = []
        for size in sizes:
            path = Path(folder) / str(size)
            path.mkdir()
            stores = await RedisStores.open(None, data_dir=path, secrets=())
            rate = await filled(stores, size)
            await mark(stores(WORKSPACE))
            used = (await stores._client.info("memory"))["used_memory"]
            print(
                f"{size:>9,} contacts: {rate:,.0f} a second, {used / size:,.0f} bytes each",
                flush=True,
            )
            opened.append(stores)
        for text in QUERIES:
            await _compare(text, opened)
        for stores in opened:
            await stores.aclose()


async def _compare(text: str, opened: list[RedisStores]) -> None:
    query = asked(text)
    figures: list[list[float]] = [[] for _ in opened]
    times = 10
    for turn in range(ROUNDS + 1):
        for place, stores in enumerate(opened):
            cost = await spent(stores, query, times)
            if turn:  # the first round warms up
                figures[place].append(cost)
    ratios = sorted(b / a for a, b in zip(*figures, strict=True))
    small, large = (median(one) for one in figures)
    spread = f"{ratios[len(ratios) // 4]:.2f}-{ratios[-len(ratios) // 4]:.2f}"
    page = await opened[-1](WORKSPACE).find(query, now=AT)
    print(
        f"{text:<44} {small:>8,.0f} {large:>8,.0f} us a page   ratio {median(ratios):.2f} ({spread})"
        f"   {page.looked_at} looked at",
        flush=True,
    )


def main() -> None:
    """Measures, prints, and ends well whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searches", description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=200_000)
    asked_for = parser.parse_args()
    asyncio.run(measure((asked_for.small, asked_for.large)))


if __name__ == "__main__":
    main()
