"""splink on the same list: its model learned without labels, as its documentation advises, and its own clusters."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.identity.cleaning import cleaned
from benchmarks.identity.judging import (
    Best,
    Judged,
    Scored,
    best_of_groups,
    best_of_pairs,
    of_groups,
    of_pairs,
)
from benchmarks.identity.labelled import Labelled
from benchmarks.identity.model import ORGANISATIONS, PEOPLE, Model

EVEN: Final = 0.5
LEAST_KEPT: Final = 0.01
RANDOM_PAIRS: Final = 5e6
RECALL: Final = 0.7
"""Of the deterministic rules, as its tutorial assumes."""
SEED: Final = 1
MOST_DEAD: Final = 0.02
"""A column that fewer of the lines fill is left out: nothing can be learned of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """What splink made of a list."""

    groups: Judged
    """Its clusters at an even chance."""
    best: Best
    """Clusters at the threshold that only the truth tells."""
    pairs: Judged
    best_pairs: Best
    seconds: float
    """Of CPU."""


def theirs(labelled: Labelled) -> Theirs:
    """What splink finds in a list, beside the truth about it."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    begun = time.process_time()
    rows = [cleaned(columns) for columns in labelled.columns]
    names = _filled(rows)
    model = ORGANISATIONS if labelled.of_organisations else PEOPLE
    linker = _trained(rows, names, model)
    predicted = linker.inference.predict(threshold_match_probability=LEAST_KEPT)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=EVEN
    )
    found = predicted.as_pyarrow_table()
    grouped = clusters.as_pyarrow_table()
    seconds = time.process_time() - begun
    scored = list(_scored(found))
    groups = _groups(grouped)
    return Theirs(
        groups=of_groups(groups, labelled.truth),
        best=best_of_groups(scored, labelled.truth),
        pairs=of_pairs(((a, b) for score, a, b in scored if score >= EVEN), labelled.truth),
        best_pairs=best_of_pairs(scored, labelled.truth),
        seconds=seconds,
    )


def _filled(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns that enough of the lines fill."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [name for name in names if sum(name in row for row in rows) > MOST_DEAD * len(rows)]


def _trained(rows: Sequence[Mapping[str, str]], names: Sequence[str], model: Model) -> Linker:
    columns: dict[str, Any] = {name: [row.get(name) for row in rows] for name in names}
    columns["unique_id"] = list(range(len(rows)))
    database = DuckDBAPI(connection=duckdb.connect())
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[one for name in names for one in model.comparisons(name)],
        blocking_rules_to_generate_predictions=_rules(model.blocking(names)),
        retain_matching_columns=False,
    )
    linker = Linker(database.register(pa.table(columns)), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        _rules(model.certain(names)), recall=RECALL
    )
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    for rule in _rules(model.sessions(names)):
        training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def _rules(keys: Iterable[Sequence[str]]) -> list[Any]:
    return [block_on(*key) for key in keys]


def _scored(found: pa.Table) -> Iterator[Scored]:
    columns = [
        found[name].to_pylist() for name in ("match_probability", "unique_id_l", "unique_id_r")
    ]
    for score, a, b in zip(*columns, strict=True):
        yield score, min(a, b), max(a, b)


def _groups(found: pa.Table) -> list[list[int]]:
    groups: dict[Any, list[int]] = {}
    names, places = found["cluster_id"].to_pylist(), found["unique_id"].to_pylist()
    for name, place in zip(names, places, strict=True):
        groups.setdefault(name, []).append(place)
    return list(groups.values())
