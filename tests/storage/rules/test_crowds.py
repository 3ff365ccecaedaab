"""What very many lines of a list have is found, however long the list is, in little memory."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from storage.crowds import Crowds
from storage.identifiers import Identifier


def phone(number: int) -> Identifier:
    return Identifier(kind="phone", value=f"+44740{number:07d}")


def test_as_long_as_they_are_few_all_are_counted_each_once_a_line() -> None:
    crowds = Crowds()
    for number in range(60):
        crowds.add((phone(1), phone(1), phone(2 + number % 2)))
    assert crowds.larger_than(29) == [(phone(1), 60), (phone(2), 30), (phone(3), 30)]
    assert crowds.larger_than(30) == [(phone(1), 60)]
    assert crowds.larger_than(60) == []


def test_one_number_is_found_among_more_than_are_counted() -> None:
    crowds = Crowds(counted=10)
    for number in range(10_000):
        crowds.add((phone(number), *((phone(999_999),) if number % 2 else ())))
    (found,) = crowds.larger_than(2_000)
    assert found[0] == phone(999_999)
    assert found[1] <= 5_000
    assert len(crowds._counts) <= 10


def test_what_comes_late_is_found_as_well() -> None:
    crowds = Crowds(counted=2)
    for number in (1, 1, 2, 2, *[3] * 10):
        crowds.add((phone(number),))
    assert crowds.larger_than(0) == [(phone(3), 8)]


@given(st.lists(st.lists(st.integers(0, 12), max_size=3), max_size=60), st.integers(1, 5))
def test_nobody_is_counted_too_often_and_nothing_usual_is_lost(
    lines: list[list[int]], counted: int
) -> None:
    crowds = Crowds(counted)
    for line in lines:
        crowds.add(map(phone, line))
    right = Counter(one for line in lines for one in {*map(phone, line)})
    found = dict(crowds.larger_than(0))
    assert len(found) <= counted
    assert all(count <= right[one] for one, count in found.items())
    too_little = sum(right.values()) / (counted + 1)
    assert all(found.get(one, 0) >= count - too_little for one, count in right.items())
