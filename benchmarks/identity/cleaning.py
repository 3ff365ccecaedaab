"""Values as splink's documentation asks for them: in one form, and absent where nothing is known."""

import re
from collections.abc import Mapping
from typing import Final

_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(r"\b\d+[a-z]?\b")
_PLACES: Final = ("city", "suburb", "location")
_AS_THEY_ARE: Final[tuple[str, ...]] = ("first_name", "last_name", "name", "company", "street")


def cleaned(columns: Mapping[str, str]) -> dict[str, str]:
    """The columns in small letters and single spaces, each with one form for one thing.

    Dates are ISO 8601, telephone numbers digits without the country's prefix, postcodes without spaces.
    `number` is the house's, `code_0` and so on the fields of the list's own.
    """
    plain = {name: " ".join(text.lower().split()) for name, text in columns.items()}
    found: dict[str, str] = {name: plain[name] for name in _AS_THEY_ARE if name in plain}
    place = next((plain[name] for name in _PLACES if name in plain), "")
    if place:
        found["city"] = place
    if "emails" in plain:
        found["email"] = plain["emails"]
    if "phones" in plain:
        found["phone"] = _phone(plain["phones"])
    if "postcode" in plain:
        found["postcode"] = plain["postcode"].replace(" ", "")
    if "born" in plain:
        found["born"] = _date(plain["born"])
    if number := _NUMBER.search(plain.get("street", "")):
        found["number"] = number.group()
    own = sorted(name for name in plain if name.startswith("fields."))
    for name in own:
        found[_column(name)] = plain[name]
    return {name: text for name, text in found.items() if text}


def _column(field: str) -> str:
    return "code_" + re.sub(r"[^a-z0-9]", "_", field.removeprefix("fields.").lower())


def _phone(text: str) -> str:
    digits = "".join(_DIGITS.findall(text))
    return digits.removeprefix("44").removeprefix("0")


def _date(text: str) -> str:
    digits = "".join(_DIGITS.findall(text))
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) == 8 else ""
