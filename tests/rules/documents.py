"""What the documents of this project name in code: commands, paths and settings."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.rules import tree

DOCUMENTS: Final = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/agents.md")

_BLOCK: Final = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN: Final = re.compile(r"`([^`\n]+)`")
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
_SETTING: Final = re.compile(r"\bRAPPORT_[A-Z_]*[A-Z]\b")
_PATH: Final = re.compile(r"[\w.*-]+(/[\w.*-]+)*/?")
_SUFFIXES: Final = (".py", ".md", ".yml", ".yaml", ".toml", ".lock", ".lua", ".json", ".jsonl")


def code(document: str) -> Iterator[str]:
    """Each line of code in a text: the lines of its blocks and its spans, comments cut off."""
    for block in _BLOCK.findall(document):
        for line in block.splitlines():
            yield re.sub(r"(^|\s)#\s.*", "", line).removeprefix("$ ").strip()
    yield from _SPAN.findall(_BLOCK.sub("", document))


def commands(document: str, name: str) -> list[list[str]]:
    """The arguments of each use of one command, such as `make test`, up to a pipe."""
    found = []
    for line in code(document):
        words = _words(line)
        if words and Path(words[0]).name == name and len(words) > 1:
            end = next((i for i, word in enumerate(words) if word in ("|", "&&", ";", ">")), None)
            found.append(words[1:end])
    return found


def paths(document: str) -> list[str]:
    """Each word of code that names a file or folder of this project."""
    tops = {path.parts[0] for path in tree.files()}
    return [
        word.rstrip("/")
        for line in code(document)
        for word in _words(line)
        if _PATH.fullmatch(word)
        and (word.endswith(_SUFFIXES) or ("/" in word and word.partition("/")[0] in tops))
    ]


def links(document: str) -> list[str]:
    """Each link or picture that leads into this project."""
    every = (first or second for first, second in _LINK.findall(_BLOCK.sub("", document)))
    return [link.partition("#")[0] for link in every if not re.match(r"[a-z]+:|#", link)]


def settings_named(document: str) -> set[str]:
    """Each setting named, RAPPORT_*."""
    return set(_SETTING.findall(document))


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # an apostrophe of prose
        return line.split()
