"""A made list of organisations: sites that share a name and a switchboard, each told of in several ways."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from benchmarks.identity.people import Made
from benchmarks.identity.slips import cased, heard, typed, usual
from benchmarks.identity.words import (
    ABBREVIATED,
    CAUSES,
    ENDINGS,
    FORMS,
    KINDS,
    ROOTS,
    SHORT,
    STREETS,
    TOWNS,
)

MOST_LINES: Final = 8
"""Of one site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What its sites share."""

    name: str
    legal: str
    switchboard: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place of an organisation: that is what a line is about."""

    organisation: Organisation
    of: str
    """What tells it from the others in the name; empty for none."""
    number: int
    street: str
    kind: str
    house: str
    """The building, or the floor; empty for none."""
    postcode: str
    city: str
    phone: str
    email: str


def organisations(size: int, seed: int) -> Made:
    """Lines of the import format, and which site each of them is."""
    random = Random(seed)
    lines: list[tuple[dict[str, Any], str]] = []
    where = 0
    before: Site | None = None
    while len(lines) < size:
        organisation = _organisation(random)
        sites = [
            _site(organisation, None if at else before, random)
            for at in range(random.choice((1, 1, 1, 1, 2, 2, 3, 6, 12)))
        ]
        for site in sites:
            many = min(1 + int(random.expovariate(0.6)), MOST_LINES)
            lines += [(_line(site, random), str(where)) for _ in range(many)]
            where += 1
        before = sites[-1]
    random.shuffle(lines := lines[:size])
    return [line for line, _ in lines], [name for _, name in lines]


def _place(random: Random) -> str:
    return random.choice(ROOTS) + random.choice(ENDINGS)


def _organisation(random: Random) -> Organisation:
    first = random.choice(
        (_place(random), usual(list(TOWNS), random), f"Saint {usual(_SAINTS, random)}")
    )
    cause = usual(CAUSES, random)
    if random.random() < 0.15:
        cause = f"{cause} and {usual(CAUSES, random)}"
    name = f"{first} {cause} {usual(FORMS, random)}"
    initials = "".join(word[0] for word in name.split()).lower()
    return Organisation(
        name=name,
        legal=random.choice(("", "", "Ltd", "CIC")),
        switchboard=f"0300{random.randrange(1_000_000, 9_999_999)}",
        domain=f"{first.replace(' ', '').lower()}{initials[1:]}.org.uk",
    )


_SAINTS: Final = ("Mary", "John", "Luke", "Peter", "Anne", "Michael", "Giles", "Hilda", "Cuthbert")


def _site(organisation: Organisation, before: Site | None, random: Random) -> Site:
    """A place of its own, or in the building of the site `before`, which is another organisation's."""
    city = usual(list(TOWNS), random)
    area, dialling = TOWNS[city]
    own = f"{dialling}{random.randrange(20_000_000, 99_999_999)}"[:11]
    of = random.choice((_place(random), random.choice(STREETS), city))
    shared = before if before and random.random() < 0.12 else None
    end = "".join(random.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    named = random.choice(STREETS) if random.random() < 0.6 else _place(random)
    return Site(
        organisation=organisation,
        of=of if random.random() < 0.6 else "",
        number=shared.number if shared else int(300 * random.random() ** 2) + 1,
        street=shared.street if shared else named,
        kind=shared.kind if shared else random.choice(KINDS[:4]),
        house=f"{_place(random)} House" if random.random() < 0.15 else "",
        postcode=shared.postcode
        if shared
        else f"{area}{random.randrange(1, 30)} {random.randrange(1, 10)}{end}",
        city=shared.city if shared else city,
        phone=organisation.switchboard if random.random() < 0.55 else own,
        email=f"{random.choice(('info', 'office', of.lower()))}@{organisation.domain}",
    )


# ---------------------------------------------------------------- as a list has them


def _line(site: Site, random: Random) -> dict[str, Any]:
    line: dict[str, Any] = {"name": _name(site, random)}
    address = _address(site, random)
    if address:
        line["address"] = address
    if random.random() < 0.75:
        number = site.phone
        if random.random() < 0.08:
            number = f"07{random.randrange(400_000_000, 999_999_999)}"  # whoever looks after it
        elif random.random() < 0.04:
            number = typed(number, random)
        line["phones"] = [f"{number[:5]} {number[5:]}" if random.random() < 0.5 else number]
    if random.random() < 0.3:
        line["emails"] = [site.email]
    return line


def _name(site: Site, random: Random) -> str:
    name = site.organisation.name
    if random.random() < 0.12:
        name = " ".join(ABBREVIATED.get(word, word) for word in name.split())
    if random.random() < 0.05:
        words = name.split()
        words.pop(random.randrange(1, len(words)))
        name = " ".join(words)
    if random.random() < 0.08:
        name = typed(name, random) if random.random() < 0.7 else heard(name, random)
    if site.of and random.random() < 0.75:
        name = random.choice((f"{name} - {site.of}", f"{name} ({site.of})", f"{name}, {site.of}"))
    if site.organisation.legal and random.random() < 0.4:
        name = f"{name} {site.organisation.legal}"
    if random.random() < 0.05:
        name = f"The {name}"
    return cased(name, random)


def _address(site: Site, random: Random) -> dict[str, str]:
    number = site.number + (random.choice((-2, 2)) if random.random() < 0.03 else 0)
    kind = SHORT.get(site.kind, site.kind) if random.random() < 0.4 else site.kind
    street = (
        f"{number} {typed(site.street, random) if random.random() < 0.05 else site.street} {kind}"
    )
    if site.house and random.random() < 0.5:
        street = f"{site.house}, {street}"
    postcode = typed(site.postcode, random) if random.random() < 0.04 else site.postcode
    address = {"street": cased(street, random), "postcode": postcode, "city": site.city}
    for part, missing in (("street", 0.1), ("postcode", 0.2), ("city", 0.25)):
        if random.random() < missing:
            del address[part]
    return address
