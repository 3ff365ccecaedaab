"""Old entries of the audit are given up from the oldest on, to the moment, and signed: nobody else can do it unnoticed."""

from datetime import datetime, timedelta
from typing import Any, Final

import pytest

from storage.redis import trimming
from storage.redis.keys import Keys
from storage.redis.places import RedisProfileStore
from storage.redis.trimming import Trim, trim, trimmed
from tests.storage.conftest import workspace_of
from tests.storage.desk import NOW, by

DAY: Final = timedelta(days=1)
OK: Final = ("ok", "")


class Audit:
    """The audit of a workspace that nobody used before: an entry a day."""

    def __init__(self, store: RedisProfileStore, keys: Keys) -> None:
        self.store = store
        self.client: Any = store._client
        self.keys = keys
        self.name, self.mark = keys.named("audit"), keys.named("trimmed")

    async def ids(self) -> list[str]:
        """The entries that are left."""
        return [name.decode() for name, _ in await self.client.xrange(self.name)]

    async def trim(self, before: datetime, start: str = "-") -> Trim | None:
        return await trim(self.client, self.keys, before, start=start)

    async def given_up(self, before: datetime) -> int:
        """How many entries of before this moment are given up now."""
        found = await self.trim(before)
        assert found is not None
        assert await found.program.commit(self.client) == OK
        return found.count

    async def trimmed(self) -> int:
        return await trimmed(self.client, self.keys)


@pytest.fixture
async def audit(store: RedisProfileStore) -> Audit:
    for day in range(5):
        await store.tell("read", f"c_{day}", change=by(at=NOW + day * DAY))
    return Audit(store, await store._keys())


async def test_what_is_older_goes_and_what_is_of_the_moment_stays(audit: Audit) -> None:
    before = await audit.ids()
    assert await audit.trim(NOW) is None
    assert await audit.trimmed() == 0
    assert await audit.given_up(NOW + 2 * DAY) == 2
    assert await audit.ids() == before[2:]
    assert await audit.trimmed() == 2
    assert await audit.trim(NOW + 2 * DAY) is None
    assert await audit.given_up(NOW + 9 * DAY) == 3
    assert (await audit.ids(), await audit.trimmed()) == ([], 5)


async def test_it_goes_in_batches_each_of_which_says_where_the_next_begins(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trimming, "PAGE", 2)
    ids, start, counts = await audit.ids(), "-", list[int]()
    while found := await audit.trim(NOW + 9 * DAY, start):
        counts.append(found.count)
        assert found.last_id == ids[sum(counts) - 1]
        start = f"({found.last_id}"
    assert counts == [2, 2, 1]
    assert await audit.ids() == ids  # nothing was given up so far
    assert [await audit.given_up(NOW + 9 * DAY) for _ in range(3)] == counts


async def test_an_entry_of_the_same_moment_of_the_store_as_the_last_one_stays(audit: Audit) -> None:
    (name, row), *_ = await audit.client.xrange(audit.name)
    at, _, sequence = name.decode().partition("-")
    twin = f"{at}-{int(sequence) + 1}"
    await audit.client.delete(audit.name)
    await audit.client.xadd(audit.name, row, id=name)
    await audit.client.xadd(audit.name, {**row, b"at": b"9" * 14}, id=twin)
    assert await audit.given_up(NOW + DAY) == 1
    assert await audit.ids() == [twin]


async def test_entries_stop_at_the_first_that_is_not_old(audit: Audit) -> None:
    """Clocks differ: an old one behind a newer one waits until that is old as well."""
    await audit.store.tell("read", "c_9", change=by(at=NOW))
    assert await audit.given_up(NOW + DAY) == 1
    assert await audit.trim(NOW + DAY) is None


async def test_an_entry_that_says_no_time_is_old_and_one_without_a_number_is_not_counted_up_to(
    audit: Audit,
) -> None:
    await audit.client.delete(audit.name)
    await audit.client.xadd(audit.name, {"what": "note.add"}, id="1-1")
    assert await audit.given_up(NOW) == 1
    assert (await audit.ids(), await audit.client.exists(audit.mark)) == ([], 0)
    for number in (b"", b"\xff", b"six", b"-6"):
        await audit.client.xadd(audit.name, {"what": "note.add", "n": number})
        assert await audit.given_up(NOW) == 1
        assert await audit.client.exists(audit.mark) == 0


async def test_time_is_counted_in_whole_milliseconds_from_the_first(audit: Audit) -> None:
    await audit.client.delete(audit.name)
    await audit.client.xadd(audit.name, {"what": "note.add"}, id="1-1")
    epoch = datetime.fromtimestamp(0, NOW.tzinfo)
    assert await audit.trim(epoch) is None
    assert await audit.given_up(epoch + timedelta(milliseconds=1)) == 1


async def test_two_that_give_up_at_once_are_one_after_the_other(audit: Audit) -> None:
    first, second = await audit.trim(NOW + DAY), await audit.trim(NOW + 2 * DAY)
    assert first is not None
    assert second is not None
    assert await first.program.commit(audit.client) == OK
    assert (await second.program.commit(audit.client))[0] == "stale"
    assert await audit.trimmed() == 1


async def test_where_another_hand_wrote_the_mark_nothing_is_given_up(audit: Audit) -> None:
    await audit.client.set(audit.mark, b"2 \xff \xff")
    found = await audit.trim(NOW + DAY)
    assert found is not None
    assert (await found.program.commit(audit.client))[0] == "stale"
    assert len(await audit.ids()) == 5


async def test_how_far_it_went_counts_only_where_this_workspace_signed_it(audit: Audit) -> None:
    await audit.given_up(NOW + 3 * DAY)
    signed: bytes = await audit.client.get(audit.mark)
    number, nonce, seal = signed.split(b" ")
    assert (number, len(nonce), len(seal)) == (b"3", 24, 40)
    forgeries = (
        b"4 %b %b" % (nonce, seal),
        b"3 %b %b" % (nonce[::-1], seal),
        b"3 %b %b" % (nonce, seal[::-1]),
        b"3 %b %b " % (nonce, seal),
        b"3 %b" % nonce,
        b"3",
        b"three a b",
        b"",
        b"3 \xff \xff",
        b"\xff",
    )
    for forged in forgeries:
        await audit.client.set(audit.mark, forged)
        assert await audit.trimmed() == 0, forged
    await audit.client.set(audit.mark, signed)
    assert await audit.trimmed() == 3
    other = workspace_of(audit.client, pepper_maker=lambda: b"q" * 32)
    theirs = Audit(other, await other._keys())
    await theirs.client.set(theirs.mark, signed)
    assert await theirs.trimmed() == 0


async def test_no_two_are_signed_with_one_nonce(audit: Audit) -> None:
    nonces = set()
    for day in (1, 2, 3):
        await audit.given_up(NOW + day * DAY)
        nonces.add((await audit.client.get(audit.mark)).split(b" ")[1])
    assert len(nonces) == 3
