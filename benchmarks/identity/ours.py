"""Rapport on a labelled list: imported into an empty store, joined by rule, then looked over for duplicates."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from benchmarks.identity.judging import (
    Best,
    Bin,
    Judged,
    Scored,
    best_of_groups,
    components,
    of_groups,
    of_pairs,
    pairs_within,
    reliability,
)
from benchmarks.identity.labelled import Labelled
from bot.importing import BATCH
from storage.errors import StoreUnreachable
from storage.exchange import Row
from storage.redis.opening import RedisStores
from storage.store import Change, Pair, ProfileStore

T = TypeVar("T")
AT: Final = datetime(2026, 11, 1, tzinfo=UTC)
WORKSPACE: Final = "T0IDENTITY"
OFFERED: Final = 0.5
"""From this score on a pair is put before the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What Rapport made of a list. Seconds are of CPU, the store's server among them."""

    by_rule: Judged
    """What was joined without asking anybody."""
    agreed: Judged
    """The groups, if a team agreed to every suggestion."""
    best: Best
    """The same at the threshold that only the truth tells."""
    pairs: Judged
    """What was joined or suggested, pair by pair."""
    met: Judged
    """What was joined, or compared and not thought impossible."""
    bins: list[Bin]
    """All that was scored, by score."""
    import_s: float
    duplicates_s: float
    said: frozenset[tuple[int, int]]
    """The pairs within the groups: to look at those that are wrong."""


async def ours(labelled: Labelled) -> Ours:
    """What Rapport finds in a list, beside the truth about it."""
    with TemporaryDirectory(prefix="rapport-identity-") as folder:
        stores = await RedisStores.open(None, data_dir=Path(folder), secrets=())
        try:
            return await _found(stores, labelled)
        finally:
            await stores.aclose()


async def _found(stores: RedisStores, labelled: Labelled) -> Ours:
    store, truth = stores(WORKSPACE), labelled.truth
    lines, import_s = await _timed(stores, lambda: _imported(store, labelled))
    duplicates, duplicates_s = await _timed(stores, store.duplicates)
    profiles = await _profiles(store, lines)
    scored = [one for pair in duplicates.pairs for one in _of_lines(pair, lines)]
    chained = [(1.0, many[0], place) for many in profiles for place in many[1:]]
    offered = [(a, b) for score, a, b in scored if score >= OFFERED]
    by_rule = pairs_within(profiles)
    groups = components(len(truth), [*((a, b) for _, a, b in chained), *offered])
    return Ours(
        by_rule=of_groups(profiles, truth),
        agreed=of_groups(groups, truth),
        best=best_of_groups([*chained, *scored], truth),
        pairs=of_pairs(by_rule | set(offered), truth),
        met=of_pairs(by_rule | {(a, b) for _, a, b in scored}, truth),
        bins=reliability(scored, truth),
        import_s=import_s,
        duplicates_s=duplicates_s,
        said=frozenset(pairs_within(groups)),
    )


async def _imported(store: ProfileStore, labelled: Labelled) -> dict[str, list[int]]:
    """The lines of each contact: more than one where they have one id. Batches are those of the importer."""
    lines: dict[str, list[int]] = defaultdict(list)
    good = [(place, row) for place, row in enumerate(labelled.rows) if isinstance(row, Row)]
    for first in range(0, len(good), BATCH):
        batch = good[first : first + BATCH]
        change = Change(by=f"import:{labelled.name}", at=AT, key=f"import:{first}")
        rows = [row.new for _, row in batch]
        taken = await _patiently(partial(store.take_in, rows, change=change))
        for (place, _), one in zip(batch, taken, strict=True):
            lines[one.contact_id].append(place)
    return lines


async def _profiles(store: ProfileStore, lines: dict[str, list[int]]) -> list[list[int]]:
    """The lines that are one profile each, joined by rule."""
    found: dict[str, list[int]] = defaultdict(list)
    after = ""
    while page := await _patiently(partial(store.contacts, after=after)):
        for profile in page:
            found[profile.id] += lines[profile.contact_id]
        after = page[-1].contact_id
    return list(found.values())


def _of_lines(pair: Pair, lines: dict[str, list[int]]) -> list[Scored]:
    """A pair of contacts as pairs of lines."""
    return [
        (pair.score, min(a, b), max(a, b)) for a in lines[pair.a] for b in lines[pair.b] if a != b
    ]


async def _timed(stores: RedisStores, ask: Callable[[], Awaitable[T]]) -> tuple[T, float]:
    """The answer, and what it cost: CPU seconds of this process and of the store's server."""
    costs: list[float] = []

    async def once() -> T:
        begun = await _cpu(stores)
        answer = await ask()
        costs.append(await _cpu(stores) - begun)
        return answer

    return await _patiently(once), costs[-1]


async def _cpu(stores: RedisStores) -> float:
    server = await stores._client.info("cpu")
    return time.process_time() + float(server["used_cpu_user"]) + float(server["used_cpu_sys"])


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """The answer, also where a busy machine keeps it back: to ask again changes nothing twice."""
    for patience in (1, 2, 5, 10, 20):
        with suppress(StoreUnreachable):
            return await ask()
        await asyncio.sleep(patience)
    return await ask()
