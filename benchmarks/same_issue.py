"""Are two messages about the same thing? Average precision over pairs of labelled messages.

    python -m benchmarks.same_issue messages.csv        (columns `text` and `category`)

3,000 pairs of one category and 9,000 of two, drawn with a fixed seed from half of the categories; what is
common is learned from the messages of the other half. Printed beside it, from the same pairs: words, and
runs of three to five signs, both by tf-idf and cosine.
"""

import csv
import math
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from storage.repeating import ALIKE, Commonness, Wording, likeness, wording_of

SAME: Final = 3_000
DIFFERENT: Final = 9_000
SEED: Final = 7
GOAL: Final = 0.9
Pair = tuple[str, str, bool]
Score = Callable[[str, str], float]


def drawn(rows: Sequence[tuple[str, str]]) -> tuple[list[Pair], list[str]]:
    """Pairs to be judged, and the messages of other categories that may be learned from."""
    chance = random.Random(SEED)
    categories = sorted({category for _, category in rows})
    chance.shuffle(categories)
    learned = set(categories[: len(categories) // 2])
    judged: dict[str, list[str]] = defaultdict(list)
    for text, category in rows:
        if category not in learned:
            judged[category].append(text)
    names = sorted(judged)
    pairs: list[Pair] = []
    for _ in range(SAME):
        one, other = chance.sample(judged[chance.choice(names)], 2)
        pairs.append((one, other, True))
    for _ in range(DIFFERENT):
        here, there = chance.sample(names, 2)
        pairs.append((chance.choice(judged[here]), chance.choice(judged[there]), False))
    chance.shuffle(pairs)  # ties of the score tell nothing
    return pairs, [text for text, category in rows if category in learned]


def judged(pairs: Sequence[Pair], score: Score) -> tuple[float, float]:
    """Average precision, and the recall at a precision of 0.9."""
    ranked = sorted(pairs, key=lambda pair: -score(pair[0], pair[1]))
    right, precisions, recall = 0, 0.0, 0.0
    for rank, (_, _, same) in enumerate(ranked, 1):
        right += same
        precisions += right / rank if same else 0.0
        if right / rank >= GOAL:
            recall = right / SAME
    return precisions / SAME, recall


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> list[str]:
    """Runs of three to five signs."""
    plain = f" {' '.join(words(text))} "
    return [plain[at : at + n] for n in (3, 4, 5) for at in range(len(plain) - n + 1)]


def by_cosine(parts: Callable[[str], list[str]], learned: Iterable[str]) -> Score:
    """The textbook's measure: tf-idf and cosine."""
    texts = list(learned)
    having = Counter(part for text in texts for part in set(parts(text)))
    vectors: dict[str, dict[str, float]] = {}

    def vector(text: str) -> dict[str, float]:
        if text not in vectors:
            raw = {
                part: (1 + math.log(n)) * (math.log((len(texts) + 1) / (having[part] + 1)) + 1)
                for part, n in Counter(parts(text)).items()
            }
            length = math.sqrt(math.fsum(value * value for value in raw.values())) or 1.0
            vectors[text] = {part: value / length for part, value in raw.items()}
        return vectors[text]

    def score(one: str, other: str) -> float:
        ours, theirs = vector(one), vector(other)
        return math.fsum(value * theirs.get(part, 0.0) for part, value in ours.items())

    return score


def by_rapport(learned: Sequence[str]) -> Score:
    """What the bot does."""
    common = Commonness()
    for text in learned:
        common.hear(text)
    kept: dict[str, Wording | None] = {}

    def score(one: str, other: str) -> float:
        for text in (one, other):
            if text not in kept:
                kept[text] = wording_of(text, common)
        ours, theirs = kept[one], kept[other]
        return likeness(ours, theirs, common) if ours and theirs else 0.0

    return score


def main(path: str) -> None:
    """Prints a table."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["category"]) for row in csv.DictReader(file)]
    pairs, learned = drawn(rows)
    sample = random.Random(SEED).sample(learned, min(200, len(learned)))
    measures: list[tuple[str, Score]] = [
        ("words, tf-idf", by_cosine(words, learned)),
        ("runs of 3-5 signs, tf-idf", by_cosine(runs, learned)),
        ("Rapport, new", by_rapport([])),
        ("Rapport after 200 messages", by_rapport(sample)),
        ("Rapport after all others", by_rapport(learned)),
    ]
    print(f"{'':30} average precision   recall at precision {GOAL}   CPU a pair")
    for name, score in measures:
        began = time.process_time()
        precision, recall = judged(pairs, score)
        micros = (time.process_time() - began) / len(pairs) * 1e6
        print(f"{name:30} {precision:17.3f}   {recall:23.3f}   {micros:7.0f} us")
    score = measures[-1][1]
    told = {
        same: sum(score(one, other) >= ALIKE for one, other, is_same in pairs if is_same is same)
        for same in (True, False)
    }
    print(
        f"said to be the same (from {ALIKE} on): {told[True] / SAME:.1%} of those that are, "
        f"{told[False] / DIFFERENT:.2%} of those that are not"
    )


if __name__ == "__main__":
    main(sys.argv[1])
