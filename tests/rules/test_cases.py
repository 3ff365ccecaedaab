"""Every case of who is who that is written down has a test that says its number: `pytest -k case_50`."""

import re
from typing import Final

from tests.rules.tree import TOP

CASES: Final = 56
_NAMED: Final = re.compile(r"def test_case_(\d\d)(?:_and_(\d\d))?_")


def test_every_case_has_a_test() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (TOP / "tests").rglob("test_*.py")]
    found = {
        int(number) for text in texts for pair in _NAMED.findall(text) for number in pair if number
    }
    assert found == set(range(1, CASES + 1))
