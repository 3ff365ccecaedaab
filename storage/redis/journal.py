"""What was erased, noted down beside the store: whoever puts back an old copy of the store erases it again.

`erased.log` in the data folder holds ids of ours and keyed digests, never a value.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from storage.record import Record

FILE: Final = "erased.log"


class Erasure(Record):
    """Somebody who was erased, or whom a shop had forgotten: which contacts, and what keeps them from coming back."""

    id: str
    workspace: str
    at: datetime
    contacts: tuple[str, ...]
    tombs: tuple[str, ...]
    """Names of keys without the workspace's prefix: keyed digests of identifiers, and of lines of files."""
    source: str = ""
    """The shop that asked for it: `shopify/tidewater.example`."""
    bared: tuple[str, ...] = ()
    """Contacts that stayed and lost what the shop had told."""
    refs: tuple[str, ...] = ()
    """Names of keys as in `tombs`, of orders of which nothing more is taken in."""


class Journal:
    """The file beside the store."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def append(self, erasure: Erasure) -> None:
        """Noted down, and on the disk, once this returns. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        line = erasure.model_dump_json().encode() + b"\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)

    def erasures(self) -> list[Erasure]:
        """All that was noted down; a line that a crash cut off is left out."""
        if not self._path.exists():
            return []
        return list(_read(self._path.read_text(encoding="utf-8").splitlines()))


def _read(lines: Iterable[str]) -> Iterable[Erasure]:
    for line in lines:
        try:
            yield Erasure.model_validate_json(line)
        except ValidationError:
            continue
