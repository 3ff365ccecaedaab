"""A hotel's guests, kept aside once and looked at since: no birth dates, one of two books for both, or for a firm."""

from dataclasses import dataclass
from typing import Final

from benchmarks.identity.lists.making import Draw, Table, letters
from benchmarks.identity.lists.sounds import dictated, in_capitals, swiped

REGION: Final = "SE"
_LANDS: Final = {
    "sv_SE": ("+46 70 %## ####", "telia.com hotmail.se gmail.com"),
    "pt_BR": ("+55 11 9%### ####", "uol.com.br bol.com.br gmail.com"),
    "es_ES": ("+34 6%# ### ###", "telefonica.net hotmail.es gmail.com"),
    "en_US": ("+1 415 %## ####", "aol.com me.com gmail.com"),
    "cs_CZ": ("+420 60% ### ###", "seznam.cz email.cz centrum.cz"),
}
_GENERATIONS: Final = {"en_US": "Jr.", "pt_BR": "Filho"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who slept there."""

    given: str
    family: str
    suffix: str
    phone: str
    mail: str
    lends: tuple[str, str]
    """Telephone and mailbox of whoever travels with them, and books at times."""
    office: str
    """The mailbox of those who book for all of a firm; empty for most."""
    town: str
    land: str


def guests(size: int, seed: int) -> Table:
    """The bookings of some years: a line a stay."""
    draw = Draw(seed, *_LANDS)
    offices = [(f"travel@{letters(draw.fake.company())[:16]}.example.com") for _ in range(25)]
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        for one in _party(draw, offices):
            many = draw.one(1, 1, 1, 1, 1, 2, 2, 3, 6)
            lines += [(_stay(draw, one), str(who)) for _ in range(many)]
            who += 1
    return draw.shuffled(lines, size)


def _party(draw: Draw, offices: list[str]) -> list[Guest]:
    land = draw.one(*_LANDS)
    fake = draw.of(land)
    family, town = fake.last_name(), fake.city()
    taken: set[str] = set()
    drawn: list[tuple[str, str, str, str, str]] = []
    for place in range(draw.one(1, 1, 1, 2, 2, 2, 3, 4)):
        called = fake.first_name_female if draw.chance(0.5) else fake.first_name_male
        given, suffix = draw.other(called, taken), ""
        named = family if draw.chance(0.75) else fake.last_name()
        if place == 2 and draw.chance(0.1):
            given, named, suffix = drawn[0][0], drawn[0][1], _GENERATIONS.get(land, "")
        form, domains = _LANDS[land]
        phone = draw.digits(form)
        local = draw.one(
            f"{letters(given)}.{letters(named)}",
            f"{letters(named)}.{letters(given)[0]}",
            f"{letters(given)}{draw.random.randrange(1950, 2005)}",
            f"{letters(fake.city())}{draw.random.randrange(1, 99)}",
        )
        mail = draw.mailbox(f"{local}@{draw.one(*domains.split())}")
        drawn.append((given, named, suffix, phone, mail))
    office = draw.one(*offices) if draw.chance(0.12) else ""
    found = []
    for at, (given, named, suffix, phone, mail) in enumerate(drawn):
        other = draw.one(
            *(one for place, one in enumerate(drawn) if place != at or len(drawn) == 1)
        )
        found.append(
            Guest(
                given=given,
                family=named,
                suffix=suffix,
                phone=phone,
                mail=mail,
                lends=(other[3], other[4]),
                office=office,
                town=town,
                land=land,
            )
        )
    return found


def _stay(draw: Draw, one: Guest) -> dict[str, str]:
    told = {"Full name": in_capitals(_written(draw, one), draw.random)}
    phone, mail = one.lends if draw.chance(0.15) else (one.phone, one.mail)
    if one.office and draw.chance(0.5):
        mail = one.office
    if draw.chance(0.65):
        told["Phone"] = swiped(phone, draw.random) if draw.chance(0.03) else phone
    if draw.chance(0.65):
        told["Email"] = swiped(mail, draw.random) if draw.chance(0.03) else mail
    if draw.chance(0.5):
        told["City"] = in_capitals(one.town, draw.random)
    if draw.chance(0.4):
        told["Country"] = one.land[-2:]
    told["Room"] = draw.digits("%##")
    return told


def _written(draw: Draw, one: Guest) -> str:
    given, family = one.given, one.family
    if draw.chance(0.05):
        given = draw.one(dictated, swiped)(given, draw.random)
    if draw.chance(0.05):
        family = draw.one(dictated, swiped)(family, draw.random)
    if draw.chance(0.05):
        given = f"{given[0]}."
    if one.suffix and draw.chance(0.75):
        family = f"{family} {one.suffix}"
    if draw.chance(0.1):
        return f"{draw.one('Mr', 'Ms', 'Dr')} {given} {family}"
    return draw.one(f"{given} {family}", f"{given} {family}", f"{family}, {given}")
