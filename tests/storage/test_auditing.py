"""The audit cannot be changed unnoticed: whatever is done to it by another hand is named, with the entry."""

import asyncio
import hmac
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from storage.auditing import AuditHead, AuditVerdict, Chain, seal_in
from storage.feed import Feed
from storage.redis import auditing, program
from storage.redis.places import RedisProfileStore
from storage.store import Change
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, KIM, NOW, PAT, by, row, writes

Rows = list[tuple[str, dict[str, str]]]
GONE: Final = "c_00000000000000000000000000"


async def work(store: RedisProfileStore, times: int = 6) -> None:
    """Entries of a day: by an agent, by another, each about something else."""
    for number in range(times):
        who = "U0MAYA" if number % 2 else "U0SAM"
        await store.tell("read", f"c_{number}", change=by(who, key=f"read {number}"))


async def rows_of(store: RedisProfileStore) -> Rows:
    found = await store._client.xrange(store._bare.named("audit"))
    return [
        (name.decode(), {field.decode(): value.decode() for field, value in said.items()})
        for name, said in found
    ]


async def put_back(store: RedisProfileStore, rows: Rows) -> None:
    """The audit as somebody with the whole server in hand would write it."""
    client, key = store._client, store._bare.named("audit")
    await client.delete(key)
    for number, (_, said) in enumerate(rows, start=1):
        await client.xadd(key, said, id=f"{number}-1")


def edited(rows: Rows) -> None:
    rows[2][1]["by"] = "U0KIM"


def reason_added(rows: Rows) -> None:
    rows[2][1]["why"] = "score:1.0"


def moved_between_fields(rows: Rows) -> None:
    said = rows[2][1]
    said["what"], said["on"] = said["what"] + "on", said["on"][2:]


def deleted(rows: Rows) -> None:
    del rows[2]


def two_deleted(rows: Rows) -> None:
    del rows[2:4]


def reordered(rows: Rows) -> None:
    rows[2], rows[3] = rows[3], rows[2]


def repeated(rows: Rows) -> None:
    rows.insert(3, rows[2])


def planted(rows: Rows) -> None:
    rows.insert(2, ("", {"at": "1", "by": "U0KIM", "what": "erase", "on": GONE}))


def planted_with_a_number(rows: Rows) -> None:
    rows[2] = ("", {**rows[2][1], "on": GONE, "mac": "0" * 40})


def spoilt_number(rows: Rows) -> None:
    rows[2][1]["n"] = "third"


def field_put_in(rows: Rows) -> None:
    rows[2][1]["note"] = "all is well"


def cut_off(rows: Rows) -> None:
    del rows[4:]


def begun_later(rows: Rows) -> None:
    del rows[:2]


def emptied(rows: Rows) -> None:
    rows.clear()


HANDS: Final[list[tuple[Callable[[Rows], None], str]]] = [
    (edited, "entry 3 (3-1) is not as it was written"),
    (reason_added, "entry 3 (3-1) is not as it was written"),
    (moved_between_fields, "entry 3 (3-1) is not as it was written"),
    (deleted, "entry 3 is missing before entry 4 (3-1)"),
    (two_deleted, "entries 3 to 4 are missing before entry 5 (3-1)"),
    (reordered, "entry 3 is missing before entry 4 (3-1)"),
    (repeated, "entry 3 (4-1) stands where entry 4 was"),
    (planted, "entry 3-1 was put in by another hand"),
    (planted_with_a_number, "entry 3 (3-1) is not as it was written"),
    (spoilt_number, "entry 3-1 was put in by another hand"),
    (field_put_in, "entry 3-1 was put in by another hand"),
    (cut_off, "entries 5 to 6 are missing at the end"),
    (begun_later, "entries 1 to 2 are missing at the beginning"),
    (emptied, "entries 1 to 6 are missing at the end"),
]


@pytest.mark.parametrize(("hand", "said"), HANDS, ids=lambda one: getattr(one, "__name__", ""))
async def test_what_another_hand_did_is_named(
    store: RedisProfileStore, hand: Callable[[Rows], None], said: str
) -> None:
    await work(store)
    assert (await store.check_audit()).broken is None
    rows = await rows_of(store)
    hand(rows)
    await put_back(store, rows)
    verdict = await store.check_audit()
    assert (verdict.broken, verdict.head) == (said, None)


async def test_an_untouched_audit_stands_and_says_where_it_ends(store: RedisProfileStore) -> None:
    assert await store.check_audit() == AuditVerdict(entries=0)
    await work(store)
    verdict = await store.check_audit()
    assert verdict.broken is None
    assert (verdict.entries, verdict.trimmed, verdict.before_chain) == (6, 0, 0)
    assert verdict.head is not None
    assert verdict.head.number == 6
    assert AuditHead.parsed(str(verdict.head)) == verdict.head


@pytest.mark.parametrize("text", ["", "6", "six:ab", ":ab", "6:"])
def test_what_is_no_end_of_a_chain_is_read_as_none(text: str) -> None:
    assert AuditHead.parsed(text) is None


async def test_the_newest_cannot_be_cut_off_with_the_end_put_right(
    store: RedisProfileStore,
) -> None:
    """All that stands in the entries is known to who cuts them off, but not how their end was signed."""
    await work(store)
    rows = await rows_of(store)
    client, end = store._client, store._bare.named("chain")
    *_, seal = (await client.get(end)).decode().split(" ")
    last = rows[3][1]
    await put_back(store, rows[:4])
    await client.set(end, f"4 {last['mac']} {last['key']} {seal}")
    assert (await store.check_audit()).broken == "the end of the chain is not as it was written"


@pytest.mark.parametrize("end", [None, "6", "six a b c", ""])
async def test_an_end_that_is_gone_or_spoilt_is_seen(
    store: RedisProfileStore, end: str | None
) -> None:
    await work(store)
    client, key = store._client, store._bare.named("chain")
    await (client.delete(key) if end is None else client.set(key, end))
    said = "the end of the chain is gone, or not as it was written"
    assert (await store.check_audit()).broken == said
    await store.tell("read", GONE, change=by())  # a chain without an end begins anew
    assert "stands where entry 7 was" in str((await store.check_audit()).broken)


async def test_an_audit_that_is_gone_as_a_whole_is_seen(store: RedisProfileStore) -> None:
    await store.record(writes(ANA), now=NOW, region="US")
    await store._client.delete(store._bare.named("audit"), store._bare.named("chain"))
    said = "the end of the chain is gone, or not as it was written"
    assert (await store.check_audit()).broken == said


async def test_a_store_put_back_to_what_it_was_is_seen_by_an_end_noted_down(
    store: RedisProfileStore,
) -> None:
    await work(store, 4)
    rows, client, end = await rows_of(store), store._client, store._bare.named("chain")
    before = await client.get(end)
    early = (await store.check_audit()).head
    await store.tell("erase", GONE, change=by())
    late = (await store.check_audit()).head
    assert early
    assert late
    assert (await store.check_audit(anchor=early)).broken is None
    await put_back(store, rows)
    await client.set(end, before)
    assert (await store.check_audit()).broken is None  # by itself it is whole
    said = "the chain once went on to entry 5, and ends with 4 now"
    assert (await store.check_audit(anchor=late)).broken == said
    await store.tell("read", GONE, change=by())
    said = "entry 5 is another one than it once was"
    assert (await store.check_audit(anchor=late)).broken == said


async def test_two_histories_of_one_store_cannot_be_mixed(store: RedisProfileStore) -> None:
    """Put back to what it was, a store goes on with the same numbers, each well signed."""
    await work(store, 4)
    rows, client, end = await rows_of(store), store._client, store._bare.named("chain")
    before = await client.get(end)
    histories, ends = [], []
    for what in ("read", "erase"):
        await put_back(store, rows)
        await client.set(end, before)
        for _ in range(2):
            await store.tell(what, GONE, change=by())
        histories.append(await rows_of(store))
        ends.append(await client.get(end))
    one, other = histories
    await put_back(store, [*one[:5], *other[5:]])
    said = "entry 6 (6-1) does not follow from the entry before it"
    assert (await store.check_audit()).broken == said
    await put_back(store, one)
    await client.set(end, ends[1])
    assert (await store.check_audit()).broken == "entry 6 is not the one that the chain ended with"


async def test_the_oldest_entries_may_be_given_up_but_no_more_than_that(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (auditing, program):
        monkeypatch.setattr(place, "AUDIT_ENTRIES", 300)
    store = real_store
    await work(store, 10)
    early = (await store.check_audit()).head
    for _ in range(7):  # a cluster's client has no more than so many connections
        await asyncio.gather(*(store.tell("read", GONE, change=by()) for _ in range(100)))
    verdict = await store.check_audit(anchor=early)
    assert verdict.broken is None
    assert 300 <= verdict.entries < 500
    assert verdict.entries + verdict.trimmed == 710

    client, key = store._client, store._bare.named("audit")
    await client.xtrim(key, maxlen=299, approximate=False)
    assert (await store.check_audit()).broken == "entries 1 to 411 are missing at the beginning"


async def test_entries_from_before_the_chain_are_counted_and_not_vouched_for(
    store: RedisProfileStore,
) -> None:
    client, key = store._client, store._bare.named("audit")
    old = {"at": "1", "by": "U0SAM", "what": "note.add", "on": GONE}
    await client.xadd(key, old, id="1-1")
    await work(store, 2)
    verdict = await store.check_audit()
    assert (verdict.broken, verdict.entries, verdict.before_chain) == (None, 2, 1)
    (told,) = await store.told(on=[GONE])
    assert (told.number, told.what) == (None, "note.add")

    rows = await rows_of(store)
    await put_back(store, [rows[0], rows[2]])
    assert (await store.check_audit()).broken == "entry 1 is missing at the beginning"


async def test_entries_of_one_workspace_say_nothing_in_another(real: Any) -> None:
    ours = workspace_of(real)
    theirs = workspace_of(real, pepper_maker=lambda: b"q" * 32)
    await work(ours, 2)
    await work(theirs, 2)
    await put_back(theirs, await rows_of(ours))
    said = "entry 1 (1-1) is not as it was written"
    assert (await theirs.check_audit()).broken == said


async def test_many_writers_at_once_make_one_chain(real: Any) -> None:
    """Each is a process of its own to the store: none knows what the others write."""
    first = workspace_of(real)
    others = [RedisProfileStore(real, first.workspace, **settings_of(first)) for _ in range(7)]
    contact = await first.create(row(ANA, name="Ana Souza"), change=by(), origin="agent")

    async def works(store: RedisProfileStore, number: int) -> None:
        for turn in range(10):
            await store.tell("read", contact.id, change=by(f"U{number}"))
            await store.add_note(contact.id, f"{number} {turn}", change=by(f"U{number}"))

    await asyncio.gather(*(works(one, number) for number, one in enumerate([first, *others])))
    verdict = await first.check_audit()
    assert (verdict.broken, verdict.entries) == (None, 161)


def settings_of(store: RedisProfileStore) -> dict[str, Any]:
    names = ("ring", "new_id", "limits", "refresh", "pepper_maker")
    return {name: vars(store)[f"_{name}"] for name in names} | {"high_water": 1000}


async def test_a_change_with_several_entries_chains_them_all(store: RedisProfileStore) -> None:
    await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
    told = await store.told()
    assert [one.what for one in told] == ["message.linked", "link", "contact.import"]
    assert [one.number for one in told] == [3, 2, 1]
    assert (await store.check_audit()).broken is None


async def test_a_change_that_comes_twice_is_told_once(store: RedisProfileStore) -> None:
    for _ in range(2):
        await store.tell("read", GONE, change=by(key="one click"))
        await store.watch(feed("C1"), change=by(key="one more"))
    assert [one.what for one in await store.told()] == ["watch", "read"]


def feed(place: str) -> Feed:
    return Feed(place=place, channel=None, by="U0MAYA", at=NOW)


async def test_entries_are_found_by_whom_by_what_and_since_when(store: RedisProfileStore) -> None:
    for number, who in enumerate(("U0SAM", "U0MAYA", "U0SAM")):
        at = NOW + timedelta(hours=number)
        change = Change(by=who, at=at, key=f"read {number}")
        await store.tell("read", f"c_{number}", "c_same", change=change, why=("because",))
    told = await store.told(on=["c_0", "c_2"], by="U0SAM")
    assert [one.on for one in told] == [("c_2", "c_same"), ("c_0", "c_same")]
    assert [one.why for one in told] == [("because",)] * 2
    assert [one.at for one in await store.told(since=NOW + timedelta(hours=1), limit=1)] == [
        NOW + timedelta(hours=2)
    ]
    assert await store.told(on=["c_nobody"]) == []


async def test_entries_far_back_are_found_page_by_page(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "PAGE", 2)
    await work(real_store, 7)
    (found,) = await real_store.told(on=["c_0"])
    assert found.on == ("c_0",)
    assert (await real_store.check_audit()).entries == 7
    rows = await rows_of(real_store)
    rows[5][1]["on"] = "c_else"
    await put_back(real_store, rows)
    assert (await real_store.check_audit()).entries == 5


async def test_what_is_asked_for_is_found_on_every_page_and_a_hundred_where_nobody_says(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "PAGE", 3)
    await work(real_store, 8)
    told = await real_store.told(by="U0MAYA")
    assert [one.number for one in told] == [8, 6, 4, 2]
    assert [one.number for one in await real_store.told(by="U0MAYA", limit=3)] == [8, 6, 4]
    for _ in range(93):
        await real_store.tell("read", GONE, change=by())
    monkeypatch.undo()
    assert [one.number for one in await real_store.told()] == [*range(101, 1, -1)]


async def test_an_entry_that_says_little_is_read_as_far_as_it_goes(
    store: RedisProfileStore,
) -> None:
    await store._client.xadd(store._bare.named("audit"), {"at": "1", "what": "install"}, id="1-1")
    [entry] = await store.told()
    assert (entry.what, entry.by, entry.on, entry.why, entry.number) == (
        "install",
        None,
        (),
        (),
        None,
    )


async def test_entries_of_one_millisecond_by_two_clocks_are_found_by_when_they_say(
    store: RedisProfileStore,
) -> None:
    """An entry is found by the server's clock, and says when by that of the process that wrote it."""
    behind = timedelta(hours=23)
    moment = (await store._client.time())[0] * 1000
    now = NOW.fromtimestamp(moment / 1000, NOW.tzinfo)
    for number, at in enumerate((now + behind, now - behind)):
        await store.tell("read", f"c_{number}", change=Change(by="U0SAM", at=at, key=str(number)))
    assert [one.on for one in await store.told(since=now + behind)] == [("c_0",)]
    assert [one.on for one in await store.told(since=now - behind)] == [("c_1",), ("c_0",)]


async def test_what_is_told_of_several_contacts_is_one_list_the_newest_first(
    store: RedisProfileStore,
) -> None:
    for number in range(7):
        on = (f"c_{number % 2}", "c_both") if number == 6 else (f"c_{number % 2}",)
        await store.tell("read", *on, change=by(key=f"read {number}"))

    async def numbers(*contacts: str, **page: int) -> list[int | None]:
        return [one.number for one in await store.told_of(contacts, **page)]

    assert await numbers("c_0") == [7, 5, 3, 1]
    assert await numbers("c_0", "c_1", "c_both") == [7, 6, 5, 4, 3, 2, 1]
    assert await numbers("c_0", "c_1", start=2, limit=3) == [5, 4, 3]
    assert await numbers("c_0", "c_1", start=6, limit=3) == [1]
    assert await numbers("c_nobody") == []


async def test_more_is_told_of_a_contact_only_where_more_is_asked_for(
    store: RedisProfileStore,
) -> None:
    for number in range(12):
        await store.tell("read", "c_0", change=by(key=f"read {number}"))
    assert [one.number for one in await store.told_of(["c_0"])] == [*range(12, 2, -1)]


async def test_an_entry_says_whom_the_bot_acted_for_and_why(store: RedisProfileStore) -> None:
    alone = Change(by=None, at=NOW, key="by itself")
    await store.tell("rule.done", "c_1", "c_2", change=alone, why=("rule:1", "again"))
    [entry] = await store.told()
    assert (entry.by, entry.what, entry.on, entry.why, entry.at, entry.number) == (
        None,
        "rule.done",
        ("c_1", "c_2"),
        ("rule:1", "again"),
        NOW,
        1,
    )
    [(_, said)] = await rows_of(store)
    assert said["by"] == ""
    assert (said["on"], said["why"]) == ("c_1 c_2", "rule:1 again")
    assert (await store.check_audit()).broken is None


async def test_no_two_commits_are_signed_by_one_key(store: RedisProfileStore) -> None:
    await work(store, 3)
    nonces = [said["key"] for _, said in await rows_of(store)]
    assert len(set(nonces)) == 3
    assert {len(nonce) for nonce in nonces} == {24}


async def test_whoever_looks_while_others_write_sees_no_gap(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await work(store, 3)
    client, read = store._client, store._client.get

    async def overtaken(key: str) -> Any:
        found = await read(key)
        monkeypatch.setattr(client, "get", read)
        await store.tell("read", GONE, change=by())
        return found

    monkeypatch.setattr(client, "get", overtaken)
    verdict = await store.check_audit()
    assert (verdict.broken, verdict.entries) == (None, 4)


async def test_a_chain_is_wanted_as_soon_as_the_store_is_used(store: RedisProfileStore) -> None:
    await store.watch(feed("C1"), change=by())
    await store._client.delete(store._bare.named("audit"), store._bare.named("chain"))
    said = "the end of the chain is gone, or not as it was written"
    assert (await store.check_audit()).broken == said


# ------------------------------------------------------------ any byte


def key_of(nonce: str) -> bytes:
    return hmac.digest(b"k" * 32, nonce.encode(), "sha256")


def looked_through(rows: Rows, end: str) -> AuditVerdict:
    chain = Chain(key_of, kept=1000, seal=seal_in(end))
    for name, said in rows:
        chain.follow(name, said)
    return chain.ended(is_used=True)


async def test_of_a_thousand_flipped_bits_and_lost_entries_each_is_found(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = await store._keys()
    monkeypatch.setattr(type(keys), "chain_key", lambda _self, nonce: key_of(nonce))
    await store.record(writes(PAT, name="Pat Doyle"), now=NOW, region="US")
    await store.create(row(KIM, name="Kim"), change=by(), origin="agent")
    await work(store, 40)
    rows, end = await rows_of(store), (await store._client.get(keys.named("chain"))).decode()
    assert looked_through(rows, end).broken is None
    chance = random.Random(4)
    for _ in range(1000):
        harmed = [(name, dict(said)) for name, said in rows]
        at = chance.randrange(len(rows))
        if chance.random() < 0.2:
            del harmed[at]
        else:
            field = chance.choice([name for name, value in rows[at][1].items() if value])
            value = bytearray(rows[at][1][field].encode())
            value[chance.randrange(len(value))] ^= 1 << chance.randrange(7)
            harmed[at][1][field] = value.decode()
        assert looked_through(harmed, end).broken, (at, harmed[at - 1 : at + 1])
