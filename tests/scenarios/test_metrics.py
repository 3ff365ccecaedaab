"""What an operator's Prometheus reads of a bot at work, and what it never reads."""

import asyncio
import json
import re
import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import make_mocked_request
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.app import Rapport
from bot.ingress import Payload
from bot.metrics import Depths, Metrics
from bot.serving import serve
from bot.settings import load
from storage.errors import StoreUnreachable
from storage.queue import QueueDepth
from tests.scenarios.desk import WHATSAPP, WORKSPACE, Desk, open_desk

Figures = dict[str, float]
"""By the name of a sample with its labels."""

LABELS = {"type", "transport", "reason", "kind", "outcome", "method", "result", "action", "version"}
NAMES_NOBODY = re.compile(r"[a-z][a-z0-9_]*(\.[a-zA-Z0-9.]+)?|[0-9]+(\.[0-9]+)*|\+Inf")


def figures_in(text: str) -> Figures:
    found: Figures = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


async def scraped(session: ClientSession, url: str) -> str:
    async with session.get(f"{url}/metrics") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        return await answer.text()


async def read(desk: Desk) -> Figures:
    return figures_in(await scraped(desk.session, desk.bot_url))


async def asked(
    depths: Callable[[], Awaitable[Depths]], *, ahead: timedelta = timedelta(0)
) -> Figures:
    async def none() -> list[timedelta]:
        return []

    metrics = Metrics(depths, none, lambda: ahead)
    answer = await metrics.shown(make_mocked_request("GET", "/metrics"))
    assert isinstance(answer.body, bytes)
    return figures_in(answer.body.decode())


async def test_a_message_is_counted_on_its_whole_way(http_desk: Desk) -> None:
    await http_desk.watch()
    before = await read(http_desk)
    sent = await http_desk.customer_writes(
        "where is it?", phone="+55 11 91234-5678", name="Ana Souza"
    )
    await http_desk.card(sent)
    await http_desk.quiet()  # a job is done a moment after its card is seen
    after = await read(http_desk)

    def more(name: str) -> float:
        return after[name] - before.get(name, 0.0)

    assert more("rapport_events_received_total{transport=http,type=event}") >= 1
    assert more("rapport_ack_duration_seconds_count{type=event}") >= 1
    assert more("rapport_event_age_seconds_count{kind=inbox}") >= 1
    assert more("rapport_jobs_total{kind=inbox,outcome=done}") >= 1
    assert more("rapport_job_duration_seconds_count{kind=outbox}") >= 1
    posted = "rapport_slack_api_requests_total{method=chat.postMessage,outcome=ok}"
    assert more(posted) >= 1
    assert after["rapport_redis_up{}"] == 1
    assert abs(after["rapport_clock_ahead_seconds{}"]) < 60
    assert after["rapport_dlq_depth{kind=inbox}"] == 0
    assert after["rapport_build_info{version=0.1.0}"] == 1


async def test_what_waits_is_told_of_all_workspaces_together() -> None:
    async def depths() -> Depths:
        minute = timedelta(minutes=1)
        one = QueueDepth(waiting=3, dead=1, oldest=minute)
        other = QueueDepth(waiting=4, dead=2, oldest=minute * 5)
        return {"inbox": [one, other], "outbox": [QueueDepth(waiting=0, dead=0, oldest=None)]}

    found = await asked(depths)
    assert found["rapport_queue_depth{kind=inbox}"] == 7
    assert found["rapport_queue_oldest_seconds{kind=inbox}"] == 300
    assert found["rapport_dlq_depth{kind=inbox}"] == 3
    assert found["rapport_queue_oldest_seconds{kind=outbox}"] == 0


@pytest.mark.parametrize("seconds", [90.0, -90.0])
async def test_how_far_this_machines_clock_is_off_is_told(seconds: float) -> None:
    async def none() -> Depths:
        return {}

    found = await asked(none, ahead=timedelta(seconds=seconds))
    assert found["rapport_clock_ahead_seconds{}"] == seconds


async def test_no_label_names_a_workspace_a_channel_or_a_person(http_desk: Desk) -> None:
    await http_desk.watch()
    sent = await http_desk.customer_writes("hi", name="Zed", phone="+1 212 555 0188")
    await http_desk.card(sent)
    text = await scraped(http_desk.session, http_desk.bot_url)
    ours = [f for f in text_string_to_metric_families(text) if f.name.startswith("rapport_")]
    labels = [item for f in ours for s in f.samples for item in s.labels.items() if item[0] != "le"]
    assert {name for name, _ in labels} <= LABELS
    assert [value for _, value in labels if not NAMES_NOBODY.fullmatch(value)] == []
    assert WHATSAPP not in text


async def test_without_the_store_its_own_figures_are_missing_and_not_zero() -> None:
    async def unreachable() -> Depths:
        raise StoreUnreachable("the store cannot be reached: ConnectionError")

    found = await asked(unreachable)
    assert found["rapport_redis_up{}"] == 0
    assert [name for name in found if name.startswith(("rapport_queue", "rapport_dlq"))] == []


async def test_an_address_of_their_own_is_the_only_one_that_tells_metrics(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "desk") as desk, AsyncExitStack() as stack:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = load(
            slack_bot_token=SecretStr("xoxb-desk"),
            slack_signing_secret=SecretStr("s" * 32),
            slack_api_url=f"{desk.playground.url}/api/",
            data_dir=tmp_path / "own",
            metrics_bind=f"127.0.0.1:{port}",
        )
        address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(
            serve(
                settings,
                host="127.0.0.1",
                port=0,
                socket_mode=False,
                with_worker=False,
                listening=address.set_result,
            )
        )
        stack.push_async_callback(asyncio.wait, {serving})
        stack.callback(serving.cancel)
        either: set[asyncio.Future[Any]] = {serving, address}
        await asyncio.wait(either, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await serving
        url = address.result()
        assert "rapport_build_info" in await scraped(desk.session, f"http://127.0.0.1:{port}")
        async with desk.session.get(f"{url}/metrics") as answer:
            assert answer.status == 404


async def test_what_a_workspace_sends_first_waits_visibly_though_no_worker_ever_ran(
    tmp_path: Path,
) -> None:
    """Where the worker was forgotten nothing waited, said the metrics, and nobody was woken."""
    async with open_desk(tmp_path / "desk") as desk, AsyncExitStack() as stack:
        settings = load(
            slack_bot_token=SecretStr("xoxb-desk"),
            slack_api_url=f"{desk.playground.url}/api/",
            data_dir=tmp_path / "own",
        )
        rapport = await Rapport.open(settings, stack)
        event = {"type": "message", "channel": WHATSAPP, "ts": "1796027725.074273", "text": "hello"}
        body = {"type": "event_callback", "team_id": WORKSPACE, "event_id": "Ev1", "event": event}
        raw = json.dumps(body).encode()
        answer = await rapport.reception.receive(
            Payload(kind="event", body=body, raw=raw, retry=0, transport="socket")
        )
        assert answer.status == 200
        assert await rapport.stores.workspaces() == []
        shown = await rapport.metrics.shown(make_mocked_request("GET", "/metrics"))
        assert isinstance(shown.body, bytes)
        assert figures_in(shown.body.decode())["rapport_queue_depth{kind=inbox}"] == 1
