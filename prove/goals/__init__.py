"""All goals, in order: one file each, or each family."""

from prove.goal import Goal
from prove.goals import (
    addresses,
    answers,
    by_tests,
    clocks,
    crash_points,
    crash_storm,
    echoes,
    erased,
    forged,
    hostile,
    kept,
    load,
    mutants,
    oauth,
    operating,
    poison,
    rolling,
    several_servers,
    slack_trouble,
    store_trouble,
    supply,
    tenants,
    tokens,
    true_cards,
    unlogged,
)

_TRIED = (
    *addresses.GOALS,
    *unlogged.GOALS,
    *erased.GOALS,
    *crash_storm.GOALS,
    *crash_points.GOALS,
    *answers.GOALS,
    *forged.GOALS,
    *store_trouble.GOALS,
    *slack_trouble.GOALS,
    *rolling.GOALS,
    *several_servers.GOALS,
    *kept.GOALS,
    *load.GOALS,
    *operating.GOALS,
    *clocks.GOALS,
    *hostile.GOALS,
    *poison.GOALS,
    *true_cards.GOALS,
    *echoes.GOALS,
    *tenants.GOALS,
    *tokens.GOALS,
    *oauth.GOALS,
    *supply.GOALS,
    *mutants.GOALS,
    *by_tests.GOALS,
)
_LISTED = {goal.id: goal for goal in _TRIED}


def _place(name: str) -> tuple[int, int]:
    return "RSO".index(name[0]), int(name[1:])


ALL: tuple[Goal, ...] = tuple(_LISTED[name] for name in sorted(_LISTED, key=_place))
