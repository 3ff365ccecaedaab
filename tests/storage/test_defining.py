"""Custom fields: defined once under a name, held by contacts, cleared batch by batch, and offered where nobody did."""

import asyncio
from typing import Any

import pytest

from storage.errors import Conflict
from storage.fields import CustomField, FieldType, FieldUse
from storage.redis import defining
from storage.redis.places import RedisProfileStore
from storage.redis.program import Program
from storage.searching.parsing import parse
from storage.searching.reading import Mistake
from storage.segments import Saved
from storage.store import Change, NewContact
from tests.storage.conftest import workspace_of
from tests.storage.desk import NOW, by


def field(name: str, **more: Any) -> CustomField:
    return CustomField(name=name, at=NOW, **more)


async def holding(store: RedisProfileStore, **fields: str) -> str:
    told = {f"field:{name}": value for name, value in fields.items()}
    somebody = NewContact(fields={"name": "Somebody", **told})
    profile = await store.create(somebody, change=by(), origin="import")
    return profile.contact_id


async def all_cleared(store: RedisProfileStore, name: str, change: Change) -> list[int]:
    """How many each batch changed, until nothing is left."""
    changed = []
    for turn in range(50):
        done = await store.clear_field(name, turn=turn, change=change)
        changed.append(done.changed)
        if done.is_done:
            return changed
    raise AssertionError("it never ends")


async def test_a_field_is_defined_changed_retired_and_dropped(store: RedisProfileStore) -> None:
    assert await store.custom_fields() == ()
    assert await store.define(field("Seats", type=FieldType.NUMBER), change=by()) is Saved.DONE
    (kept,) = await store.custom_fields()
    assert (kept.name, kept.type, kept.personal, kept.by) == (
        "Seats",
        FieldType.NUMBER,
        True,
        "U0MAYA",
    )
    assert await store.define(field("  seats "), change=by()) is Saved.NAME_TAKEN
    other = kept.model_copy(update={"name": "Chairs", "personal": False, "purpose": "to sit"})
    assert await store.define(other, change=by()) is Saved.DONE
    (kept,) = await store.custom_fields()
    assert (kept.name, kept.personal, kept.purpose) == ("Seats", False, "to sit")
    assert not await store.drop_field(kept, change=by())
    retired = kept.model_copy(update={"retired": True})
    assert await store.define(retired, change=by()) is Saved.DONE
    assert await store.drop_field(kept, change=by())
    assert not await store.drop_field(kept, change=by())
    assert await store.define(retired, change=by()) is Saved.GONE
    assert await store.custom_fields() == ()
    told = [entry.what for entry in await store.told(on=[kept.id])]
    assert told == ["field.drop", "field.retire", "field.change", "field.define"]


async def test_a_repeated_definition_changes_nothing(store: RedisProfileStore) -> None:
    change = by()
    assert await store.define(field("Seats"), change=change) is Saved.DONE
    (kept,) = await store.custom_fields()
    chosen = kept.model_copy(update={"purpose": "later"})
    assert await store.define(chosen, change=change) is Saved.DONE
    assert await store.custom_fields() == (kept,)


async def test_there_are_only_so_many(store: RedisProfileStore, monkeypatch: Any) -> None:
    monkeypatch.setattr(defining, "MOST_FIELDS", 2)
    for name in ("a", "b"):
        assert await store.define(field(name), change=by()) is Saved.DONE
    assert await store.define(field("c"), change=by()) is Saved.TOO_MANY


async def test_a_name_is_one_fields_alone_whoever_defines_at_the_same_time(real: Any) -> None:
    one, other = workspace_of(real), workspace_of(real)
    other.workspace, other._bare, other._opened = one.workspace, one._bare, None
    saved = await asyncio.gather(
        *(store.define(field(name), change=by()) for store in (one, other) for name in ("A", "a", "b"))
    )  # fmt: skip
    assert sorted(saved) == [Saved.DONE] * 2 + [Saved.NAME_TAKEN] * 4
    assert [kept.form for kept in await one.custom_fields()] == ["field:a", "field:b"]


async def test_a_profile_comes_with_what_is_defined(store: RedisProfileStore) -> None:
    contact_id = await holding(store, seats="3")
    before = await store.profile(contact_id)
    assert before
    assert before.custom == ()
    await store.define(field("Seats", type=FieldType.NUMBER), change=by())
    after = await store.profile(contact_id)
    assert after
    assert [one.name for one in after.custom] == ["Seats"]
    edited = await store.edit(contact_id, fields={"field:Seats": "4"}, change=by())
    assert [one.name for one in edited.custom] == ["Seats"]


async def test_what_nobody_defined_is_told_by_the_name_that_it_is_held_under(
    store: RedisProfileStore,
) -> None:
    for seats in ("3", "four of them"):
        await holding(store, **{"Seat Count": seats, "tier": "gold"})
    await holding(store, tier="")
    await store.define(field("Tier"), change=by())
    assert await store.undefined_fields() == (FieldUse(name="Seat Count", contacts=2),)
    assert await store.field_use(("TIER", "seat  count", "nothing")) == {
        "TIER": 2,
        "seat  count": 2,
        "nothing": 0,
    }
    assert await store.field_use(()) == {}


async def test_clearing_takes_every_writing_of_a_field_off_everybody_and_says_how_many(
    store: RedisProfileStore, monkeypatch: Any
) -> None:
    monkeypatch.setattr(defining, "AT_ONCE", 2)
    held = [await holding(store, **{name: "gold"}) for name in ("Tier", "tier", "TIER")]
    other = await holding(store, tiers="silver")
    change = by("U0KIM")
    assert await all_cleared(store, "tier", change) == [2, 1]
    for contact_id in held:
        profile = await store.profile(contact_id)
        assert profile
        assert not [name for name in profile.fields if name.startswith("field:")]
    kept = await store.profile(other)
    assert kept
    assert kept.value("field:tiers") == "silver"
    assert await store.field_use(("tier",)) == {"tier": 0}
    assert await all_cleared(store, "tier", by()) == [0]
    told = [(one.what, one.by) for one in await store.told(on=held)]
    assert told.count(("field.clear", "U0KIM")) == 2


async def test_a_batch_that_is_begun_again_clears_what_is_left(
    store: RedisProfileStore, monkeypatch: Any
) -> None:
    monkeypatch.setattr(defining, "AT_ONCE", 2)
    for _ in range(3):
        await holding(store, tier="gold")
    change = by()
    first = await store.clear_field("tier", turn=0, change=change)
    again = await store.clear_field("tier", turn=0, change=change)
    assert (first.changed, first.is_done, again.changed, again.is_done) == (2, False, 1, True)


async def test_a_field_that_somebody_holds_is_not_dropped(store: RedisProfileStore) -> None:
    await holding(store, tier="gold")
    await store.define(field("tier"), change=by())
    (kept,) = await store.custom_fields()
    await store.define(kept.model_copy(update={"retired": True}), change=by())
    assert not await store.drop_field(kept, change=by())
    await all_cleared(store, "tier", by())
    assert await store.drop_field(kept, change=by())


async def test_the_hands_of_others_end_it(store: RedisProfileStore, monkeypatch: Any) -> None:
    async def stale(_program: Any, _client: Any) -> tuple[str, str]:
        return "stale", ""

    monkeypatch.setattr(Program, "commit", stale)
    with pytest.raises(Conflict):
        await store.define(field("tier"), change=by())


async def test_a_defined_field_is_one_in_whichever_writing_of_its_name(
    store: RedisProfileStore,
) -> None:
    contact_id = await holding(store, seats="a dozen", SEATS="13")
    await store.define(field("Seats", type=FieldType.NUMBER), change=by())
    edited = await store.edit(contact_id, fields={"field:Seats": "12"}, change=by())
    read = await store.profile(contact_id)
    assert read
    for profile in (edited, read):
        assert [name for name in profile.fields if name.startswith("field:")] == ["field:Seats"]
        assert profile.value("field:Seats") == "12"
        assert {one.value for one in profile.fields["field:Seats"].others} == {"a dozen", "13"}
    for text, found in (("field:seats=12", 1), ("field:seats>12", 0), ("field:seats=dozen", 0)):
        query = parse(text)
        assert not isinstance(query, Mistake)
        assert (await store.count(query, now=NOW)).found == found, text
