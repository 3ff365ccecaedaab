"""What customers asked of their data, as files that an admin hands over."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_\-]+", re.ASCII)


class Requests:
    """A folder that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, lines: Sequence[dict[str, Any]]) -> Path:
        """The file that was written, one object a line; it takes the place of one of the same name."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{_NOT_IN_NAMES.sub('-', name)[:100]}.jsonl"
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        return path
