"""What no committed file may hold: where this copy was made, where packages come from."""

import re
from typing import Final

import pytest

from tests.rules import tree

# Put together from pieces, so that this file does not hold what it looks for.
REGISTRY: Final = re.compile(
    r"://[a-z0-9.-]*(py[p]i|python[h]osted|npm[j]s|deb[i]an)[.]|/sim[p]le/|--(extra-)?ind[e]x-url",
    re.IGNORECASE,
)
MACHINE: Final = re.compile(
    r"(?<![A-Za-z0-9_.~-])/(w[o]rk|f[a]rm|r[o]ot|h[o]me/[a-z]+|U[s]ers/[A-Za-z]+)/"
)


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern stands in the project: file, line number and the line."""
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tree.files()
        for number, line in enumerate(tree.text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_registry() -> None:
    """Each installs from the registry or mirror that its own machine is set up for; an address in a
    file overrides that, and is wrong on the next machine."""
    assert lines_with(REGISTRY) == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    assert lines_with(MACHINE) == []


@pytest.mark.parametrize(
    "line",
    [
        "https://files.python" + "hosted.org/packages/x.whl",
        "https://registry.npm" + "js.org/emulate",
        "https://mirror.example/sim" + "ple/redis/",
        "--index" + "-url https://mirror.example",
    ],
)
def test_an_address_of_a_registry_is_seen(line: str) -> None:
    assert REGISTRY.search(line)


@pytest.mark.parametrize(
    "line",
    ["open('/wo" + "rk/main')", "# see /ro" + "ot/notes/x", "cd /ho" + "me/kim/rapport"],
)
def test_a_path_of_a_machine_is_seen(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["bot/work/queue.py", "https://acme.com/work/", "./root/x"])
def test_a_path_of_the_project_or_the_web_is_left_alone(line: str) -> None:
    assert not MACHINE.search(line)
