"""Many at once on a real server: some order that one after the other could have had, nothing lost."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from typing import Any

import pytest

from storage.errors import Conflict
from storage.redis.places import RedisProfileStore
from storage.store import Moved, Parted, RecordedAs, Undone
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, MINUTE, NOW, by, row, writes


@pytest.fixture
async def agents(real: Any) -> list[RedisProfileStore]:
    """Several processes, as far as the store can tell: each with a view of its own."""
    await asyncio.gather(*(real.ping() for _ in range(16)))  # all connected: none is behind
    first = workspace_of(real)

    def another() -> RedisProfileStore:
        return RedisProfileStore(
            real,
            first.workspace,
            ring=first._ring,
            new_id=first._new_id,
            limits=first._limits,
            high_water=1000,
            refresh=None,
            pepper_maker=lambda: b"q" * 32,
        )

    return [first, *(another() for _ in range(7))]


async def settled(work: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """What became of each; a conflict is a legal answer, which changed nothing."""
    found = await asyncio.gather(*work, return_exceptions=True)
    for one in found:
        if isinstance(one, BaseException) and not isinstance(one, Conflict):
            raise one
    return found


async def people(store: RedisProfileStore, count: int) -> list[str]:
    made = [
        await store.create(row(name=f"Person Number{n}"), change=by(), origin="import")
        for n in range(count)
    ]
    return [profile.contact_id for profile in made]


async def groups(store: RedisProfileStore) -> set[tuple[str, ...]]:
    """The profiles, each as its contacts; every contact is asked, and all must agree."""
    found = set()
    for listed in await store.contacts():
        profile = await store.profile(listed.contact_id)
        assert profile is not None
        members = tuple(contact.id for contact in profile.contacts)
        assert (profile.id, listed.id) == (members[0], members[0])
        assert listed.contact_id in members
        found.add(members)
    names = [name for group in found for name in group]
    assert len(names) == len(set(names))
    return found


async def test_two_first_messages_of_one_number_are_one_person(
    agents: list[RedisProfileStore],
) -> None:
    recorded = await asyncio.gather(
        *(agent.record(writes(ANA, name="Ana Souza"), now=NOW, region="US") for agent in agents[:4])
    )
    assert len({one.contact_id for one in recorded}) == 1
    assert sorted(one.outcome for one in recorded) == [RecordedAs.KNOWN] * 3 + [RecordedAs.NEW]
    found = await agents[0].profile(recorded[0].contact_id)
    assert found is not None
    assert found.message_count == 4


async def test_two_first_messages_of_one_thread_are_one_contacts(
    agents: list[RedisProfileStore],
) -> None:
    recorded = await asyncio.gather(
        *(agent.record(writes(None, thread="C1/1"), now=NOW, region="US") for agent in agents[:4])
    )
    assert len({one.contact_id for one in recorded}) == 1


async def test_one_message_delivered_to_all_at_once_is_recorded_once(
    agents: list[RedisProfileStore],
) -> None:
    message = writes(ANA, name="Ana")
    recorded = await asyncio.gather(
        *(agent.record(message, now=NOW, region="US") for agent in agents)
    )
    assert len({one.message_id for one in recorded}) == 1
    assert sum(one.outcome is RecordedAs.NEW for one in recorded) == 1
    found = await agents[0].profile(recorded[0].contact_id)
    assert found is not None
    assert found.message_count == 1


async def test_messages_of_a_known_number_do_not_get_in_each_others_way(
    agents: list[RedisProfileStore],
) -> None:
    first = await agents[0].record(writes(ANA, name="Ana"), now=NOW, region="US")
    recorded = await asyncio.gather(
        *(agents[n % 8].record(writes(ANA, name="Ana"), now=NOW, region="US") for n in range(40))
    )
    assert {one.contact_id for one in recorded} == {first.contact_id}
    found = await agents[0].profile(first.contact_id)
    assert found is not None
    assert found.message_count == 41
    assert [seen.count for seen in found.sightings] == [41]


async def test_an_import_and_a_message_at_once_are_one_person(
    agents: list[RedisProfileStore],
) -> None:
    imported, recorded = await asyncio.gather(
        agents[0].create(row(ANA, name="Ana Souza"), change=by(), origin="import"),
        agents[1].record(writes(ANA, name="Ana"), now=NOW, region="US"),
    )
    both = tuple(sorted([imported.contact_id, recorded.contact_id]))
    assert await groups(agents[0]) == {both}


async def test_case_44_two_agents_who_merge_at_once_make_one_chain(
    agents: list[RedisProfileStore],
) -> None:
    ana, bea, kim = await people(agents[0], 3)
    await asyncio.gather(
        agents[0].merge(ana, bea, change=by()), agents[1].merge(bea, kim, change=by())
    )
    assert await groups(agents[0]) == {(ana, bea, kim)}


async def test_a_click_pressed_on_all_screens_merges_once(
    agents: list[RedisProfileStore],
) -> None:
    ana, bea = await people(agents[0], 2)
    outcomes = await asyncio.gather(
        *(agent.merge(ana, bea, change=by(key="one click")) for agent in agents)
    )
    assert len({outcome.link_id for outcome in outcomes}) == 1
    (link,) = outcomes[0].profile.links
    assert link.id == outcomes[0].link_id


async def test_case_44_a_merge_and_a_split_at_once_end_as_one_after_the_other_would(
    agents: list[RedisProfileStore],
) -> None:
    ana, bea, kim = await people(agents[0], 3)
    link = (await agents[0].merge(ana, bea, change=by())).link_id
    assert link is not None
    undone, merged = await asyncio.gather(
        agents[0].split(link, change=by()), agents[1].merge(bea, kim, change=by())
    )
    assert undone is Undone.APART
    assert merged.link_id is not None
    assert await groups(agents[0]) == {(ana,), (bea, kim)}


async def test_everybody_merging_and_splitting_at_once_leaves_whole_profiles(
    agents: list[RedisProfileStore],
) -> None:
    everybody = await people(agents[0], 5)
    for round_ in range(4):
        pairs = [(n % 5, (n + 1 + round_) % 5) for n in range(8)]
        outcomes = await settled(
            [
                agent.merge(everybody[one], everybody[other], change=by())
                for agent, (one, other) in zip(agents, pairs, strict=True)
            ]
        )
        links = [one.link_id for one in outcomes if not isinstance(one, Conflict) and one.link_id]
        await groups(agents[0])
        await settled(
            [
                agents[n % 8].split(link, change=by())
                for n, link in enumerate(links[: len(links) // 2])
            ]
            + [agents[7].detach(everybody[round_], change=by())]
        )
        await groups(agents[0])
    for one in everybody:
        await agents[0].detach(one, change=by())
    assert await groups(agents[0]) == {(one,) for one in everybody}


async def test_two_agents_who_take_a_profile_apart_at_once_do_it_once_each(
    agents: list[RedisProfileStore],
) -> None:
    ana, bea, kim = await people(agents[0], 3)
    await agents[0].merge(ana, bea, change=by())
    await agents[0].merge(bea, kim, change=by())
    noted = await agents[0].add_note(ana, "about Kim in truth", change=by())
    move = [Moved(kind="note", id=noted.notes[0].id, source=ana, target=kim)]
    parted = await asyncio.gather(
        *(agent.part([kim], move=move, change=by(key="one submit")) for agent in agents[:4]),
        *(agent.part([kim], move=move, change=by()) for agent in agents[4:6]),
    )
    assert {one for one in parted[:4] if one.cut} <= {Parted(left=ana, right=kim, cut=1)}
    assert sum(one.cut for one in {*parted[4:6], parted[0]}) == 1
    assert await groups(agents[0]) == {(ana, bea), (kim,)}
    left, right = await agents[0].profile(ana), await agents[0].profile(kim)
    assert left is not None
    assert right is not None
    assert ([one.text for one in left.notes], left.note_count) == ([], 0)
    assert [one.text for one in right.notes] == ["about Kim in truth"]


async def test_parting_and_merging_at_once_leave_whole_profiles_and_no_note_twice(
    agents: list[RedisProfileStore],
) -> None:
    everybody = await people(agents[0], 4)
    one, other = everybody[0], everybody[1]
    for round_ in range(6):
        await settled([agents[0].merge(one, other, change=by())])
        noted = await agents[0].add_note(one, f"note {round_}", change=by())
        note = next(found for found in noted.notes if found.text == f"note {round_}")
        move = [Moved(kind="note", id=note.id, source=note.contact_id, target=other)]
        await settled(
            [
                agents[1].part([other], move=move, change=by()),
                agents[2].merge(other, everybody[2], change=by()),
                agents[3].merge(everybody[3], one, change=by()),
                agents[4].part([one], change=by()),
                agents[5].not_same(other, everybody[3], change=by()),
            ]
        )
        await groups(agents[0])
    kept = [
        found.text
        for listed in await agents[0].contacts()
        for found in listed.notes
        if listed.contact_id == found.contact_id
    ]
    assert sorted(kept) == [f"note {round_}" for round_ in range(6)]


async def test_edits_of_one_profile_at_once_are_all_kept(
    agents: list[RedisProfileStore],
) -> None:
    (ana,) = await people(agents[0], 1)
    await asyncio.gather(
        *(agents[n].edit(ana, fields={f"field:{n}": str(n)}, change=by()) for n in range(4)),
        *(agents[n].add_note(ana, f"note {n}", change=by()) for n in range(4, 8)),
    )
    found = await agents[0].profile(ana, notes=10)
    assert found is not None
    assert {name for name in found.fields if name != "name"} == {f"field:{n}" for n in range(4)}
    assert {note.text for note in found.notes} == {f"note {n}" for n in range(4, 8)}


async def test_a_note_submitted_on_all_screens_is_kept_once(
    agents: list[RedisProfileStore],
) -> None:
    (ana,) = await people(agents[0], 1)
    for agent in agents:
        assert await agent.profile(ana)
        assert await agent.owners([ANA]) == []  # all know their keys, none is behind
    shown = await asyncio.gather(
        *(agent.add_note(ana, "once", change=by(key="one submit")) for agent in agents)
    )
    found = await agents[0].profile(ana)
    assert found is not None
    assert [note.text for note in found.notes] == ["once"]
    assert {profile.notes for profile in shown} == {found.notes}


async def test_too_many_at_once_is_a_conflict_that_changed_nothing(
    agents: list[RedisProfileStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    (ana,) = await people(agents[0], 1)
    monkeypatch.setattr("storage.redis.workspace.ATTEMPTS", 1)
    outcomes = await settled(
        [agent.tag(ana, [f"tag{n}"], change=by()) for n, agent in enumerate(agents)]
    )
    found = await agents[0].profile(ana)
    assert found is not None
    kept = sum(not isinstance(one, Conflict) for one in outcomes)
    assert len(found.tags) == kept
    assert len(await agents[0].tags()) == kept


async def test_two_that_open_a_workspace_at_once_agree_on_its_keys(
    agents: list[RedisProfileStore],
) -> None:
    peppered = await asyncio.gather(*(agent._keys() for agent in agents))
    assert len({keys.digest("who", "x") for keys in peppered}) == 1


async def test_a_job_is_worked_off_by_one_of_many_workers(
    agents: list[RedisProfileStore],
) -> None:
    for n in range(30):
        lane = f"lane {n % 3}"
        await agents[0].inbox.put(str(n), lane=lane, payload=b"", now=NOW)
    done: list[str] = []

    async def work(agent: RedisProfileStore) -> None:
        idle = 0
        while idle < 20:
            jobs = await agent.inbox.take(limit=2, lease=timedelta(minutes=5), now=NOW + MINUTE)
            idle = 0 if jobs else idle + 1
            for job in jobs:
                await asyncio.sleep(0)
                done.append(job.id)
                assert await agent.inbox.done(job, now=NOW + MINUTE)

    await asyncio.gather(*(work(agent) for agent in agents[:4]))
    assert sorted(done, key=int) == [str(n) for n in range(30)]
    for rest in range(3):
        mine = [int(name) for name in done if int(name) % 3 == rest]
        assert mine == sorted(mine)


async def test_whoever_gives_up_waiting_leaves_no_answer_for_others(
    agents: list[RedisProfileStore],
) -> None:
    everybody = await people(agents[0], 5)

    async def ask(n: int) -> bool:
        wanted = everybody[n % 5]
        found = await agents[n % 8].profile(wanted)
        return found is not None and found.contact_id == wanted

    for wave in range(10):
        tasks = [asyncio.create_task(ask(n)) for n in range(40)]
        for _ in range(wave):
            await asyncio.sleep(0)
        for task in tasks[wave % 3 :: 3]:
            task.cancel()
        answers = await asyncio.gather(*tasks, return_exceptions=True)
        given = [one for one in answers if not isinstance(one, asyncio.CancelledError)]
        assert len(given) >= len(tasks) * 2 // 3 - 1
        assert given == [True] * len(given)
