"""Every sentence in every language: what the type checker cannot see of it.

A label without its German words, or a twin that is missing or takes other arguments, is an error to mypy. That
a sentence has a twin at all is looked at here.
"""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.rules import tree

WORDING: Final = Path("bot/wording")
MECHANISM: Final = ("__init__.py", "speaking.py", "counting.py")
PUT_TOGETHER: Final = frozenset(
    {
        "all_in_all",
        "channel",
        "city",
        "country",
        "deed",
        "distance",
        "language",
        "lateness",
        "money",
        "own_name",
        "purposes",
        "reason",
        "refused_to",
        "status",
        "wrong_query",
    }
)
"""Functions that say nothing themselves: they look up a name, or ask sentences that have their twins."""


def english() -> list[Path]:
    """The files of English sentences."""
    return [
        path
        for path in tree.modules("bot")
        if path.parent == WORDING and path.name not in MECHANISM
    ]


def alone(module: ast.Module, *, besides: frozenset[str] = PUT_TOGETHER) -> list[str]:
    """The names of sentences in this module that are in one language only."""
    found = []
    for node in module.body:
        match node:
            case ast.FunctionDef(name=name) if not name.startswith("_") and name not in besides:
                twins = [ast.unparse(decorator) for decorator in node.decorator_list]
                if twins != [f"spoken(german.{name})"]:
                    found.append(name)
            case ast.Assign(targets=targets, value=value) if _is_text(value):
                found += [ast.unparse(target) for target in targets]
            case ast.AnnAssign(target=target, value=ast.expr() as value) if _is_text(value):
                found.append(ast.unparse(target))
            case _:
                pass
    return [name for name in found if not name.startswith("_")]


def _is_text(value: ast.expr) -> bool:
    """True for a text, and for a tuple, list or dict with a text in it."""
    match value:
        case ast.Constant(value=str()):
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            return any(_is_text(part) for part in parts)
        case _:
            return False


def english_of(module: ast.Module) -> list[str]:
    """All text in this module but the German beside it: the second of `words`, and of each pair of a table."""
    german = set()
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="words"), args=[_, second]):
                german.add(id(second))
            case ast.Dict(values=values):
                german |= {id(pair.elts[1]) for pair in values if isinstance(pair, ast.Tuple)}
            case _:
                pass
    strings = [node for node in ast.walk(module) if isinstance(node, ast.Constant)]
    return [s.value for s in strings if isinstance(s.value, str) and id(s) not in german]


def misspelt(text: str) -> str:
    """What the spelling check says of this text."""
    ran = subprocess.run(
        [sys.executable, "-m", "codespell_lib", "-"],
        check=False,
        input=text,
        capture_output=True,
        text=True,
        cwd=tree.TOP,
    )
    return ran.stdout


def test_the_english_is_spelt_right() -> None:
    """The spelling check of the whole project leaves these files out, because of the German in them."""
    told = [text for path in english() for text in english_of(tree.syntax(path))]
    assert len(told) > 300, "the sentences are looked for in the wrong place"
    assert misspelt("\n".join(told)) == ""


def test_a_spelling_mistake_is_seen_and_german_is_none() -> None:
    source = "save = words('Sav' 'e teh note', 'oder Sie')\nMARKS = Table({'x': ('adn', 'sie')})"
    told = english_of(ast.parse(source))
    assert sorted(told) == ["Save teh note", "adn", "x"]
    assert misspelt("\n".join(told)).count("==>") == 2


def test_every_sentence_has_its_twin() -> None:
    """`@spoken(german.x)` above `def x`, `words("English", "German")` for a label, `Table` for codes."""
    found = {str(path): names for path in english() if (names := alone(tree.syntax(path)))}
    assert found == {}


def test_every_twin_is_somebodys() -> None:
    """A German sentence that nothing asks for is one that a translator keeps for nobody."""
    for path in english():
        twins = WORDING / "german" / path.name
        if twins not in tree.files():
            continue
        names = {node.name for node in tree.syntax(twins).body if isinstance(node, ast.FunctionDef)}
        asked = {node.name for node in tree.syntax(path).body if isinstance(node, ast.FunctionDef)}
        assert {name for name in names - asked if not name.startswith("_")} == set(), str(twins)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("@spoken(german.gone)\ndef gone() -> str: return 'Gone.'", []),
        ("def gone() -> str: return 'Gone.'", ["gone"]),
        ("@spoken(german.late)\ndef gone() -> str: return 'Gone.'", ["gone"]),
        ("SAVE: Final = 'Save'", ["SAVE"]),
        ("SAVE, CLOSE = 'Save', 'Close'", ["(SAVE, CLOSE)"]),
        ("MARKS = {'shared': 'shared by several'}", ["MARKS"]),
        ("MARKS = Table({'shared': ('shared', 'gemeinsam')})", []),
        ("MOST: Final = 3000", []),
        ("_part = 'kept for this file'", []),
    ],
)
def test_a_sentence_in_one_language_is_seen(source: str, names: list[str]) -> None:
    assert alone(ast.parse(source)) == names
