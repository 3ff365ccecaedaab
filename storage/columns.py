"""What the columns of a list mean: the names that CRMs, helpdesks, shops and people give them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from storage.address import PARTS
from storage.handles import KINDS

SKIPPED: Final = "skip"
LINE_FIELDS: Final = (
    "external_id", "name", "first_name", "middle_name", "last_name", "emails", "phones", "company", "title",
    "plan", "location", "address", "born", "timezone", "language", "preferred_channel", "tags", "notes",
    "orders", "owner", "priority", "of_person",
)  # fmt: skip
STREET_PARTS: Final = ("street_number", "street", "street_2", "street_3")
_SINGULAR: Final = {"email": "emails", "phone": "phones", "tag": "tags", "note": "notes"}
_CUSTOM_CHARS: Final = 100
_WORDS: Final = re.compile(r"[a-z0-9]+")
_NUMBERED: Final = re.compile(
    r"(?:primary|main|other|secondary|additional)?(.+?)\d{0,2}(?:value|s)?"
)

_NAMES: Final[Mapping[str, str]] = {
    "external_id": "external id",
    "id": """id, record id, rec id, unique id, uid, uuid, customer id, client id, user id, contact id,
        member id, person id, subscriber id, identifier, customer number, customer no, account number, kundennummer,
        kundennr, id cliente, id client""",
    "name": """name, full name, display name, customer name, contact name, client name, customer, nome completo,
        nombre completo, nom complet, vollstandiger name, nome, nombre, nom, naam""",
    "first_name": """first name, given name, forename, first, fname, christian name, vorname, prenom, primeiro nome,
        primer nombre, voornaam""",
    "middle_name": "middle name, middle names, second name, additional name, middle initial",
    "last_name": """last name, surname, family name, last, lname, nachname, familienname, sobrenome, apelido, apellido,
        apellidos, nom de famille, achternaam, cognome""",
    "emails": """email, e mail, mail, email address, e mail address, mail address, work email, home email,
        personal email, business email, contact email, customer email, user email, correo, correo electronico,
        courriel, email adresse, e mail adresse, endereco de email,
        work email addresses, additional emails, additional email addresses, e mail privat, e mail geschaftlich,
        e mail 2 address, e mail 3 address, adresse email, adresse mail, adresse electronique, indirizzo email,
        indirizzo e mail, direccion de correo, direccion de correo electronico""",
    "phones": """phone, phone number, telephone, telephone number, tel, telefon, telefono, telefone, mobile,
        mobile phone, mobile phone number, mobile number, cell, cell phone, cellphone, cell phone number, cellular,
        handy, mobil, movil, celular, portable, landline, home phone, work phone, business phone, office phone,
        default address phone,
        whatsapp, whatsapp number, whatsapp phone number, sms, phone home, phone work, phone mobile, telefonnummer,
        mobilnummer, contact number, fixed phone, phone no, mobile no, telefon privat, telefon geschaftlich,
        telefon dienstlich, telefon arbeit, telefon mobil, telefon festnetz, mobiltelefon, mobiltelefonnummer,
        handynummer, rufnummer, festnetz, festnetznummer, home telephone, work telephone, mobile telephone,
        telefono movil, telefono celular, telefono fijo, numero de telefono, numero de telefone, numero de telephone,
        telephone portable, telephone mobile, telephone fixe, tel portable, cellulare, telefono cellulare""",
    "handles.instagram": "instagram, instagram handle, instagram username, insta",
    "handles.messenger": "messenger, messenger id, facebook messenger id, facebook psid",
    "handles.telegram": "telegram, telegram username, telegram handle, telegram id",
    "handles.x": "twitter, twitter handle, twitter username, x handle, x username, x com",
    "company": """company, company name, associated company, primary associated company, organisation, organization,
        organisation name, organization name, org, employer, business, business name, account name, firma, firmenname,
        business unit name, legal name, trading name, trade name, registered name, institution, institution name,
        facility, facility name, establishment, establishment name, venue, venue name, restaurant, restaurant name,
        hotel name, shop name, store name, school name, hospital name, practice name, site name, branch name,
        center name, centre name, agency name, supplier, supplier name, vendor, vendor name, merchant, merchant name,
        club name, org name, entity name, dba name, doing business as, razon social, ragione sociale, raison sociale,
        firmenbezeichnung, unternehmen, empresa, societe, entreprise, bedrijf, azienda, default address company""",
    "title": """title, job title, jobtitle, position, job, occupation, berufsbezeichnung, cargo, poste, puesto,
        organization title, organisation title, funktion""",
    "plan": "plan, plan name, subscription plan, tier, pricing plan",
    "location": "location, place, where, standort, ubicacion, localizacao",
    "address": """full address, postal address, mailing address, home address, formatted address, billing address,
        shipping address""",
    "street_number": "street number, house number, house no, street no, hausnummer",
    "street": """street, street address, address, address1, address line 1, address line1, address street, street name,
        street 1, addr1, addr, addr line 1, street line 1, residential address, residence address,
        address 1 street, strasse und hausnummer, strasse hausnummer, strasse nr, strasse hausnr,
        strasse, adresse, anschrift, direccion, endereco, rua, rue, calle,
        indirizzo, default address address1""",
    "street_2": """address 2, address line 2, address line2, street 2, addr2, apartment, apt, unit, suite,
        default address address2, street address 2, street address line 2""",
    "street_3": "address 3, address line 3, street 3, addr3",
    "suburb": "suburb, district, neighbourhood, neighborhood, bairro, locality",
    "address.city": """city, town, city town, town city, municipality, ort, stadt, wohnort, ciudad, cidade, ville,
        plaats, citta, address city, address 1 city, default address city, village""",
    "address.region": """state, region, state region, county, province, province code, state province, state code,
        region name, province state, bundesland, estado, provincia, departement, uf, address state, address region,
        address 1 region, default address province code, default address province""",
    "address.postcode": """postcode, post code, postal code, postalcode, zip, zip code, zipcode, zip postal code,
        postal zip code, plz, postleitzahl, codigo postal, code postal, cep, cap, address zip, address postcode,
        address postal code, address 1 postal code, default address zip, eircode""",
    "address.country": """country, country region, country code, country name, land, pais, pays, paese, nation,
        address country, address 1 country, default address country code, default address country, country iso""",
    "born": """born, birth date, birthdate, date of birth, dob, birthday, birth day, geburtsdatum, geburtstag,
        year of birth, birth year, birthyear, yob, geburtsjahr, jahrgang, ano de nacimiento, ano de nascimento,
        annee de naissance, anno di nascita, geboortejaar, geboortedatum,
        fecha de nacimiento, data de nascimento, date de naissance, data di nascita, nascimento""",
    "timezone": "timezone, time zone, iana time zone, tz, zeitzone, zona horaria, fuso horario, fuseau horaire",
    "language": """language, locale, lang, preferred language, browser language, language override, sprache, idioma,
        langue, taal, lingua""",
    "preferred_channel": "preferred channel, preferred contact method, contact preference, best contact method",
    "tags": "tags, tag, labels, label, etiquetas, schlagworte, etiquettes, groups, group membership",
    "notes": """notes, note, comments, comment, remarks, notizen, notiz, bemerkung, bemerkungen, anmerkung, anmerkungen,
        kommentar, kommentare, notas, observacoes, observaciones, comentarios, remarques, commentaires, opmerkingen""",
    SKIPPED: "fax, fax number, telefax, telefax number, fax no, home fax, business fax",
}  # fmt: skip


def plain(name: str) -> str:
    """The name without case, accents, spaces and signs: what is alike of its writings."""
    return "".join(_WORDS.findall(anyascii(name[:200]).lower()))


KNOWN: Final[Mapping[str, str]] = {
    plain(name): target for target, names in _NAMES.items() for name in names.split(",")
}
"""A column's name, plain, to what is in the column."""


@lru_cache(maxsize=2_000)
def meaning(name: str) -> str | None:
    """What a column of this name holds, or None for one of nobody's usual names.

    A field of ours, `id` for one without its system's name, `suburb`, a part of the street, or `skip`.
    Numbers and the *Value* of Google's contacts do not count: `E-mail 1 - Value`.
    """
    own = field(name)
    if own and own != SKIPPED and "." in own:
        return own
    written = plain(name)
    if written in KNOWN:
        return KNOWN[written]
    shorter = _NUMBERED.fullmatch(written)
    target = KNOWN.get(shorter.group(1)) if shorter else None
    if target in ("emails", "phones"):
        return target
    return own if own in LINE_FIELDS else None


def field(text: str) -> str | None:
    """The field that is called so in `--map` (`-` is `skip`), or None for none."""
    text = text.strip()
    if text in ("-", SKIPPED):
        return SKIPPED
    text = _SINGULAR.get(text, text)
    if text in LINE_FIELDS or text in STREET_PARTS:
        return text
    group, dot, name = text.partition(".")
    allowed = {"handles": name in KINDS, "address": name in PARTS, "fields": bool(name.strip())}
    return text if dot and allowed.get(group) else None


def fields() -> str:
    """All that `--map` knows, for people to read."""
    return ", ".join(
        (
            *LINE_FIELDS,
            *(f"address.{part}" for part in PARTS),
            *(f"handles.{kind}" for kind in KINDS),
            "fields.<any name>",
            SKIPPED,
        )
    )


def custom(name: str) -> str:
    """The field for a column of nobody's usual names."""
    return f"fields.{' '.join(name.split())[:_CUSTOM_CHARS]}"
