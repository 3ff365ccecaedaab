"""A file with customers in it is for whoever made it alone."""

from pathlib import Path

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
