"""Donors of a charity, kept aside once and looked at since: couples by one mailbox, widows, seniors and juniors."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from benchmarks.identity.lists.making import Draw, Table, letters
from benchmarks.identity.lists.sounds import dictated, in_capitals, swiped

REGION: Final = "AU"
_MAILS: Final = ("bigpond.com", "optusnet.com.au", "xtra.co.nz", "gmail.com", "outlook.com.au")
_WRITTEN: Final = {
    "William": "Wm", "Charles": "Chas", "George": "Geo", "Thomas": "Tommy", "James": "Jas", "Robert": "Rob",
    "Elizabeth": "Beth", "Margaret": "Peggy", "Catherine": "Cathy", "Jennifer": "Jenny", "Michael": "Mick",
    "Christopher": "Chris", "Nicholas": "Nick", "Matthew": "Matt", "Samantha": "Sam", "Patricia": "Trish",
}  # fmt: skip
"""What a given name is written as by friends and by old clerks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Donor:
    """Somebody who gave."""

    given: str
    middle: str
    family: str
    suffix: str
    born: date
    street: str
    town: str
    code: str
    landline: str
    mobile: str
    mail: str


def donors(size: int, seed: int) -> Table:
    """A line a gift: by letter, by telephone, on the street, and through the bank."""
    draw = Draw(seed, "en_AU", "en_NZ")
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        for one in _house(draw):
            many = draw.one(1, 1, 1, 2, 2, 3, 5)
            lines += [(_gift(draw, one), str(who)) for _ in range(many)]
            who += 1
    return draw.shuffled(lines, size)


def _house(draw: Draw) -> list[Donor]:
    fake = draw.of(draw.one("en_AU", "en_AU", "en_NZ"))
    family = fake.last_name()
    street, town, code = fake.street_address().replace("\n", " "), fake.city(), fake.postcode()
    landline = draw.digits("(02) %### ####")
    ours = draw.mailbox(
        draw.one(
            f"{letters(family)}{draw.digits('##')}@{draw.one(*_MAILS)}",
            f"{letters(fake.first_name())}and{letters(fake.first_name())}@{draw.one(*_MAILS)}",
            f"{letters(fake.city())}@{draw.one(*_MAILS)}",
        )
    )
    together = draw.chance(0.4)
    taken: set[str] = set()
    found: list[Donor] = []
    for place in range(draw.one(1, 1, 2, 2, 2, 3)):
        called = fake.first_name_female if place % 2 else fake.first_name_male
        given, suffix = draw.other(called, taken), ""
        middle = called() if draw.chance(0.6) else ""
        year = 1930 if place < 2 else 1958
        if place == 2 and draw.chance(0.25):
            given, suffix = found[0].given, draw.one("Jr", "II")
            found[0] = replace(found[0], suffix=draw.one("", "Sr"))
        own = f"{letters(given)[: draw.one(1, 9)]}{letters(family)}{draw.digits('##')}"
        found.append(
            Donor(
                given=given,
                middle=middle,
                family=family if place != 1 or draw.chance(0.85) else fake.last_name(),
                suffix=suffix,
                born=draw.day(year, year + 28),
                street=street,
                town=town,
                code=code,
                landline=landline,
                mobile=draw.digits("04%# ### ###"),
                mail=ours if together else draw.mailbox(f"{own}@{draw.one(*_MAILS)}"),
            )
        )
    return found


def _gift(draw: Draw, one: Donor) -> dict[str, str]:
    if draw.chance(0.07):
        fake = draw.of("en_AU")
        one = replace(one, street=fake.street_address(), town=fake.city(), code=fake.postcode())
        one = replace(one, landline=draw.digits("(03) %### ####"))
    told = {"Name": in_capitals(_written(draw, one), draw.random)}
    if draw.chance(0.5):
        told["Address"] = swiped(one.street, draw.random) if draw.chance(0.05) else one.street
    if draw.chance(0.7):
        told["City"], told["Postcode"] = one.town, one.code
    if draw.chance(0.55):
        phone = draw.one(one.landline, one.mobile)
        told["Telephone"] = swiped(phone, draw.random) if draw.chance(0.03) else phone
    if draw.chance(0.4):
        told["Email"] = one.mail
    if draw.chance(0.25):
        told["Year of birth"] = str(one.born.year)
    told["Appeal"] = draw.one("Winter", "Easter", "Flood", "Bequest")
    return told


def _written(draw: Draw, one: Donor) -> str:
    given, family = one.given, one.family
    if draw.chance(0.08):
        given = _WRITTEN.get(given, given)
    if draw.chance(0.05):
        given = draw.one(dictated, swiped)(given, draw.random)
    if draw.chance(0.06):
        family = draw.one(dictated, swiped)(family, draw.random)
    if draw.chance(0.08):
        given = given[0]
    if one.middle and draw.chance(0.35):
        given = f"{given} {draw.one(one.middle, one.middle[0])}"
    if one.suffix and draw.chance(0.6):
        family = f"{family} {one.suffix}"
    title = draw.one("Mr ", "Dr ", "Ms ") if draw.chance(0.1) else ""
    return draw.one(f"{title}{given} {family}", f"{given} {family}", f"{family}, {given}")
