"""What is remembered between two customers has an end: a file of a million lines takes the memory of a short one."""

import ast
from typing import Final

import pytest

from tests.rules import tree

MOST: Final = 5_000
"""Some batches of an import: what stands in one line, or in one batch, is asked for several times."""
PAIRS: Final = frozenset(["storage/linking/comparing.py", "storage/linking/naming.py"])
"""Compare any two of a whole store, where the same two words meet again and again."""
MOST_OF_PAIRS: Final = 100_000


def remembering(module: ast.Module) -> list[tuple[str, int | None]]:
    """Functions that remember what they answered: the name, and how many answers; None for all of them."""
    return [
        (node.name, size)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        for how in node.decorator_list
        for size in _sizes(how)
    ]


def _sizes(how: ast.expr) -> list[int | None]:
    match how:
        case ast.Name(id="cache" | "lru_cache"):
            return [None]
        case ast.Call(func=ast.Name(id="lru_cache"), keywords=[ast.keyword(value=ast.Constant(n))]):
            return [n if isinstance(n, int) else None]
        case ast.Call(func=ast.Name(id="lru_cache")):
            return [None]
        case _:
            return []


def test_what_is_remembered_of_customers_is_little() -> None:
    too_much = [
        f"{path}: {name}"
        for path in tree.modules("bot", "storage")
        for name, size in remembering(tree.syntax(path))
        if size is not None and size > (MOST_OF_PAIRS if str(path) in PAIRS else MOST)
    ]
    assert too_much == []


def test_whatever_remembers_without_end_has_an_end_of_its_own() -> None:
    """Tables of the libraries and of our own files: no word of a customer is asked for there."""
    endless = {
        f"{path.stem}.{name}"
        for path in tree.modules("bot", "storage")
        for name, size in remembering(tree.syntax(path))
        if size is None
    }
    assert endless == {
        "customers._languages",
        "measures._territories",
        "scripts.script",
        "zones._by_name",
    }


@pytest.mark.parametrize(
    ("decorator", "found"),
    [
        ("cache", [("f", None)]),
        ("lru_cache", [("f", None)]),
        ("lru_cache()", [("f", None)]),
        ("lru_cache(maxsize=None)", [("f", None)]),
        ("lru_cache(maxsize=60_000)", [("f", 60_000)]),
        ("lru_cache(maxsize=many)", [("f", None)]),
        ("property", []),
    ],
)
def test_what_remembers_is_seen(decorator: str, found: list[tuple[str, int | None]]) -> None:
    assert remembering(ast.parse(f"@{decorator}\ndef f(): ...")) == found
