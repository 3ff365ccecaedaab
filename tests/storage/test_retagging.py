"""A tag renamed, put together with another or retired: on everybody, batch by batch, each once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from storage.profile import Posting
from storage.redis import retagging
from storage.redis.places import RedisProfileStore
from storage.redis.workspace import Look
from storage.store import Change
from tests.storage.conftest import workspace_of
from tests.storage.desk import NOW, by, row

KIM = "U0KIM"


async def made(store: RedisProfileStore, *tags: str) -> str:
    profile = await store.create(row(name="Somebody", tags=tags), change=by(), origin="agent")
    return profile.contact_id


async def tags_of(store: RedisProfileStore, contact_id: str) -> list[str]:
    profile = await store.profile(contact_id)
    assert profile is not None
    return sorted(tag.name for tag in profile.tags)


async def whole(
    store: RedisProfileStore, old: str, new: str | None, change: Change, *, turn: int = 0
) -> list[int]:
    """How many each batch changed, until nothing is left."""
    changed, after = [], ""
    for _ in range(50):
        done = await store.retag(old, new, after=after, turn=turn, change=change)
        changed.append(done.changed)
        if done.after is None:
            return changed
        after = done.after
    raise AssertionError("it never ends")


async def counts(store: RedisProfileStore) -> dict[str, int]:
    return {one.name: one.contacts for one in (await store.tag_page(limit=50)).found}


async def audit(store: RedisProfileStore) -> list[tuple[str, str, str]]:
    rows = await store._client.xrange(store._bare.named("audit"))
    told = [(row[b"what"].decode(), row[b"by"].decode(), row[b"on"].decode()) for _, row in rows]
    return [one for one in told if one[0].startswith("tag.re")]


async def test_a_renamed_tag_has_its_new_name_everywhere_and_who_put_it_there_stays(
    store: RedisProfileStore,
) -> None:
    ana, pat = await made(store, "v.i.p."), await made(store, "late")
    assert await whole(store, "v.i.p.", "vip", by(KIM)) == [1]
    assert await tags_of(store, ana) == ["vip"]
    assert await tags_of(store, pat) == ["late"]
    profile = await store.profile(ana)
    assert profile is not None
    assert profile.tags[0].by == "U0MAYA"
    assert await counts(store) == {"vip": 1, "late": 1}
    assert await audit(store) == [("tag.rename", KIM, f"1 {ana}")]


async def test_two_tags_become_one_by_whoever_was_first(store: RedisProfileStore) -> None:
    both = await made(store, "VIP")
    await store.tag(both, ["vip"], change=by("U0SAM", at=NOW + timedelta(days=1)))
    one = await made(store, "VIP")
    assert await whole(store, "VIP", "vip", by(KIM)) == [2]
    profile = await store.profile(both)
    assert profile is not None
    assert [(tag.name, tag.by) for tag in profile.tags] == [("vip", "U0MAYA")]
    assert await tags_of(store, one) == ["vip"]
    assert await counts(store) == {"vip": 2}


async def test_a_retired_tag_is_gone_from_everybody(store: RedisProfileStore) -> None:
    ana, pat = await made(store, "test", "vip"), await made(store, "test")
    assert await whole(store, "test", None, by(KIM)) == [2]
    assert await tags_of(store, ana) == ["vip"]
    assert await tags_of(store, pat) == []
    assert await counts(store) == {"vip": 1}
    assert (await audit(store))[0][0] == "tag.retire"


async def test_nobody_has_it_and_nothing_is_done(store: RedisProfileStore) -> None:
    await made(store, "vip")
    assert await whole(store, "vi", "x", by(KIM)) == [0]
    assert await whole(store, "vip", "vip", by(KIM)) == [0]
    assert await audit(store) == []


@pytest.mark.parametrize(
    "name", ['"quoted" \\ slash', "<!channel> & *x*", "\u05d3\u05e0\u05d4 \U0001f680", "a|b\tc"]
)
async def test_whatever_a_tag_is_called_it_is_found(store: RedisProfileStore, name: str) -> None:
    ana = await made(store, name)
    assert await whole(store, name, "plain", by(KIM)) == [1]
    assert await tags_of(store, ana) == ["plain"]


async def test_many_are_done_in_batches_and_a_batch_that_comes_again_changes_nothing(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retagging, "AT_ONCE", 3)
    monkeypatch.setattr(retagging, "LOOKED_AT", 8)
    people = [await made(store, "old" if number % 2 else "other") for number in range(20)]
    change = by(KIM)
    first = await store.retag("old", "new", after="", turn=0, change=change)
    assert (first.changed, first.after) == (3, people[5])
    # The process died before it knew: the same batch once more, then the rest.
    again = await store.retag("old", "new", after="", turn=0, change=change)
    assert (again.changed, again.after) == (1, people[7])
    assert sum(await whole(store, "old", "new", change)) == 6
    assert await counts(store) == {"new": 10, "other": 10}
    told = await audit(store)
    assert sum(int(on.split()[0]) for _, _, on in told) == 10


async def test_who_is_tagged_behind_its_back_is_found_in_the_next_turn(
    store: RedisProfileStore,
) -> None:
    ana = await made(store, "old")
    change = by(KIM)
    await whole(store, "old", "new", change)
    await store.tag(ana, ["old"], change=by())
    assert await whole(store, "old", "new", change, turn=1) == [1]
    assert await tags_of(store, ana) == ["new"]


async def test_a_colleague_who_edits_meanwhile_loses_nothing(real: Any) -> None:
    store = workspace_of(real)
    people = [await made(store, "old") for _ in range(6)]
    await asyncio.gather(
        whole(store, "old", "new", by(KIM)),
        *(store.tag(one, ["late"], change=by()) for one in people),
        *(store.edit(one, fields={"name": "Ana"}, change=by()) for one in people),
    )
    for one in people:
        assert await tags_of(store, one) == ["late", "new"]
        profile = await store.profile(one)
        assert profile is not None
        assert profile.name == "Ana"


async def test_cards_of_today_are_shown_anew_and_older_ones_wait_for_the_next_change(
    store: RedisProfileStore,
) -> None:
    """Of thousands of old cards each would hold up what customers write now by a second."""
    ana = await made(store, "old")
    await store.posted(Posting(place="C1/1.1", contact_id=ana, handle="1.1"))
    posted = (await store._look(Look(contact_ids=[ana]))).posted_at["C1/1.1"] / 1000
    at = NOW.fromtimestamp(posted, tz=NOW.tzinfo)

    async def refreshes() -> int:
        return (await store.outbox.depth(now=at)).waiting

    await whole(store, "old", "new", by(KIM, at=at + timedelta(days=2)))
    assert await refreshes() == 0
    await whole(store, "new", "newer", by(KIM, at=at + timedelta(minutes=5)))
    assert await refreshes() == 1
