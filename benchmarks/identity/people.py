"""A made list of people: households, several lines of one person from several lists, and every usual slip."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from anyascii import anyascii

from benchmarks.identity.slips import cased, heard, misdated, typed, usual
from benchmarks.identity.words import (
    ENDINGS,
    FAMILY,
    GIVEN,
    KINDS,
    MAILS,
    NICKNAMES,
    ROOTS,
    SHORT,
    STREETS,
    TOWNS,
)

Made = tuple[list[dict[str, Any]], list[str]]
"""Lines of the import format, and who each of them is."""
REGION: Final = "GB"
MOST_LINES: Final = 8
"""Of one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a household lives, and what all in it share."""

    street: str
    postcode: str
    city: str
    landline: str
    email: str
    """Of the family; empty where everybody has only their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as they are."""

    given: str
    middle: str
    family: str
    born: tuple[int, int, int]
    home: Home
    mobile: str
    emails: tuple[str, ...]
    card: str
    """The number of their loyalty card; empty for none."""


def people(size: int, seed: int) -> Made:
    """Lines of the import format, and who each of them is."""
    random = Random(seed)
    lines: list[tuple[dict[str, Any], str]] = []
    who = 0
    while len(lines) < size:
        for one in household(random):
            many = min(1 + int(random.expovariate(0.75)), MOST_LINES)
            lines += [(listed(one, random), str(who)) for _ in range(many)]
            who += 1
    random.shuffle(lines := lines[:size])
    return [line for line, _ in lines], [name for _, name in lines]


def household(random: Random) -> list[Somebody]:
    """Those who live together: parents of one name or of two, and their children."""
    family = _family_name(random)
    home = _home(family, random)
    parents = random.choice((1, 1, 1, 2, 2))
    children = random.choice((0, 0, 1, 2, 3)) if parents == 2 else random.choice((0, 0, 0, 1))
    found: list[Somebody] = []
    for place in range(parents + children):
        grown = place < parents
        other = grown and place and random.random() < 0.25  # kept her own name, or his
        born = (random.randrange(1940, 1985) if grown else random.randrange(1985, 2008),)
        date = (*born, random.randrange(1, 13), random.randrange(1, 29))
        given = usual(GIVEN, random)
        if not grown and random.random() < 0.04:
            given = found[0].given  # called after the parent
        if not grown and place > parents and random.random() < 0.06:
            date = found[-1].born  # twins
        found.append(
            _somebody(given, _family_name(random) if other else family, date, home, random)
        )
    return found


def _somebody(
    given: str, family: str, born: tuple[int, int, int], home: Home, random: Random
) -> Somebody:
    own = [_email(given, family, born[0], random) for _ in range(random.choice((0, 1, 1, 1, 2)))]
    shared = [home.email] if home.email and random.random() < 0.5 else []
    return Somebody(
        given=given,
        middle=usual(GIVEN, random) if random.random() < 0.4 else "",
        family=family,
        born=born,
        home=home,
        mobile=f"07{random.randrange(400_000_000, 999_999_999)}" if random.random() < 0.8 else "",
        emails=(*own, *shared),
        card=f"{random.randrange(10_000_000, 99_999_999)}" if random.random() < 0.35 else "",
    )


def _family_name(random: Random) -> str:
    if random.random() < 0.6:
        return random.choice(ROOTS) + random.choice(ENDINGS)
    name = usual(FAMILY, random)
    return f"{name}-{usual(FAMILY, random)}" if random.random() < 0.03 else name


def _home(family: str, random: Random) -> Home:
    city = usual(list(TOWNS), random)
    area, dialling = TOWNS[city]
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    name = random.choice(STREETS)
    if random.random() < 0.4:
        name = random.choice(ROOTS) + random.choice(ENDINGS)
    end = f"{random.randrange(1, 10)}{random.choice(letters)}{random.choice(letters)}"
    number = int(200 * random.random() ** 2) + 1
    flat = f"Flat {random.randrange(1, 30)}, " if random.random() < 0.12 else ""
    subscriber = f"{random.randrange(2_000_000, 9_999_999)}"[: 11 - len(dialling)]
    if len(dialling) == 3:
        subscriber = f"7{subscriber}"
    return Home(
        street=f"{flat}{number} {name} {random.choice(KINDS)}",
        postcode=f"{area}{random.randrange(1, 30)} {end}",
        city=city,
        landline=dialling + subscriber if random.random() < 0.5 else "",
        email=f"the{_letters(family)}s@{usual(MAILS, random)}" if random.random() < 0.12 else "",
    )


def _letters(name: str) -> str:
    return "".join(one for one in anyascii(name).lower() if one.isalpha())


def _email(given: str, family: str, year: int, random: Random) -> str:
    first, last = _letters(given), _letters(family)
    number = random.choice(("", "", f"{year % 100:02d}", str(year), str(random.randrange(1, 999))))
    local = random.choice(
        (
            f"{first}.{last}",
            f"{first}{last}",
            f"{first[0]}{last}",
            f"{first}_{last}",
            f"{last}{first[0]}",
        )
    )
    if random.random() < 0.12:
        local = random.choice(ROOTS).lower() + random.choice(ENDINGS)
        number = number or str(random.randrange(1, 99))
    domain = usual(MAILS, random)
    if random.random() < 0.15:
        domain = f"{random.choice(ROOTS)}{random.choice(ENDINGS)}.co.uk".lower()
    return f"{local}{number}@{domain}"


# ---------------------------------------------------------------- as a list has them


def listed(one: Somebody, random: Random) -> dict[str, Any]:
    """The person as one of four lists: a shop, a newsletter, a helpdesk, a form filled in by hand."""
    one = _since_changed(one, random)
    email, phone, address, born, card = {
        "shop": (0.9, 0.6, 0.9, 0.1, 0.6),
        "newsletter": (1.0, 0.05, 0.1, 0.3, 0.1),
        "helpdesk": (0.5, 0.85, 0.3, 0.1, 0.4),
        "form": (0.4, 0.5, 0.85, 0.85, 0.2),
    }[random.choice(("shop", "newsletter", "helpdesk", "form"))]
    line: dict[str, Any] = {"name": _name(one, random)}
    if one.emails and random.random() < email:
        line["emails"] = [_slipped(random.choice(one.emails), 0.04, random)]
    phones = [number for number in (one.mobile, one.mobile, one.home.landline) if number]
    if phones and random.random() < phone:
        line["phones"] = [_number(random.choice(phones), random)]
    if random.random() < address or len(line) == 1:
        line["address"] = _address(one.home, random)
    if random.random() < born:
        year, month, day = misdated(one.born, random) if random.random() < 0.1 else one.born
        line["born"] = f"{year:04d}-{month:02d}-{day:02d}"
    if one.card and random.random() < card:
        line["fields"] = {"card": _slipped(one.card, 0.05, random)}
    return line


def _since_changed(one: Somebody, random: Random) -> Somebody:
    """The person at another time: moved, married, with another telephone."""
    if random.random() < 0.08:
        one = replace(one, home=_home(one.family, random))
    if random.random() < 0.03:
        one = replace(one, family=_family_name(random))
    if random.random() < 0.08 and one.mobile:
        one = replace(one, mobile=f"07{random.randrange(400_000_000, 999_999_999)}")
    return one


def _name(one: Somebody, random: Random) -> str:
    given, family = one.given, one.family
    chance = random.random()
    if chance < 0.08:
        given = NICKNAMES.get(given, given)
    elif chance < 0.13:
        given = given[0]
    elif chance < 0.2:
        given = heard(given, random) if chance < 0.16 else typed(given, random)
    chance = random.random()
    if chance < 0.1:
        family = heard(family, random) if chance < 0.05 else typed(family, random)
    elif chance < 0.13:
        family = family.partition("-")[0]
    middle = one.middle if random.random() < 0.2 else one.middle[:1] * (random.random() < 0.2)
    chance = random.random()
    if chance < 0.03:
        parts = [family, given]
    elif chance < 0.06:
        parts = [given]
    elif chance < 0.08:
        parts = [random.choice(("Mr", "Mrs", "Ms", "Dr")), family]
    else:
        parts = [given, middle, family]
    return cased(" ".join(part for part in parts if part), random)


def _slipped(text: str, often: float, random: Random) -> str:
    return typed(text, random) if random.random() < often else text


def _number(number: str, random: Random) -> str:
    number = _slipped(number, 0.03, random)
    if random.random() < 0.4:
        return f"+44 {number[1:]}"
    return f"{number[:5]} {number[5:]}" if random.random() < 0.5 else number


def _address(home: Home, random: Random) -> dict[str, str]:
    street = _slipped(home.street, 0.06, random)
    if random.random() < 0.4:
        words = street.split()
        street = " ".join([*words[:-1], SHORT.get(words[-1], words[-1])])
    postcode = _slipped(home.postcode, 0.05, random)
    address = {
        "street": cased(street, random),
        "postcode": postcode.replace(" ", "") if random.random() < 0.15 else postcode,
        "city": cased(home.city, random),
    }
    for part, missing in (("street", 0.1), ("postcode", 0.12), ("city", 0.15)):
        if random.random() < missing:
            del address[part]
    return address
