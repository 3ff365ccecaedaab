"""Spans: nothing where nobody collects them, and names and numbers of our own where somebody does."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from bot import spans, tracing
from bot.settings import Unconfigured, load
from bot.tracing import Kind
from storage.tracing import CARRIED

SECRET = "Ana +55 11 91234-5678"


class Collected:
    """What was collected, once it is over."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self.end = tracing.collected_by(spans.OpenTelemetrySpans(self._exporter))

    def spans(self) -> dict[str, ReadableSpan]:
        self.end()
        return {span.name: span for span in self._exporter.get_finished_spans()}


@pytest.fixture
def collected() -> Iterator[Collected]:
    made = Collected()
    yield made
    made.end()


def test_without_a_collector_a_span_is_nothing_and_nothing_is_carried() -> None:
    with tracing.span("receive event", Kind.ANSWER, transport="http"):
        tracing.note(status=200)
        assert CARRIED.get() == ""
    assert tracing.span("a", Kind.JOB) is tracing.span("b", Kind.CALL)


def test_without_a_collector_nothing_that_traces_is_loaded() -> None:
    """redis-py 8 loads OpenTelemetry's metrics by itself where they are installed."""
    code = "import sys, bot.cli; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "bot.tracing" in loaded
    assert not loaded & {"bot.spans", "opentelemetry.sdk.trace", "opentelemetry.exporter"}


def test_where_it_is_not_installed_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "bot.spans")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.resources", None)
    with pytest.raises(
        Unconfigured, match=r"not installed: pip install .* requirements-otel\.lock"
    ):
        tracing.begin("http://127.0.0.1:4318")


def test_what_else_is_missing_is_no_matter_of_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bot.spans", None)
    with pytest.raises(ModuleNotFoundError, match=r"bot\.spans"):
        tracing.begin("http://127.0.0.1:4318")


def test_a_span_is_within_the_one_around_it_and_says_what_it_came_to(collected: Collected) -> None:
    with tracing.span("receive event", Kind.ANSWER, transport="http"):
        outer = CARRIED.get()
        with tracing.span("chat.postMessage", Kind.CALL):
            assert CARRIED.get() not in ("", outer)
        assert CARRIED.get() == outer
        tracing.note(status=200)
    assert CARRIED.get() == ""
    found = collected.spans()
    request, call = found["receive event"], found["chat.postMessage"]
    assert request.context is not None
    assert call.parent == request.context
    assert (request.kind, call.kind) == (SpanKind.SERVER, SpanKind.CLIENT)
    assert dict(request.attributes or {}) == {"rapport.transport": "http", "rapport.status": 200}
    assert request.resource.attributes["service.name"] == "rapport"


def test_what_came_out_of_a_queue_is_of_the_trace_that_put_it_there(collected: Collected) -> None:
    with tracing.span("receive event", Kind.ANSWER):
        carried = CARRIED.get()
    with tracing.span("inbox job", Kind.JOB, carried=carried, attempt=2):
        pass
    with tracing.span("another job", Kind.JOB, carried=""):
        pass
    with tracing.span("a broken job", Kind.JOB, carried="no trace"):
        pass
    found = collected.spans()
    request, job = found["receive event"].context, found["inbox job"]
    assert request is not None
    assert job.parent is not None
    assert (job.parent.span_id, job.parent.trace_id) == (request.span_id, request.trace_id)
    assert (job.kind, dict(job.attributes or {})) == (SpanKind.CONSUMER, {"rapport.attempt": 2})
    assert found["another job"].parent is None
    assert found["a broken job"].parent is None


def test_of_an_error_the_kind_is_kept_and_never_its_text(collected: Collected) -> None:
    with pytest.raises(ValueError, match="Ana"), tracing.span("inbox job", Kind.JOB):
        raise ValueError(SECRET)
    job = collected.spans()["inbox job"]
    assert dict(job.attributes or {}) == {"error.type": "ValueError"}
    assert (job.status.status_code, job.status.description, job.events) == (
        StatusCode.ERROR,
        None,
        (),
    )


class Away(SpanExporter):
    """A collector that takes nothing, and is asked again and again until it is given up."""

    def __init__(self) -> None:
        self.given_up = threading.Event()

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self.given_up.wait()
        return SpanExportResult.FAILURE

    def shutdown(self) -> None:
        self.given_up.set()


def test_a_collector_that_is_away_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that was told to stop waited for half a minute, and was killed."""
    monkeypatch.setattr(spans, "PATIENCE_SECONDS", 0.05)
    away = Away()
    end = tracing.collected_by(spans.OpenTelemetrySpans(away))
    with tracing.span("inbox job", Kind.JOB):
        pass
    end()
    assert away.given_up.is_set()


async def test_tasks_that_run_side_by_side_carry_each_their_own(collected: Collected) -> None:
    both = asyncio.Barrier(2)

    async def job(name: str) -> str:
        with tracing.span(name, Kind.JOB):
            await both.wait()
            return CARRIED.get()

    one, other = await asyncio.gather(job("one"), job("other"))
    assert one != other
    assert len(collected.spans()) == 2


@pytest.mark.parametrize("address", ["collector:4318", "ftp://collector", "http://", "4318"])
def test_what_is_no_collectors_address_is_refused(address: str) -> None:
    with pytest.raises(Unconfigured, match=r"RAPPORT_OTLP_ENDPOINT .*such as http://127"):
        load(otlp_endpoint=address)


def test_a_collectors_address_is_taken_with_or_without_a_slash_at_its_end() -> None:
    given: dict[str, Any] = {"otlp_endpoint": "https://collector.example/otlp/"}
    assert load(**given).otlp_endpoint == "https://collector.example/otlp"
