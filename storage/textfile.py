"""A text file of any encoding, read line by line in constant memory, however long a line is."""

import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

LINE_LIMIT_CHARS: Final = 1_000_000
"""No more of a line is kept; a contact is a thousandth of it."""
_SEEN_BYTES: Final = 4096
_NOT_UTF8: Final = re.compile("[\udc80-\udcff]")
_NEVER_WRITTEN: Final = bytes({*range(32)} - set(b"\t\n\v\f\r"))
"""Control characters: pictures and programs are full of them."""
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_SIGNATURES: Final = (
    (b"PK\x03\x04", "an Excel workbook or a zip file: save the list as CSV (UTF-8) first"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook: save the list as CSV (UTF-8) first"),
    (b"\x1f\x8b", "compressed: unpack it first, as gunzip does"),
    (b"%PDF", "a PDF: save the list as CSV (UTF-8) first"),
)


class Unreadable(ValueError):
    """No contacts can be read from this; says what would help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its end."""

    number: int
    text: str
    whole: bool = True
    """False where it went on beyond the limit: the rest is not kept."""
    quotes: int = 0
    """Quotation marks in all of a line that is not whole."""


class TextFile:
    """The lines of a file: UTF-8, UTF-16 with a byte order mark, and Windows-1252 where it is neither."""

    def __init__(self, binary: "io.BufferedReader[Any]", *, encoding: str | None = None) -> None:
        """`encoding` is what somebody says that it is. Raises Unreadable for what is no text."""
        start = binary.peek(_SEEN_BYTES)
        for signature, what in _SIGNATURES:
            if start.startswith(signature):
                raise Unreadable(f"this is {what}")
        wide = start.startswith(_UTF16)
        controls = len(start) - len(start.translate(None, _NEVER_WRITTEN))
        if not (encoding or wide) and controls * 20 > len(start):  # a few are slips
            raise Unreadable("this is no text: save the list as CSV (UTF-8) or JSON Lines first")
        self._text = io.TextIOWrapper(
            binary,
            encoding=encoding or ("utf-16" if wide else "utf-8-sig"),
            errors="replace" if encoding or wide else "surrogateescape",
        )
        self._ahead: deque[Line] = deque()
        self._number = 0
        self.is_all_utf8 = True
        """Of what was read so far."""

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        if self._ahead:
            return self._ahead.popleft()
        text = self._text.readline(LINE_LIMIT_CHARS)
        if not text:
            raise StopIteration
        self._number += 1
        if not text.endswith("\n") and len(text) >= LINE_LIMIT_CHARS:
            return Line(
                number=self._number,
                text=self._decoded(text),
                whole=False,
                quotes=text.count('"') + self._quotes_to_its_end(),
            )
        return Line(number=self._number, text=self._decoded(text.rstrip("\n")))

    def ahead(self, most: int) -> list[Line]:
        """The next lines, which stay to be read."""
        found = list(islice(self, most))
        self.push_back(found)
        return found

    def push_back(self, lines: Iterable[Line]) -> None:
        """These lines, in their order, come next once more."""
        self._ahead.extendleft(reversed(list(lines)))

    def _quotes_to_its_end(self) -> int:
        quotes = 0
        while text := self._text.readline(LINE_LIMIT_CHARS):
            quotes += text.count('"')
            if text.endswith("\n"):
                break
        return quotes

    def _decoded(self, text: str) -> str:
        if text.isascii() or not _NOT_UTF8.search(text):
            return text
        self.is_all_utf8 = False
        return _NOT_UTF8.sub(_as_windows_1252, text)


def _as_windows_1252(found: re.Match[str]) -> str:
    return bytes([ord(found.group()) - 0xDC00]).decode("cp1252", "replace")
