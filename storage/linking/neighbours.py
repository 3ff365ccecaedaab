"""What is learned of organisations in one house: how alike firms of a group, or a parish and its school, are called."""

from collections import Counter, defaultdict
from typing import Final

from storage.linking.learning import Patterns
from storage.linking.weights import Weights

_BELIEF: Final = 40.0
_ONE_HOUSE: Final = frozenset([("street", "same"), ("street", "alike")])
_NUMBERS: Final = ("phone", "phone:site")
_OTHER_NUMBER: Final = 0.3
"""To each pair of one organisation's lines that tell one number, how many tell two."""


def neighbours(patterns: Patterns, start: Weights) -> Weights:
    """The weights with how often two in one house have so much of the name in common.

    Learned from pairs in one house that tell two numbers, but for those that are one organisation's all the same:
    of these there are as many as those that tell one number lead to expect.
    """
    seen: dict[str, Counter[bool]] = defaultdict(Counter)
    for pattern, count in patterns.items():
        told = dict(pattern)
        number = next((told[name] for name in _NUMBERS if name in told), None)
        if "title" in told and number in ("same", "other") and not _ONE_HOUSE.isdisjoint(pattern):
            seen[told["title"]][number == "same"] += int(count)
    two = {
        level: max(counted[False] - _OTHER_NUMBER * counted[True], 0.0)
        for level, counted in seen.items()
    }
    total = sum(two.values()) + _BELIEF
    found = {
        level: (two.get(level, 0.0) + _BELIEF * share) / total
        for level, share in start.sisters.items()
    }
    return start.model_copy(update={"sisters": found})
