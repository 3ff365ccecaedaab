"""Who let us in: tokens sealed in their place, renewed once, gone when they are revoked, and never another's."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.errors import Conflict, Overloaded, StoreUnreachable, StoreUnsafe
from storage.installs import Granted, Resealed, Saved, Standing, StillGoing, Tokens, looked_up
from storage.redis.installs import Installs
from storage.redis.keys import BEGUN, BEGUN_COUNT, INSTALLS
from storage.redis.opening import RedisStores
from storage.redis.program import Program
from storage.redis.sealing import KeyRing
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, writes

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
GRACE = timedelta(days=14)
OLD, NEW = "0a" * 32, "0b" * 32


def granted(workspace: str, *, number: str = "1", organisation: str | None = None) -> Granted:
    """A workspace that let us in; one that begins with E as a whole organisation."""
    is_org = workspace.startswith("E")
    return Granted(
        workspace=workspace,
        team=None if is_org else workspace,
        organisation=workspace if is_org else organisation,
        bot="B1",
        bot_user="U1",
        at=NOW,
        number=number,
    )


def tokens(word: str) -> Tokens:
    """Tokens that end in twelve hours."""
    return Tokens(
        access=f"xoxe.xoxb-{word}", refresh=f"xoxe-{word}", until=NOW + timedelta(hours=12)
    )


@pytest.fixture
async def client(client: Any) -> Any:
    """A store that nobody let in before: the server is one for all tests."""
    for name in await client.smembers(INSTALLS):
        await client.delete(f"{{{name.decode()}}}:install")
    await client.delete(INSTALLS)
    return client


async def arrive(stores: RedisStores, workspace: str) -> None:
    """A customer writes to a workspace."""
    await stores(workspace).record(writes(ANA), now=NOW, region="US")


@pytest.fixture
def installs(client: Any) -> Installs:
    """The installations of a store."""
    return Installs(client, KeyRing([SECRET]))


async def test_what_was_saved_is_found_again(installs: Installs) -> None:
    assert await installs.save(granted("T1"), tokens("a")) == Saved()
    found = await installs.of("T1")
    assert found is not None
    assert found.tokens == tokens("a")
    assert found.standing is Standing.SERVED
    assert await installs.of("T2") is None


async def test_whoever_has_no_token_to_renew_with_has_none_after_a_new_seal_too(
    client: Any,
) -> None:
    bare = Tokens(access="xoxb-1")
    await Installs(client, KeyRing([OLD])).save(granted("T1"), bare)
    both = Installs(client, KeyRing([NEW, OLD]))
    assert await both.reseal() == Resealed(anew=1, already=0)
    found = await both.of("T1")
    assert found is not None
    assert found.tokens == bare


async def test_no_token_can_be_read_in_the_store(real: Any) -> None:
    installs = Installs(real, KeyRing([SECRET]))
    await installs.save(granted("TDUMP"), tokens("secret"))
    kept = await real.dump("{TDUMP}:install")
    text = await real.get("{TDUMP}:install")
    sealed = base64.b64decode(json.loads(text)["access"])
    for found in (kept, text, sealed):
        assert b"xox" not in found
        assert b"secret" not in found


async def test_tokens_are_never_shown() -> None:
    assert "xox" not in repr(tokens("a"))


@pytest.mark.parametrize(("kind", "into"), [("access", "refresh"), ("refresh", "access")])
async def test_a_token_in_the_place_of_the_other_opens_nowhere(
    client: Any, kind: str, into: str
) -> None:
    installs = Installs(client, KeyRing([SECRET]))
    await installs.save(granted("T1"), tokens("a"))
    row = json.loads(await client.get("{T1}:install"))
    row[into] = row[kind]
    await client.set("{T1}:install", json.dumps(row))
    with pytest.raises(StoreUnsafe):
        await installs.of("T1")
    [found] = await installs.all()
    assert found.standing is Standing.UNREADABLE
    assert found.tokens is None
    assert await installs.told_of("T1") == found
    assert await installs.told_of("T2") is None


async def test_a_token_of_another_workspace_opens_nowhere(client: Any) -> None:
    installs = Installs(client, KeyRing([SECRET]))
    for name in ("T1", "T2"):
        await installs.save(granted(name), tokens(name))
    one = json.loads(await client.get("{T1}:install"))
    other = json.loads(await client.get("{T2}:install"))
    await client.set("{T2}:install", json.dumps(other | {"access": one["access"]}))
    with pytest.raises(StoreUnsafe):
        await installs.of("T2")
    await client.set("{T2}:install", json.dumps(one))
    with pytest.raises(StoreUnsafe, match="another workspace's"):
        await installs.of("T2")


async def test_the_team_comes_before_its_organisation_and_no_other_organisation_at_all(
    installs: Installs,
) -> None:
    await installs.save(granted("E1"), tokens("org"))
    await installs.save(granted("T1", organisation="E1"), tokens("team"))
    await installs.save(granted("T9", organisation="E9"), tokens("foreign"))

    async def found(team: str | None, organisation: str | None) -> str | None:
        one = await installs.find(team, organisation)
        return one.granted.workspace if one else None

    assert await found("T1", "E1") == "T1"
    assert await found("T1", None) == "T1"
    assert await found("T2", "E1") == "E1"
    assert await found(None, "E1") == "E1"
    assert await found("T2", None) is None
    assert await found("T2", "E2") is None
    assert await found("T9", "E1") == "E1"
    assert await found("T9", "E8") is None
    await installs.left("T1", "1", at=NOW)
    assert await found("T1", "E1") == "E1"  # its organisation still has us
    assert await found("T1", None) is None
    assert await found("E1", None) is None
    assert await found(None, None) is None


@pytest.mark.parametrize(
    ("who", "team", "organisation", "answers"),
    [
        (granted("T1", organisation="E1"), "T1", "E1", True),
        (granted("T1", organisation="E1"), "T1", None, True),
        (granted("T1", organisation="E1"), "T1", "E2", False),
        (granted("T1", organisation="E1"), "T2", "E1", False),
        (granted("T1", organisation="E1"), None, "E1", False),
        (granted("T1"), "T1", "E5", True),
        (granted("T1"), "T1", None, True),
        (granted("E1"), None, "E1", True),
        (granted("E1"), "T9", "E1", True),
        (granted("E1"), "T9", "E2", False),
        (granted("E1"), "T9", None, False),
    ],
)
def test_an_installation_answers_for_its_own_and_for_nobody_elses(
    who: Granted, team: str | None, organisation: str | None, answers: bool
) -> None:
    assert who.is_for(team, organisation) is answers


def test_an_organisation_that_is_named_as_a_team_is_looked_up_once() -> None:
    assert list(looked_up("E1", "E1")) == ["E1"]


async def test_only_the_first_renewal_with_a_refresh_token_counts(installs: Installs) -> None:
    await installs.save(granted("T1"), tokens("a"))
    done = await asyncio.gather(
        *(installs.renewed("T1", used="xoxe-a", tokens=tokens(f"b{n}")) for n in range(5))
    )
    assert done.count(True) == 1
    found = await installs.of("T1")
    assert found is not None
    assert found.tokens == tokens(f"b{done.index(True)}")
    assert not await installs.renewed("T2", used="xoxe-a", tokens=tokens("c"))


async def test_one_process_renews_at_a_time(installs: Installs) -> None:
    lasting = timedelta(seconds=30)
    assert await installs.turn("T1", holder="one", lasting=lasting)
    assert not await installs.turn("T1", holder="other", lasting=lasting)
    await installs.turn_over("T1", holder="other")
    assert not await installs.turn("T1", holder="other", lasting=lasting)
    await installs.turn_over("T1", holder="one")
    assert await installs.turn("T1", holder="other", lasting=lasting)


async def test_a_turn_ends_by_itself_where_its_holder_died(client: Any) -> None:
    installs = Installs(client, KeyRing([SECRET]))
    await installs.turn("TTURN", holder="dead", lasting=timedelta(seconds=30))
    assert 29 < await client.ttl("{TTURN}:renewing") <= 30
    await client.delete("{TTURN}:renewing")
    assert await installs.turn("TTURN", holder="other", lasting=timedelta(seconds=30))
    await client.delete("{TTURN}:renewing")


async def test_a_transaction_ends_once_and_in_time(client: Any) -> None:
    installs = Installs(client, KeyRing([SECRET]))
    await installs.begin("state", "browser", lasting=timedelta(minutes=10))
    assert 590 < await client.ttl(f"{BEGUN}state") <= 600
    assert await installs.end("state") == "browser"
    assert await installs.end("state") is None
    assert await client.ttl(f"{BEGUN}state") == -2


async def test_nobody_fills_the_store_by_beginning(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    installs, lasting = Installs(client, KeyRing([SECRET])), timedelta(minutes=10)
    await client.delete(BEGUN_COUNT)
    monkeypatch.setattr("storage.redis.beginning.MOST_BEGUN", 2)
    for number in range(2):
        await installs.begin(f"s{number}", "browser", lasting=lasting)
    with pytest.raises(Overloaded, match=r"^too many installations were begun$"):
        await installs.begin("s2", "browser", lasting=lasting)
    assert await installs.end("s2") is None
    assert 590 < await client.ttl(BEGUN_COUNT) <= 600
    await client.expire(BEGUN_COUNT, 300)
    with pytest.raises(Overloaded):  # and it keeps nobody out for longer than it would have
        await installs.begin("s3", "browser", lasting=lasting)
    assert await client.ttl(BEGUN_COUNT) <= 300
    await client.delete(BEGUN_COUNT)


async def test_whoever_left_has_no_tokens_at_once_and_its_data_for_a_while(
    installs: Installs,
) -> None:
    await installs.save(granted("T1"), tokens("a"))
    assert await installs.left("T1", "1", at=NOW)
    assert not await installs.left("T1", "1", at=NOW + timedelta(days=9))
    found = await installs.of("T1")
    assert found is not None
    assert (found.tokens, found.standing) == (None, Standing.LEFT)
    assert found.ends_at(GRACE) == NOW + GRACE
    assert await installs.going("T1", grace=GRACE, now=NOW + GRACE - timedelta(seconds=1)) is None
    going = await installs.going("T1", grace=GRACE, now=NOW + GRACE)
    assert going is not None
    assert going.standing is Standing.GOING
    assert await installs.save(granted("T1", number="2"), tokens("b")) == StillGoing()
    await installs.gone("T1")
    assert await installs.all() == []
    assert await installs.save(granted("T1", number="2"), tokens("b")) == Saved()


async def test_whoever_comes_back_in_time_keeps_everything(installs: Installs) -> None:
    await installs.save(granted("T1"), tokens("a"))
    await installs.left("T1", "1", at=NOW)
    await installs.save(granted("T1", number="2"), tokens("b"))
    assert await installs.going("T1", grace=timedelta(0), now=NOW + GRACE) is None
    found = await installs.of("T1")
    assert found is not None
    assert found.standing is Standing.SERVED
    assert found.ends_at(GRACE) is None


async def test_what_is_told_of_an_earlier_installation_changes_nothing(installs: Installs) -> None:
    await installs.save(granted("T1"), tokens("a"))
    await installs.save(granted("T1", number="2"), tokens("b"))
    assert not await installs.left("T1", "1", at=NOW)
    assert not await installs.without_tokens("T1", "1")
    assert await installs.without_tokens("T1", "2")
    assert not await installs.without_tokens("T1", "2")
    found = await installs.of("T1")
    assert found is not None
    assert found.standing is Standing.WITHOUT_TOKEN
    assert await installs.left("T1", "2", at=NOW)


async def test_a_change_that_others_overtake_again_and_again_is_given_up(
    installs: Installs, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stale(*_: Any) -> tuple[str, str]:
        return "stale", "1"

    await installs.save(granted("T1"), tokens("a"))
    monkeypatch.setattr(Program, "commit", stale)
    with pytest.raises(Conflict, match=r"^others are changing .* nothing was changed, try again$"):
        await installs.without_tokens("T1", "1")


async def test_a_change_that_another_overtakes_is_decided_anew_from_what_stands_then(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    installs, commit, seen = Installs(client, KeyRing([SECRET])), Program.commit, list[int]()

    async def overtaken(program: Program, client: Any) -> tuple[str, str]:
        seen.append(1)
        if len(seen) == 1:
            await installs.save(granted("T1", number="2"), tokens("b"))
        return await commit(program, client)

    await installs.save(granted("T1"), tokens("a"))
    monkeypatch.setattr(Program, "commit", overtaken)
    assert not await installs.left("T1", "1", at=NOW)
    found = await installs.of("T1")
    assert found is not None
    assert (found.granted.number, found.standing) == ("2", Standing.SERVED)


async def test_a_new_key_seals_everything_anew_while_both_are_read(client: Any) -> None:
    old = Installs(client, KeyRing([OLD]))
    for name in ("T1", "T2"):
        await old.save(granted(name), tokens(name))
    await old.without_tokens("T2", "1")
    both = Installs(client, KeyRing([NEW, OLD]))
    assert (await both.of("T1")) == (await old.of("T1"))
    done = await both.reseal()
    assert (done.anew, done.already) == (2, 0)
    sealed = await client.get("{T1}:install")
    again = await both.reseal()
    assert (again.anew, again.already) == (0, 2)
    assert await client.get("{T1}:install") == sealed
    found = await Installs(client, KeyRing([NEW])).of("T1")
    assert found is not None
    assert found.tokens == tokens("T1")
    with pytest.raises(StoreUnsafe):
        await old.of("T1")


async def test_many_are_sealed_anew_side_by_side_and_each_is_counted(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.redis.installs.AT_ONCE", 2)
    old, both = Installs(client, KeyRing([OLD])), Installs(client, KeyRing([NEW, OLD]))
    for number in range(5):
        await old.save(granted(f"T{number}"), tokens("a"))
    for number in (5, 6, 7):
        await both.save(granted(f"T{number}"), tokens("a"))
    assert await both.sealed_by_older_keys() == 5
    assert await both.reseal() == Resealed(anew=10, already=6)
    assert await both.sealed_by_older_keys() == 0
    newest = Installs(client, KeyRing([NEW]))
    found = await newest.all()
    assert [one.granted.workspace for one in found] == [f"T{number}" for number in range(8)]
    assert {one.tokens for one in found} == {tokens("a")}


async def test_what_no_key_opens_is_not_said_to_be_sealed_by_an_older_one(client: Any) -> None:
    await Installs(client, KeyRing(["0c" * 32])).save(granted("T1"), tokens("lost"))
    await Installs(client, KeyRing([OLD])).save(granted("T2"), tokens("old"))
    both = Installs(client, KeyRing([NEW, OLD]))
    await both.save(granted("T3"), Tokens(access="xoxb-3"))
    assert await both.sealed_by_older_keys() == 1
    assert [one.standing for one in await both.all()] == [
        Standing.UNREADABLE,
        Standing.SERVED,
        Standing.SERVED,
    ]


async def test_of_whoever_left_or_is_going_it_is_still_known_when_without_a_token(
    client: Any,
) -> None:
    installs = Installs(client, KeyRing([SECRET]))
    await installs.save(granted("T1"), tokens("a"))
    await installs.left("T1", "1", at=NOW)
    [left] = await installs.all()
    assert (left.left_at, left.tokens, left.is_going) == (NOW, None, False)
    stored = json.loads(await client.get("{T1}:install"))
    assert (stored["access"], stored["refresh"], stored["until"]) == ("", "", None)
    going = await installs.going("T1", grace=GRACE, now=NOW + GRACE)
    assert going is not None
    assert (going.left_at, going.granted, going.is_going) == (NOW, granted("T1"), True)
    await client.set("{T1}:renewing", "somebody")
    await installs.gone("T1")
    assert await client.exists("{T1}:install", "{T1}:renewing") == 0


async def test_a_name_without_an_installation_is_passed_over(client: Any) -> None:
    installs = Installs(client, KeyRing([SECRET]))
    await client.sadd(INSTALLS, "T404")
    assert await installs.all() == []
    assert (await installs.reseal()).anew == 0


def test_tokens_are_due_before_they_end_and_only_if_they_can_be_renewed() -> None:
    ahead = timedelta(hours=2)
    assert not tokens("a").is_due(NOW, ahead=ahead)
    assert tokens("a").is_due(NOW + timedelta(hours=10), ahead=ahead)
    assert not Tokens(access="x").is_due(NOW, ahead=ahead)
    assert not Tokens(access="x", refresh="y").is_due(NOW, ahead=ahead)
    assert not Tokens(access="x", until=NOW).is_due(NOW, ahead=ahead)


async def test_a_workspace_that_is_wiped_leaves_no_key_and_its_neighbour_whole(
    stores: RedisStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TWIPED", "TNEIGHBOUR"):
        await stores.installs.save(granted(name), tokens(name))
        await arrive(stores, name)
    await stores.installs.left("TWIPED", "1", at=NOW)
    await stores.installs.going("TWIPED", grace=timedelta(0), now=NOW)
    client = vars(stores)["_client"]
    monkeypatch.setattr("storage.redis.wiping.AT_ONCE", 4)
    there = [key async for key in client.scan_iter(match="{TWIPED}:*")]
    assert len(there) > 9
    wiped = await stores.wipe("TWIPED")
    assert (wiped.keys, wiped.remaining) == (
        len(there) - 1,
        0,
    )  # what says that it is going is not counted
    assert [key async for key in client.scan_iter(match="*TWIPED*")] == []
    assert "TWIPED" not in await stores.workspaces()
    assert await stores.installs.of("TWIPED") is None
    assert "TNEIGHBOUR" in await stores.workspaces()
    assert (await stores.installs.of("TNEIGHBOUR")) is not None
    again = await stores.wipe("TWIPED")
    assert again.keys == 0


async def test_a_deletion_that_was_cut_off_is_gone_on_with(
    stores: RedisStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stores.installs.save(granted("TCUT"), tokens("a"))
    await arrive(stores, "TCUT")
    await stores.installs.left("TCUT", "1", at=NOW)
    await stores.installs.going("TCUT", grace=timedelta(0), now=NOW)
    client = vars(stores)["_client"]
    unlink, left = client.unlink, iter([True, True])

    async def twice(*keys: bytes) -> int:
        if not next(left, False):
            raise StoreUnreachable("away")
        return int(await unlink(*keys))

    monkeypatch.setattr("storage.redis.wiping.AT_ONCE", 3)
    monkeypatch.setattr(client, "unlink", twice)
    with pytest.raises(StoreUnreachable):
        await stores.wipe("TCUT")
    monkeypatch.setattr(client, "unlink", unlink)
    found = await stores.installs.of("TCUT")
    assert found is not None
    assert found.standing is Standing.GOING
    wiped = await stores.wipe("TCUT")
    assert (wiped.remaining, wiped.keys > 0) == (0, True)
    assert [key async for key in client.scan_iter(match="*TCUT*")] == []


async def test_the_pepper_is_sealed_anew_as_tokens_are(folder: Path) -> None:
    stores = await RedisStores.open(None, data_dir=folder, secrets=[OLD])
    await arrive(stores, "T1")
    await stores.installs.save(granted("T1"), tokens("a"))
    assert (await stores.reseal()) == Resealed(anew=0, already=3)
    await stores.aclose()
    stores = await RedisStores.open(None, data_dir=folder, secrets=[NEW, OLD])
    assert (await stores.reseal()) == Resealed(anew=3, already=0)
    assert (await stores.reseal()) == Resealed(anew=0, already=3)
    await stores.aclose()
    stores = await RedisStores.open(None, data_dir=folder, secrets=[NEW])
    assert (await stores.reseal()) == Resealed(anew=0, already=3)
    assert await stores("T1").owners([ANA])
    await stores.aclose()


async def test_an_organisation_shuts_some_of_its_workspaces_and_opens_them_again(
    installs: Installs,
) -> None:
    await installs.save(granted("E1"), tokens("a"))
    some = frozenset(["T1", "T2"])
    assert await installs.shut("E1", "1", teams=some)
    assert not await installs.shut("E1", "1", teams=some)
    assert not await installs.shut("E1", "2", teams=frozenset())  # another installation's
    assert not await installs.shut("E9", "1", teams=some)
    found = await installs.of("E1")
    assert found is not None
    assert (found.closed, found.tokens) == (some, tokens("a"))
    assert await installs.renewed("E1", used=tokens("a").refresh, tokens=tokens("b"))
    renewed = await installs.of("E1")
    assert renewed is not None
    assert (renewed.closed, renewed.tokens) == (some, tokens("b"))
    assert await installs.shut("E1", "1", teams=frozenset())
    opened = await installs.of("E1")
    assert opened is not None
    assert opened.closed == frozenset()
