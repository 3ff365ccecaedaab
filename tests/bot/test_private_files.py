"""A file with customers in it is for whoever made it alone."""

import _pyio  # type: ignore[import-not-found] # no stubs know it
import os
from pathlib import Path

import pytest

from bot import private_files


def test_nobody_else_may_read_a_file_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    with private_files.opened(path) as file:
        assert path.stat().st_mode & 0o777 == 0o600  # before a word stands in it
        file.write("Ana Souza\r\nJosé\n")
    assert path.read_bytes() == "Ana Souza\r\nJosé\n".encode()


def test_a_file_that_was_there_is_written_anew_and_keeps_its_readers(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("an older and longer file")
    path.chmod(0o640)
    with private_files.opened(path, encoding="utf-8-sig") as file:
        file.write("é")
    assert path.read_bytes() == b"\xef\xbb\xbf\xc3\xa9"
    assert path.stat().st_mode & 0o777 == 0o640


def test_lines_end_as_they_are_written_also_where_a_system_ends_them_in_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's other implementation of files reads how lines end here, so that it can be another system's way."""
    monkeypatch.setattr(os, "linesep", "\r\n")
    monkeypatch.setattr(private_files, "open", _pyio.open, raising=False)
    path = tmp_path / "customers.csv"
    with private_files.opened(path) as file:
        file.write("Ana Souza\nJosé\r\n")
    assert path.read_bytes() == "Ana Souza\nJosé\r\n".encode()
