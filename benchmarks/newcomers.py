"""`python -m benchmarks.newcomers`: what one message of somebody new costs, in a small and in a large store.

Both stores stand at once, the rounds are interleaved, and what is compared is CPU time: of this process
(reading, judging, writing) and of the server. Who writes is drawn anew in every run, by a seed that is told.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.crowd import crowd
from storage.errors import StoreUnreachable
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.redis.keys import Keys
from storage.redis.opening import RedisStores
from storage.store import Change, NewContact, ProfileStore

AT: Final = datetime(2026, 11, 1, tzinfo=UTC)
WORKSPACE: Final = "T0CROWD"
BATCH: Final = 200
ROUNDS: Final = 15
MESSAGES: Final = 40
_SYLLABLES: Final = (
    "an ba co da el fi go ha il ka lo ma ne or pe ra so ta ul va wi yo ze bri cha dro fle gra"
)


def names(random: Random) -> Iterator[str]:
    """Given and family names, of which few are usual and many are rare."""
    parts = _SYLLABLES.split()
    given = ["".join(random.choices(parts, k=2)) for _ in range(600)]
    family = ["".join(random.choices(parts, k=3)) for _ in range(20_000)]
    while True:
        one = given[int(600 * random.random() ** 2.5)]
        other = family[int(20_000 * random.random() ** 2.5)]
        yield f"{one.title()} {other.title()}"


def somebody(number: int, name: str, random: Random) -> NewContact:
    """A contact of a list: a name, a number, an address, sometimes a company."""
    given, family = name.lower().split()
    fields = {"name": name, "location": random.choice(("Leeds", "York", "Hull", "Bath", "Derby"))}
    if random.random() < 0.3:
        fields["company"] = f"{family} trading".title()
    mail = f"{given}.{family}{number}@mail{number % 977}.example"
    return NewContact(
        external_id=Identifier(kind="external:list", value=str(number)),
        identifiers=(
            Identifier(kind="phone", value=f"+1{2_000_000_000 + number * 7919 % 7_999_999_999}"),
            Identifier(kind="email", value=mail),
        ),
        fields=fields,
    )


async def filled(stores: RedisStores, contacts: int) -> float:
    """Fills a store; the contacts that it took in a second."""
    store, random = stores(WORKSPACE), Random(1)
    named = names(random)
    begun = time.monotonic()
    for first in range(0, contacts, BATCH):
        rows = [somebody(number, next(named), random) for number in range(first, first + BATCH)]
        await _surely(store, rows, Change(by="import:crowd", at=AT, key=f"b{first}"))
    return contacts / (time.monotonic() - begun)


async def _surely(store: ProfileStore, rows: list[NewContact], change: Change) -> None:
    """Taken in, also where a slow disk keeps the answer back: a repetition makes nobody twice."""
    for patience in (1, 5, 20):
        with suppress(StoreUnreachable):
            await store.take_in(rows, change=change)
            return
        await asyncio.sleep(patience)
    raise StoreUnreachable("the store cannot be reached")


def message(number: int, name: str) -> CustomerMessage:
    """Somebody new with a usual name."""
    phone = Identifier(kind="phone", value=f"+447{number:09d}")
    return CustomerMessage(
        channel=Channel.WHATSAPP,
        claims=(SenderClaim(identifier=phone, evidence=Evidence.VOUCHED),),
        name=name,
        text="Hello",
        sent_at=AT,
        source=f"m{number}",
        conversation=f"m{number}",
    )


async def spent(stores: RedisStores, first: int, named: Iterator[str]) -> tuple[float, float]:
    """CPU of a message in microseconds: ours and the server's."""
    store, client = stores(WORKSPACE), stores._client
    server = await _server_cpu(client)
    ours = time.process_time()
    for number in range(first, first + MESSAGES):
        await store.record(message(number, next(named)), now=AT, region="GB")
    mine = time.process_time() - ours
    return mine / MESSAGES * 1e6, (await _server_cpu(client) - server) / MESSAGES * 1e6


async def _server_cpu(client: Any) -> float:
    cpu = await client.info("cpu")
    return float(cpu["used_cpu_user"]) + float(cpu["used_cpu_sys"])


async def measure(sizes: tuple[int, int], *, seed: int) -> None:
    """Fills two stores, and compares them."""
    with TemporaryDirectory(prefix="rapport-newcomers-") as folder:
        async with AsyncExitStack() as stack:
            opened = []
            for size in sizes:
                path = Path(folder) / str(size)
                path.mkdir()
                stores = await _opened(path, stack)
                rate = await filled(stores, size)
                used = (await stores._client.info("memory"))["used_memory"]
                print(
                    f"{size:>9,} contacts: {rate:,.0f} a second, {used / size:,.0f} bytes each",
                    flush=True,
                )
                opened.append((size, stores))
            await compare(opened, names(Random(seed)), seed=seed)


async def measure_kept(folders: Sequence[Path], *, seed: int) -> None:
    """Compares two stores that `python -m benchmarks.bulk --keep` left: a few messages more stand in them then."""
    async with AsyncExitStack() as stack:
        opened = []
        for folder in folders:
            stores = await _opened(folder, stack)
            size = await stores._client.zcard(Keys(WORKSPACE).named("all"))
            opened.append((size, stores))
        await compare(opened, (name for _, name, *_ in crowd(1_000_000, seed=seed)), seed=seed)


async def _opened(folder: Path, stack: AsyncExitStack) -> RedisStores:
    stores = await RedisStores.open(None, data_dir=folder, secrets=(), patience=60)
    stack.push_async_callback(stores.aclose)
    return stores


async def compare(
    opened: Sequence[tuple[int, RedisStores]], named: Iterator[str], *, seed: int
) -> None:
    """Prints the costs in both stores, and the ratio of the larger to the smaller."""
    figures: list[list[tuple[float, float]]] = [[] for _ in opened]
    first = time.monotonic_ns() % 100_000_000  # new ones in a store that is kept, too
    for turn in range(ROUNDS + 1):
        for place, (_, stores) in enumerate(opened):
            found = await spent(stores, first + turn * MESSAGES, named)
            if turn:  # the first round warms up
                figures[place].append(found)
    totals = [[mine + theirs for mine, theirs in one] for one in figures]
    for (size, _), one, total in zip(opened, figures, totals, strict=True):
        mine, theirs = (median(pair[side] for pair in one) for side in (0, 1))
        print(
            f"{size:>9,} contacts: {median(total):,.0f} us a message ({mine:,.0f} ours, {theirs:,.0f} the server's)"
        )
    ratios = sorted(b / a for a, b in zip(*totals, strict=True))
    print(
        f"ratio {median(ratios):.2f}, half of the rounds {ratios[len(ratios) // 4]:.2f}-{ratios[-len(ratios) // 4]:.2f}"
        f"    goal 1.3    seed {seed}"
    )


def main() -> None:
    """Measures, prints, and ends well whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.newcomers", description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument(
        "--kept", type=Path, nargs=2, metavar="FOLDER", help="two stores of `benchmarks.bulk`"
    )
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    asked = parser.parse_args()
    if asked.kept:
        asyncio.run(measure_kept(asked.kept, seed=asked.seed))
    else:
        asyncio.run(measure((asked.small, asked.large), seed=asked.seed))


if __name__ == "__main__":
    main()
