"""What tests of commands share: a store of their own."""

import shutil
import tempfile
from collections.abc import Iterator
from os import environ  # noqa: TID251 - what the tested commands read
from pathlib import Path

import pytest


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of its own, in a folder with a short name, as its socket's address asks for."""
    made = Path(tempfile.mkdtemp(prefix="rapport-test-"))
    for name in [name for name in environ if name.startswith(("RAPPORT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(made))
    monkeypatch.setenv("RAPPORT_LOG_LEVEL", "ERROR")
    yield made
    shutil.rmtree(made, ignore_errors=True)
