"""Files with customers in them: nobody but whoever made one may read it."""

import os
from pathlib import Path
from typing import IO, Final

MODE: Final = 0o600
ENCODING: Final = "utf-8"


def opened(path: Path, *, encoding: str = ENCODING) -> IO[str]:
    """The file, empty and open for writing, its line ends left as they are written.

    One that was there keeps whom its owner lets read it.
    """
    return open(path, "w", encoding=encoding, newline="", opener=_privately)


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, MODE)
