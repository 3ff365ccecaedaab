"""An export of a CRM: people at home and at work, families with one mailbox, and every hand that typed them in."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from benchmarks.identity.lists.making import Draw, Table, letters
from benchmarks.identity.slips import heard, misdated, typed
from benchmarks.identity.words import NICKNAMES

REGION: Final = "US"
MOST_LINES: Final = 8
MAILS: Final = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "aol.com", "comcast.net", "icloud.com",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a family lives."""

    street: str
    city: str
    state: str
    postcode: str
    landline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person as they are."""

    given: str
    family: str
    suffix: str
    born: date
    home: Home
    mobile: str
    emails: tuple[str, ...]
    company: str


def crm(size: int, seed: int) -> Table:
    """The lines of an export, three of ten people more than once among them."""
    return _export(size, seed, again=0.3, slips=1.0)


def messy_crm(size: int, seed: int) -> Table:
    """The same of a team that takes less care: half are there more than once, and slips are twice as many."""
    return _export(size, seed, again=0.5, slips=1.8)


def _export(size: int, seed: int, *, again: float, slips: float) -> Table:
    draw = Draw(seed, "en_US")
    companies = [draw.fake.company() for _ in range(max(size // 12, 1))]
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        for one in _family(draw, companies):
            many = 2 + int(draw.random.expovariate(0.8)) if draw.chance(again) else 1
            lines += [(_line(draw, one, slips), str(who)) for _ in range(min(many, MOST_LINES))]
            who += 1
    return draw.shuffled(lines, size)


def _family(draw: Draw, companies: list[str]) -> list[Somebody]:
    family, home = draw.fake.last_name(), _home(draw)
    ours = draw.mailbox(f"{letters(family)}{draw.one('family', 'home', 's')}@{draw.one(*MAILS)}")
    together = draw.chance(0.15)
    found: list[Somebody] = []
    taken: set[str] = set()
    for place in range(draw.one(1, 1, 1, 2, 2, 3, 4)):
        given = draw.other(lambda: _given(draw), taken)
        named = family if draw.chance(0.85) else draw.fake.last_name()
        suffix = ""
        if place == 2 and draw.chance(0.15):
            given, named, suffix = found[0].given, found[0].family, "Jr."
        company = draw.one(*companies) if draw.chance(0.6) else ""
        emails = [draw.mailbox(_email(draw, given, named))]
        if company:
            domain = letters(company)[:14]
            emails.append(draw.mailbox(f"{given[0].lower()}{letters(named)}@{domain}.com"))
        found.append(
            Somebody(
                given=given,
                family=named,
                suffix=suffix,
                born=draw.day(1940, 2000),
                home=home,
                mobile=draw.digits("%##-%##-####"),
                emails=(ours,) if together else tuple(emails),
                company=company,
            )
        )
    return found


def _given(draw: Draw) -> str:
    return str(draw.one(draw.fake.first_name_female, draw.fake.first_name_male)())


def _home(draw: Draw) -> Home:
    return Home(
        street=draw.fake.street_address(),
        city=draw.fake.city(),
        state=draw.fake.state_abbr(),
        postcode=draw.fake.postcode(),
        landline=draw.digits("(%##) %##-####"),
    )


def _email(draw: Draw, given: str, family: str) -> str:
    first, last = letters(given), letters(family)
    number = draw.random.randrange(1, 99)
    local = draw.one(
        f"{first}.{last}",
        f"{first}{last}",
        f"{first[0]}{last}",
        f"{last}.{first}",
        f"{first}{number}",
        f"{first}_{last}{number}",
    )
    return f"{local}@{draw.often(MAILS)}"


# ---------------------------------------------------------------- as the export has them


def _line(draw: Draw, one: Somebody, slips: float) -> dict[str, str]:
    if draw.chance(0.08 * slips):
        one = replace(one, home=replace(_home(draw), landline=one.home.landline))
    given, family = _named(draw, one, slips)
    email = draw.one(*one.emails)
    phone = draw.one(one.mobile, one.mobile, one.home.landline)
    told: dict[str, str] = {"First Name": given, "Last Name": family}
    if draw.chance(0.75):
        told["Email"] = typed(email, draw.random) if draw.chance(0.04 * slips) else email
    if draw.chance(0.65):
        bare = phone.replace("(", "").replace(")", "")
        phone = typed(phone, draw.random) if draw.chance(0.03 * slips) else phone
        told["Phone Number"] = draw.one(phone, f"+1 {bare}", phone.replace("-", "."))
    if draw.chance(0.75):
        street = one.home.street
        told["Street Address"] = typed(street, draw.random) if draw.chance(0.06 * slips) else street
    if draw.chance(0.8):
        told["City"], told["State/Region"] = one.home.city, one.home.state
    if draw.chance(0.8):
        code = one.home.postcode
        told["Postal Code"] = typed(code, draw.random) if draw.chance(0.03 * slips) else code
    if draw.chance(0.7):
        told["Company Name"] = one.company
    if draw.chance(0.35):
        born = (one.born.year, one.born.month, one.born.day)
        year, month, day = misdated(born, draw.random) if draw.chance(0.06 * slips) else born
        told["Date of birth"] = f"{year:04d}-{month:02d}-{day:02d}"
    told["Lifecycle Stage"] = draw.one("Lead", "Customer", "Subscriber", "Opportunity")
    return told


def _named(draw: Draw, one: Somebody, slips: float) -> tuple[str, str]:
    given, family = one.given, one.family
    if draw.chance(0.12 * slips):
        given = NICKNAMES.get(given, given)
    if draw.chance(0.06 * slips):
        given = draw.one(typed, heard)(given, draw.random)
    if draw.chance(0.06 * slips):
        family = draw.one(typed, heard)(family, draw.random)
    if draw.chance(0.02 * slips):
        given, family = family, given
    if draw.chance(0.03 * slips):
        family = draw.fake.last_name()
    if draw.chance(0.03 * slips):
        given = given[0]
    if draw.chance(0.1):
        given, family = given.upper(), family.upper()
    if one.suffix and draw.chance(0.7):
        family = f"{family} {one.suffix}"
    return ("" if draw.chance(0.04 * slips) else given), family
