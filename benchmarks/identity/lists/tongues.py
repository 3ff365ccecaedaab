"""Customers of many countries: names in several scripts and orders, written again in Latin letters."""

from typing import Final

from anyascii import anyascii

from benchmarks.identity.lists.making import Draw, Table, letters
from benchmarks.identity.slips import typed

REGION: Final = "US"
MOST_LINES: Final = 8
MAILS: Final = ("gmail.com", "yandex.ru", "outlook.com", "mail.ru", "icloud.com")
NUMBERS: Final = {
    "ru_RU": ("RU", "+7 9## ### ## ##"),
    "el_GR": ("GR", "+30 69# ### ####"),
    "es_ES": ("ES", "+34 6## ### ###"),
    "pt_BR": ("BR", "+55 11 9#### ####"),
    "pl_PL": ("PL", "+48 5## ### ###"),
    "fr_FR": ("FR", "+33 6 ## ## ## ##"),
    "tr_TR": ("TR", "+90 53# ### ## ##"),
    "sv_SE": ("SE", "+46 70 ### ## ##"),
    "hu_HU": ("HU", "+36 30 ### ####"),
    "nl_NL": ("NL", "+31 6 ########"),
    "it_IT": ("IT", "+39 33# ### ####"),
}
_SOUNDS_TEXT: Final = """
    a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya
"""
_RUSSIAN: Final = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _SOUNDS_TEXT.split(), strict=True))
"""As a passport has it: anyascii writes some of these in another way, so that names meet as they do in life."""


def tongues(size: int, seed: int) -> Table:
    """Half of the customers more than once among the lines."""
    draw = Draw(seed, *NUMBERS)
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        locale = draw.one(*NUMBERS)
        lines += [(line, str(who)) for line in _somebody(draw, locale)]
        who += 1
    return draw.shuffled(lines, size)


def in_latin(text: str, locale: str) -> str:
    """The text in Latin letters without accents."""
    if locale != "ru_RU":
        return anyascii(text)
    found = [
        _RUSSIAN.get(one.lower(), one).replace("-", "").capitalize()
        if one.isupper()
        else _RUSSIAN.get(one, one).replace("-", "")
        for one in text
    ]
    return "".join(found)


def _somebody(draw: Draw, locale: str) -> list[dict[str, str]]:
    fake = draw.of(locale)
    country, form = NUMBERS[locale]
    given, family = fake.first_name(), fake.last_name()
    if locale == "es_ES" and draw.chance(0.7):
        family = f"{family.split()[0]} {fake.last_name().split()[0]}"
    if locale == "pt_BR" and draw.chance(0.5):
        family = f"{fake.last_name()} {family}"
    first, last = (letters(in_latin(name, locale)) for name in (given, family.split()[0]))
    number = draw.one("", "", str(draw.random.randrange(99)))
    email = draw.mailbox(f"{first}{draw.one(*'._-')}{last}{number}@{draw.one(*MAILS)}")
    phone, city = draw.digits(form), fake.city()
    many = 2 + int(draw.random.expovariate(0.6)) if draw.chance(0.5) else 1
    found = []
    for _ in range(min(many, MOST_LINES)):
        told = {"Name": _name(draw, given, family, locale)}
        if draw.chance(0.45):
            told["Email"] = typed(email, draw.random) if draw.chance(0.04) else email
        if draw.chance(0.45):
            told["Phone"] = phone
        if draw.chance(0.6):
            told["City"] = in_latin(city, locale) if draw.chance(0.4) else city
        if draw.chance(0.7):
            told["Country"] = country
        found.append(told)
    return found


def _name(draw: Draw, given: str, family: str, locale: str) -> str:
    if draw.chance(0.45):
        given, family = in_latin(given, locale), in_latin(family, locale)
    if draw.chance(0.08):
        given = typed(given, draw.random)
    if draw.chance(0.08):
        family = typed(family, draw.random)
    if " " in family and draw.chance(0.4):
        words = family.split()
        family = draw.one(words[0], words[0], words[1])
    if (locale == "hu_HU" and draw.chance(0.4)) or draw.chance(0.05):
        return f"{family} {given}"
    if draw.chance(0.06):
        return f"{family}, {given}"
    return given if draw.chance(0.06) else f"{given} {family}"
