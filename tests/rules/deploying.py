"""The files of `deploy`, read as systemd and a container's builder read them."""

import json
from typing import Final

from tests.rules import tree

FOLDER: Final = tree.TOP / "deploy"

Directives = dict[str, list[str]]
"""By name, as often as it is given."""


def unit() -> Directives:
    """What stands in the service's section of the systemd unit."""
    found: Directives = {}
    section = ""
    for line in (FOLDER / "rapport.service").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def containerfile() -> list[tuple[str, str]]:
    """Each instruction with its arguments, in sequence."""
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    parts = (line.split(None, 1) for line in lines)
    return [(name, arguments) for name, arguments in parts]


def last(instruction: str) -> str:
    """The arguments of an instruction where it is given last, as it is in force."""
    return [arguments for name, arguments in containerfile() if name == instruction][-1]


def words(arguments: str) -> list[str]:
    """The words of an instruction in its exec form, which no shell reads."""
    found = json.loads(arguments[arguments.index("[") :])
    assert all(isinstance(word, str) for word in found)
    return list(found)
