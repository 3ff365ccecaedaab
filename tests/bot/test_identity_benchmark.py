"""The comparison of identities counts its pairs, groups and thresholds as arithmetic says."""

import json
from collections import Counter

import pytest

from benchmarks.identity.cleaning import cleaned
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
from benchmarks.identity.organisations import organisations
from benchmarks.identity.people import REGION, Made, people
from storage.exchange import Row, row

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


@pytest.mark.parametrize("made", [people(300, 7), organisations(300, 7)], ids=["people", "sites"])
def test_every_line_of_a_made_list_can_be_imported(made: Made) -> None:
    lines, truth = made

    read = [
        row(json.dumps(line), number=number, region=REGION) for number, line in enumerate(lines, 1)
    ]

    assert len(lines) == len(truth) == 300
    assert [one for one in read if not isinstance(one, Row)] == []
    assert true_pairs(truth) > 100


def test_a_made_list_is_the_same_for_the_same_seed() -> None:
    assert people(50, 3) == people(50, 3)
    assert people(50, 3) != people(50, 4)
    assert organisations(50, 3) == organisations(50, 3)


def test_sites_of_made_organisations_share_their_switchboards() -> None:
    lines, truth = organisations(400, 7)

    sites: dict[str, set[str]] = {}
    for line, site in zip(lines, truth, strict=True):
        for number in line.get("phones", ()):
            sites.setdefault(number.replace(" ", ""), set()).add(site)

    assert max(map(len, sites.values())) >= 5


def test_people_of_a_made_household_share_their_landline() -> None:
    lines, truth = people(600, 7)

    numbers = Counter(
        number
        for number, _ in {
            (number.replace("+44 ", "0").replace(" ", ""), who)
            for line, who in zip(lines, truth, strict=True)
            for number in line.get("phones", ())
        }
    )

    assert sum(persons > 1 for persons in numbers.values()) >= 5


def test_the_referee_gets_one_form_for_one_thing() -> None:
    told = {
        "first_name": " Ana  María",
        "phones": "+44 7700 900123",
        "postcode": "LS1 4AP",
        "born": "19900201",
        "street": "Flat 2, 14b High St",
        "suburb": "Headingley",
        "fields.Card No": "A 1",
    }

    assert cleaned(told) == {
        "first_name": "ana maría",
        "phone": "7700900123",
        "postcode": "ls14ap",
        "born": "1990-02-01",
        "street": "flat 2, 14b high st",
        "number": "2",
        "city": "headingley",
        "code_card_no": "a 1",
    }


def test_a_date_that_is_no_whole_date_is_none_for_the_referee() -> None:
    assert cleaned({"born": "1990"}) == {}
