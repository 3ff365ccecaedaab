"""A landlord's tenants, kept aside: flatmates who are no family, whoever had the flat before, and one bell for all."""

from dataclasses import dataclass
from typing import Final

from benchmarks.identity.lists.copying import cut, exchanged, garbled, glued, lost
from benchmarks.identity.lists.making import Draw, Table, letters

REGION: Final = "DK"
_LANDS: Final = {
    "da_DK": ("%# ## ## ##", "mail.dk jubii.dk gmail.com"),
    "fi_FI": ("+358 40 %## ####", "luukku.com kolumbus.fi gmail.com"),
    "tr_TR": ("+90 532 %## ## ##", "mynet.com hotmail.com gmail.com"),
}
_LANES: Final = ("Nørregade", "Åboulevard", "Vestergade", "Søndre Allé", "Borgergade", "Ryesgade")
_NARROW: Final = 14
"""Letters of a name that the oldest program keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A flat, with what all have who ever lived in it."""

    lane: str
    door: str
    code: str
    town: str
    line: str
    """The telephone in the hall, which stays when people go; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """Somebody who lived there."""

    given: str
    family: str
    phone: str
    mail: str
    ours: str
    """The mailbox of all in the flat; empty for none."""
    since: int
    flats: tuple[Flat, ...]
    """Where they lived, one after the other."""


def tenants(size: int, seed: int) -> Table:
    """Contracts, deposits, repairs and letters of ten years: a line each."""
    draw = Draw(seed, *_LANDS)
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        flat = _flat(draw)
        since = draw.random.randrange(2012, 2018)
        for _ in range(draw.one(1, 1, 2, 3)):  # those who had it one after the other
            for one in _sharing(draw, flat, since):
                many = draw.one(1, 1, 2, 2, 3, 4, 7)
                lines += [(_entry(draw, one), str(who)) for _ in range(many)]
                who += 1
            since += draw.random.randrange(1, 4)
    return draw.shuffled(lines, size)


def _flat(draw: Draw) -> Flat:
    return Flat(
        lane=f"{draw.one(*_LANES)} {draw.random.randrange(1, 120)}",
        door=draw.one("st. tv", "1. th", "2. tv", "3. mf", "4. th"),
        code=draw.digits("8%##"),
        town=draw.one("Aarhus", "Randers", "Horsens", "Silkeborg"),
        line=draw.digits("86 %# ## ##") if draw.chance(0.3) else "",
    )


def _sharing(draw: Draw, flat: Flat, since: int) -> list[Tenant]:
    land = draw.one("da_DK", "da_DK", "fi_FI", "tr_TR")
    fake = draw.of(land)
    form, domains = _LANDS[land]
    are_family, family = draw.chance(0.35), fake.last_name()
    ours = ""
    if draw.chance(0.2):
        ours = draw.mailbox(f"{letters(flat.lane)}{flat.lane.split()[-1]}@{domains.split()[0]}")
    taken: set[str] = set()
    found: list[Tenant] = []
    for _ in range(draw.one(1, 1, 2, 2, 3, 4)):
        given = draw.other(fake.first_name, taken)
        named = family if are_family else fake.last_name()
        year = str(draw.random.randrange(70, 99))
        local = draw.one(
            f"{letters(given)}.{letters(named)}",
            f"{letters(given)[:2]}{letters(named)[:4]}{year}",
            f"{letters(fake.city())}{year}",
        )
        moved = draw.chance(0.2)
        found.append(
            Tenant(
                given=given,
                family=named,
                phone=draw.digits(form),
                mail=draw.mailbox(f"{local}@{draw.one(*domains.split())}"),
                ours=ours,
                since=since,
                flats=(flat, _flat(draw)) if moved else (flat,),
            )
        )
    return found


def _entry(draw: Draw, one: Tenant) -> dict[str, str]:
    flat = draw.one(*one.flats)
    told = {"Contact name": _written(draw, one)}
    if draw.chance(0.75):
        told["Street"] = glued(flat.lane) if draw.chance(0.05) else flat.lane
        told["Door"] = flat.door if draw.chance(0.7) else ""
    if draw.chance(0.6):
        code = exchanged(flat.code, draw.random) if draw.chance(0.03) else flat.code
        told["Postcode"], told["Town"] = code, flat.town
    if draw.chance(0.5):
        phone = flat.line if flat.line and draw.chance(0.3) else one.phone
        told["Telephone 1"] = exchanged(phone, draw.random) if draw.chance(0.03) else phone
    if draw.chance(0.5):
        mail = one.ours if one.ours and draw.chance(0.4) else one.mail
        told["E-mail"] = lost(mail, draw.random) if draw.chance(0.02) else mail
    if draw.chance(0.6):
        told["Since"] = str(one.since + draw.one(0, 0, 0, 0, 0, 0, 0, 1))
    told["Matter"] = draw.one("contract", "deposit", "repair", "letter")
    return told


def _written(draw: Draw, one: Tenant) -> str:
    given, family = one.given, one.family
    if draw.chance(0.05):
        given = draw.one(exchanged, lost, garbled)(given, draw.random)
    if draw.chance(0.06):
        family = draw.one(exchanged, lost, garbled)(family, draw.random)
    if draw.chance(0.06):
        given = f"{given[0]}."
    name = draw.one(f"{given} {family}", f"{given} {family}", f"{family}, {given}")
    return cut(name, _NARROW) if draw.chance(0.08) else name
