"""What agrees in one person's lines: learned from sessions, each of pairs that meet in one kind of key.

Expectation and maximisation, without an answer known. A session teaches the comparisons that its key does not
decide.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Final

from storage.linking.learning import Patterns
from storage.linking.naming import Levels
from storage.linking.weights import CODE, Table, Weights, shared

ROUNDS: Final = 25
FEWEST_PAIRS: Final = 30
"""Below so many pairs a session teaches nothing."""
_LEAST_SHARE: Final = 0.001
_BEGIN: Final = 0.3
"""The share of one person's pairs, and of a household's, that a session begins with."""
_MOST_BY_CHANCE: Final = 0.5
"""Of those that meet in a field; where it is more, strangers would teach."""
_BELIEF: Final = 12.0
_MOST_OTHERWISE: Final = {"born": 0.02, "given": 0.08, "family": 0.2, "title": 0.15}
"""Of one person's dates of birth and names no more are told as wholly other ones, whatever looks like it: else
strangers who have a day or a source in common would teach that one person has several names."""
_IN_LAW: Final = re.compile(
    r"^field:(?:.*[_ ])?(?:vat|ust|tax|tva|iva|nif|cif|siren|ein|abn)(?:[_ ].*)?$"
)
_MOST_OTHER_IN_LAW: Final = 0.02
"""Two numbers for value added tax are two firms', however much their names and addresses have in common."""
_OTHER_NAME: Final = frozenset([("given", "other"), ("title", "other")])
_NAMED: Final = frozenset(["given", "family"])
_HANG_TOGETHER: Final = 4.0
"""How much oftener than by chance strangers have both names in common: each land has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    """What is known of a session's pairs before it is learned from."""

    strangers: float = 1.0
    """The most of them that can be two people who have nothing to do with each other."""
    relatives: float | None = None
    """To each of one person, the most that can be two people's of one household; None where that is not known."""

    def held(self, same: float, related: float) -> tuple[float, float, float]:
        """The shares of one person's pairs, of a household's and of strangers', within these bounds: they sum to 1."""
        if self.relatives is not None:
            related = min(related, self.relatives * same)
        strangers = min(max(1.0 - same - related, _LEAST_SHARE), self.strangers)
        rest = (1.0 - strangers) / (same + related)
        return same * rest, related * rest, strangers


def sessions(
    found: Mapping[str, Patterns],
    decided: Mapping[str, frozenset[str]],
    start: Weights,
    *,
    contacts: int,
) -> Weights:
    """The weights with each *m* as the sessions teach it.

    `found` has the patterns of each session's pairs by how often they were met; `decided` the
    comparisons that its key decides; `contacts` are those of the store, of which it is told how many have one
    name by chance.
    """
    taught: dict[str, list[tuple[float, Mapping[str, float]]]] = {}
    for name in sorted(decided):
        patterns = _without(found[name], decided[name])
        pairs = sum(patterns.values())
        if pairs < FEWEST_PAIRS or _by_chance(name, start, contacts) > _MOST_BY_CHANCE * pairs:
            continue
        bounds = _bounds(pairs, start, contacts) if decided[name] >= _NAMED else _Bounds()
        for comparison, (weight, share) in _session(patterns, start, bounds).items():
            taught.setdefault(comparison, []).append((weight, share))
    tables = dict(start.tables)
    for comparison, lessons in taught.items():
        total = sum(weight for weight, _ in lessons)
        counted = {
            level: sum(weight * share.get(level, 0.0) for weight, share in lessons)
            for level in start.table(comparison)
        }
        tables[comparison] = _believed(comparison, counted, total, start)
    return start.model_copy(update={"tables": tables})


def _by_chance(name: str, start: Weights, contacts: int) -> float:
    """How many pairs meet in a field of the team's own by chance: in a day, or in where they come from."""
    field = name.removesuffix("-near")
    if not field.startswith(CODE):
        return 0.0
    table = start.table(field)
    often = table["same"][1] + (table["typo"][1] if field != name else 0.0)
    return often * contacts * contacts / 2.0


def _bounds(pairs: float, start: Weights, contacts: int) -> _Bounds:
    """Of pairs that have both names in common: those by chance are counted, not guessed.

    Where nothing but the names is told of most, what one person's lines would show and what strangers' would
    cannot be told apart by looking at them.
    """
    by_chance = start.table("given")["same"][1] * start.table("family")["same"][1]
    strangers = _HANG_TOGETHER * by_chance * contacts * contacts / 2.0 / pairs
    return _Bounds(strangers=min(max(strangers, _LEAST_SHARE), 1.0), relatives=start.namesakes)


def _without(patterns: Patterns, decided: frozenset[str]) -> dict[Levels, float]:
    left: dict[Levels, float] = {}
    for pattern, count in patterns.items():
        kept = tuple(pair for pair in pattern if pair[0] not in decided)
        if kept:
            left[kept] = left.get(kept, 0.0) + count
    return left


def _session(
    patterns: Mapping[Levels, float], start: Weights, bounds: _Bounds
) -> dict[str, tuple[float, dict[str, float]]]:
    """Of each comparison: the matches that it was met in, and how they stood.

    A pair is one person's, or two people's of one household (two sites' of one organisation), who agree
    in what they share as one would and in all else as strangers do, or two strangers'. Who is called wholly
    otherwise is one of a household where that is likelier: else a list of households would teach, round by round,
    that a person has several given names.
    """
    tables: dict[str, Table] = {}
    for pattern in patterns:
        for comparison, _ in pattern:
            tables.setdefault(comparison, dict(start.table(comparison)))
    total = sum(patterns.values())
    share, together, apart = bounds.held(_BEGIN, _BEGIN)
    counted: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        counted = {comparison: defaultdict(float) for comparison in tables}
        matches = households = 0.0
        for pattern, count in patterns.items():
            said = [
                (comparison, level, _worth(tables[comparison], level))
                for comparison, level in pattern
            ]
            one = share * 2.0 ** sum(worth for _, _, worth in said)
            home = together * 2.0 ** shared(said, start)
            if home >= one and not _OTHER_NAME.isdisjoint(pattern):
                one = 0.0
            whole = one + home + apart
            expected = count * one / whole
            matches += expected
            households += count * home / whole
            for comparison, level in pattern:
                counted[comparison][level] += expected
        share, together, apart = bounds.held(_share(matches, total), _share(households, total))
        for comparison, seen in counted.items():
            tables[comparison] = _believed(comparison, seen, sum(seen.values()), start)
    return {
        comparison: (met, {level: count / met for level, count in seen.items()})
        for comparison, seen in counted.items()
        if (met := sum(seen.values())) > 0
    }


def _worth(table: Table, level: str) -> float:
    m, u = table.get(level, (0.01, 0.01))
    return log2(m / u)


def _share(some: float, total: float) -> float:
    return min(0.999, max(_LEAST_SHARE, some / total))


def _believed(comparison: str, seen: Mapping[str, float], total: float, start: Weights) -> Table:
    """A table with each *m* as it was seen in so many matches, held to what was believed of it before."""
    table = {
        level: ((seen.get(level, 0.0) + _BELIEF * m) / (total + _BELIEF), u)
        for level, (m, u) in start.table(comparison).items()
    }
    most = _MOST_OTHER_IN_LAW if _IN_LAW.search(comparison) else _MOST_OTHERWISE.get(comparison)
    if most is not None:
        m, u = table["other"]
        table["other"] = (min(m, most), u)
    return table
