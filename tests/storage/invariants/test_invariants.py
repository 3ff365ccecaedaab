"""Whatever a team does, in whatever order and at the same time: the invariants of who is who hold."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from storage.redis.embedded import EmbeddedServer
from tests.storage.invariants.machine import Team


@pytest.mark.timeout(600)  # thorough runs look long; the usual one takes seconds
def test_the_invariants_hold_whatever_a_team_does(server: EmbeddedServer) -> None:
    machine = type("TeamOnARealServer", (Team,), {"url": server.url})
    usual = settings.default
    assert usual is not None
    fewer = settings(usual, max_examples=usual.max_examples // 4, stateful_step_count=25)
    run_state_machine_as_test(machine, settings=fewer)
