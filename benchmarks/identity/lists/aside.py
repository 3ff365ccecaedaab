"""The kinds that are kept aside: another error model and other mixtures. Their mistakes are never looked at.

They are run when everything is done, to see whether what was mended on the other kinds holds where nobody
looked. Whoever reads a wrong pair of one of them to mend something moves the kind to the others, and writes
a new one.
"""

from typing import Final

from benchmarks.identity.lists.faults import misread, mistyped, shortened
from benchmarks.identity.lists.making import Draw, Table, letters

_TRADES_TEXT: Final = """
    Steel Glass Timber Paper Office Tools Paint Valves Textiles Labels Wines Dairy
"""
TRADES: Final = tuple(_TRADES_TEXT.split())

# ---------------------------------------------------------------- riders of a courier


def riders(size: int, seed: int) -> Table:
    """Customers of a courier in five countries: a name as it is heard, a number, and little else."""
    countries = {
        "en_IN": ("+91 9", "Mumbai Pune Nagpur Thane Nashik"),
        "es_MX": ("+52 55 ", "Puebla Toluca Leon Oaxaca Merida"),
        "id_ID": ("+62 812 ", "Bandung Jakarta Medan Malang Solo"),
        "ro_RO": ("+40 72", "Cluj Iasi Brasov Sibiu Arad"),
        "en_NG": ("+234 803 ", "Lagos Ibadan Abuja Kano Jos"),
    }
    draw = Draw(seed, *countries)
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    shops = [f"shop{at}@bazaar.example" for at in range(5)]
    while len(lines) < size:
        locale = draw.one(*countries)
        start, towns = countries[locale]
        fake, town = draw.of(locale), draw.one(*towns.split())
        given, family = fake.first_name(), fake.last_name()
        number = start + draw.digits("%#######"[: 14 - len(start.replace(" ", ""))])
        mail = draw.mailbox(
            f"{letters(given)}{letters(family)}{draw.random.randrange(9999)}@gmail.com"
        )
        for _ in range(draw.one(1, 1, 1, 1, 2, 2, 3, 5)):
            name = draw.one(f"{given} {family}", f"{given} {family}", given, f"{given} {family[0]}")
            if draw.chance(0.12):
                name = misread(name, draw.random)
            told = {"Customer name": name, "City": town if draw.chance(0.7) else ""}
            told["Phone"] = number if draw.chance(0.75) else ""
            told["E-Mail"] = mail if draw.chance(0.35) else ""
            if draw.chance(0.01):
                told["E-Mail"] = draw.one(*shops)
            lines.append((told, str(who)))
        who += 1
    return draw.shuffled(lines, size)


# ---------------------------------------------------------------- suppliers


def suppliers(size: int, seed: int) -> Table:
    """The suppliers in a book-keeper's list: offices of one firm by one central number, and firms of like names."""
    draw = Draw(seed, "en_GB", "it_IT", "es_ES")
    lines: list[tuple[dict[str, str], str]] = []
    where = 0
    while len(lines) < size:
        locale = draw.one("en_GB", "en_GB", "it_IT", "es_ES")
        fake = draw.of(locale)
        form = {"en_GB": "Ltd", "it_IT": "S.r.l.", "es_ES": "S.L."}[locale]
        start = {"en_GB": "+44 161 ", "it_IT": "+39 02 ", "es_ES": "+34 93 "}[locale]
        firm = draw.one(
            f"{fake.last_name()} {draw.one(*TRADES)}",
            f"{fake.last_name()} {fake.last_name()} {draw.one(*TRADES)}",
            f"{draw.one(*TRADES)} {fake.city().split()[0]}",
        )
        central, domain = start + draw.digits("%## ####"), f"{letters(firm)[:20]}.example.com"
        for office in range(draw.one(1, 1, 1, 2, 2, 4, 7)):
            street, code, city = fake.street_address(), fake.postcode(), fake.city()
            phone = central if office == 0 or draw.chance(0.5) else start + draw.digits("%## ####")
            for _ in range(draw.one(1, 1, 1, 2, 2, 4)):
                name = mistyped(firm, draw.random) if draw.chance(0.06) else firm
                name = shortened(name, draw.random) if draw.chance(0.1) else name
                told = {"Supplier": f"{name} {form}" if draw.chance(0.7) else name}
                told["Telephone"] = phone if draw.chance(0.7) else ""
                told["Email"] = draw.one("accounts", "info", "orders") + f"@{domain}"
                if draw.chance(0.5):
                    told["Email"] = ""
                told["Address"] = misread(street, draw.random) if draw.chance(0.05) else street
                if draw.chance(0.25):
                    told["Address"] = ""
                told["Postcode"] = code if draw.chance(0.7) else ""
                told["City"] = city if draw.chance(0.8) else ""
                lines.append((told, str(where)))
            where += 1
    return draw.shuffled(lines, size)
