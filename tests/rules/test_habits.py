"""Habits a reviewer would ask for each time: nothing unfinished, no test left out, full logs."""

import ast
import re
from typing import Final

import pytest

from bot import logs
from tests.rules import tree

# Put together from pieces, so that this file does not hold what it looks for.
UNFINISHED: Final = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X|NotImpl[e]mented\w*|not implem[e]nted)\b")
LEFT_OUT: Final = re.compile(
    r"\b(pytest\.(s[k]ip|x[f]ail|importors[k]ip)\(|mark\.(s[k]ip|x[f]ail))"
)
LEVELS: Final = frozenset({"debug", "info", "warning", "error", "exception", "critical"})


def lines_with(pattern: re.Pattern[str], *folders: str) -> list[str]:
    """Where the pattern stands in the code of these folders."""
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tree.modules(*folders)
        for number, line in enumerate(tree.text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def dropped_fields(module: ast.Module) -> list[str]:
    """The fields given to `log.info(...)` and its like that no line of the log will hold."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    return [
        f"{keyword.value.lineno}: {keyword.arg}"
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "log"
        for keyword in call.keywords
        if keyword.arg not in logs.ALLOWED and keyword.arg not in ("exc_info", "stack_info")
    ]


def left_running(module: ast.Module) -> list[int]:
    """The lines with an `asyncio.gather` of which the others run on when one fails."""
    return [
        call.lineno
        for call in ast.walk(module)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "asyncio.gather"
        if all(keyword.arg != "return_exceptions" for keyword in call.keywords)
    ]


def test_nothing_is_left_unfinished() -> None:
    """What is wanted later stands in an issue, where somebody finds it."""
    assert lines_with(UNFINISHED, "bot", "storage", "playground", "tests", "benchmarks") == []


def test_no_test_is_left_out() -> None:
    """A test that is skipped where its server is missing is a test that most people never run."""
    assert lines_with(LEFT_OUT, "tests") == []


def test_every_field_that_is_logged_reaches_the_log() -> None:
    """What is not on the list of fields is dropped: only a list of what may be logged keeps a
    customer's words out. Dropped unseen, it is missing on the day somebody looks for it."""
    dropped = {
        str(path): fields
        for path in tree.modules("bot", "storage")
        if (fields := dropped_fields(tree.syntax(path)))
    }
    assert dropped == {}


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("log.info('x', port=1)", []),
        ("log.info('x', words=text)", ["1: words"]),
        ("cards.info(words=text)", []),
    ],
)
def test_a_field_that_is_not_on_the_list_is_seen(source: str, fields: list[str]) -> None:
    assert dropped_fields(ast.parse(source)) == fields


def test_what_is_asked_of_the_store_together_ends_together() -> None:
    """What ran on after an error opened connections of a client that was closed meanwhile: `storage.redis.together`
    ends it first."""
    found = {
        str(path): lines
        for path in tree.modules("storage")
        if (lines := left_running(tree.syntax(path)))
    }
    assert found == {}


def test_what_runs_on_after_an_error_is_seen() -> None:
    assert left_running(ast.parse("await asyncio.gather(one(), other())")) == [1]
    assert left_running(ast.parse("asyncio.gather(*all, return_exceptions=True)")) == []


def test_what_is_left_out_or_unfinished_is_seen() -> None:
    assert LEFT_OUT.search("    pytest.sk" + "ip('no server')")
    assert LEFT_OUT.search("@pytest.mark.xf" + "ail(strict=True)")
    assert UNFINISHED.search("# TO" + "DO: later")
    assert not UNFINISHED.search("mastodon_id")
