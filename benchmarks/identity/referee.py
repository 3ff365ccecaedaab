"""splink on the same list: its model learned without labels, as its documentation advises, and its own clusters."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from benchmarks.identity.model import (
    NAMES_APART,
    NAMES_TOGETHER,
    ORGANISATIONS,
    Keys,
    Model,
)

EVEN: Final = 0.5
LEAST_KEPT: Final = 0.01
"""Less likely pairs are left out of what is predicted."""
RANDOM_PAIRS: Final = 5e6
RECALL: Final = 0.7
"""Of the rules that hardly ever err, as splink's tutorial assumes."""
SEED: Final = 1
LEAST_FILLED: Final = 0.02
"""Of a column that fewer of the lines have, too little is learned."""
FEWEST_VALUES: Final = 0.1
"""Of the list's own fields: one of fewer different values is a kind, such as *lead* or *tennis*, and no number."""


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
    """Of CPU, for the one model."""


def theirs(labelled: Labelled) -> Theirs:
    """What splink finds in a list, beside the truth about it: of two models for people, the better."""
    models = [ORGANISATIONS] if labelled.of_organisations else [NAMES_APART, NAMES_TOGETHER]
    found = [_by(model, labelled) for model in models]
    return max(found, key=lambda one: (one.best.judged.f1, one.groups.f1))


def _by(model: Model, labelled: Labelled) -> Theirs:
    begun = time.process_time()
    linker = _trained([cleaned(columns) for columns in labelled.columns], model)
    predicted = linker.inference.predict(
        threshold_match_probability=LEAST_KEPT, warning_mode="never"
    )
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=EVEN
    )
    scored, groups = list(_scored(predicted)), _groups(clusters)
    seconds = time.process_time() - begun
    even = ((a, b) for score, a, b in scored if score >= EVEN)
    return Theirs(
        groups=of_groups(groups, labelled.truth),
        best=best_of_groups(scored, labelled.truth),
        pairs=of_pairs(even, labelled.truth),
        best_pairs=best_of_pairs(scored, labelled.truth),
        seconds=seconds,
    )


def _trained(rows: Sequence[Mapping[str, str]], model: Model) -> Linker:
    names = _filled(rows)
    columns: dict[str, Any] = {name: [row.get(name) for row in rows] for name in names}
    columns["unique_id"] = list(range(len(rows)))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=model.comparisons(names),
        blocking_rules_to_generate_predictions=_rules(model.blocking(names)),
        retain_matching_columns=False,
    )
    database = DuckDBAPI(connection=duckdb.connect())
    linker = Linker(database.register(pa.table(columns)), settings, log_level=logging.CRITICAL)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        _rules(model.certain(names)), recall=RECALL
    )
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    for rule in _rules(model.sessions(names)):
        training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def _filled(rows: Sequence[Mapping[str, str]]) -> list[str]:
    names = dict.fromkeys(name for row in rows for name in row)
    told = {name: [row[name] for row in rows if name in row] for name in names}
    return [
        name
        for name, values in told.items()
        if len(values) > LEAST_FILLED * len(rows)
        and not (name.startswith("code_") and len(set(values)) < FEWEST_VALUES * len(values))
    ]


def _rules(keys: Keys) -> list[Any]:
    return [block_on(*key) for key in keys]


def _scored(predicted: Any) -> Iterator[Scored]:
    found = predicted.as_pyarrow_table()
    names = ("match_probability", "unique_id_l", "unique_id_r")
    for score, a, b in zip(*(found[name].to_pylist() for name in names), strict=True):
        yield score, min(a, b), max(a, b)


def _groups(clusters: Any) -> list[list[int]]:
    found = clusters.as_pyarrow_table()
    groups: dict[Any, list[int]] = defaultdict(list)
    names, places = found["cluster_id"].to_pylist(), found["unique_id"].to_pylist()
    for name, place in zip(names, places, strict=True):
        groups[name].append(place)
    return list(groups.values())
