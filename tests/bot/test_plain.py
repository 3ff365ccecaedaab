"""What commands print, as people read it."""

import pytest

from bot.plain import size_of


@pytest.mark.parametrize(
    ("size_bytes", "told"),
    [
        (0, "1 kB"),
        (499, "1 kB"),
        (41_700, "42 kB"),
        (999_499, "999 kB"),
        (1_000_000, "1.0 MB"),
        (1_234_567_890, "1,234.6 MB"),
    ],
)
def test_a_size_is_never_told_as_nothing(size_bytes: int, told: str) -> None:
    assert size_of(size_bytes) == told
