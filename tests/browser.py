"""Where a Chromium is for the journeys, and what to say where there is none."""

import os
import shutil
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")

HOW_TO_GET_ONE: Final = (
    "Install one (Debian: apt install chromium; macOS: brew install --cask chromium), "
    "or name yours in RAPPORT_CHROMIUM, and run `make test` again."
)

# What a browser without a screen wants: root has no sandbox, and a container's /dev/shm is small.
LAUNCH_ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")


def find_chromium() -> Path | None:
    """The Chromium that journeys drive: RAPPORT_CHROMIUM, or the first of NAMES on the path."""
    named = _environment("RAPPORT_CHROMIUM")
    for name in (named,) if named else NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def is_ci() -> bool:
    """In CI a journey that did not run is a failure, not a remark, and Hypothesis looks where it looked before."""
    return _environment("CI").lower() in ("true", "1")


def _environment(name: str) -> str:
    return os.environ.get(name, "")  # noqa: TID251 - the one place of the tests that reads it
