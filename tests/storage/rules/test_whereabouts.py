"""Two addresses that share only what every street and town has are two places."""

import pytest

from storage.linking.traits import Traits
from storage.whereabouts import are_elsewhere, are_placed


def at(street: str = "", city: str = "", number: str = "", postcode: str = "") -> Traits:
    """Somebody there."""
    words = tuple(street.split())
    return Traits(contact_id="c_1", street=words, city=city, number=number, postcode=postcode)


@pytest.mark.parametrize(
    ("one", "other", "elsewhere"),
    [
        (at("chemin de bousquet"), at("boulevard de blanchet"), True),
        (at("rue alexandre roussel"), at("rue de rey", number="459"), True),
        (at("rue de rey"), at("chemin de rey"), False),
        (at("rue de la"), at("rue de la"), False),  # all that there is of it counts
        (at(city="saint chantal"), at(city="saint louisenec"), True),
        (at(city="saint denis"), at(city="st denis"), False),
        (at(city="bad homburg"), at(city="homburg"), False),
        (at("rue de rey", number="3"), at("rue de rey", number="5"), True),
        (at(postcode="ls14ap"), at(postcode="ls1"), False),
        (at(postcode="ls14ap"), at(postcode="tr12ab"), True),
        (at(city="leeds"), at(), False),
    ],
)
def test_what_streets_and_towns_have_in_common_everywhere_makes_them_no_one_place(
    one: Traits, other: Traits, elsewhere: bool
) -> None:
    assert are_elsewhere(one, other) is elsewhere
    assert are_elsewhere(other, one) is elsewhere


def test_a_place_is_told_by_a_street_or_a_postcode_of_both() -> None:
    assert are_placed(at("rue de rey"), at("rue de la"))
    assert are_placed(at(postcode="1"), at(postcode="2"))
    assert not are_placed(at("rue de rey"), at(postcode="2"))
    assert not are_placed(at(city="leeds"), at(city="leeds"))
