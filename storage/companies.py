"""Names of companies and other organisations, and how to tell them from a person's."""

import re
from functools import lru_cache
from typing import Final

from storage import names
from storage.nicknames import is_given

LONG_NAME_WORDS: Final = 5
"""A name of so many words is seldom a person's."""
_LEGAL_FORMS_TEXT: Final = """
    inc incorporated llc llp lllp lp ltd limited plc pllc pbc co corp corporation company cic gmbh ggmbh mbh
    ag kg kgaa ohg ug gbr ev eg se sa sas sasu sarl eurl sci scop srl srls spa snc sca scs sprl bvba bv nv
    cv vof vzw asbl ab as asa ans aps oy oyj hf ehf kft zrt nyrt bt doo jdoo dd sro spzoo oo ooo oao zao
    pao jsc pjsc cjsc ojsc ad ood eood uab sia ou eireli epp me mei ltda cia sl slu sapi kk gk yk pty pte
    pvt bhd sdn tbk fze dmcc
"""
_LEGAL_FORMS: Final = frozenset(_LEGAL_FORMS_TEXT.split())
_SURE_FORMS_TEXT: Final = """
    inc incorporated llc llp ltd limited plc pllc corp corporation company gmbh ggmbh mbh kg kgaa ohg sarl
    sasu eurl srl spa bv nv bvba aps oyj kft zrt doo sro ltda eireli pty pte
"""
_SURE_FORMS: Final = frozenset(_SURE_FORMS_TEXT.split())
"""Those that are nobody's family name."""
_ABBREVIATED: Final = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)")
_ORGANISATIONS_TEXT: Final = """
    academy agency assn association bakery bistro board bureau cafe catering cathedral center
    centers centre charity children childrens clinic club coffee college commission committee
    community congregation consulting cooperative council daycare dental department dept diner
    district elementary enterprises federation foundation fund garage group grill
    hospital hotel inn institute insurance international kindergarten kitchen lab laboratory
    learning library logistics lounge ministry mission museum nursery office organization
    organisation parish partners partnership pharmacy pizza plumbing preschool program programs project restaurant
    saloon salon school schools service services shop society software solutions store studio
    studios support systems tavern technologies theater theatre trading union university
    ymca ywca youth haus schule verein kirche praxis apotheke gasthof escola escuela iglesia hospital
    restaurante tienda loja clinica universidad universidade ecole eglise magasin paroisse mairie commune
    apotheek bakkerij garagebedrijf gasthuis gemeente huisarts huisartsen huisartsenpraktijk kapsalon kliniek praktijk
    polikliniek stichting tandarts tandartspraktijk vereniging winkel zaal ziekenhuis zorg zorgcentrum
    apteka fundacja gabinet przychodnia sklep szkola szpital eczane hastane okul klinik krankenhaus klinikum
"""
_ORGANISATIONS: Final = frozenset(_ORGANISATIONS_TEXT.split())
_SURNAMES_TOO: Final = frozenset(
    [
        "bank",
        "bar",
        "church",
        "day",
        "family",
        "hall",
        "head",
        "house",
        "kids",
        "market",
        "start",
        "temple",
        "trust",
    ]
)
"""Two words of which one is of these are a person as well as not."""
_FAMILIES: Final = frozenset(["church", "day", "hall", "head", "temple"])
"""Of those, what a person of two given names, or of one and an initial, may be called too."""
_FAMILIES_TOO: Final = frozenset(["iglesia", "kitchen", "parish"])
"""What whoever has a given name before it is called: *Robert Parish*, and not *Iglesia Bautista*."""


@lru_cache(maxsize=5_000)
def words(company: str) -> tuple[str, ...]:
    """The words of a company's name without the legal forms at its end; the first is always kept.

    A form at the beginning is part of the name, as in *AS Roma* and *AB InBev*.
    """
    kept = list(names.words(_ABBREVIATED.sub("", company)))
    if kept[-3:] == ["sp", "z", "oo"]:
        kept[1:] = kept[1:-3]
    while len(kept) > 1 and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    return tuple(kept)


def same_company(a: str, b: str) -> bool:
    """True for the same words in any order, legal forms aside."""
    return bool(words(a)) and sorted(words(a)) == sorted(words(b))


def _is_called_so(found: tuple[str, ...]) -> bool:
    """True for words that are a person's: *Robert A. Hall*, *Susan J. Hall Williams*, *Anna Maria Church*."""
    told = [word for word in found if word in _ORGANISATIONS or word in _SURNAMES_TOO]
    match found:
        case (first, last) | (first, _, last) if told == [last] and last in _FAMILIES_TOO:
            return is_given(first)
        case (first, middle, family) | (first, middle, family, _) if told == [family]:
            known = family in _FAMILIES
            initial = len(middle) == 1 < len(first)
            return known and (initial or (len(found) == 3 and is_given(first) and is_given(middle)))
    return False


@lru_cache(maxsize=5_000)
def is_organisation(name: str, *, parted: bool = False) -> bool:
    """True for what is more likely an organisation's name than a person's.

    `parted`: it was told as a given and a family name. Only what is nobody's given name, as in *Clinica Santa
    Maria*, and a legal form at its end make that an organisation's.
    """
    found = names.words(_ABBREVIATED.sub("", name))
    if len(found) > 1 and found[-1] in _SURE_FORMS:
        return True
    if parted:
        return bool(found) and found[0] in _ORGANISATIONS
    if any(word.isdecimal() for word in found):
        return True
    return not _is_called_so(found) and (
        len(found) >= LONG_NAME_WORDS
        or any(word in _ORGANISATIONS for word in found)
        or (len(found) > 2 and any(word in _SURNAMES_TOO for word in found))
    )
