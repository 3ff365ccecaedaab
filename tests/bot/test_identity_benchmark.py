"""The comparison of identities counts its pairs, groups and thresholds as arithmetic says."""

import pytest

from benchmarks.identity.judging import (
    Bin,
    Judged,
    best_of_groups,
    best_of_pairs,
    calibration_error,
    components,
    of_groups,
    of_pairs,
    pairs_within,
    reliability,
    true_pairs,
)

ANA_BO = ["ana", "ana", "ana", "bo", "bo", "cy"]


def test_three_of_one_and_two_of_another_are_four_pairs() -> None:
    assert true_pairs(ANA_BO) == 4


def test_pairs_are_counted_once_and_judged_by_the_truth() -> None:
    judged = of_pairs([(0, 1), (0, 1), (0, 2), (2, 3)], ANA_BO)

    assert judged == Judged(said=3, right=2, true=4)
    assert judged.precision == pytest.approx(2 / 3)
    assert judged.recall == 0.5
    assert judged.f1 == pytest.approx(4 / 7)


def test_a_group_says_every_pair_within_it() -> None:
    assert of_groups([[0, 1, 3], [2], [4, 5]], ANA_BO) == Judged(said=4, right=1, true=4)
    assert pairs_within([[3, 0, 1], [2]]) == {(0, 1), (0, 3), (1, 3)}


def test_to_say_nothing_is_precise_and_finds_nothing() -> None:
    silent = of_pairs([], ANA_BO)

    assert (silent.precision, silent.recall, silent.f1) == (1.0, 0.0, 0.0)


def test_nothing_to_be_found_is_all_found() -> None:
    nobody = of_pairs([], ["ana", "bo"])

    assert (nobody.precision, nobody.recall, nobody.f1) == (1.0, 1.0, 1.0)


def test_chains_of_pairs_hold_groups_together() -> None:
    found = components(6, [(4, 1), (1, 2), (2, 4), (0, 5)])

    assert found == [[0, 5], [1, 2, 4], [3]]


def test_the_best_threshold_of_groups_feels_what_a_weak_pair_chains() -> None:
    scored = [(0.9, 0, 1), (0.8, 1, 2), (0.6, 3, 4), (0.4, 2, 3)]

    best = best_of_groups(scored, ANA_BO)

    assert (best.threshold, best.judged) == (0.6, Judged(said=4, right=4, true=4))
    worse = best_of_groups([(0.7, 2, 3), *scored], ANA_BO)
    assert (worse.threshold, worse.judged) == (0.8, Judged(said=3, right=3, true=4))


def test_the_best_threshold_of_pairs_takes_equal_scores_together() -> None:
    scored = [(0.9, 0, 1), (0.5, 0, 2), (0.5, 1, 2), (0.5, 0, 5), (0.3, 1, 5)]

    best = best_of_pairs(scored, ANA_BO)

    assert (best.threshold, best.judged) == (0.5, Judged(said=4, right=3, true=4))


def test_without_one_right_pair_the_best_is_to_say_nothing() -> None:
    best = best_of_pairs([(0.9, 0, 5)], ANA_BO)

    assert (best.threshold, best.judged.said) == (1.0, 0)


def test_scores_fall_into_bins_of_one_width() -> None:
    scored = [(0.95, 0, 1), (1.0, 0, 2), (0.9, 0, 3), (0.05, 4, 5)]

    bins = reliability(scored, ANA_BO)

    assert [(one.pairs, one.right) for one in bins] == [(1, 0), *[(0, 0)] * 8, (3, 2)]
    assert bins[9].scores == pytest.approx(2.85)


def test_the_calibration_error_is_the_mean_distance_of_said_and_so() -> None:
    bins = [Bin(pairs=4, right=1, scores=1.0), Bin(pairs=6, right=3, scores=4.5)]

    assert calibration_error(bins) == pytest.approx(0.15)
    assert calibration_error([]) == 0.0
