"""The file of a backup: lines of JSON in sealed parts, written and read with the memory of one part.

The line RAPPORT BACKUP 1, 16 random bytes that name the file, then parts: 4 bytes that say how long, and as much,
sealed (storage/redis/sealing.py). Each is sealed as the part of this file, of this number, and as the last or not:
what is changed, moved, put in, left out or cut off is found. The first holds only what the file says of itself; the
last counts the lines and their SHA-256. In between, lines of JSON packed by zlib.
"""

import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, Self

from pydantic import ValidationError

from storage.errors import StoreUnsafe, UnusableBackup
from storage.keeping import BackupHead
from storage.redis.sealing import KeyRing

MAGIC: Final = b"RAPPORT BACKUP 1\n"
NAME_BYTES: Final = 16
PART_BYTES: Final = 256 * 1024
"""Of lines, before they are packed: so much is in memory at once."""
MOST_PART_BYTES: Final = 64 * 1024 * 1024
"""No part is longer: one record is the most that a part may exceed its size by."""

Line = dict[str, Any]


class ArchiveWriter:
    """A backup being written beside its name; it appears there when it is whole."""

    def __init__(self, path: Path, ring: KeyRing, head: BackupHead) -> None:
        self._path = path
        self._draft = path.parent / f"{path.name}.{secrets.token_hex(4)}.part"
        self._ring = ring
        self._head = head
        self._name = secrets.token_bytes(NAME_BYTES)
        self._number = 0
        self._lines = 0
        self._sum = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._file: IO[bytes]

    def __enter__(self) -> Self:
        """Raises UnusableBackup where something is there under this name."""
        if self._path.exists():
            raise UnusableBackup(f"{self._path} is there already: give the backup another name")
        if not self._path.parent.is_dir():
            raise UnusableBackup(f"{self._path.parent} is no folder: make it, or name another")
        self._file = _private(self._draft)
        self._file.write(MAGIC + self._name)
        self._write(self._head.model_dump_json().encode())
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(OSError):
            self._file.close()
        if kind is not None:
            self._draft.unlink(missing_ok=True)

    def add(self, line: Line) -> None:
        """One line more."""
        text = json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"
        self._sum.update(text)
        self._lines += 1
        self._waiting.append(text)
        self._waiting_bytes += len(text)
        if self._waiting_bytes >= PART_BYTES:
            self._flush()

    def finish(self) -> int:
        """How large the file is; it is on the disk under its name from here on. Raises UnusableBackup."""
        self._flush()
        end = {"lines": self._lines, "sha256": self._sum.hexdigest()}
        self._write(json.dumps(end).encode(), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        size = self._file.tell()
        try:
            self._path.hardlink_to(self._draft)  # never over what came there meanwhile
        except FileExistsError:
            raise UnusableBackup(f"{self._path} came there meanwhile: nothing was kept") from None
        self._draft.unlink()
        _synced(self._path.parent)
        return size

    def _flush(self) -> None:
        if self._waiting:
            self._write(zlib.compress(b"".join(self._waiting), 6))
            self._waiting, self._waiting_bytes = [], 0

    def _write(self, plain: bytes, *, last: bool = False) -> None:
        sealed = self._ring.seal(plain, about=_about(self._name, self._number, last=last))
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class ArchiveReader:
    """A backup's file, read from its beginning as often as is asked."""

    def __init__(self, path: Path, ring: KeyRing) -> None:
        """Raises UnusableBackup for what is none, for a key that is not its own, and OSError."""
        self._path = path
        self._ring = ring
        with path.open("rb") as file:
            self.name, sealed = self._opening(file)
        try:
            plain = ring.open(sealed, about=_about(self.name, 0, last=False))
        except StoreUnsafe:
            raise UnusableBackup(
                f"no key of RAPPORT_SECRET_KEY opens {path}: give the one that it was written with as well, after"
                " the newest and a comma (it stood in secret.key in RAPPORT_DATA_DIR where none was given)"
            ) from None
        try:
            self.head = BackupHead.model_validate_json(plain)
        except ValidationError:
            raise UnusableBackup(f"{path} is of another version of Rapport: upgrade") from None

    def parts(self, *, start: int = 1) -> Iterator[tuple[int, list[Line]]]:
        """Each part's number with its lines, from one on. Raises UnusableBackup where one is not as it was written.

        From the first on, it also says so at the end where a line is missing.
        """
        lines, total = 0, hashlib.sha256()
        for number, plain, is_last in self._opened(start):
            if is_last:
                end = json.loads(plain)
                whole = (end["lines"], end["sha256"]) == (lines, total.hexdigest())
                if start == 1 and not whole:
                    raise self._damaged(number)
                return
            text = zlib.decompress(plain)
            total.update(text)
            found = [json.loads(line) for line in text.splitlines()]
            lines += len(found)
            yield number, found

    def _opened(self, start: int) -> Iterator[tuple[int, bytes, bool]]:
        with self._path.open("rb") as file:
            self._opening(file)
            number, ahead = 0, _part(file)
            while ahead is not None:
                number, sealed = number + 1, ahead
                ahead = _part(file)
                if number < start:
                    continue
                about = _about(self.name, number, last=ahead is None)
                try:
                    plain = self._ring.open(sealed, about=about)
                except StoreUnsafe:
                    raise self._damaged(number) from None
                yield number, plain, ahead is None
        if number == 0:
            raise self._damaged(1)

    def _opening(self, file: IO[bytes]) -> tuple[bytes, bytes]:
        begun = file.read(len(MAGIC) + NAME_BYTES)
        first = _part(file)
        if not begun.startswith(MAGIC) or len(begun) < len(MAGIC) + NAME_BYTES or first is None:
            raise UnusableBackup(f"{self._path} is no file that `rapport backup` wrote")
        return begun[len(MAGIC) :], first

    def _damaged(self, number: int) -> UnusableBackup:
        return UnusableBackup(
            f"{self._path} is damaged or cut off at its part {number}: take another copy of it, or an older backup"
        )


def _about(name: bytes, number: int, *, last: bool) -> str:
    return f"backup|{name.hex()}|{number}|{'last' if last else 'more'}"


def _part(file: IO[bytes]) -> bytes | None:
    """What stands next; None at the end, and a part that no key opens where the file was cut off."""
    length = file.read(4)
    if not length:
        return None
    size = int.from_bytes(length, "big")
    return file.read(size) if len(length) == 4 and size <= MOST_PART_BYTES else b""


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner reads."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _synced(folder: Path) -> None:
    """The names in the folder are on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
