"""How a process ends, by itself or told to: what is under way is finished first, and no error is lost."""

import asyncio
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot import serving, tracing
from bot.app import Rapport
from bot.connections import Connections
from bot.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a bot whose Slack is nowhere."""
    return load(
        slack_bot_token=SecretStr("xoxb-desk"),
        slack_signing_secret=SecretStr("s" * 32),
        slack_api_url="http://127.0.0.1:9/api/",
        data_dir=tmp_path,
    )


@pytest.mark.parametrize("command", ["serve", "worker"])
async def test_a_worker_that_fails_ends_the_process_only_after_what_is_under_way(
    command: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []

    async def fails(_rapport: Rapport) -> None:
        raise RuntimeError("out of order")

    async def stops(_rapport: Rapport) -> None:
        stopped.append(command)

    monkeypatch.setattr(Rapport, "work", fails)
    monkeypatch.setattr(Rapport, "stop_work", stops)
    running = (
        serving.work(settings)
        if command == "worker"
        else serving.serve(
            settings,
            host="127.0.0.1",
            port=0,
            socket_mode=False,
            with_worker=True,
            listening=lambda _address: None,
        )
    )
    with pytest.raises(RuntimeError, match="out of order"):
        await running
    assert stopped == [command]


async def served(
    settings: Settings, *, socket_mode: bool = False
) -> tuple[asyncio.Task[None], str]:
    """A bot that serves, and where."""
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        serving.serve(
            settings,
            host="127.0.0.1",
            port=0,
            socket_mode=socket_mode,
            with_worker=True,
            listening=address.set_result,
        )
    )
    either: set[asyncio.Future[Any]] = {running, address}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        await running
    return running, address.result()


@pytest.mark.parametrize(("name", "stays"), [(signal.SIGTERM, 3), (signal.SIGINT, 0)])
async def test_a_stop_leaves_the_door_open_until_whoever_asks_knows_of_it(
    name: signal.Signals, stays: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person who presses Ctrl-C does not wait for balancers; a supervisor's SIGTERM does."""
    told: asyncio.Future[timedelta] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()
    see_off = Connections.see_off

    async def sees_off(connections: Connections, door: asyncio.Server, long: timedelta) -> None:
        told.set_result(long)
        await over.wait()
        await see_off(connections, door, timedelta(0))

    monkeypatch.setattr(Connections, "see_off", sees_off)
    running, address = await served(settings)
    signal.raise_signal(name)
    assert await told == timedelta(seconds=stays)
    async with ClientSession() as session:
        async with session.get(f"{address}/readyz") as answer:
            assert answer.status == 503
            assert (await answer.json())["reasons"] == ["stopping"]
        async with session.post(f"{address}/slack/events", data=b"{}") as answer:
            assert answer.status == 401  # it looks at signatures still
    over.set()
    await running


async def test_traces_are_handed_over_until_the_end_where_an_address_says_where_to(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def begun(endpoint: str) -> Callable[[], None]:
        said.append(endpoint)
        return lambda: said.append("over")

    async def works(_rapport: Rapport) -> None:
        raise RuntimeError("enough")

    monkeypatch.setattr(tracing, "begin", begun)
    monkeypatch.setattr(Rapport, "work", works)
    for one in (settings, settings.model_copy(update={"otlp_endpoint": "http://127.0.0.1:9"})):
        with pytest.raises(RuntimeError, match="enough"):
            await serving.work(one)
    assert said == ["http://127.0.0.1:9", "over"]


async def test_a_connection_that_does_not_close_keeps_nobody_from_finishing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stuck:
        async def connect(self) -> None:
            pass

        async def close(self) -> None:
            raise ConnectionError("it is gone already")

    stopped: list[str] = []
    stop_work = Rapport.stop_work

    async def stops(rapport: Rapport) -> None:
        stopped.append("work")
        await stop_work(rapport)

    monkeypatch.setattr(Rapport, "sockets", lambda _rapport: Stuck())
    monkeypatch.setattr(Rapport, "stop_work", stops)
    running, _ = await served(settings, socket_mode=True)
    signal.raise_signal(signal.SIGINT)
    await running
    assert stopped == ["work"]
