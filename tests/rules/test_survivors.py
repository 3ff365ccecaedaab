"""What is said of mutants that no test kills is said of code that is still there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from prove.mutants import HELD_BY, LEAST_PERCENT, Survivor, explained

TOP: Final = Path(__file__).parents[2]
EXPLAINED: Final = explained()
_ROW: Final = re.compile(r"^\| `([a-z_.]+)` \| (\d+) \| (\d+) \| ([\d.]+) % \|$", re.MULTILINE)


def lines_of(survivor: Survivor) -> list[str]:
    """The lines of the function that the mutant is one of; none where it is gone."""
    text = (TOP / f"{survivor.module.replace('.', '/')}.py").read_text(encoding="utf-8")
    *within, name = survivor.place.split(".")
    for node in _bodies(ast.parse(text), within):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            return [line.strip() for line in text.splitlines()[node.lineno - 1 : node.end_lineno]]
    return []


def _bodies(tree: ast.Module, within: list[str]) -> Iterator[ast.stmt]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and [node.name] == within:
            yield from node.body
        elif not within:
            yield node


@pytest.mark.parametrize("survivor", EXPLAINED, ids=lambda one: f"{one.module}.{one.place}")
def test_an_explained_mutant_is_of_a_line_that_is_there(survivor: Survivor) -> None:
    assert survivor.module in HELD_BY
    there = lines_of(survivor)
    assert [line for line in survivor.right.splitlines() if line not in there] == []
    assert survivor.wrong != survivor.right
    assert EXPLAINED[survivor].endswith(".")


def test_every_module_of_security_and_the_tests_that_hold_it_are_there() -> None:
    files = [f"{module.replace('.', '/')}.py" for module in HELD_BY]
    tests = [test for some in HELD_BY.values() for test in some]
    assert [name for name in (*files, *tests) if not (TOP / name).exists()] == []


def test_an_explanation_of_a_line_that_is_gone_is_noticed() -> None:
    there = Survivor("bot.oauth", "OAuth.back", 'state = _only(request, "state")', "")
    assert there.right in lines_of(there)
    assert lines_of(Survivor("bot.oauth", "OAuth.forth", "", "")) == []
    assert lines_of(Survivor("bot.oauth", "digest", "", ""))[0].startswith("def digest(")


def test_the_table_of_scores_has_every_module_and_what_is_left_of_it_is_explained() -> None:
    rows = _ROW.findall((TOP / "docs" / "mutants.md").read_text(encoding="utf-8"))
    assert [name for name, *_ in rows] == list(HELD_BY)
    explained_of = {survivor.module for survivor in EXPLAINED}
    for name, count, left, percent in rows:
        assert (int(left) > 0) is (name in explained_of), name
        assert percent == f"{100 - 100 * int(left) / int(count):.1f}", name
        assert float(percent) >= LEAST_PERCENT, name
