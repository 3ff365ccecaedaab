"""Which workspaces the store held, noted down beside it: whoever finds it emptied says so, and does not begin anew."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

FILE: Final = "workspaces.log"


class Known:
    """The file in the data folder: a workspace a line, with a minus before one that is given up."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def workspaces(self) -> set[str]:
        """Those that the store held when this machine saw it last."""
        known: set[str] = set()
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith("-"):
                    known.discard(line[1:])
                elif line.isalnum():
                    known.add(line)
        return known

    def add(self, workspaces: Iterable[str]) -> None:
        """The store holds these."""
        self._append(sorted(set(workspaces) - self.workspaces()))

    def give_up(self, workspaces: Iterable[str]) -> None:
        """The store does not hold these any more, and that is meant."""
        self._append([f"-{name}" for name in sorted(set(workspaces) & self.workspaces())])

    def _append(self, lines: list[str]) -> None:
        if lines:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._path.open("a", encoding="utf-8") as file:
                file.write("".join(f"{line}\n" for line in lines))
