"""Where somebody is named in what is on its way: payloads that wait, that failed, or that nobody claimed."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import unquote_plus

from storage.contact import Contact
from storage.identifiers import Identifier

SHORTEST_NUMBER_DIGITS: Final = 7
"""National numbers are at least so long; what is shorter names too many."""
SHORTEST_HANDLE_CHARS: Final = 3
DEEPEST: Final = 6
_NUMBER: Final = re.compile(r"\+?\d[\d\s().\-/\u00a0]{4,40}\d")
_OTHERS: Final = re.compile(r"\+\d[\d\s().\-/\u00a0]{5,}\d|[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+")
"""A number with its country code, or an address."""
_NOT_DIGITS: Final = re.compile(r"\D+")
_WORD: Final = r"(?<![\w.@]){}(?![\w@])"


@dataclass(frozen=True, slots=True)
class Traces:
    """What names somebody: ids of ours, numbers, addresses, handles; and names, which others share."""

    contacts: frozenset[str]
    numbers: frozenset[str]
    """Digits alone: of a number with its country code, and without."""
    words: frozenset[str]
    """Addresses and handles, without case."""
    names: frozenset[str]
    """Of two words at least, without case."""

    @classmethod
    def of(cls, contacts: Iterable[Contact]) -> Self:
        """What names whoever these contacts are."""
        every = list(contacts)
        named = [claim.identifier for one in every for claim in one.claims]
        named += [one.external_id for one in every if one.external_id]
        names = [fact.value for one in every for fact in one.facts if fact.field == "name"]
        return cls(
            contacts=frozenset(one.id for one in every),
            numbers=frozenset(_digits(one) for one in named if one.kind == "phone"),
            words=frozenset(
                one.value.casefold()
                for one in named
                if one.kind != "phone" and len(one.value) >= SHORTEST_HANDLE_CHARS
            ),
            names=frozenset(told for name in names if " " in (told := _plain(name))),
        )

    def names_in(self, payload: bytes) -> bool:
        """True if the payload names them: by what is theirs alone, or by name and nobody else by anything.

        For what is only kept to be looked at: a namesake's own number beside the name says that it is theirs.
        """
        texts = [_plain(text) for text in texts_of(payload)]
        if self._identifies(texts):
            return True
        named = any(name in text for text in texts for name in self.names)
        return named and not any(_OTHERS.search(text) for text in texts)

    def identified_in(self, payload: bytes) -> bool:
        """True if the payload names them by what is theirs alone: a name may be somebody else's."""
        return self._identifies([_plain(text) for text in texts_of(payload)])

    def _identifies(self, texts: Iterable[str]) -> bool:
        for text in texts:
            if any(contact in text for contact in self.contacts):
                return True
            if any(re.search(_WORD.format(re.escape(word)), text) for word in self.words):
                return True
            if any(self._is_theirs(found) for found in _NUMBER.findall(text)):
                return True
        return False

    def _is_theirs(self, written: str) -> bool:
        digits = _NOT_DIGITS.sub("", written).lstrip("0")
        if len(digits) < SHORTEST_NUMBER_DIGITS:
            return False
        return any(
            digits == own or own.endswith(digits) or digits.endswith(own) for own in self.numbers
        )


def texts_of(payload: bytes) -> Iterator[str]:
    """All texts in a payload: JSON, JSON within JSON, a form as a browser sends it, or plain."""
    text = payload.decode("utf-8", "replace")
    yield from _texts(text, DEEPEST)
    if "%" in text:
        yield from _texts(unquote_plus(text), DEEPEST)


def _texts(value: Any, depth: int) -> Iterator[str]:
    match value:
        case str():
            inner = _json_in(value) if depth else None
            if inner is None:
                yield value
            else:
                yield from _texts(inner, depth - 1)
        case dict():
            for key, one in value.items():
                yield str(key)
                yield from _texts(one, depth)
        case list():
            for one in value:
                yield from _texts(one, depth)
        case bool() | None:
            return
        case _:
            yield str(value)


def _json_in(text: str) -> Any:
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _digits(identifier: Identifier) -> str:
    return _NOT_DIGITS.sub("", identifier.value.partition(";")[0])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
