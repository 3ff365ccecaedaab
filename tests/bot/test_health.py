"""What whoever runs Rapport is told: it lives, it can take work, or why not."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.health import Health


class Asked:
    """A process that is asked, with what is wrong with it."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.off = timedelta(0)
        self.turns: Iterator[float] = iter((5.0, 5.0))
        self.health = Health(
            reasons=self._reasons, monotonic=lambda: next(self.turns), ahead=lambda: self.off
        )

    async def _reasons(self) -> list[str]:
        return self.wrong

    async def ready(self) -> tuple[int, Any]:
        answer = await self.health.ready(make_mocked_request("GET", "/readyz"))
        return answer.status, json.loads(answer.text or "")

    async def alive(self) -> tuple[int, Any]:
        answer = await self.health.alive(make_mocked_request("GET", "/healthz"))
        return answer.status, json.loads(answer.text or "")


@pytest.fixture
def process() -> Asked:
    return Asked()


async def test_whoever_can_take_events_in_is_ready(process: Asked) -> None:
    assert await process.ready() == (200, {"ready": True, "reasons": []})


async def test_whoever_cannot_says_why(process: Asked) -> None:
    process.wrong = ["the store cannot be reached"]
    told = {"ready": False, "reasons": ["the store cannot be reached"]}
    assert await process.ready() == (503, told)
    process.health.draining = True
    assert await process.ready() == (503, {"ready": False, "reasons": ["stopping"]})


@pytest.mark.parametrize("seconds", [75, -75])
async def test_a_clock_that_is_a_minute_off_is_a_warning_and_no_reason(
    process: Asked, seconds: int
) -> None:
    process.off = timedelta(seconds=60)
    assert "warnings" not in (await process.ready())[1]
    process.off = timedelta(seconds=seconds)
    status, told = await process.ready()
    assert status == 200
    assert told["warnings"] == ["this machine's clock and the store's are 75 s apart"]


async def test_an_event_loop_that_stands_is_told(process: Asked) -> None:
    assert await process.alive() == (200, {"alive": True})
    process.turns = iter((5.0, 6.5))
    assert await process.alive() == (503, {"alive": True, "lag_seconds": 1.5})
