"""Somebody new in one line: what is their name, and what stands beside it."""

import pytest

from bot.parse.described import somebody_new

ANA = ("phone:+5511912345678",)
MAIL = ("email:ana@acme.example",)


@pytest.mark.parametrize(
    ("text", "name", "identifiers"),
    [
        ("Ana Souza", "Ana Souza", ()),
        ("Ana Souza +55 11 91234-5678", "Ana Souza", ANA),
        ("Ana Souza (11) 91234-5678", "Ana Souza", ANA),
        ("+55 (11) 91234-5678 Ana Souza", "Ana Souza", ANA),
        ("Ana Souza, ana@acme.example", "Ana Souza", MAIL),
        ("Ana Souza <ana@acme.example>", "Ana Souza", MAIL),
        ("Ana Souza <mailto:ana@acme.example|ana@acme.example>", "Ana Souza", MAIL),
        ("Ana Souza (+55 11 91234-5678) ana@acme.example.", "Ana Souza", (*MAIL, *ANA)),
        ("Ana Souza - ana@acme.example / 11 91234-5678", "Ana Souza", (*MAIL, *ANA)),
        ("(11) 91234-5678", "", ANA),
        ("ana@acme.example", "", MAIL),
        ("crm:42", "", ("external:crm:42",)),
        ("instagram: ana.s", "", ("instagram:ana.s",)),
        ("Ana Souza order 1001", "Ana Souza order 1001", ()),
        ("Class of 2019-2023", "Class of 2019-2023", ()),
        ("Ana @ Acme", "Ana @ Acme", ()),
        ("Ana a@b", "Ana a@b", ()),
        ("Studio 54 +1", "Studio 54 +1", ()),
    ],
)
def test_a_name_is_told_from_what_stands_beside_it(
    text: str, name: str, identifiers: tuple[str, ...]
) -> None:
    found, known_by = somebody_new(text, region="BR")
    assert found == name
    assert tuple(map(str, known_by)) == identifiers
