"""Spans as OpenTelemetry has them. Imported only where they are asked for: it comes with the extra `otel`."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from threading import Timer
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanKind, StatusCode, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from bot.tracing import Kind
from storage.tracing import CARRIED

PATH: Final = "/v1/traces"
PATIENCE_SECONDS: Final = 2.0
"""Of the 25 s that a stop may take; a request that is under way then is given up after three."""
_PREFIX: Final = "rapport."
_HEADER: Final = "traceparent"
_KINDS: Final = {
    Kind.ANSWER: SpanKind.SERVER,
    Kind.JOB: SpanKind.CONSUMER,
    Kind.CALL: SpanKind.CLIENT,
}
_WRITTEN: Final = TraceContextTextMapPropagator()


class OpenTelemetrySpans:
    """Spans of one process."""

    def __init__(self, exporter: SpanExporter) -> None:
        told = {"service.name": "rapport", "service.version": version("rapport")}
        self._provider = TracerProvider(
            resource=Resource.create(told), shutdown_on_exit=False
        )  # how many are kept says OTEL_TRACES_SAMPLER
        self._exporter = exporter
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("rapport", version("rapport"))

    @contextmanager
    def span(
        self, name: str, kind: Kind, carried: str, attributes: dict[str, str | int]
    ) -> Iterator[None]:
        """A span for the time of a block. Of an error it keeps the kind: its text may hold anything."""
        around = _WRITTEN.extract({_HEADER: carried}) if carried else None
        with self._tracer.start_as_current_span(
            name,
            context=around,
            kind=_KINDS[kind],
            attributes=_named(attributes),
            record_exception=False,
            set_status_on_exception=False,
        ) as opened:
            headers: dict[str, str] = {}
            _WRITTEN.inject(headers)
            token = CARRIED.set(headers.get(_HEADER, ""))
            try:
                yield
            except BaseException as error:
                opened.set_attribute("error.type", type(error).__name__)
                opened.set_status(StatusCode.ERROR)
                raise
            finally:
                CARRIED.reset(token)

    def note(self, attributes: dict[str, str | int]) -> None:
        """Adds to the innermost span."""
        get_current_span().set_attributes(_named(attributes))

    def end(self) -> None:
        """Hands over what is kept; what nobody takes in time is lost. OpenTelemetry by itself waits for 30 s."""
        late = Timer(PATIENCE_SECONDS, self._exporter.shutdown)
        late.daemon = True
        late.start()
        self._provider.shutdown()
        late.cancel()


def exported_to(endpoint: str) -> OpenTelemetrySpans:
    """Spans that go to a collector by OTLP over HTTP; OTEL_EXPORTER_OTLP_HEADERS and its like hold as everywhere."""
    return OpenTelemetrySpans(OTLPSpanExporter(endpoint=endpoint.rstrip("/") + PATH, timeout=3))


def _named(attributes: dict[str, str | int]) -> dict[str, str | int]:
    return {_PREFIX + name: value for name, value in attributes.items()}
