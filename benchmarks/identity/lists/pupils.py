"""A school's list, kept aside: children by a parent's telephone and mailbox, cousins in one class, parents who help."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from benchmarks.identity.lists.making import Draw, Table, letters
from benchmarks.identity.lists.sounds import dictated, in_capitals, swiped

REGION: Final = "NL"
_LANDS: Final = {
    "nl_NL": ("06 %#######", "ziggo.nl kpnmail.nl gmail.com"),
    "de_DE": ("+49 17% #######", "web.de t-online.de gmx.de"),
    "pl_PL": ("+48 60% ### ###", "wp.pl onet.pl interia.pl"),
}
_STREETS: Final = ("Molenweg", "Kerkstraat", "Beukenlaan", "Havenkade", "Zonnehof", "Dorpsplein")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """A child of the school, or one of those who brought it up."""

    given: str
    second: str
    family: str
    born: date
    street: str
    phones: tuple[str, ...]
    """Their own, or those of the parents who are to be called."""
    mails: tuple[str, ...]
    group: str


def pupils(size: int, seed: int) -> Table:
    """Ten years of a school's lists: a line a school year, a trip or a club, each written anew."""
    draw = Draw(seed, *_LANDS)
    clans: list[tuple[str, str]] = []
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        if clans and draw.chance(0.15):
            land, family = draw.one(*clans)  # cousins
        else:
            land = draw.one("nl_NL", "nl_NL", "nl_NL", "de_DE", "pl_PL")
            family = draw.of(land).last_name()
            clans.append((land, family))
        for one in _family(draw, land, family):
            many = draw.one(1, 1, 1, 1, 2, 2, 3, 4)
            lines += [(_line(draw, one), str(who)) for _ in range(many)]
            who += 1
    return draw.shuffled(lines, size)


def _family(draw: Draw, land: str, family: str) -> list[Pupil]:
    fake = draw.of(land)
    street = f"{draw.one(*_STREETS)} {draw.random.randrange(1, 240)}"
    taken: set[str] = set()
    parents: list[Pupil] = []
    for place in range(draw.one(1, 2, 2, 2)):
        given = draw.other((fake.first_name_female, fake.first_name_male)[place % 2], taken)
        named = family if place == 0 or draw.chance(0.6) else fake.last_name()
        parents.append(
            Pupil(
                given=given,
                second="",
                family=named,
                born=draw.day(1968, 1992),
                street=street,
                phones=(_mobile(draw, land),),
                mails=(_mailbox(draw, land, given, named),),
                group="ouder",
            )
        )
    found = [one for one in parents if draw.chance(0.35)]
    born = draw.day(2004, 2014)
    for place in range(draw.one(1, 1, 2, 2, 2, 3)):
        called = fake.first_name_female if draw.chance(0.5) else fake.first_name_male
        given = draw.other(called, taken)
        if draw.chance(0.03):
            given = parents[-1].given  # after the father
        if place and not draw.chance(0.08):  # else twins
            born += timedelta(draw.random.randrange(400, 1500))
        by = parents if draw.chance(0.5) else [draw.one(*parents)]
        phones = tuple(one.phones[0] for one in by)
        mails = tuple(one.mails[0] for one in by)
        if draw.chance(0.15):
            phones = (*phones, _mobile(draw, land))
        found.append(
            Pupil(
                given=given,
                second=called() if draw.chance(0.3) else "",
                family=family,
                born=born,
                street=street,
                phones=phones,
                mails=mails,
                group=f"{draw.random.randrange(1, 9)}{draw.one('a', 'b')}",
            )
        )
    return found


def _mobile(draw: Draw, land: str) -> str:
    return draw.digits(_LANDS[land][0])


def _mailbox(draw: Draw, land: str, given: str, family: str) -> str:
    domain = draw.one(*_LANDS[land][1].split())
    first, last, any_word = letters(given), letters(family), letters(draw.of(land).city())
    local = draw.one(
        f"{first}{last}",
        f"{first[0]}{last}",
        f"{last}{draw.random.randrange(60, 99)}",
        f"{first}_{draw.random.randrange(1, 99)}",
        f"{any_word}{draw.random.randrange(1, 999)}",
    )
    return draw.mailbox(f"{local}@{domain}")


def _line(draw: Draw, one: Pupil) -> dict[str, str]:
    given, family = one.given, one.family
    if one.second and draw.chance(0.4):
        given = f"{given} {one.second}"
    if draw.chance(0.04):
        given = draw.one(dictated, swiped)(given, draw.random)
    if draw.chance(0.04):
        family = draw.one(dictated, swiped)(family, draw.random)
    if draw.chance(0.03):
        given = given[: draw.one(1, 3)]
    told = {"First name": given, "Last name": in_capitals(family, draw.random)}
    if draw.chance(0.7):
        born = one.born + timedelta(draw.one(-30, 1, 31, 365)) if draw.chance(0.02) else one.born
        told["Date of birth"] = born.strftime("%d-%m-%Y")
    if draw.chance(0.7):
        phone = draw.one(*one.phones)
        told["Phone"] = swiped(phone, draw.random) if draw.chance(0.02) else phone
    if draw.chance(0.55):
        told["Email"] = draw.one(*one.mails)
    if draw.chance(0.4):
        told["Street"] = dictated(one.street, draw.random) if draw.chance(0.05) else one.street
    told["Group"] = one.group if draw.chance(0.8) else ""
    return told
