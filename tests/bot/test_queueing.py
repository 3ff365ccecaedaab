"""The commands `rapport queue` and `rapport dead-letters`: what waits, what is stuck, what was given up."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot import dead_letters
from bot.app import now
from bot.cli import main
from bot.queueing import lasting
from storage.queue import Queue
from storage.redis.opening import RedisStores
from storage.store import ProfileStore

LEASE: Final = timedelta(minutes=1)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], folder: Path) -> Callable[..., tuple[int, str, str]]:
    """What a command answers: its exit code, what it prints, and what it says beside that."""

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


Act = Callable[[ProfileStore], Awaitable[None]]


def in_store(folder: Path, act: Act, workspace: str = "T1") -> None:
    """Does this in the store of a workspace."""

    async def opened() -> None:
        stores = await RedisStores.open(None, data_dir=folder, secrets=[])
        await act(stores(workspace))
        await stores.aclose()

    asyncio.run(opened())


async def put(queue: Queue, *names: str, lane: str, at: datetime) -> None:
    for name in names:
        assert await queue.put(name, lane=lane, payload=b"{}", now=at)


async def bury(queue: Queue, name: str, *, at: datetime) -> None:
    await put(queue, name, lane=name, at=at)
    (job,) = await queue.take(limit=1, lease=LEASE, now=at)
    assert await queue.bury(job, error="channel_not_found", now=at)


async def a_busy_hour(store: ProfileStore) -> None:
    """A post that Slack closed a channel to, two behind it, and an event that nobody took."""
    long_ago = now() - timedelta(minutes=90, seconds=30)
    await store.recent("U0MAYA")  # it is a workspace from now on
    await put(store.outbox, "card:1", "card:2", "card:3", lane="C1/1.1", at=long_ago)
    (job,) = await store.outbox.take(limit=1, lease=LEASE, now=long_ago)
    later = now() + timedelta(hours=4, minutes=30)
    assert await store.outbox.postpone(job, until=later, error="not_in_channel", now=long_ago)
    await put(store.inbox, "Ev1", lane="C2/\x1b[2J", at=now())
    await bury(store.outbox, "card:0", at=long_ago)


def test_an_empty_store_has_no_queues(run: Any) -> None:
    assert run("queue") == (1, "", "No workspace is served yet.\n")


def test_a_workspace_of_another_name_is_not_told_to_have_empty_queues(
    run: Any, folder: Path
) -> None:
    in_store(folder, a_busy_hour)
    code, out, err = run("queue", "stats", "--workspace", "T2")
    assert (code, out) == (1, "")
    assert "There is no workspace T2 in the store" in err


def test_events_that_no_worker_has_looked_at_yet_are_told_of(run: Any, folder: Path) -> None:
    async def first_event(store: ProfileStore) -> None:
        await put(store.inbox, "Ev1", lane="C1/1.1", at=now())

    in_store(folder, first_event)
    code, out, _ = run("queue", "stats", "--workspace", "T1")
    assert code == 0
    assert "T1  inbox: 1 job waits in 1 lane, the oldest for " in out
    assert "0 under way, 1 due, 0 later; 0 dead letters" in out


def test_how_every_queue_stands_is_told_with_the_reason(run: Any, folder: Path) -> None:
    in_store(folder, a_busy_hour)
    code, out, _ = run("queue")
    inbox, outbox = out.splitlines()
    assert code == 0
    assert inbox.startswith("T1  inbox: 1 job waits in 1 lane, the oldest for ")
    assert outbox == (
        "T1  outbox: 3 jobs wait in 1 lane, the oldest for 90 min: 0 under way, 0 due, 1 later"
        " (not_in_channel 1); 1 dead letter"
    )

    told = [json.loads(line) for line in run("queue", "stats", "--json")[1].splitlines()]
    assert [(one["workspace"], one["queue"], one["waiting"]) for one in told] == [
        ("T1", "inbox", 1),
        ("T1", "outbox", 3),
    ]
    assert told[1]["oldest_seconds"] >= 90 * 60
    assert (told[1]["later"], told[1]["reasons"]) == (1, {"not_in_channel": 1})


def test_what_is_stuck_is_named_with_what_waits_behind_it(run: Any, folder: Path) -> None:
    in_store(folder, a_busy_hour)
    code, out, _ = run("queue", "stuck")
    assert code == 0
    (line,) = out.splitlines()
    assert line == (
        "T1  outbox  card:1  in C1/1.1, 2 behind it  waits for 90 min  1 attempt  not_in_channel"
        "  again in 4 h"
    )
    (told,) = [json.loads(line) for line in run("queue", "stuck", "--json")[1].splitlines()]
    assert (told["queue"], told["id"], told["jobs"], told["failures"]) == ("outbox", "card:1", 3, 1)


def test_control_characters_of_an_event_do_not_reach_the_terminal(run: Any, folder: Path) -> None:
    in_store(folder, a_busy_hour)
    out = run("queue", "stuck", "--minutes", "0")[1]
    assert "in C2/\\u001b[2J  waits for " in out
    assert "  0 attempts  due: no worker has taken it" in out
    assert "\x1b" not in out


def test_what_a_worker_has_just_now_is_under_way(run: Any, folder: Path) -> None:
    async def taken(store: ProfileStore) -> None:
        await store.recent("U0MAYA")  # it is a workspace from now on
        await put(store.inbox, "Ev1", lane="C1/1.1", at=now())
        assert await store.inbox.take(limit=1, lease=timedelta(hours=1), now=now())

    in_store(folder, taken)
    assert run("queue", "stuck", "--minutes", "0")[1].rstrip().endswith("1 attempt  under way")
    assert "1 under way, 0 due, 0 later" in run("queue")[1]


def test_it_is_said_where_nothing_is_stuck(run: Any, folder: Path) -> None:
    async def empty(store: ProfileStore) -> None:
        await store.recent("U0MAYA")  # it is a workspace from now on

    in_store(folder, empty)
    assert run("queue", "stuck") == (0, "Nothing has waited for 5 minutes.\n", "")
    assert run("queue", "stuck", "--json") == (0, "", "")
    assert "T1  inbox: nothing waits; 0 dead letters\n" in run("queue")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("queue", "stuck", "--minutes", "soon"),
        ("queue", "stuck", "--minutes", "10081"),
        ("queue", "purge"),
        ("dead-letters", "show", "--all"),
        ("dead-letters", "replay", "--since", "2026-11-20"),
        ("dead-letters", "replay", "ID", "--since", "2026-11-20"),
        ("dead-letters", "list", "--since", "yesterday"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(arguments: tuple[str, ...], run: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2


def test_times_are_told_in_the_largest_unit_that_there_are_two_of() -> None:
    told = {-5: "0 s", 0: "0 s", 119: "119 s", 120: "2 min", 7199: "119 min", 7200: "2 h"}
    told |= {172_799: "47 h", 172_800: "2 d", 864_000: "10 d"}
    assert {at: lasting(timedelta(seconds=at)) for at in told} == told


def test_dead_letters_since_a_moment_are_put_back_and_the_others_stay(
    run: Any, folder: Path
) -> None:
    async def given_up(store: ProfileStore) -> None:
        await store.recent("U0MAYA")  # it is a workspace from now on
        for days in (3, 2, 1):
            await bury(store.outbox, f"card:{days}", at=now() - timedelta(days=days))

    in_store(folder, given_up)
    since = (now() - timedelta(days=2, hours=1)).isoformat()
    assert "card:3" not in run("dead-letters", "list", "--since", since)[1]
    code, _, err = run("dead-letters", "replay", "--all", "--since", since)
    assert (code, err) == (0, "2 done.\n")
    left = run("dead-letters", "list")[1]
    assert "card:3" in left
    assert "card:2" not in left
    assert "T1  outbox: 2 jobs wait in 2 lanes" in run("queue")[1]
    audit = run("audit")[1]
    assert audit.count("dead_letter.replay") == 2


async def test_what_is_given_up_once_more_meanwhile_is_not_put_back_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker beside the command buried each again at once, and the command never ended."""
    stores = await RedisStores.open(None, data_dir=folder, secrets=[])
    store, began = stores("T1"), now()
    await bury(store.outbox, "card:1", at=began - timedelta(hours=1))
    act, turns = dead_letters._act, list[str]()

    async def buried_again(queue: Queue, what: str, letter_id: str) -> bool:
        done = await act(queue, what, letter_id)
        turns.append(letter_id)
        assert len(turns) < 3, "it goes on for ever"
        (job,) = await queue.take(limit=1, lease=LEASE, now=now())
        assert await queue.bury(job, error="x", now=now() + timedelta(seconds=1))
        return done

    monkeypatch.setattr(dead_letters, "_act", buried_again)
    done = await dead_letters._act_on_all(store, store.outbox, "replay", since=None, until=began)
    assert (done, turns) == (1, ["card:1"])
    assert [one.id for one in await store.outbox.dead_letters()] == ["card:1"]
    await stores.aclose()
