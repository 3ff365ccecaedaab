"""Companies: which names are one company's, and which are an organisation's at all."""

import pytest

from storage.companies import is_organisation, same_company, words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Acme Inc.", ("acme",)),
        ("Acme GmbH & Co. KG", ("acme",)),
        ("Acme S.A.", ("acme",)),
        ("Acme S. r. l.", ("acme",)),
        ("Acme d.o.o.", ("acme",)),
        ("Acme Sp. z o.o.", ("acme",)),
        ("Acme A/S", ("acme",)),
        ("Acme Pty Ltd", ("acme",)),
        ("J. P. Morgan", ("jp", "morgan")),
    ],
)
def test_case_39_legal_forms_go_from_the_end(written: str, expected: tuple[str, ...]) -> None:
    assert words(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("AS Roma", ("as", "roma")),
        ("AB InBev", ("ab", "inbev")),
        ("Co-op", ("co", "op")),
        ("GmbH", ("gmbh",)),
        ("Limited Brands", ("limited", "brands")),
        ("", ()),
    ],
)
def test_case_39_a_legal_form_at_the_beginning_or_alone_is_the_name(
    written: str, expected: tuple[str, ...]
) -> None:
    assert words(written) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Acme Outfitters Ltd.", "ACME Outfitters", True),
        ("Outfitters Acme", "Acme Outfitters GmbH", True),
        ("Acme North", "Acme South", False),
        ("AS Roma", "Roma", False),
        ("", "", False),
    ],
)
def test_one_company_in_many_writings(one: str, other: str, same: bool) -> None:
    assert same_company(one, other) is same


@pytest.mark.parametrize(
    "name",
    [
        "Acme GmbH",
        "St. Mary School",
        "Little Angels Day Care",
        "The Cat and the Fiddle",
        "Cafe 21",
        "First Baptist Church",
        "Grace Baptist Church",
        "St. Mary Church",
        "Anna Maria Bar",
        "Happy 2 Day",
        "A B Hall Hire",
        "Clinica Santa Maria",
        "Iglesia Bautista",
        "Santa Maria Iglesia",
        "Thai Kitchen",
        "Robert Parish Kitchen",
        "Robert Parish Church Hall",
        "John F. Kennedy Hall",
        "J. J. Hall Hire",
        "Susan Jane Hall Williams",
    ],
)
def test_names_of_organisations_are_told(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ana Souza",
        "Frank Church",
        "Ada Ek",
        "Ana de Sa",
        "Lee Day",
        "Anna Maria Church",
        "Anna-Maria Day",
        "Robert A. Hall",
        "Dr. Kate J. Temple",
        "Susan J. Hall Williams",
        "Robert Parish",
        "Michael Kitchen",
        "Maria Nunez Iglesia",
    ],
)
def test_names_of_people_are_no_organisations(name: str) -> None:
    assert not is_organisation(name)


@pytest.mark.parametrize(
    "name",
    [
        "Kathleen Hall Robinson",
        "Sue Turnbull Hall",
        "Rosa Núñez Iglesia",
        "D. Jose Antonio Armengol Perez",
        "Jane Market",
        "",
    ],
)
def test_whoever_is_told_by_a_given_and_a_family_name_is_a_person(name: str) -> None:
    assert not is_organisation(name, parted=True)


@pytest.mark.parametrize("name", ["Acme Trading GmbH", "Clinica Santa Maria", "Iglesia Bautista"])
def test_what_is_nobodys_name_is_an_organisations_though_it_was_told_in_two_columns(
    name: str,
) -> None:
    assert is_organisation(name, parted=True)
