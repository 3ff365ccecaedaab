"""A short form and another spelling of a given name may be that name, and join nobody where they may be two."""

import pytest

from storage import names
from storage.linking.naming import name_levels, word_level
from storage.nicknames import FORMAL, are_two


@pytest.mark.parametrize(
    ("short", "formal"),
    [
        ("Becky", "Rebecca"), ("Betty", "Elizabeth"), ("Trish", "Patricia"), ("Lizzie", "Elizabeth"),
        ("Nikki", "Nicola"), ("Penny", "Penelope"), ("Zach", "Zachary"), ("Geoff", "Geoffrey"),
        ("Matze", "Matthias"), ("Uschi", "Ursula"), ("Lisa", "Elisabeth"), ("Lisa", "Elizabeth"),
        ("Steffi", "Stefanie"), ("B\u00e4rbel", "Barbara"), ("Jochen", "Joachim"), ("Leni", "Helene"),
        ("Pepa", "Josefa"), ("Lola", "Dolores"), ("Nacho", "Ignacio"), ("To\u00f1o", "Antonio"), ("Quique", "Enrique"),
        ("Z\u00e9", "Jos\u00e9"), ("Chico", "Francisco"), ("Toninho", "Ant\u00f4nio"), ("Ti\u00e3o", "Sebasti\u00e3o"),
        ("Beppe", "Giuseppe"), ("Gigi", "Luigi"), ("Mimmo", "Domenico"), ("V\u00e9ro", "V\u00e9ronique"),
        ("Laxmi", "Lakshmi"), ("Puja", "Pooja"), ("Geeta", "Geetha"), ("Srikanth", "Shrikant"), ("Rajeev", "Rajiv"),
        ("Mohd", "Muhammad"), ("Youssef", "Yusuf"), ("Elisabeth", "Elizabeth"), ("Rebekka", "Rebecca"),
        ("Gosia", "Ma\u0142gorzata"), ("Wojtek", "Wojciech"),
    ],
)  # fmt: skip
def test_a_short_form_or_spelling_may_be_the_name(short: str, formal: str) -> None:
    assert not names.contradict(f"{short} Kaur", f"{formal} Kaur")
    assert names.name_the_same(f"{short} Kaur", f"{formal} Kaur")
    (one,), (other,) = names.words(short), names.words(formal)
    assert word_level(one, other) == "nick"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Becky", "Betty"), ("Uschi", "Ulrike"), ("Pepa", "Pepe"), ("Trish", "Tina"), ("Lakshmi", "Laxman"),
        ("Beppe", "Peppina"), ("Lola", "Lolo"), ("Robert", "Roberta"), ("Ahmed", "Muhammad"),
    ],
)  # fmt: skip
def test_two_names_stay_two(one: str, other: str) -> None:
    (ours,), (theirs,) = names.words(one), names.words(other)
    assert word_level(ours, theirs) != "nick"


@pytest.mark.parametrize("word", ["lisa", "betty", "mohammed", "leni", "manu", "dani"])
def test_what_may_be_a_name_of_its_own_or_several_joins_nobody_by_itself(word: str) -> None:
    assert len(FORMAL[word]) > 1


def test_no_form_stands_for_itself_and_each_is_written_as_names_are_compared() -> None:
    for short, formal in FORMAL.items():
        assert short not in formal
        for word in (short, *formal):
            assert names.every_word(word) == (word,)


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("martin", "martina", True), ("jana", "jan", True), ("christian", "christina", True), ("mario", "maria", True),
        ("jonas", "sonja", True), ("martin", "martin", False), ("anna", "ann", False), ("andy", "andrea", False),
        ("anna", "anne", False), ("martin", "marten", False), ("zorbo", "zorba", False), ("simon", "paul", False),
    ],
)  # fmt: skip
def test_two_names_that_are_nearly_one_word_are_no_slip(one: str, other: str, two: bool) -> None:
    assert are_two(one, other) is are_two(other, one) is two


def test_what_is_no_slip_in_a_given_name_may_be_one_in_a_family_s() -> None:
    assert name_levels(("martin", "reed"), ("martina", "reed")) == (
        ("given", "far"),
        ("family", "same"),
    )
    assert name_levels(("martin",), ("martina",)) == (("given", "far"),)
    assert name_levels(("katie", "martin"), ("katie", "martina"))[1] == ("family", "typo")
