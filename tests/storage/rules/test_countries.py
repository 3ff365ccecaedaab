"""A country is known by what lists call it, and a number is read as it is written there."""

import json

import pytest
from babel.core import Locale
from phonenumbers import SUPPORTED_REGIONS

from storage.countries import LONGEST_CHARS, region_of
from storage.exchange import Row, row
from storage.zones import zone_at

SPOKEN = ("en", "de", "fr", "es", "pt", "it", "nl")


@pytest.mark.parametrize(
    ("region", "names"),
    [
        (
            "US",
            "US|us|USA|U.S.A.|U.S.|United States|The United States of America|America|EE.UU.|EE. UU.",
        ),
        (
            "US",
            "Estados Unidos|\u00c9tats-Unis d\u2019Am\u00e9rique|Vereinigte Staaten|Verenigde Staten",
        ),
        (
            "GB",
            "UK|U.K.|GBR|England|Scotland|Wales|Northern Ireland|Great Britain|Great Britain & Northern Ireland",
        ),
        (
            "GB",
            "Reino Unido|Royaume-Uni|Vereinigtes K\u00f6nigreich|Gro\u00dfbritannien|Inghilterra|London, UK",
        ),
        ("ES", "Espa\u00f1a|ESPANA|Spain|Spanien|ESP|Reino de Espa\u00f1a|Islas Canarias"),
        (
            "DE",
            "Deutschland|Germany|DEU|D|Allemagne|Alemania|Germany (DE)|DE - Germany|Germany/Deutschland",
        ),
        ("AT", "\u00d6sterreich|Oesterreich|Austria|A"),
        ("IN", "India|Bharat|\u092d\u093e\u0930\u0924|Republic of India"),
        ("MX", "M\u00e9xico|Mexico|Mejico"),
        ("BR", "Brasil|Brazil|Br\u00e9sil|Brasilien|Bra|Rep\u00fablica Federativa do Brasil"),
        ("KR", "Korea, Republic of|Republic of Korea|South Korea|\ub300\ud55c\ubbfc\uad6d"),
        ("KP", "North Korea|Korea, Democratic People's Republic of"),
        ("IR", "Iran|Iran (Islamic Republic of)"),
        ("CI", "C\u00f4te d'Ivoire|Ivory Coast"),
        ("LC", "St. Lucia|Saint Lucia|St Lucia"),
        ("RU", "\u0420\u043e\u0441\u0441\u0438\u044f|Russia|Russian Federation"),
        ("JP", "\u65e5\u672c|Japan"),
        ("CZ", "Czech Republic|Czechia|\u010cesko"),
        ("NL", "The Netherlands|Holland|Nederland|Pays-Bas"),
        ("VI", "U.S. Virgin Islands|US Virgin Islands"),
    ],
)
def test_a_country_by_its_codes_and_its_names(region: str, names: str) -> None:
    assert {name: region_of(name) for name in names.split("|")} == dict.fromkeys(
        names.split("|"), region
    )


def test_every_name_in_the_languages_of_lists_is_that_country() -> None:
    for language in SPOKEN:
        for region, name in Locale(language).territories.items():
            if region in SUPPORTED_REGIONS:
                assert (name, region_of(name)) == (name, region)
                assert region_of(name.upper()) == region


@pytest.mark.parametrize(
    "text",
    ["", " ", "Atlantis", "XX", "ZZZ", "Georgia, USA", "Republic", "the", "12345", "-", "A" * (LONGEST_CHARS + 1)],
)  # fmt: skip
def test_what_names_no_country_or_two_is_none(text: str) -> None:
    assert region_of(text) is None


def number(raw: str, country: str, region: str) -> str | None:
    line = {"name": "Ana", "phones": [raw], "address": {"country": country}}
    found = row(json.dumps(line), number=1, region=region)
    assert isinstance(found, Row)
    return next((one.value for one in found.new.identifiers), None)


@pytest.mark.parametrize("country", ["US", "USA", "U.S.A.", "United States", "Vereinigte Staaten"])
def test_a_number_is_read_as_it_is_written_in_the_country_of_the_address(country: str) -> None:
    assert number("(208) 463-4043", country, "DE") == "+12084634043"


def test_a_number_of_a_country_that_is_not_known_is_the_lists() -> None:
    assert number("(208) 463-4043", "Atlantis", "US") == "+12084634043"
    assert number("(208) 463-4043", "", "US") == "+12084634043"


def test_a_number_that_is_none_in_its_country_is_the_lists_only_where_it_begins_so() -> None:
    assert number("0761 / 8033118", "USA", "DE") == "+497618033118"
    assert number("(208) 463-404", "USA", "DE") is None  # a digit is missing: no German number
    assert number("020 7946 0123", "Scotland", "DE") == "+442079460123"


def test_an_address_tells_its_zone_by_any_name_of_its_country() -> None:
    for country in ("DE", "Germany", "Deutschland", "DEU", "Alemania"):
        assert zone_at(f"\n\n\n\n{country}") == "Europe/Berlin"
