"""The locks: every package at one version, by hash, and all that pyproject.toml asks for."""

import re
import tomllib
from itertools import pairwise
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.rules import tree

PINNED: Final = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+)(?P<rest>.*)$", re.IGNORECASE)
HASH: Final = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def lock(name: str) -> dict[str, str]:
    """The version of each package in a lock."""
    return {
        canonicalize_name(match["name"]): match["version"]
        for line in (tree.TOP / name).read_text().splitlines()
        if (match := PINNED.match(line))
    }


def project() -> dict[str, Any]:
    return tomllib.loads((tree.TOP / "pyproject.toml").read_text())


def unmet(wanted: list[str], pinned: dict[str, str]) -> list[str]:
    """The requirements that the pinned versions do not meet."""
    requirements = [Requirement(line) for line in wanted]
    return [
        str(r)
        for r in requirements
        if not r.specifier.contains(pinned.get(canonicalize_name(r.name), "0"), prereleases=True)
        or canonicalize_name(r.name) not in pinned
    ]


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "requirements-otel.lock"]
)
def test_every_line_pins_a_version_or_a_hash(name: str) -> None:
    """`pip install --require-hashes` refuses a lock with one line less; an address or an option in
    it would send every machine to the registry of the one it was made on."""
    lines = (tree.TOP / name).read_text().splitlines()
    strange = [
        line
        for line in lines
        if not (PINNED.match(line) or HASH.match(line) or line.lstrip().startswith("#"))
    ]
    assert strange == []
    unhashed = [
        line
        for line, following in pairwise(lines)
        if PINNED.match(line) and not HASH.match(following)
    ]
    assert unhashed == []


def test_what_is_locked_is_installed_and_nothing_is_resolved() -> None:
    """`make check` failed on the day coverage had a newer release: pip 23 looked for the newest
    coverage[toml], which pytest-cov asks for, and found no hash for it."""
    installs = [
        line
        for line in (tree.TOP / "Makefile").read_text().splitlines()
        if "--require-hashes" in line
    ]
    assert len(installs) == 3
    assert [line for line in installs if "--no-deps" not in line] == []


def test_the_runtime_lock_holds_what_the_bot_and_its_build_need() -> None:
    wanted = project()
    build = wanted["dependency-groups"]["build"]
    asked = [*wanted["project"]["dependencies"], *build, *wanted["build-system"]["requires"]]
    assert unmet(asked, lock("requirements.lock")) == []


def test_the_dev_lock_holds_what_tests_and_checks_need() -> None:
    wanted = project()["project"]["optional-dependencies"]["dev"]
    assert unmet(wanted, lock("requirements-dev.lock")) == []


def test_the_lock_with_traces_is_the_runtime_lock_and_what_they_need() -> None:
    wanted = project()["project"]["optional-dependencies"]["otel"]
    traced = lock("requirements-otel.lock")
    assert unmet(wanted, traced) == []
    assert lock("requirements.lock").items() <= traced.items()
    assert traced.items() <= lock("requirements-dev.lock").items()


def test_what_is_tested_is_what_runs() -> None:
    """One version too many in the dev lock, and the tests are about another program."""
    tested = lock("requirements-dev.lock")
    assert {name: tested.get(name) for name in lock("requirements.lock")} == lock(
        "requirements.lock"
    )


def test_a_requirement_that_is_not_met_is_seen() -> None:
    pinned = {"redis": "8.1.0"}
    assert unmet(["redis>=8.1,<9", "redis>=9", "valkey"], pinned) == ["redis>=9", "valkey"]
