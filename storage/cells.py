"""Cells of a table that a spreadsheet shows and does not run, and that an import reads as they were.

A cell that begins with one of = + - @, a tab or a line's end is a formula to Excel, LibreOffice and Google
Sheets (OWASP, "CSV injection"): after spaces too, and in full width. An apostrophe before it makes it text.
"""

import re
from typing import Final

_RUN: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n\0"
_FORMULA: Final = re.compile(rf"\s*[{_RUN}]")
_LIKE_GUARDED: Final = re.compile(rf"'+\s*[{_RUN}\d]")
"""What an import would take an apostrophe from, though it is the text's own."""
_GUARDED: Final = re.compile(rf"'(?='*\s*[{_RUN}\d])")
"""Of a digit too: so other exports keep the noughts that a postcode begins with."""


def guarded(text: str) -> str:
    """The text as a cell; `unguarded` gives it back."""
    return f"'{text}" if _FORMULA.match(text) or _LIKE_GUARDED.match(text) else text


def harmless(cell: str) -> str:
    """A cell of somebody else's table, changed only where a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What a cell says, without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if _GUARDED.match(cell) else cell
