"""What all tests share: how hard Hypothesis tries, the browser, and where pictures go."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import structlog
from hypothesis import HealthCheck, settings

from tests.browser import (
    HOW_TO_GET_ONE,
    LAUNCH_ARGUMENTS,
    find_chromium,
    is_ci,
)

TOP: Final = Path(__file__).resolve().parent.parent
ARTIFACTS: Final = TOP / "artifacts"
NOT_RUN: Final = pytest.StashKey[list[str]]()

# No deadline and no check for slowness: a busy machine is not a wrong answer. The seed stays
# random, so that each run looks somewhere else; a failure prints the blob that repeats it.
# In CI it is fixed: what lands is judged by what it changes, and the gates of coverage by no luck.
# `pytest --hypothesis-profile thorough` looks longer.
settings.register_profile(
    "usual",
    deadline=None,
    max_examples=100,
    print_blob=True,
    derandomize=is_ci(),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", settings.get_profile("usual"), max_examples=2_000, derandomize=False
)
# For one of two processes that look thoroughly side by side.
settings.register_profile("half-thorough", settings.get_profile("thorough"), max_examples=1_000)
settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a run may be asked besides."""
    parser.addoption(
        "--cluster",
        action="store_true",
        help="the tests of the store on three masters with replicas instead of one server",
    )


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command under test sets logging up, to a stream that ends with its test: the next would log there."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """The folder of what a run leaves to look at, such as screenshots."""
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium that journeys drive; where there is none they do not get this far."""
    found = find_chromium()
    assert found is not None, HOW_TO_GET_ONE
    return found


@pytest.fixture(scope="session")
def chromium_options(chromium_path: Path) -> dict[str, Any]:
    """What Playwright's `chromium.launch` is given."""
    return {
        "executable_path": str(chromium_path),
        "args": list(LAUNCH_ARGUMENTS),
        "headless": True,
    }


@pytest.hookimpl(trylast=True)  # after -m and -k: what nobody asked for is not missed
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys stay out where there is no browser to drive; in CI that fails the run."""
    journeys = [item for item in items if item.get_closest_marker("journey")]
    if not journeys or find_chromium() is not None:
        return
    if is_ci():
        raise pytest.UsageError(f"no Chromium was found for the journeys. {HOW_TO_GET_ONE}")
    config.stash[NOT_RUN] = [item.nodeid for item in journeys]
    items[:] = [item for item in items if item not in journeys]
    config.hook.pytest_deselected(items=journeys)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run of journeys alone is no failure where there is no browser: what did not run is said."""
    if NOT_RUN in session.config.stash and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Which journeys did not run, in the terminal and in a file that `make test` ends with."""
    names = config.stash.get(NOT_RUN, [])
    if not names:
        return
    lines = [
        f"{len(names)} JOURNEY{'S' if len(names) > 1 else ''} DID NOT RUN: no Chromium was found.",
        *(f"  {name}" for name in names),
        HOW_TO_GET_ONE,
    ]
    terminalreporter.section("journeys", sep="!", red=True, bold=True)
    for line in lines:
        terminalreporter.line(line, red=True)
    ARTIFACTS.mkdir(exist_ok=True)
    rule = "!" * 100
    (ARTIFACTS / "journeys-not-run.txt").write_text("\n".join(["", rule, *lines, rule, ""]))
