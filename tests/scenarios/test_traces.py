"""One trace from the customer's message to the card in its thread, over both queues, and no word of anybody in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from bot import jobs, tracing
from tests.scenarios.desk import MAYA, WHATSAPP, WORKSPACE, Desk

ANA = {"phone": "+55 11 91234-5678", "name": "Ana Souza"}
WORDS = "Where is my purple umbrella?"


class Collector:
    """Takes traces by OTLP over HTTP."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []

    async def take(self, request: web.Request) -> web.Response:
        self.raw.append(await request.read())
        return web.Response()

    def spans(self) -> list[Span]:
        return [
            span
            for raw in self.raw
            for resource in ExportTraceServiceRequest.FromString(raw).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Everything that is traced goes here, and has come when this is over."""
        app = web.Application()
        app.router.add_post("/v1/traces", self.take)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        end = tracing.begin(f"http://127.0.0.1:{runner.addresses[0][1]}")
        try:
            yield
        finally:
            await asyncio.to_thread(end)
            await runner.cleanup()


async def test_from_the_acknowledgement_to_the_card_is_one_trace_without_a_word_of_anybody(
    desk: Desk,
) -> None:
    await desk.watch()
    collector = Collector()
    async with collector.open():
        place = await desk.customer_writes(WORDS, **ANA)
        await desk.card(place)
        await desk.quiet()
        await desk.rapport.stop_work()  # every span has ended then

    posts = [span for span in collector.spans() if span.name == "chat.postMessage"]
    assert len(posts) == 1
    ours = [span for span in collector.spans() if span.trace_id == posts[0].trace_id]
    by_id = {span.span_id: span for span in ours}
    way = [posts[0]]
    while way[-1].parent_span_id:
        way.append(by_id[way[-1].parent_span_id])
    names = [span.name for span in way]
    assert names == ["chat.postMessage", "outbox job", "inbox job", "receive event"]

    told = {
        one.key: one.value.string_value or one.value.int_value
        for span in way
        for one in span.attributes
    }
    assert set(told) == {
        "rapport.transport",
        "rapport.status",
        "rapport.attempt",
        "rapport.kind",
        "rapport.waited_ms",
        "rapport.outcome",
    }
    assert (told["rapport.status"], told["rapport.outcome"]) == (200, "done")
    assert told["rapport.kind"] == jobs.CARD
    everything = b"".join(collector.raw)
    for word in ("umbrella", "Ana", "91234", "5511912345678", WHATSAPP, WORKSPACE, MAYA, "xoxb"):
        assert word.encode() not in everything
