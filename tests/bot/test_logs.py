"""What is logged holds no value, whoever logs it: not ours, not a library's, not Python's own last words."""

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from bot import logs
from storage.redis.keys import Keys
from storage.tracing import CARRIED

SECRET = "Pat Doyle, +44 20 7946 0123"
LIBRARIES = ("slack_bolt", "slack_sdk", "aiohttp", "asyncio", "redis", "opentelemetry")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level, structlog.get_config()
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.NOTSET)
    told = io.StringIO()
    logs.set_up("DEBUG", stream=told)
    yield told
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)
    root.handlers, level, config = before
    root.setLevel(level)
    structlog.configure(**config)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def raised() -> ValueError:
    with pytest.raises(ValueError, match="letters and digits") as found:
        Keys("no workspace!")
    found.value.args = (SECRET,)
    return found.value


def test_a_line_says_when_it_was_written_by_the_clock_of_everybody(stream: io.StringIO) -> None:
    structlog.get_logger().warning("job failed")
    (line,) = lines(stream)
    at = datetime.fromisoformat(line["timestamp"])
    assert at.utcoffset() == timedelta(0)
    assert line["timestamp"].endswith("Z")


def test_what_is_set_up_later_holds_for_whoever_has_logged_before_too(stream: io.StringIO) -> None:
    told: list[str] = []

    def keep(_logger: Any, _method: str, event: logs.Event) -> logs.Event:
        told.append(event["event"])
        raise structlog.DropEvent

    ours = structlog.get_logger()
    ours.warning("job failed")
    structlog.configure(processors=[keep])
    ours.warning("job failed again")
    assert (told, len(lines(stream))) == (["job failed again"], 1)


def test_a_field_that_is_not_allowed_is_dropped(stream: io.StringIO) -> None:
    structlog.get_logger().warning("job failed", job="j1", text=SECRET)
    (line,) = lines(stream)
    assert (line["event"], line["job"], line["level"]) == ("job failed", "j1", "warning")
    assert SECRET not in stream.getvalue()


def test_what_is_traced_is_found_again_in_the_log(stream: io.StringIO) -> None:
    structlog.get_logger().warning("job failed")
    token = CARRIED.set("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    structlog.get_logger().warning("job failed")
    CARRIED.reset(token)
    untraced, traced = lines(stream)
    assert "trace_id" not in untraced
    assert traced["trace_id"] == "0af7651916cd43dd8448eb211c80319c"


def test_of_a_library_only_its_name_is_kept(stream: io.StringIO) -> None:
    logging.getLogger("slack_bolt.App").error("body: %s", SECRET, exc_info=raised())
    (line,) = lines(stream)
    assert (line["event"], line["logger"]) == ("a library logged", "slack_bolt.App")
    assert line["error"] == "ValueError"
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize("library", LIBRARIES)
def test_of_a_library_only_trouble_is_logged_at_any_level(
    stream: io.StringIO, library: str
) -> None:
    logging.getLogger(f"{library}.part").info("body: %s", SECRET)
    assert lines(stream) == []
    logging.getLogger(f"{library}.part").warning("body: %s", SECRET)
    assert [line["level"] for line in lines(stream)] == ["warning"]
    structlog.get_logger().debug("begun")
    assert [line["event"] for line in lines(stream)] == ["a library logged", "begun"]


def test_the_place_of_an_error_is_the_innermost_line_of_ours() -> None:
    assert logs.place_in(raised()).startswith("storage/redis/keys.py:")
    with pytest.raises(TypeError) as found:
        logs.set_up(None)  # type: ignore[arg-type]
    assert logs.place_in(found.value).startswith("bot/logs.py:")
    assert logs.place_in(ValueError(SECRET)) == ""


def test_of_an_error_of_ours_only_its_kind_is_kept(stream: io.StringIO) -> None:
    structlog.get_logger().warning("job failed", exc_info=raised())
    (line,) = lines(stream)
    assert line["error"] == "ValueError"
    assert SECRET not in stream.getvalue()


def test_of_a_line_that_cannot_be_written_only_that_is_said(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = next(one for one in logging.getLogger().handlers if isinstance(one, logs._Handler))
    ours.handle(logging.LogRecord("any", logging.WARNING, "", 1, "%d", (SECRET,), None))
    assert {line["event"] for line in lines(stream)} == {"a line could not be logged"}
    assert {line["error"] for line in lines(stream)} == {"TypeError"}
    assert SECRET not in stream.getvalue() + capsys.readouterr().err


@pytest.mark.parametrize("hook", ["main", "thread", "unraisable"])
def test_of_what_nobody_caught_the_kind_and_the_place_are_logged(
    stream: io.StringIO, hook: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.take_over()
    error = raised()
    if hook == "main":
        sys.excepthook(ValueError, error, error.__traceback__)
    elif hook == "thread":
        given = (ValueError, error, error.__traceback__, None)
        threading.excepthook(threading.ExceptHookArgs(given))
    else:
        found = type("Found", (), {"exc_type": ValueError, "exc_value": error})
        sys.unraisablehook(found)  # type: ignore[arg-type]
    (line,) = lines(stream)
    assert (line["event"], line["error"]) == ("an error that nobody caught", "ValueError")
    assert line["path"].startswith("storage/redis/keys.py:")
    assert SECRET not in stream.getvalue() + capsys.readouterr().err


def test_an_error_without_a_place_of_ours_has_none(stream: io.StringIO) -> None:
    assert logs.place_in(ValueError(SECRET)) == ""
    logs.take_over()
    sys.excepthook(KeyboardInterrupt, None, None)  # type: ignore[arg-type]
    assert lines(stream)[0]["path"] == ""
