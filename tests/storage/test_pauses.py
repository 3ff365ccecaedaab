"""What is not to be done again before a moment is so for every process."""

from datetime import timedelta
from typing import Any

from storage.redis.pauses import Pauses


async def test_a_pause_holds_for_all_and_only_becomes_longer(real: Any) -> None:
    one, other = Pauses(real), Pauses(real)
    assert await one.left("chat C1") == timedelta(0)
    await one.begin("chat C1", lasting=timedelta(seconds=30))
    await other.begin("chat C1", lasting=timedelta(seconds=5))
    assert timedelta(seconds=29) < await other.left("chat C1") <= timedelta(seconds=30)
    assert await other.left("chat C2") == timedelta(0)


async def test_a_pause_ends_by_itself(real: Any) -> None:
    pauses = Pauses(real)
    await pauses.begin("short", lasting=timedelta(milliseconds=5))
    while await pauses.left("short"):
        pass
    await pauses.begin("short", lasting=timedelta(seconds=5))
    assert await pauses.left("short")


async def test_a_pause_begins_also_in_the_moment_in_which_the_last_one_ends(real: Any) -> None:
    pauses = Pauses(real)
    for number in range(500):
        what = f"moment {number}"
        await pauses.begin(what, lasting=timedelta(milliseconds=1))
        while (await pauses.left(what)) > timedelta(milliseconds=1):
            pass
        await pauses.begin(what, lasting=timedelta(seconds=5))
        assert await pauses.left(what) > timedelta(seconds=4)
