"""One JSON object a line: ids and outcomes, never a customer's words, never a token."""

import json
import logging
import sys
import threading
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

import structlog

from storage.tracing import CARRIED

log = structlog.get_logger()

_HERE: Final = Path(__file__).parent.parent

ALLOWED: Final = frozenset(
    [
        "event",
        "level",
        "timestamp",
        "trace_id",
        "logger",
        "workspace",
        "team",
        "left_at",
        "began",
        "ended",
        "keys",
        "remaining",
        "user",
        "channel",
        "event_id",
        "event_type",
        "job",
        "lane",
        "attempt",
        "kind",
        "method",
        "outcome",
        "error",
        "status",
        "ms",
        "reference",
        "reason",
        "count",
        "port",
        "url",
        "listener",
        "contact",
        "seconds",
        "version",
        "path",
    ]
)
"""What a line may hold. Anything else is dropped: a field is added here, or it is not logged."""


def set_up(level: str, *, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error) from now on, at this level.

    Of other libraries only the logger's name, the level and the kind of error are kept: on a bad
    signature Bolt logs whole bodies, and Slack's SDK logs requests (slack-bolt 1.30, slack-sdk 3.47).
    """
    processors: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _error_kind,
        _trace,
        _only_allowed,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *processors,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_foreign, *processors],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("slack_bolt", "slack_sdk", "aiohttp", "asyncio", "redis", "opentelemetry"):
        logging.getLogger(name).setLevel(logging.WARNING)


def take_over() -> None:
    """From now on what nobody caught in this process is a line of the log.

    Python itself would print the error's text, in which values may stand, and every line that led to it.
    """
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: _uncaught(found.exc_type, found.exc_value, None)
    threading.excepthook = lambda found: _uncaught(
        found.exc_type, found.exc_value, found.exc_traceback
    )


def place_in(error: BaseException) -> str:
    """The innermost line of this project in the traceback: a place, never a value."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame
        for frame in frames
        if any(Path(frame.filename).is_relative_to(_HERE / name) for name in ("bot", "storage"))
    ]
    if not ours:
        return ""
    last = ours[-1]
    return f"{Path(last.filename).relative_to(_HERE)}:{last.lineno}"


class _Handler(logging.StreamHandler[TextIO]):
    """Says of a line that cannot be written only that, and why: never the line."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002 - the name is logging's
        kind = type(sys.exception()).__name__
        self.stream.write(json.dumps({"event": "a line could not be logged", "error": kind}) + "\n")


def _uncaught(
    kind: type[BaseException], error: BaseException | None, _where: TracebackType | None
) -> None:
    path = place_in(error) if error else ""
    log.critical("an error that nobody caught", error=kind.__name__, path=path)


Event = MutableMapping[str, Any]


def _foreign(_logger: Any, _method: str, event: Event) -> Event:
    record: logging.LogRecord = event["_record"]
    event["logger"] = record.name
    event["event"] = "a library logged"
    return event


def _error_kind(_logger: Any, _method: str, event: Event) -> Event:
    trouble = event.pop("exc_info", None)
    if isinstance(trouble, BaseException):
        event["error"] = type(trouble).__name__
    elif isinstance(trouble, tuple) and trouble[0]:
        event["error"] = trouble[0].__name__
    return event


def _trace(_logger: Any, _method: str, event: Event) -> Event:
    if carried := CARRIED.get():
        event["trace_id"] = carried.split("-")[1]
    return event


def _only_allowed(_logger: Any, _method: str, event: Event) -> Event:
    for name in [key for key in event if key not in ALLOWED and not key.startswith("_")]:
        del event[name]
    return event
