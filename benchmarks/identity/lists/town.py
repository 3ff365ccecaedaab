"""A town of namesakes: few names, large families, sons called after their fathers, twins, and one mailbox a house."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from benchmarks.identity.lists.making import Draw, Table, letters, several
from benchmarks.identity.slips import typed
from benchmarks.identity.words import NICKNAMES

REGION: Final = "GB"
MOST_LINES: Final = 5
MAILS: Final = ("gmail.com", "hotmail.co.uk", "yahoo.co.uk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as they are."""

    given: str
    family: str
    suffix: str
    born: date
    address: str
    landline: str
    mobile: str
    email: str


def town(size: int, seed: int) -> Table:
    """The lines of a town's customers, a quarter of them more than once among them."""
    draw = Draw(seed, "en_GB")
    families = several(draw.fake.last_name, 120)
    names = several(draw.fake.first_name, 120)
    roads = several(draw.fake.street_name, 250)
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        for one in _house(draw, families, names, roads):
            many = 2 + int(draw.random.expovariate(1.0)) if draw.chance(0.25) else 1
            lines += [(_line(draw, one), str(who)) for _ in range(min(many, MOST_LINES))]
            who += 1
    return draw.shuffled(lines, size)


def _house(draw: Draw, families: list[str], names: list[str], roads: list[str]) -> list[Somebody]:
    family = draw.often(families, 0.7)
    end = draw.one(*"ABDEFGHJLN") + draw.one(*"ABDEFGHJLN")
    code = f"LS{draw.random.randrange(1, 29)} {draw.random.randrange(1, 9)}{end}"
    address = f"{draw.random.randrange(1, 200)} {draw.often(roads, 0.3)}, Leeds {code}"
    landline = draw.digits("0113 2## ####")
    mails = draw.one("btinternet.com", "gmail.com", "sky.com")
    ours = draw.mailbox(f"{letters(family)}family{draw.random.randrange(99)}@{mails}")
    found: list[Somebody] = []
    taken: set[str] = set()
    for place in range(draw.one(1, 2, 2, 3, 4, 5)):
        given = draw.other(lambda: draw.often(names, 0.7), taken)
        suffix = ""
        if place == 2 and draw.chance(0.15):
            given, suffix = found[0].given, " Jr" if draw.chance(0.5) else ""
        first, year = letters(given), 1975 if place > 1 else 1950
        local = f"{first[0] if draw.chance(0.4) else first}.{letters(family)}"
        own = draw.mailbox(f"{local}{draw.random.randrange(999)}@{draw.one(*MAILS)}")
        twin = place == 3 and draw.chance(0.1)
        found.append(
            Somebody(
                given=given,
                family=family,
                suffix=suffix,
                born=found[-1].born if twin else draw.day(year, year + 20),
                address=address,
                landline=landline,
                mobile=draw.digits("07### ######") if draw.chance(0.6) else "",
                email=own if draw.chance(0.6) else ours,
            )
        )
    return found


def _line(draw: Draw, one: Somebody) -> dict[str, str]:
    given, family = one.given, one.family
    if draw.chance(0.08):
        given = NICKNAMES.get(given, given)
    if draw.chance(0.05):
        given = typed(given, draw.random)
    if draw.chance(0.05):
        family = typed(family, draw.random)
    if draw.chance(0.05):
        given = given[0]
    in_order = f"{given} {family}{one.suffix}"
    told = {"customer": in_order if draw.chance(0.9) else f"{family}, {given}{one.suffix}"}
    if draw.chance(0.55):
        told["mail"] = one.email
    if draw.chance(0.5):
        told["tel"] = one.mobile if one.mobile and draw.chance(0.7) else one.landline
    if draw.chance(0.6):
        told["address"] = one.address
    elif draw.chance(0.5):
        short = one.address.replace(" Road", " Rd").replace(" Street", " St")
        told["address"] = short.upper()
    if draw.chance(0.3):
        told["birthday"] = one.born.strftime("%d/%m/%Y")
    return told
