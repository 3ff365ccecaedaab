"""How files are laid out: what a reader may expect of each before opening it."""

import ast
import re
from pathlib import Path
from typing import Final

from tests.rules import tree

MOST_LINES: Final = 320
SAYS_NOTHING: Final = re.compile(r"(utils?|helpers?|common|misc|manager|base|data|info)\.(py|lua)")
LUA_HEADER: Final = ("KEYS", "ARGV", "Returns")


def test_every_module_says_in_a_line_what_lives_there() -> None:
    """The first line of a file is what a newcomer reads of it, often all."""
    silent = [
        str(path)
        for path in tree.modules("bot", "storage", "playground", "tests", "benchmarks")
        if not ast.get_docstring(tree.syntax(path))
    ]
    assert silent == []


def test_no_file_outgrows_one_idea() -> None:
    """In the large open bots of this kind one feature ended in 3,300 lines that nobody reads whole;
    each began as a file of 400."""
    long = {
        str(path): lines
        for path in tree.modules()
        if (lines := tree.text(path).count("\n")) > MOST_LINES
    }
    assert long == {}


def test_every_name_of_a_file_says_what_is_in_it() -> None:
    """A file that may hold anything ends up holding everything."""
    assert [str(path) for path in tree.files() if SAYS_NOTHING.fullmatch(path.name)] == []


def test_every_script_begins_with_its_calling_contract() -> None:
    """Redis checks nothing about a script's arguments: what stands in its header is all the typing
    that it has."""
    scripts = [path for path in tree.files() if path.suffix == ".lua"]
    assert scripts, "the store has scripts; this looks in the wrong place"
    bare = {str(path): lacking(path) for path in scripts if lacking(path)}
    assert bare == {}


def lacking(path: Path) -> list[str]:
    """The words of the header that this script's first comment does not have."""
    return missing_words(tree.text(path))


def missing_words(script: str) -> list[str]:
    """The words of the header that are not in the comment a script begins with."""
    header: list[str] = []
    for line in script.splitlines():
        if not line.startswith("--"):
            break
        header.append(line)
    spoken = "\n".join(header).lower()
    return [word for word in LUA_HEADER if word.lower() not in spoken]


def test_a_header_must_come_first() -> None:
    assert missing_words("-- KEYS 1\n-- ARGV none\n-- Returns 1\nreturn 1") == []
    assert missing_words("return 1\n-- KEYS 1\n-- ARGV none\n-- Returns 1") == list(LUA_HEADER)
