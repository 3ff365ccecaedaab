"""Whether a list is one of organisations: its names tell, where a single one of them does not."""

from collections.abc import Sequence
from typing import Final

from storage import names
from storage.companies import is_organisation
from storage.nicknames import is_given

LOOKED_AT: Final = 500
"""Lines at the beginning of a list, by which it is told."""
FEWEST: Final = 20
"""Names; so few as these do not tell."""
_LEAST: Final = 0.25
"""Of a list of organisations so many are called so that each alone is known for one: *Taco Bell* is not."""
_MOST_PEOPLE: Final = 0.05
"""Of all others so many may be a usual given name and one word more: where it is more there are people among them. As
measured on ten lists of organisations (at most 0.02) and eighteen of people (at least 0.11, and at most 0.01 known for
organisations')."""


def is_of_organisations(called: Sequence[str]) -> bool:
    """True for names of which a quarter are organisations' and hardly any of the rest is a person's."""
    if len(called) < FEWEST:
        return False
    rest = [name for name in called if not is_organisation(name)]
    people = sum(len(said) == 2 and is_given(said[0]) for said in map(names.in_order, rest))
    return len(called) - len(rest) >= _LEAST * len(called) and people <= _MOST_PEOPLE * len(rest)
