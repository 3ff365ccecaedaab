"""Somebody new, as they are typed in one line: a name, and numbers and addresses beside it."""

import re
from collections.abc import Sequence
from typing import Final

from bot.parse.text import plain
from storage.identifiers import Identifier, email, identifiers_in, phones_in

_ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:]{1,64}@[^\s@<>()\[\],;:]{1,255}")
_NUMBER: Final = re.compile(r"(?<![\w+])[+(]{0,2}\d[\d ()./-]{4,30}\d(?!\w)")
_AROUND: Final = " \t/,;:<>()[]|-\u2013\u2014"
_LEFT_OPEN: Final = re.compile(r"\(\s*\)|<\s*>|\[\s*\]")


def somebody_new(text: str, *, region: str) -> tuple[str, tuple[Identifier, ...]]:
    """The name and the identifiers. What is neither an address nor a number there stays in the name."""
    found: list[Identifier] = []

    def address(written: re.Match[str]) -> str:
        one = email(written.group().rstrip(".!?"))
        return _taken(found, [one]) or written.group()

    def number(written: re.Match[str]) -> str:
        several = [one for _, one in phones_in(written.group(), region=region)]
        return _taken(found, several) or written.group()

    rest = _NUMBER.sub(number, _ADDRESS.sub(address, plain(text)))
    if not found:
        alone = identifiers_in(text, region=region)
        return ("" if alone else text.strip()), alone
    name = " ".join(_LEFT_OPEN.sub(" ", rest).split()).strip(_AROUND)
    return name, tuple(dict.fromkeys(found))


def _taken(found: list[Identifier], read: Sequence[Identifier | None]) -> str:
    """A space in the place of what is an identifier, all of it; else nothing."""
    known = [one for one in read if one]
    if not known or len(known) < len(read):
        return ""
    found += known
    return " "
