"""How a value is carried by Slack and given back: typed, versioned, written and read side by side.

A value holds opaque ids, or what the one who sees the button typed or can read beside it, and proves
nothing: every click is authorised again. The first character is the version of the writing, so that a
button of last year is understood, or answered as outdated.
"""

from dataclasses import dataclass
from typing import ClassVar, Final, Self
from urllib.parse import quote, unquote

VERSION: Final = "1"
VALUE_LIMIT_CHARS: Final = 2000
"""https://docs.slack.dev/reference/block-kit/block-elements/button-element"""
METADATA_LIMIT_CHARS: Final = 3000
"""https://docs.slack.dev/reference/views: private_metadata"""
_BETWEEN: Final = "|"


@dataclass(frozen=True, slots=True)
class Carried:
    """Something that Slack carries for us and gives back."""

    LIMIT: ClassVar[int] = VALUE_LIMIT_CHARS
    __match_args__: ClassVar[tuple[str, ...]]

    def encode(self) -> str:
        """The value as it is carried. Raises ValueError where Slack would refuse it."""
        parts = [str(getattr(self, name) or "") for name in self.__match_args__]
        if any(_BETWEEN in part for part in parts):
            raise ValueError("an id holds no bar")
        value = _BETWEEN.join([VERSION, *parts])
        if len(value) > self.LIMIT:
            raise ValueError(f"longer than {self.LIMIT} characters")
        return value

    @classmethod
    def decoded(cls, value: str) -> Self | None:
        """What was carried, or None for what this version does not read."""
        version, *parts = value.split(_BETWEEN)
        if version != VERSION or len(parts) != len(cls.__match_args__):
            return None
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Click(Carried):
    """A button's."""

    ACTION_ID: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A button or form of a version that is read no more, or that never was."""


MORE_ACTION: Final = "card:more"
"""The menu behind three dots: what is picked in it carries a click of its own."""


def carry(click: Click) -> str:
    """A click as an item of the menu behind three dots carries it."""
    return f"{click.ACTION_ID} {click.encode()}"


def quoted(words: str) -> str:
    """Words as one part of a value: without the bar that stands between parts, and without blanks."""
    return quote(words, safe="")


def barred(words: str) -> str:
    """Words as one part of a value, changed as little as may be: they may be long. `unquoted` reads them."""
    return words.replace("%", "%25").replace("|", "%7C")


def unquoted(part: str) -> str:
    """The words of a part that was quoted."""
    return unquote(part)


def contacts_of(carried: Carried | Outdated) -> tuple[str, ...]:
    """The contacts that a button or form is about: ids, for the audit."""
    named = (getattr(carried, name, "") for name in ("contact_id", "other_id"))
    return tuple(dict.fromkeys(one for one in named if one))
