"""Searches that are saved under a name, which only one of them has, whoever saves at the same time."""

import asyncio
from typing import Any

import pytest

from storage.redis import segments
from storage.redis.places import RedisProfileStore
from storage.segments import Saved, Segment, named
from tests.storage.conftest import workspace_of
from tests.storage.desk import NOW, by


def segment(name: str, query: str = "tag:vip", *, made: str = "") -> Segment:
    return Segment(id=made, name=name, query=query, owner="U0MAYA", at=NOW)


async def test_a_segment_is_made_changed_and_deleted(store: RedisProfileStore) -> None:
    assert await store.segments() == []
    assert await store.save_segment(segment("VIPs"), change=by()) is Saved.DONE
    (kept,) = await store.segments()
    assert (kept.name, kept.query, kept.owner) == ("VIPs", "tag:vip", "U0MAYA")
    other = segment("Important", "tag:vip orders:>3", made=kept.id)
    assert await store.save_segment(other, change=by()) is Saved.DONE
    assert await store.segments() == [other]
    assert named(await store.segments(), " important ") == other
    assert await store.drop_segment(kept.id, change=by())
    assert not await store.drop_segment(kept.id, change=by())
    assert await store.save_segment(other, change=by()) is Saved.GONE
    told = [entry.what for entry in await store.told(on=[kept.id])]
    assert told == ["segment.drop", "segment.change", "segment.add"]


async def test_a_name_is_one_segments_alone(real: Any) -> None:
    one, other = workspace_of(real), workspace_of(real)
    other.workspace, other._bare, other._opened = one.workspace, one._bare, None
    saved = await asyncio.gather(
        *(store.save_segment(segment(name), change=by()) for store in (one, other) for name in ("VIP", "vip "))
    )  # fmt: skip
    assert sorted(saved) == ["done", "name_taken", "name_taken", "name_taken"]
    assert len(await one.segments()) == 1
    kept = (await one.segments())[0]
    assert await one.save_segment(segment("Vip", made=kept.id), change=by()) is Saved.DONE


async def test_a_repeated_save_makes_one(store: RedisProfileStore) -> None:
    change = by(key="the same")
    for _ in range(2):
        assert await store.save_segment(segment("VIPs"), change=change) in Saved
    assert len(await store.segments()) == 1


async def test_there_are_not_too_many(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "MOST_SEGMENTS", 1)
    await store.save_segment(segment("one"), change=by())
    assert await store.save_segment(segment("two"), change=by()) is Saved.TOO_MANY
