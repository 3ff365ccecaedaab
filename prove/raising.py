"""Exceptions in any function of the bot, each with all that is known there in its text.

They stand in a copy that only a trial runs, never in the code that is shipped: there every function first asks
whether it is to raise. A process is armed by a signal, and raises once, some thousand calls later.
"""

import ast
import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

TOLD: Final = "RAPPORT_PROVE_RAISED"
"""In the copy's environment: the file that is told of each exception. The bot itself knows nothing of it."""
ARM: Final = signal.SIGUSR1
MOST_CALLS: Final = 1_500
MOST_CHARS: Final = 20_000

_left = 0


class Forced(Exception):
    """What a trial forces; its text holds every value that was at hand."""


def at() -> None:
    """Raises if the moment has come; called by the copy alone, first thing in every function."""
    global _left  # noqa: PLW0603
    if not _left:
        return
    _left -= 1
    if _left:
        return
    frame = sys._getframe(1)  # noqa: SLF001
    text = _known(frame)
    place = f"{frame.f_code.co_filename}:{frame.f_code.co_name}"
    with Path(os.environ[TOLD]).open("a", encoding="utf-8") as told:
        told.write(json.dumps([place, text]) + "\n")
    raise Forced(text)


def _known(frame: FrameType | None) -> str:
    """The values of the function and of those that called it."""
    known: list[str] = []
    while frame and sum(map(len, known)) < MOST_CHARS:
        for value in list(frame.f_locals.values()):
            try:
                known.append(repr(value)[:4_000])
            except Exception:  # noqa: BLE001, S112 - what cannot be shown now is not shown
                continue
        frame = frame.f_back
    return " ".join(known)[:MOST_CHARS]


def _arm(_number: int, _frame: FrameType | None) -> None:
    global _left  # noqa: PLW0603
    _left = random.randrange(1, MOST_CALLS)


def copied(source: Path, into: Path) -> int:
    """The bot in a folder of its own, every function of it ready to raise; how many there are."""
    count = 0
    for name in ("bot", "storage", "playground", "prove"):
        shutil.copytree(source / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("bot", "storage"):
        for file in (into / name).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            functions = list(_functions(tree))
            for function in functions:
                function.body.insert(_after_words(function.body), ast.parse("_may_raise()").body[0])
            if functions:
                place = _after_words(tree.body)
                tree.body[place:place] = ast.parse(
                    "from prove.raising import at as _may_raise"
                ).body
            file.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
            count += len(functions)
    return count


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _after_words(body: list[ast.stmt]) -> int:
    """Where the first statement stands that is no docstring."""
    first = body[0] if body else None
    is_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return 1 if is_words else 0


if TOLD in os.environ:
    signal.signal(ARM, _arm)
