"""The wrong lines still take the place of lines that are there: `mutants.py` plants them."""

from tests.storage.invariants.mutants import TOP
from tests.storage.invariants.mutations import MUTATIONS


def test_each_wrong_line_takes_the_place_of_one_line() -> None:
    """Who changes such a line changes it in `mutations.py` too."""
    found = {one.what: (TOP / one.file).read_text().count(one.right) for one in MUTATIONS}
    assert {what: times for what, times in found.items() if times != 1} == {}


def test_each_wrong_line_has_a_name_of_its_own() -> None:
    assert len({one.what for one in MUTATIONS}) == len(MUTATIONS)
