"""Whatever a team does, in whatever order and at the same time: the invariants of who is who hold.

What they are, and where each is held: by the team at random (`machine.py`, which asks `checks.py` and the
model of `oracle.py` after every step), by logs that are played twice (`test_replaying.py`), by corners that
chance seldom comes to (`test_corners.py`). `mutants.py` plants wrong lines, which these must see.

 1  every contact is in one profile, and profiles are     checks.profiles_are_components
    what the links make
 2  the oldest is the head, and every id ever shown       machine.each_id_leads_to_what_its_links_make
    leads to its profile
 3  a link that is taken back leaves what was there       replaying: links_taken_back_in_any_order
 4  merges come to the same in any order, and twice       replaying: merges_come_to_the_same_in_any_order
 5  links are taken back in any order, not the last       replaying: links_taken_back_in_any_order
    first
 6  a split is as if the link had never been              replaying: a_split_is_as_if_the_link_had_never_been
 7  what stands is what was done, and nothing else        checks.stands, after each step of the machine
 8  what a contact claims stays with it                   checks.every_contact_keeps_its_own
 9  so do its messages and conversations, but for what    checks.every_contact_keeps_its_own and
    an agent moves                                        no_key_is_left_over
10  no rule joins whom an agent told apart; an agent's    oracle.adopt, checks.nobody_is_apart_from_themselves
    merge takes that back
11  nobody has more contacts or addresses than the        checks.profiles_are_components, oracle._within_limits;
    limits, and what a crowd claims joins nobody          corners: an_address_of_many_people_joins_nobody
12  indexes are what contacts say, and no key is left     checks.indexes_are_what_contacts_say,
                                                          no_key_is_left_over
13  rules join by what is vouched for on both sides and   oracle._may_join, _must_have_joined
    by nothing else, and there they do
14  fields follow from what was told, whatever the order  checks.shown; replaying: merges_come_to_the_same
15  nothing of the other is left after a split            replaying: no_value_of_the_other_is_left
16  who was erased is as if they had never been           checks.nothing_is_left_of_the_erased; replaying:
                                                          erasing_somebody_is_as_if_they_had_never_been
17  two at once are one after the other                   machine.two_do_at_once, two_join_or_part_at_once,
                                                          one_clicks_twice, one_is_late
18  who was told apart is asked about again only by news  oracle.adopt, checks.suggestions_are_those_that_wait
19  an import taken back is as if it had never been, but  replaying: an_import_taken_back_leaves_what_was_there
    for whom somebody worked on
20  next door nothing happens                             machine.next_door_nothing_happens
"""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from storage.redis.embedded import EmbeddedServer
from tests.storage.invariants.machine import Team


@pytest.mark.timeout(1800)  # thorough runs look long; the usual one takes seconds
def test_the_invariants_hold_whatever_a_team_does(server: EmbeddedServer) -> None:
    machine = type("TeamOnARealServer", (Team,), {"url": server.url})
    usual = settings.default
    assert usual is not None
    is_thorough = usual.max_examples >= 1_000
    fewer = settings(
        usual,
        max_examples=usual.max_examples // 4,
        stateful_step_count=50 if is_thorough else 25,
    )
    before = Team.pairs
    run_state_machine_as_test(machine, settings=fewer)
    assert Team.pairs - before >= (1_000 if is_thorough else 1)
