"""Telephone numbers: any writing to E.164, with the forms that WhatsApp gives some countries."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumber

LONGEST_CHARS: Final = 60
_LONGEST_LIST_CHARS: Final = 1_000
_HIDDEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS: Final = re.compile(r"[^\d+]")
_SIGNS: Final = str.maketrans(
    dict.fromkeys("\u2043\u2212\u30fc", "-")
    | dict.fromkeys("\u2044\u2215", "/")
    | dict.fromkeys("[]~\u2053\u223c\u00b7\u2022\u00ad", " ")
)
"""What stands for a dash, a slash and a space in numbers."""
_TEXT: Final = re.compile(
    r"[\d\s().+/\-\u2010-\u2015\u00a0\u202f]*(?:(?:ext|x|#|ext\.)\.?\s*\d{1,7})?", re.IGNORECASE
)
_BETWEEN: Final = re.compile(
    r"/+|(?<=\s)[\-\u2010-\u2015]+(?=\s)|,(?!\d{1,3}(?:[,.]\d|\s*$))|[&|\n]"
    r"|(?<=\s)(?:and|e|et|o|oder|or|ou|u|und|y)(?=\s)",
    re.IGNORECASE,
)
"""What may stand between two numbers, some of it within one as well; not what parts an amount of money."""
_MOST_PARTS: Final = 6
_LAST_DIGITS: Final = re.compile(r"((?:[^\d/]*\d){10,})\s*/\s*(\d{1,2})")
"""A number and the end of the next one: `030 1234567/8`."""
_GERMAN_EXTENSION: Final = re.compile(
    r"\s*\b(?:durchwahl|nebenstelle|dw)\b\.?\s*(?=\d{1,7}$)", re.IGNORECASE
)
_LABELS: Final = (
    r"tel|tel[eé]fono?|telefon|telephone|telefone|t[eé]l|fon|phone|ph|mob|mobile?|handy|cell|cel|celular|m[oó]vil"
    r"|portable|festnetz|home|work|office|privat|private|dienstlich|gesch[aä]ftlich|b[uü]ro|whatsapp|sms"
)
_LABEL: Final = re.compile(rf"\A(?:(?:{_LABELS})[.:\s]\s*:?|[tmp][.:])\s*(?=[+(\d])", re.IGNORECASE)
_LABEL_BEHIND: Final = re.compile(
    rf"(?<=\d)\s*[(,\-]?\s*\b(?:{_LABELS})\b\.?\s*\)?$", re.IGNORECASE
)
"""What a cell or a line says of a number beside it: `Tel. 0761 123456`, `0761 123456 (privat)`. A fax is none."""
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
def each(raw: str, region: str | None) -> tuple[tuple[str, str | None], ...]:
    """The numbers of a text, each as it is written there and as E.164, None for a part that is none.

    What parts two numbers stands within one as well: `0761 / 8033118` is one, `0761 8033118 / 0171 2345678`
    is two. Where it can be both, as in `030 12345 / 030 67890`, it is as many as begin as numbers do. A part
    that does not, behind one that does, is a number with its area code left out: none is guessed.
    """
    text = _visible(raw) if len(raw) <= _LONGEST_LIST_CHARS else ""
    places = [found.span() for found in _BETWEEN.finditer(text)]
    parts = tuple(
        zip(
            [0, *(end for _, end in places)],
            [*(start for start, _ in places), len(text)],
            strict=True,
        )
    )
    if len(parts) == 1:
        return ((raw, e164(raw, region)),)
    found = _of_last_digits(text, region) or _grouped(text, parts, region)
    if found is None:
        singles = [text[begin:end].strip() for begin, end in parts]
        is_bare = not begins_whole(singles[0], region)
        found = tuple(
            (one, e164(one, region) if is_bare or begins_whole(one, region) else None)
            for one in singles
            if one
        )
    return found if any(number for _, number in found) else ((raw, None),)


def _of_last_digits(text: str, region: str | None) -> tuple[tuple[str, str | None], ...] | None:
    """Two numbers of which the second is written as its last digits only; None where they are not."""
    found = _LAST_DIGITS.fullmatch(text)
    if found is None:
        return None
    one, last = found.groups()
    both = tuple((written, e164(written, region)) for written in (one, one[: -len(last)] + last))
    return both if all(number for _, number in both) else None


def _grouped(
    text: str, parts: tuple[tuple[int, int], ...], region: str | None
) -> tuple[tuple[str, str | None], ...] | None:
    """The parts put together to most numbers, with nothing left over; None where they cannot be."""
    if len(parts) > _MOST_PARTS:
        return None
    for end in range(1, len(parts) + 1):
        written = text[parts[0][0] : parts[end - 1][1]].strip()
        number = e164(written.replace(",", " "), region)
        if number is None:
            continue
        if end == len(parts):
            return ((written, number),)
        if not begins_whole(text[parts[end][0] :], region):
            continue
        rest = _grouped(text, parts[end:], region)
        if rest is not None:
            return ((written, number), *rest)
    return None


def begins_whole(text: str, region: str | None) -> bool:
    """False for digits that a number of the region cannot begin with where it is written whole."""
    if text.lstrip("( ").startswith(("+", "0")):
        return True
    metadata = PhoneMetadata.metadata_for_region(region) if region else None
    return not (metadata and (metadata.national_prefix or "").startswith("0"))


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
    text = _visible(raw)
    text = _LABEL_BEHIND.sub("", _LABEL.sub("", text))
    text = _GERMAN_EXTENSION.sub(" ext. ", text)
    count = sum(character.isdigit() for character in text)
    if len(text) > LONGEST_CHARS or not 6 <= count <= 22:
        return None
    dated = _DATE.fullmatch(text) or _DATE_AT_END.fullmatch(text)
    if not _TEXT.fullmatch(text) or dated or _ADDRESS.fullmatch(text):
        return None
    return text


def _visible(raw: str) -> str:
    """The text with plain digits and signs."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", raw)).translate(_SIGNS).strip()
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )


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
