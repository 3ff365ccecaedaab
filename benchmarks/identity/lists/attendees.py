"""Those who came to a yearly conference, kept aside: they change firms, and are booked in by whoever has the card."""

from dataclasses import dataclass
from typing import Final

from benchmarks.identity.lists.copying import cut, exchanged, garbled, lost
from benchmarks.identity.lists.making import Draw, Table, letters

REGION: Final = "CA"
_LANDS: Final = {
    "fr_CA": ("+1 514 %## ####", "Canada"),
    "en_CA": ("+1 604 %## ####", "Canada"),
    "hu_HU": ("+36 30 %## ####", "Magyarország"),
    "nl_BE": ("+32 47# ## ## ##", "Belgium"),
}
_MAILS: Final = ("gmail.com", "proton.me", "videotron.ca", "freemail.hu", "telenet.be")
_POSTS: Final = ("Engineer", "Head of Data", "CTO", "Student", "Professor", "Buyer", "Consultant")
_NARROW: Final = 18
"""Letters of a name that fit on a badge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """Where people work, and whoever books for them."""

    name: str
    domain: str
    central: str
    booking: str
    land: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What somebody is at a firm, with the address they have there."""

    firm: Firm
    post: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody who came."""

    given: str
    middle: str
    family: str
    mobile: str
    own: str
    jobs: tuple[Job, ...]


def attendees(size: int, seed: int) -> Table:
    """The registrations of some years: a line each."""
    draw = Draw(seed, *_LANDS)
    firms = [_firm(draw) for _ in range(max(size // 15, 2))]
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        one = _somebody(draw, firms)
        many = draw.one(1, 1, 1, 1, 2, 3, 4, 5)
        lines += [(_registration(draw, one), str(who)) for _ in range(many)]
        who += 1
    return draw.shuffled(lines, size)


def _firm(draw: Draw) -> Firm:
    land = draw.one(*_LANDS)
    name = draw.of(land).company()
    domain = f"{letters(name)[:18]}.example.org"
    booking = draw.one(f"events@{domain}", f"{letters(draw.of(land).first_name())}@{domain}")
    return Firm(
        name=name,
        domain=domain,
        central=draw.digits(_LANDS[land][0]),
        booking=booking,
        land=land,
    )


def _somebody(draw: Draw, firms: list[Firm]) -> Attendee:
    first = draw.often(firms, 0.5)
    fake = draw.of(first.land)
    given, family = fake.first_name(), fake.last_name()
    jobs = []
    for firm in (first, draw.one(*firms)) if draw.chance(0.25) else (first,):
        local = draw.one(
            f"{letters(given)}.{letters(family)}",
            f"{letters(given)[0]}{letters(family)}",
            f"{letters(family)}",
        )
        mail = draw.mailbox(f"{local}@{firm.domain}")
        jobs.append(Job(firm=firm, post=draw.one(*_POSTS), mail=mail))
    own = f"{letters(given)}{letters(family)[:3]}{draw.random.randrange(99)}@{draw.one(*_MAILS)}"
    return Attendee(
        given=given,
        middle=fake.first_name() if draw.chance(0.2) else "",
        family=family,
        mobile=draw.digits(_LANDS[first.land][0]),
        own=draw.mailbox(own),
        jobs=tuple(jobs),
    )


def _registration(draw: Draw, one: Attendee) -> dict[str, str]:
    job = draw.one(*one.jobs)
    firm = job.firm
    told = {"Full name": _written(draw, one, firm)}
    if draw.chance(0.85):
        told["Organisation"] = cut(firm.name, 12) if draw.chance(0.07) else firm.name
    told["Job title"] = job.post if draw.chance(0.5) else ""
    if draw.chance(0.8):
        mail = draw.one(job.mail, job.mail, job.mail, one.own)
        if draw.chance(0.06):
            mail = firm.booking
        told["Work email"] = exchanged(mail, draw.random) if draw.chance(0.02) else mail
    if draw.chance(0.45):
        phone = firm.central if draw.chance(0.2) else one.mobile
        told["Mobile number"] = lost(phone, draw.random) if draw.chance(0.02) else phone
    told["Country"] = _LANDS[firm.land][1] if draw.chance(0.6) else ""
    told["Ticket"] = draw.one("early", "regular", "student", "speaker")
    return told


def _written(draw: Draw, one: Attendee, firm: Firm) -> str:
    given, family = one.given, one.family
    if draw.chance(0.05):
        given = draw.one(exchanged, lost, garbled)(given, draw.random)
    if draw.chance(0.05):
        family = draw.one(exchanged, lost, garbled)(family, draw.random)
    if draw.chance(0.05):
        given = given[:3]
    if one.middle and draw.chance(0.4):
        given = f"{given} {one.middle[0] if draw.chance(0.5) else one.middle}"
    name = f"{given} {family}"
    if firm.land == "hu_HU" and draw.chance(0.5):
        name = f"{family} {given}"  # as they say it at home
    return cut(name, _NARROW) if draw.chance(0.04) else name
