"""Two addresses: can they be one place?"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from rapidfuzz.distance import JaroWinkler

from storage.linking.traits import KINDS_OF_STREET, Traits

_ALIKE: Final = 0.85
_ANYWHERE_TEXT: Final = """
    rue boulevard chemin allee impasse quai cours route calle avenida camino paseo plaza carrer rua travessa praca
    estrada via viale vico corso piazza largo strasse weg gasse allee platz ring straat laan plein gracht ulica ul
    aleja plac gata gatan vej vagen saint sainte san santa santo sankt sint sao st ste bad
    de da do dos das del della delle dei degli di du des d l la le les las los el al a an am im in auf aux au en
    van von vom der den dem het ten ter zum zur the of on upon sur sous y e und et
"""
_TELLS_NOTHING: Final = KINDS_OF_STREET.union(_ANYWHERE_TEXT.split())
"""Words that streets and towns have in common everywhere: what they are, saints, and small words."""


def are_elsewhere(one: Traits, other: Traits) -> bool:
    """True for two addresses that cannot be one place."""
    if one.street and other.street:
        if one.number and other.number and one.number != other.number:
            return True
        if not _share_a_word(_telling(one.street), _telling(other.street)):
            return True
    if one.postcode and other.postcode:
        return not (
            one.postcode.startswith(other.postcode) or other.postcode.startswith(one.postcode)
        )
    if one.street and other.street:
        return False
    towns = one.city.split(), other.city.split()
    return all(towns) and not _share_a_word(*map(_telling, towns))


def are_placed(one: Traits, other: Traits) -> bool:
    """True where both tell a street, or both a postcode."""
    return bool((one.street and other.street) or (one.postcode and other.postcode))


def _telling(place: Sequence[str]) -> list[str]:
    """The words of a street or a town but for those that any may have."""
    return [word for word in place if word not in _TELLS_NOTHING] or list(place)


def _share_a_word(one: Iterable[str], other: Iterable[str]) -> bool:
    return any(
        JaroWinkler.similarity(ours, theirs) >= _ALIKE for ours, theirs in product(one, other)
    )
