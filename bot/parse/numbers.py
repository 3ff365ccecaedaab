"""Numbers as they are typed to look somebody up: a telephone number of another system, and an order's."""

import re
from typing import Final

from storage.contact import order_form
from storage.identifiers import Identifier, typed_phone

LONGEST_ORDER_CHARS: Final = 60
_BARE_NUMBER: Final = re.compile(
    r"(?:(?:whatsapp|sms|voice|tel|phone):\s*)?\+?([1-9][\d ()./-]{8,24})", re.IGNORECASE
)


def number_in(text: str) -> Identifier | None:
    """A number as other systems write it: with its country code and without a plus, or after its channel."""
    found = _BARE_NUMBER.fullmatch(text)
    return typed_phone(f"+{found.group(1)}", region=None) if found else None


def order_in(text: str) -> str:
    """The number of an order that a text may be; empty where it is none."""
    number = order_form(text[: 2 * LONGEST_ORDER_CHARS])
    fits = len(number) <= LONGEST_ORDER_CHARS and not any(sign.isspace() for sign in number)
    return number if fits and any(sign.isdecimal() for sign in number) else ""
