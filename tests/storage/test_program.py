"""A change lands whole where all that it was decided from still stands, and not at all where any of it is other."""

import secrets
from collections.abc import Callable
from typing import Any, Final

import pytest

from storage.errors import StorageError
from storage.redis.program import Program

OK: Final = ("ok", "")


class Place:
    """Some keys of a workspace that nobody used before."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._prefix = f"{{T{secrets.token_hex(6)}}}:"

    def __call__(self, name: str) -> str:
        return self._prefix + name

    async def commit(self, program: Program) -> tuple[str, str]:
        """What became of it."""
        return await program.commit(self.client)

    async def text(self, name: str) -> str | None:
        """What stands at a key."""
        found = await self.client.get(self(name))
        return None if found is None else str(found.decode())


@pytest.fixture
def at(client: Any) -> Place:
    return Place(client)


CHECKS: Final[dict[str, Callable[[Program, str], None]]] = {
    "a revision": lambda program, key: program.check(key, 7),
    "the members of a set": lambda program, key: program.check_set(key, ["a", "b"]),
    "how many a set has": lambda program, key: program.check_count(key, 2),
    "how many a log has": lambda program, key: program.check_log(key, 2),
    "a value": lambda program, key: program.check_value(key, "so"),
    "that it is there": lambda program, key: program.check_there(key),
}


async def stand(client: Any, key: str, what: str, *, otherwise: bool) -> None:
    """What a check wants stands at the key, or nearly that."""
    match what:
        case "a revision":
            await client.hset(key, "rev", 8 if otherwise else 7)
        case "the members of a set":
            await client.sadd(key, "a", "c" if otherwise else "b")
        case "how many a set has":
            await client.sadd(key, *("abc" if otherwise else "ab"))
        case "how many a log has":
            await client.zadd(key, dict.fromkeys("abc" if otherwise else "ab", 1))
        case _:
            await client.set(key, "no" if otherwise else "so")
    if otherwise and what == "that it is there":
        await client.delete(key)


@pytest.mark.parametrize("what", CHECKS)
async def test_a_change_lands_only_where_what_it_was_decided_from_still_stands(
    at: Place, what: str
) -> None:
    for otherwise in (True, False):
        program = Program()
        program.op("SET", at("beside"), "first")
        CHECKS[what](program, at("checked"))
        program.op("SET", at("written"), "anew")
        await at.client.delete(at("checked"))
        await stand(at.client, at("checked"), what, otherwise=otherwise)
        outcome, place = await at.commit(program)
        assert outcome == ("stale" if otherwise else "ok")
        assert place == ("2" if otherwise else "")  # the second key that it names
        assert await at.text("written") == (None if otherwise else "anew")
        assert await at.text("beside") == (None if otherwise else "first")


async def test_a_set_with_a_member_more_or_less_is_another_one(at: Place) -> None:
    await at.client.sadd(at("set"), "a", "b")
    for members, outcome in ((["a"], "stale"), (["a", "b", "c"], "stale"), (["b", "a"], "ok")):
        program = Program()
        program.check_set(at("set"), members)
        assert (await at.commit(program))[0] == outcome


async def test_a_contact_that_is_not_there_has_the_revision_nought_and_no_value(at: Place) -> None:
    program = Program()
    program.check(at("contact"), 0)
    program.check_value(at("text"), "")
    program.check_count(at("set"), 0)
    program.check_log(at("log"), 0)
    assert await at.commit(program) == OK


async def test_that_something_is_there_is_asked_where_its_revision_is_not(at: Place) -> None:
    """The revision says more: it is kept, whichever of the two is asked first."""
    await at.client.hset(at("contact"), "rev", 2)
    for first, second in (("rev", "there"), ("there", "rev")):
        program = Program()
        for kind in (first, second):
            if kind == "rev":
                program.check(at("contact"), 1)
            else:
                program.check_there(at("contact"))
        assert (await at.commit(program))[0] == "stale"


async def test_two_that_must_be_there_are_both_asked_for(at: Place) -> None:
    await at.client.set(at("one"), "1")
    for names in (("other", "one"), ("one", "other")):
        program = Program()
        for name in names:
            program.check_there(at(name))
        assert (await at.commit(program))[0] == "stale"


async def test_what_nothing_would_be_written_by_is_empty(at: Place) -> None:
    program = Program()
    program.check_there(at("one"))
    assert program.is_empty
    program.op("DEL", at("one"))
    assert not program.is_empty


async def test_a_command_that_is_not_on_the_list_is_refused_and_nothing_is_written(
    at: Place,
) -> None:
    program = Program()
    program.op("SET", at("written"), "anew")
    program.op("CONFIG", at("written"), "SET")
    with pytest.raises(StorageError, match="the store refused"):
        await at.commit(program)
    assert await at.text("written") is None


async def test_numbers_are_written_as_they_read(at: Place) -> None:
    program = Program()
    program.op("HSET", at("hash"), "whole", 3, "half", 2.5)
    assert await at.commit(program) == OK
    assert await at.client.hgetall(at("hash")) == {b"whole": b"3", b"half": b"2.5"}


async def test_a_change_that_comes_again_gives_its_first_answer_and_writes_nothing(
    at: Place,
) -> None:
    for answer in ("first", "second"):
        program = Program()
        program.once(at("done"), answer)
        program.op("HINCRBY", at("hash"), "count", 1)
        said = await at.commit(program)
        assert said == (OK if answer == "first" else ("done", "first"))
    assert await at.client.hget(at("hash"), "count") == b"1"
    assert 24 * 3600 < await at.client.ttl(at("done")) <= 25 * 3600


async def test_a_job_is_put_into_its_lane_with_all_that_is_known_of_it(at: Place) -> None:
    names = ("job:j1", "seen", "lane", "ready", "waiting", "dead")
    await at.client.zadd(at("dead"), {"j1": 1})
    program = Program()
    keys = [at(name) for name in names]
    program.put(keys, "j1", "l1", "id-1", "C1/2.3", "payload", 1000, 60, 0, "")
    assert await at.commit(program) == OK
    job = await at.client.hgetall(at("job:j1"))
    assert (job[b"id"], job[b"lane"], job[b"payload"]) == (b"id-1", b"C1/2.3", b"payload")
    assert (job[b"put_at"], job[b"attempt"]) == (b"1000", b"0")
    assert b"trace" not in job
    assert 50 < await at.client.ttl(at("seen")) <= 60
    assert await at.client.lrange(at("lane"), 0, -1) == [b"j1"]
    assert await at.client.zscore(at("ready"), "l1") == 1000
    assert await at.client.zscore(at("waiting"), "j1") == 1000
    assert await at.client.zcard(at("dead")) == 0


async def test_somebody_is_in_the_table_by_how_many_their_log_has_by_then(at: Place) -> None:
    program = Program()
    program.op("ZADD", at("log"), 1, "o1")
    program.op("ZADD", at("log"), 2, "o2")
    program.count(at("numbers"), at("log"), "c_1")
    program.count(at("numbers"), at("empty"), "c_2")
    await at.client.zadd(at("numbers"), {"c_2": 4})
    assert await at.commit(program) == OK
    assert await at.client.zrange(at("numbers"), 0, -1, withscores=True) == [(b"c_1", 2.0)]


async def test_a_dead_letter_goes_and_one_that_was_put_back_meanwhile_stays(at: Place) -> None:
    await at.client.zadd(at("dead"), {"j1": 1})
    for name in ("j1", "j2"):
        await at.client.hset(at(f"job:{name}"), "id", name)
        program = Program()
        program.drop_letter(at("dead"), at(f"job:{name}"), name)
        assert await at.commit(program) == OK
    assert await at.client.zcard(at("dead")) == 0
    assert await at.client.exists(at("job:j1")) == 0
    assert await at.client.exists(at("job:j2")) == 1
