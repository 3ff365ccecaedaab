"""Telephone numbers: any writing to E.164, with the forms that WhatsApp gives some countries."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumber

LONGEST_CHARS: Final = 60
_HIDDEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS: Final = re.compile(r"[^\d+]")
_TEXT: Final = re.compile(
    r"[\d\s().+/\-\u2010-\u2015\u00a0\u202f]*(?:(?:ext|x|#|ext\.)\.?\s*\d{1,7})?", re.IGNORECASE
)
_GERMAN_EXTENSION: Final = re.compile(
    r"\s*\b(?:durchwahl|nebenstelle|dw)\b\.?\s*(?=\d{1,7}$)", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}([-/.])\d{1,2}\1\d{2}"
)
_DATE_AT_END: Final = re.compile(r"[^+]*(?:19|20)\d{2}-(?:0\d|1[0-2])-[0-3]\d")
_BARE_DATE: Final = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ADDRESS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_ARGENTINE: Final = re.compile(r"\+54([1-8]\d{9})")
_FICTION_US: Final = re.compile(r"\+1\d{3}55501\d{2}")
_FICTION_GB: Final = re.compile(
    r"\+44(?:7700900\d{3}|20794609\d{2}|2079460\d{3}|113496\d{4}|1632960\d{3}|8081570\d{3})"
)


@lru_cache(maxsize=5_000)
def e164(raw: str, region: str | None, *, whatsapp: bool = False) -> str | None:
    """The number as E.164 (an extension as `;ext=45`), or None for what is no number.

    A number without a country code is read in `region`; without a region it is no number: none is
    guessed. A leading 00 is read as + where the first reading is not valid. For WhatsApp bare digits
    are international, and a possible number is enough, since its own ids for Mexico and Brazil are
    invalid by today's numbering plans; an Argentine one without the mobiles' 9 is given it, since
    WhatsApp leaves it out.
    """
    text = _plain(raw)
    if text is None or (_BARE_DATE.fullmatch(text) and _has_trunk_prefix(region)):
        return None
    readings = [text]
    digits = _MARKS.sub("", text)
    if whatsapp and not digits.startswith("+"):
        readings = ["+" + digits.lstrip("0"), text]
    elif digits.startswith("00"):
        readings.append("+" + digits[2:])
    for reading in readings:
        number = _parsed(reading, region)
        if number and (_good(number) or (whatsapp and phonenumbers.is_possible_number(number))):
            written = _written(number)
            return _ARGENTINE.sub(r"+549\1", written) if whatsapp else written
    if whatsapp:
        variant = match_form("+" + digits.lstrip("+"))
        number = _parsed(variant, None)
        if number and phonenumbers.is_possible_number(number):
            return "+" + digits.lstrip("+")
    return None


@lru_cache(maxsize=5_000)
def match_form(number: str) -> str:
    """What two writings of one mobile number have in common.

    Mexico dropped the 1 after +52 in 2019; Brazil's mobiles have a ninth digit that WhatsApp leaves
    out for some (never its landlines, whose eight digits begin with 2-5).
    """
    plain, semicolon, extension = number.partition(";")
    if plain.startswith("+521") and len(plain) == 14:
        plain = "+52" + plain[4:]
    elif plain.startswith("+55") and len(plain) == 13 and plain[5] in "6789":
        plain = f"{plain[:5]}9{plain[5:]}"
    return plain + semicolon + extension


def is_fiction(number: str) -> bool:
    """True for numbers that are kept free for stories and examples: nobody's, so nobody's twice."""
    return bool(_FICTION_US.fullmatch(number) or _FICTION_GB.fullmatch(number))


@lru_cache(maxsize=5_000)
def is_fixed_line(number: str) -> bool:
    """True for a number that rings in a house, not in a pocket; False where a country does not tell them apart."""
    if not number.startswith("+") or is_fiction(number):
        return False
    parsed = _parsed(number, None)
    kind = phonenumbers.number_type(parsed) if parsed else None
    return bool(kind == phonenumbers.PhoneNumberType.FIXED_LINE)


def _plain(raw: str) -> str | None:
    if len(raw) > 4 * LONGEST_CHARS:
        return None
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", raw)).strip()
    text = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )
    text = _GERMAN_EXTENSION.sub(" ext. ", text.removeprefix("tel:"))
    count = sum(character.isdigit() for character in text)
    if len(text) > LONGEST_CHARS or not 6 <= count <= 22:
        return None
    dated = _DATE.fullmatch(text) or _DATE_AT_END.fullmatch(text)
    if not _TEXT.fullmatch(text) or dated or _ADDRESS.fullmatch(text):
        return None
    return text


def _has_trunk_prefix(region: str | None) -> bool:
    """True where national numbers are written with a leading digit of their own, as with Germany's 0."""
    metadata = PhoneMetadata.metadata_for_region(region) if region else None
    return bool(metadata and metadata.national_prefix)


def _parsed(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def _good(number: PhoneNumber) -> bool:
    if phonenumbers.is_valid_number(number):
        return True
    return phonenumbers.is_possible_number(number) and is_fiction(_written(number))


def _written(number: PhoneNumber) -> str:
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{text};ext={number.extension}" if number.extension else text
