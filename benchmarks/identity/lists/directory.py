"""A directory of companies: branches that share a name, a site on the web and a switchboard."""

from dataclasses import dataclass
from typing import Final

from benchmarks.identity.lists.making import Draw, Table, letters
from benchmarks.identity.slips import typed

REGION: Final = "US"
MOST_LINES: Final = 8
COUNTRIES: Final = {
    "en_US": ("US", "+1 %## %## ####", ("Inc", "LLC", "Corp", "Ltd", "")),
    "en_GB": ("GB", "+44 20 7### ####", ("Ltd", "Limited", "PLC", "LLP", "")),
    "de_DE": ("DE", "+49 30 %######", ("GmbH", "AG", "e.K.")),
    "fr_FR": ("FR", "+33 1 ## ## ## ##", ("SARL", "SAS", "SA")),
    "nl_NL": ("NL", "+31 20 ### ####", ("B.V.", "N.V.", "")),
}
WRITTEN: Final = {
    "Inc": "Incorporated", "Corp": "Corporation", "Ltd": "Limited", "Limited": "Ltd", "LLC": "L.L.C.",
    "GmbH": "G.m.b.H.", "B.V.": "BV",
}  # fmt: skip
"""What may stand in the place of a legal form."""
SHORT: Final = {
    "Consulting": "Consult.", "Construction": "Constr.", "Systems": "Sys", "Insurance": "Ins.",
    "Marketing": "Mktg", "Holdings": "Hldgs", "and": "&", "Partners": "Ptnrs", "Pharmacy": "Pharm.",
}  # fmt: skip
_FIRST_TEXT: Final = """
    Blue Red Silver Golden North South Bright Swift Prime Alpha Delta Global Pacific Summit Pioneer Liberty Eagle Oak
    Cedar Maple River Harbor Stone Iron Crystal Solar Apex Quantum Unity Royal
"""
FIRST: Final = tuple(_FIRST_TEXT.split())
_TRADES_TEXT: Final = """
    Logistics Consulting Software Systems Foods Bakery Motors Dental Plumbing Construction Design Marketing Insurance
    Law Pharmacy Clinic Travel Furniture Printing Energy Security Cleaning Catering Holdings Partners
"""
TRADES: Final = tuple(_TRADES_TEXT.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One place of a company: that is what a line is about."""

    name: str
    form: str
    domain: str
    phone: str
    email: str
    street: str
    postcode: str
    city: str
    country: str


def directory(size: int, seed: int) -> Table:
    """Two of five branches more than once among the lines."""
    draw = Draw(seed, *COUNTRIES)
    lines: list[tuple[dict[str, str], str]] = []
    where = 0
    while len(lines) < size:
        for one in _company(draw):
            many = 2 + int(draw.random.expovariate(0.8)) if draw.chance(0.4) else 1
            lines += [(_line(draw, one), str(where)) for _ in range(min(many, MOST_LINES))]
            where += 1
    return draw.shuffled(lines, size)


def _company(draw: Draw) -> list[Branch]:
    locale = draw.one(*COUNTRIES)
    fake = draw.of(locale)
    country, number, forms = COUNTRIES[locale]
    name = draw.one(
        f"{draw.one(*FIRST)} {draw.one(*TRADES)}",
        f"{fake.last_name()} {draw.one('&', 'and')} {draw.one('Sons', fake.last_name())}",
        f"{fake.last_name()} {draw.one(*TRADES)}",
        f"{fake.city().split()[0]} {draw.one(*FIRST)} {draw.one(*TRADES)}",
    )
    form, switchboard = draw.one(*forms), draw.digits(number)
    domain = f"{letters(name)[:18]}.{draw.one('com', 'com', 'net', country.lower())}"
    found = []
    for at in range(draw.one(1, 1, 1, 1, 1, 2, 3, 5)):
        city = fake.city()
        desk = draw.one("info", "sales", "office", letters(city.split()[0]))
        found.append(
            Branch(
                name=f"{name} {city.split()[0]}" if at and draw.chance(0.4) else name,
                form=form,
                domain=domain,
                phone=switchboard if at == 0 or draw.chance(0.6) else draw.digits(number),
                email=f"{desk}@{domain}",
                street=fake.street_address(),
                postcode=fake.postcode(),
                city=city,
                country=country,
            )
        )
    return found


def _line(draw: Draw, one: Branch) -> dict[str, str]:
    told = {"company": _name(draw, one), "country": one.country if draw.chance(0.6) else ""}
    if draw.chance(0.65):
        told["website"] = draw.one(one.domain, f"www.{one.domain}", f"https://www.{one.domain}/")
    if draw.chance(0.65):
        phone = typed(one.phone, draw.random) if draw.chance(0.03) else one.phone
        told["phone"] = draw.one(phone, phone.replace(" ", "-"))
    if draw.chance(0.35):
        told["email"] = one.email
    if draw.chance(0.04):  # moved, and the rest of the address is not known yet
        told["city"] = draw.fake.city()
        return told
    if draw.chance(0.85):
        told["city"] = one.city
    if draw.chance(0.6):
        told["zip"] = one.postcode
    if draw.chance(0.55):
        told["address"] = typed(one.street, draw.random) if draw.chance(0.06) else one.street
    return told


def _name(draw: Draw, one: Branch) -> str:
    name = one.name
    if draw.chance(0.12):
        name = " ".join(SHORT.get(word, word) for word in name.split())
    if draw.chance(0.07):
        name = typed(name, draw.random)
    if one.form and draw.chance(0.6):
        form = WRITTEN.get(one.form, one.form) if draw.chance(0.3) else one.form
        name = f"{name}{draw.one(' ', ', ')}{form}"
    if draw.chance(0.05):
        name = f"The {name}"
    return name.upper() if draw.chance(0.1) else name
