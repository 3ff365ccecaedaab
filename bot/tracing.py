"""Traces for OpenTelemetry, where somebody collects them: from Slack's request to the card, over both queues.

Nothing of OpenTelemetry is imported unless RAPPORT_OTLP_ENDPOINT is set; until then a span is one look at a variable.
What a span holds are names and numbers of this project's own code: no id, nothing that anybody wrote, no error's text.
"""

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import Enum
from typing import Final, Protocol

from bot.settings import Unconfigured


class Kind(Enum):
    """What a span stands for."""

    ANSWER = "answer"
    """To a request that came in."""
    JOB = "job"
    """Out of a queue."""
    CALL = "call"
    """Of somebody else's API."""


class Spans(Protocol):
    """Where spans go."""

    def span(
        self, name: str, kind: Kind, carried: str, attributes: dict[str, str | int]
    ) -> AbstractContextManager[None]:
        """A span for the time of a block; `carried` is the trace that it belongs to, if it came out of a queue."""
        ...

    def note(self, attributes: dict[str, str | int]) -> None:
        """Adds to the innermost span."""
        ...

    def end(self) -> None:
        """Hands over what is kept. Blocks for some seconds where nobody takes it."""
        ...


_NOTHING: Final = nullcontext()
_spans: Spans | None = None


def begin(endpoint: str) -> Callable[[], None]:
    """Collects spans and hands them to an OTLP endpoint from now on, until what is returned is called.

    Raises Unconfigured where OpenTelemetry is not installed.
    """
    try:
        made: Spans = importlib.import_module("bot.spans").exported_to(endpoint)
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("opentelemetry"):
            raise
        raise Unconfigured(
            "RAPPORT_OTLP_ENDPOINT is set, and OpenTelemetry is not installed:"
            " pip install --no-deps --require-hashes -r requirements-otel.lock"
        ) from None
    return collected_by(made)


def collected_by(spans: Spans) -> Callable[[], None]:
    """Spans go there from now on, until what is returned is called."""
    global _spans  # noqa: PLW0603 - as OpenTelemetry itself has it, one for the process
    _spans = spans

    def end() -> None:
        global _spans  # noqa: PLW0603
        _spans = None
        spans.end()

    return end


def span(
    name: str, kind: Kind, *, carried: str = "", **attributes: str | int
) -> AbstractContextManager[None]:
    """A span for the time of a block, within the one around it or in the trace that was carried."""
    return _NOTHING if _spans is None else _spans.span(name, kind, carried, attributes)


def note(**attributes: str | int) -> None:
    """Adds to the innermost span."""
    if _spans is not None:
        _spans.note(attributes)
