"""Two lists of households, kept aside once and looked at since: a practice's patients, and the members of a club."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from benchmarks.identity.lists.faults import misread, mistyped, shortened
from benchmarks.identity.lists.making import Draw, Table, letters

_FORENAMES: Final = ("first_name_female", "first_name_male")


# ---------------------------------------------------------------- patients


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Somebody on the register of a doctor's practice."""

    forenames: str
    surname: str
    born: date
    address: str
    postcode: str
    phone: str
    mobile: str
    email: str
    number: str


def patients(size: int, seed: int) -> Table:
    """The registers of two practices that became one: children by their parents' numbers, twins, widows."""
    draw = Draw(seed, "en_GB", "en_IE")
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        for one in _household(draw):
            many = draw.one(1, 1, 1, 1, 1, 2, 2, 3)
            lines += [(_registered(draw, one), str(who)) for _ in range(many)]
            who += 1
    return draw.shuffled(lines, size)


def _household(draw: Draw) -> list[Patient]:
    fake = draw.of(draw.one("en_GB", "en_GB", "en_IE"))
    surname = fake.last_name()
    address, postcode = f"{draw.random.randrange(1, 150)} {fake.street_name()}", fake.postcode()
    landline = draw.digits("01### 5#####")
    parents: list[Patient] = []
    found: list[Patient] = []
    taken: set[str] = set()
    for place in range(draw.one(1, 1, 2, 2, 3, 4, 5)):
        grown = place < 2
        forename = draw.other(lambda: str(getattr(fake, draw.one(*_FORENAMES))()), taken)
        if not grown and draw.chance(0.08):
            forename = parents[0].forenames.split()[0]  # called after the father
        born = draw.day(1935, 1985) if grown else draw.day(1990, 2020)
        if place > 2 and draw.chance(0.12):
            born = found[-1].born  # twins
        second = f" {draw.of('en_GB').first_name()}" if draw.chance(0.5) else ""
        by_parent = draw.one(*parents) if parents and not grown and draw.chance(0.7) else None
        mail = draw.one("gmail.com", "nhs.net", "live.ie", "eircom.net", "talktalk.net")
        local = draw.one(
            f"{letters(forename)}{letters(surname)}{born.year % 100}",
            f"{letters(surname)}.{letters(forename)}",
            f"{letters(forename)[:3]}{letters(surname)[:4]}",
        )
        one = Patient(
            forenames=f"{forename}{second}",
            surname=fake.last_name() if place == 1 and draw.chance(0.3) else surname,
            born=born,
            address=address,
            postcode=postcode,
            phone=landline,
            mobile=by_parent.mobile if by_parent else draw.digits("07### ######"),
            email=by_parent.email if by_parent else draw.mailbox(f"{local}@{mail}"),
            number=draw.digits("%## ### ####"),
        )
        found.append(one)
        if grown:
            parents.append(one)
    return found


def _registered(draw: Draw, one: Patient) -> dict[str, str]:
    surname, forenames = _called(draw, one)
    born = one.born
    if draw.chance(0.03):
        born += timedelta(draw.one(-1, 1, 30, 365, 3652))
    told = {"Surname": surname.upper(), "Forename": forenames, "Notes": draw.one("", "", "DNA x2")}
    told["DOB"] = born.strftime("%d/%m/%Y") if draw.chance(0.85) else ""
    told["Address Line 1"] = shortened(one.address, draw.random) if draw.chance(0.8) else ""
    told["Postcode"] = mistyped(one.postcode, draw.random) if draw.chance(0.04) else one.postcode
    if draw.chance(0.1):  # moved
        told["Address Line 1"] = draw.fake.street_address()
        told["Postcode"] = draw.fake.postcode()
    if draw.chance(0.5):
        told["Telephone"] = one.phone
    if draw.chance(0.6):
        told["Mobile"] = mistyped(one.mobile, draw.random) if draw.chance(0.03) else one.mobile
    if draw.chance(0.35):
        told["E-mail"] = one.email
    if draw.chance(0.3):
        told["NHS number"] = one.number
    return told


def _called(draw: Draw, one: Patient) -> tuple[str, str]:
    surname, forenames = one.surname, one.forenames
    if draw.chance(0.5):
        forenames = forenames.split()[0]
    if draw.chance(0.05):
        forenames = draw.one(mistyped, misread)(forenames, draw.random)
    if draw.chance(0.05):
        surname = draw.one(mistyped, misread)(surname, draw.random)
    if draw.chance(0.03):
        surname = f"{surname}-{draw.fake.last_name()}"
    return surname, forenames


# ---------------------------------------------------------------- members of a club


def members(size: int, seed: int) -> Table:
    """The members of a club: whole names in one column, parents' mailboxes and phones for all children."""
    draw = Draw(seed, "fr_FR", "de_AT", "it_IT")
    lines: list[tuple[dict[str, str], str]] = []
    who = 0
    while len(lines) < size:
        locale = draw.one("fr_FR", "de_AT", "it_IT")
        fake = draw.of(locale)
        family, town = fake.last_name(), fake.city()
        mails = {"fr_FR": "orange.fr", "de_AT": "gmx.at", "it_IT": "libero.it"}
        codes = {"fr_FR": "+33 6", "de_AT": "+43 664", "it_IT": "+39 339"}
        mailbox = draw.mailbox(f"{letters(family)}.{letters(fake.first_name())}@{mails[locale]}")
        phone = codes[locale] + draw.digits(" %# ### ###")
        taken: set[str] = set()
        elders: list[str] = []
        for place in range(draw.one(1, 2, 2, 3, 4, 4)):
            given = draw.other(fake.first_name, taken)
            if place >= 2 and draw.chance(0.07):
                given = elders[0]
            elders.append(given)
            year = draw.random.randrange(1950, 1990) + 35 * (place > 1)
            own = draw.chance(0.45)
            mail = (
                f"{letters(given)}{draw.random.randrange(99)}@{mails[locale]}" if own else mailbox
            )
            mobile = codes[locale] + draw.digits(" %# ### ###") if draw.chance(0.5) else phone
            for _ in range(draw.one(1, 1, 1, 2, 3)):
                name = f"{misread(given, draw.random) if draw.chance(0.05) else given} "
                name += mistyped(family, draw.random) if draw.chance(0.05) else family
                if draw.chance(0.1):
                    name = " ".join(reversed(name.split(" ", 1)))
                told = {"Name": name, "City": town if draw.chance(0.6) else ""}
                told["Email"] = mail if draw.chance(0.6) else ""
                told["Mobile"] = mobile if draw.chance(0.6) else ""
                told["Year of birth"] = str(year) if draw.chance(0.5) else ""
                told["Section"] = draw.one("tennis", "swimming", "rowing")
                lines.append((told, str(who)))
            who += 1
    return draw.shuffled(lines, size)
