"""Countries as lists write them: by a code of ISO 3166, or by a name in a language that lists are in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from babel.core import Locale, get_global
from phonenumbers import SUPPORTED_REGIONS

LONGEST_CHARS: Final = 80
_LANGUAGES: Final = ("en", "de", "fr", "es", "pt", "it", "nl")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_INITIALS: Final = re.compile(r"\b([a-z])[. ]+(?=[a-z]\b)")
_BESIDE: Final = re.compile(r"[()\[\],;/|]|\s[\-\u2013]\s")
_SAINT: Final = re.compile(r"\b(?:saint|sankt|sint|san|sao|ste)\b")
_SMALL_TEXT: Final = "and d das de der des di die du e el en et of la las le les los the und y"
_SMALL: Final = frozenset(_SMALL_TEXT.split())
_STATES_TEXT: Final = """
    federal federative kingdom republic republica repubblica republiek republik republique state
"""
_FORMS_OF_STATE: Final = frozenset(_STATES_TEXT.split())

_OWN_TEXT: Final = """
    AE:lmrt-l-rbyh-lmthdh AF:fghnstn AL:shqiperi AM:hayastan AZ:azerbaycan|azarbajcan
    BA:bosna-i-khertsegovina|bosna-i-hercegovina BD:bamlades BG:blgariya BH:lbhryn BI:uburundi BN:brwny BT:brug
    CF:kodorosese-ti-beafrika CH:schwiiz CN:zhongguo CW:korsou CY:kypros|kibris CZ:cesko DJ:jybwty DK:danmark
    DZ:ljzir EE:eesti EG:msr EH:lshr-lghrbyh ER:ertra|rytry ET:ityopya FI:suomi FO:foroyar GE:sakartvelo
    GL:kalaallit-nunaat GR:ellada HK:zhongguoxianggangtebiexingzhengqu HR:hrvatska HU:magyarorszag IE:eire
    IL:ysrl|sriyl IM:ellan-vannin IN:bhart IQ:l-rq IR:yrn JO:lrdn JP:riben KG:kirgiziya KH:kmpocha KM:jzr-lqmr
    KP:bughan KR:daehanmingug KW:lkwyt KZ:qazaqstan LA:lav LB:lbnn LI:liachteschtai LK:sri-lmkav|ilnkai LT:lietuva
    LU:letzebuerg LV:latvija LY:lyby MA:lmghrb|merruk MD:republica-moldova ME:crna-gora MG:madagasikara
    MK:severna-makedonija MM:mrnma MN:mongol MO:zhongguoaomentebiexingzhengqu MR:mwrytny MV:dhivehi-raaje
    NG:naijiria NO:norge|noreg NZ:aotearoa OM:umn PG:papua-niugini PH:pilipinas PK:pkstn PL:polska PS:lrdy-lflstynyh
    QA:qtr RS:srbija RU:rossiya RW:u-rwanda SA:lmmlkh-l-rbyh-ls-wdyh SD:lswdn SE:sverige SG:xinjiapo|cinkppur
    SI:slovenija SJ:svalbard-og-jan-mayen SK:slovensko SN:senegaal SO:soomaaliya|lswml SY:swry TD:tshd TH:aithy
    TJ:tojikiston TN:twns UA:ukraina UZ:o-zbekiston|uzbekiston XK:kosove YE:lymn
"""
"""The names that countries have in their own language where it is none of those above: Unicode's CLDR 47, in ASCII."""

_ALSO: Final = {
    "AE": "emirates, dubai, abu dhabi, emirati arabi, vae",
    "AT": "a, republik osterreich, republic of austria, oesterreich",
    "AU": "commonwealth of australia",
    "BE": "b, kingdom of belgium",
    "BA": "bosnia, bosnien",
    "BO": "plurinational state of bolivia",
    "BR": "republica federativa do brasil",
    "CD": "drc, dr congo, democratic republic of the congo, congo kinshasa",
    "CG": "republic of the congo, congo brazzaville",
    "CH": "schweizerische eidgenossenschaft, confoederatio helvetica, confederation suisse, helvetia",
    "CI": "ivory coast, elfenbeinkuste",
    "CN": "peoples republic of china, prc, pr china, mainland china, zhongguo, vr china, volksrepublik china",
    "CV": "cape verde",
    "CZ": "czech republic, tschechische republik, republique tcheque, republica checa, ceska republika",
    "DE": "d, federal republic of germany, bundesrepublik deutschland, brd, bundesrepublik, frg, west germany, ger",
    "DK": "kingdom of denmark",
    "DO": "dominican rep, rep dominicana",
    "ES": "kingdom of spain, reino de espana, canary islands, islas canarias, kanarische inseln, mallorca",
    "FR": "f, french republic, republique francaise, metropolitan france, france metropolitaine",
    "GB": """great britain, great britain and northern ireland, britain, england, scotland, wales, northern
        ireland, united kingdom of great britain and northern ireland, grossbritannien, grossbritannien und
        nordirland, schottland, nordirland, inglaterra, escocia, gran bretana, angleterre, ecosse, grande
        bretagne, gran bretagna, inghilterra, scozia, gra bretanha, engeland, schotland, groot brittannie,
        groot brittannie en noord ierland, pays de galles, cymru, irlanda del norte, irlande du nord,
        irlanda do norte, gales, galles""",
    "GR": "hellas, hellenic republic, ellada",
    "HK": "hong kong, hongkong, hong kong sar, hk china",
    "IE": "eire, republic of ireland, irish republic, southern ireland, republik irland",
    "IN": "bharat, republic of india, hindustan",
    "IR": "islamic republic of iran, persia, persien",
    "IT": "i, italian republic, repubblica italiana",
    "KP": "north korea, democratic peoples republic of korea, dprk",
    "KR": "korea, republic of korea, korea republic, rok, korea south, sudkorea",
    "KN": "saint kitts and nevis",
    "LA": "lao peoples democratic republic, lao pdr",
    "LC": "saint lucia",
    "LY": "libyan arab jamahiriya",
    "MD": "republic of moldova, moldavia",
    "MK": "macedonia, north macedonia, republic of macedonia, fyrom, mazedonien",
    "MM": "burma, birma",
    "MO": "macao, macau, macau sar",
    "MX": "mejico, estados unidos mexicanos",
    "NL": "holland, the netherlands, kingdom of the netherlands, holanda, hollande, olanda, nederlanden",
    "PH": "the philippines, republic of the philippines",
    "PS": "palestine, state of palestine, palestinian territories",
    "PT": "portuguese republic, republica portuguesa, madeira, azores, acores",
    "RU": "russian federation, rossiya, russische foderation, ussr",
    "SA": "ksa, kingdom of saudi arabia",
    "SK": "slovak republic, slowakische republik",
    "SY": "syrian arab republic",
    "SZ": "swaziland, swasiland",
    "TL": "east timor",
    "TR": "turkey, turkiye, republic of turkey, turkei",
    "TW": "republic of china, taiwan roc, chinese taipei, taiwan province of china",
    "TZ": "united republic of tanzania",
    "US": """united states of america, us of a, america, the states, estados unidos america, eeuu, ee uu, eua,
        estados unidos da america, vereinigte staaten von amerika, amerika, etats unis d amerique,
        stati uniti d america,
        verenigde staten van amerika, vs""",
    "VA": "holy see, vatican",
    "VC": "saint vincent and the grenadines",
    "VE": "bolivarian republic of venezuela",
    "VN": "viet nam, socialist republic of vietnam",
    "ZA": "rsa, republic of south africa, rep of south africa",
}  # fmt: skip
"""What people write besides the names that Unicode's CLDR has."""


@lru_cache(maxsize=2_000)
def region_of(country: str) -> str | None:
    """The ISO 3166 alpha-2 code of a country that has telephone numbers; None for what names none that is known.

    A code of two or three letters or a name, whatever its case, accents, dots, articles and order of words, also
    with another writing of it beside: `Deutschland (DE)`. What names two countries names none.
    """
    text = country.strip()
    if not text or len(text) > LONGEST_CHARS:
        return None
    found = _of_code(text) or _of_name(text)
    if found is None:
        parts = [part.strip() for part in _BESIDE.split(text) if part.strip()]
        regions = {_of_code(part) or _of_name(part) for part in parts} - {None}
        found = regions.pop() if len(regions) == 1 else None
    return found


def _of_code(text: str) -> str | None:
    code = text.replace(".", "").replace(" ", "").upper()
    if not (code.isascii() and code.isalpha() and len(code) in (2, 3)):
        return None
    if code in SUPPORTED_REGIONS:
        return code
    now = get_global("territory_aliases").get(code, ())  # alpha-3, and those that are no more
    return now[0] if len(now) == 1 and now[0] in SUPPORTED_REGIONS else None


def _of_name(text: str) -> str | None:
    words = _words(text)
    names = _names()
    return names.get(words) or names.get(words - _FORMS_OF_STATE)


def _words(name: str) -> frozenset[str]:
    """What is alike of the writings of a name: `Korea, Republic of`, `The Republic of Korea`."""
    plain = _INITIALS.sub(r"\1", anyascii(name).lower().replace("'s ", "s ").replace("'", " "))
    words = frozenset(_WORDS.findall(_SAINT.sub("st", plain)))
    return words - _SMALL or words


@lru_cache(maxsize=1)
def _names() -> dict[frozenset[str], str]:
    """Every name that is known, by its words; the names that people write come before those of the CLDR."""
    found: dict[frozenset[str], str] = {}
    for name, region in _pairs():
        found.setdefault(_words(name), region)
    return found


def _pairs() -> Iterator[tuple[str, str]]:
    for region, names in _ALSO.items():
        yield from ((name, region) for name in names.split(","))
    for language in _LANGUAGES:
        for region, name in Locale(language).territories.items():
            if region in SUPPORTED_REGIONS:
                yield name, region
    for line in _OWN_TEXT.split():
        region, _, names = line.partition(":")
        yield from ((name, region) for name in names.split("|"))
