"""What time it is, is what the store says: a machine's own clock may be put right while it runs."""

import time
from typing import Any

import pytest

from storage.redis.clock import StoreClock


async def test_the_time_is_the_stores_and_goes_on_between_two_looks(
    real: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = StoreClock(real)
    await mine.look()
    seconds, micros = await real.time()
    assert abs(mine.now().timestamp() - (seconds + micros / 1e6)) < 0.5

    before, steady = mine.now(), time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: steady + 100)
    assert 99 < (mine.now() - before).total_seconds() < 101


async def test_a_machine_whose_clock_is_wrong_agrees_with_the_others(
    real: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = StoreClock(real)
    await right.look()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    wrong = StoreClock(real)
    await wrong.look()
    assert abs((right.now() - wrong.now()).total_seconds()) < 0.5
