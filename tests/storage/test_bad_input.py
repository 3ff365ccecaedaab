"""What should not be, and has a clear end: circles, strangers next door, links that are gone, a crowd with one number."""

from random import Random
from string import ascii_lowercase

import pytest

from storage.errors import NotThere
from storage.linking.traits import traits_of
from storage.redis.places import RedisProfileStore
from storage.redis.records import Snapshot
from storage.redis.workspace import Look
from storage.store import ImportedAs, RecordedAs, Undone
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, KIM, NOW, PAT, by, row, writes
from tests.storage.test_taking_in import keys_of


async def three(store: RedisProfileStore) -> list[str]:
    people = ((ANA, "Ana Souza"), (PAT, "Pat Doyle"), (KIM, "Kim Lee"))
    return [
        (await store.record(writes(who, name=name), now=NOW, region="US")).contact_id
        for who, name in people
    ]


async def test_merges_in_a_circle_make_one_profile_that_comes_apart_again(
    store: RedisProfileStore,
) -> None:
    ana, pat, kim = await three(store)
    links = [
        (await store.merge(one, other, change=by())).link_id
        for one, other in ((ana, pat), (pat, kim), (kim, ana), (ana, ana))
    ]
    assert [bool(link) for link in links] == [True, True, False, False]
    profile = await store.profile(kim)
    assert profile is not None
    assert {one.id for one in profile.contacts} == {ana, pat, kim}
    for link in links[:2]:
        assert await store.split(str(link), change=by()) is Undone.APART
    assert len({one.id for one in await store.contacts()}) == 3


async def test_who_is_next_door_is_merged_with_nobody_and_nothing_changes(real: object) -> None:
    here, next_door = workspace_of(real), workspace_of(real)
    ana, pat, _ = await three(here)
    theirs = await three(next_door)
    link = (await next_door.merge(theirs[0], theirs[1], change=by())).link_id
    before = [await keys_of(one) for one in (here, next_door)]
    for one, other in ((ana, theirs[1]), (theirs[0], pat)):
        with pytest.raises(NotThere):
            await here.merge(one, other, change=by())
        with pytest.raises(NotThere):
            await here.not_same(one, other, change=by())
    assert await here.split(str(link), change=by()) is Undone.NOTHING
    assert [await keys_of(one) for one in (here, next_door)] == before


async def test_a_link_that_is_gone_is_split_by_nobody(store: RedisProfileStore) -> None:
    ana, pat, _ = await three(store)
    link = (await store.merge(ana, pat, change=by())).link_id
    assert await store.split(str(link), change=by()) is Undone.APART
    assert await store.split(str(link), change=by("U0SAM")) is Undone.NOTHING
    assert await store.split("l_never", change=by()) is Undone.NOTHING


async def test_of_a_crowd_with_one_number_no_more_is_read_however_large_it_grows(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    look = real_store._look

    async def counted(what: Look, *, done: tuple[str, ...] = ()) -> Snapshot:
        seen = await look(what, done=done)
        read.append(len(seen.shelves))
        return seen

    monkeypatch.setattr(real_store, "_look", counted)
    most, letters = real_store._limits.contacts + 1, Random(7)
    for batch in range(6):
        rows = [row(ANA, name=f"{_word(letters)} {_word(letters)}") for _ in range(60)]
        taken = await real_store.take_in(rows, change=by(f"{batch}.csv"))
        assert {one.outcome for one in taken} == {ImportedAs.NEW}
    assert max(read) == most


@pytest.mark.parametrize(
    ("name", "next_"), [("Zoe Quinn", RecordedAs.NEW), (None, RecordedAs.KNOWN)]
)
async def test_whoever_wrote_by_a_crowds_number_is_found_again_however_many_have_it(
    store: RedisProfileStore, name: str | None, next_: RecordedAs
) -> None:
    await store.take_in(
        [row(PAT, name=f"Kim {a}{b}lund") for a in ascii_lowercase for b in "aeiouyst"], change=by()
    )
    first = await store.record(writes(PAT, name=name), now=NOW, region="US")
    assert first.outcome is RecordedAs.NEW
    for _ in range(4):
        again = await store.record(writes(PAT, name=name), now=NOW, region="US")
        assert (again.outcome, again.contact_id) == (RecordedAs.KNOWN, first.contact_id)
    stranger = await store.record(writes(PAT, name="Omar Haddad"), now=NOW, region="US")
    assert stranger.outcome is next_  # who told no name is whoever tells one first
    assert (await store.rebuild(dry_run=True)).missing == 0


async def test_whoever_is_told_by_a_given_and_a_family_name_is_kept_as_a_person(
    store: RedisProfileStore,
) -> None:
    told = row(PAT, name="Kathleen Hall Robinson")
    parted = told.model_copy(update={"of_person": True})
    await store.take_in([row(ANA, name="Robert Hall"), parted], change=by("june.csv"))
    kept = [one.contacts[0] for one in await store.contacts()]
    assert {traits_of(one).name for one in kept} == {
        ("robert", "hall"),
        ("kathleen", "hall", "robinson"),
    }
    told_so = [fact for one in kept for fact in one.facts if fact.of_person]
    assert [(fact.field, fact.value) for fact in told_so] == [("name", "Kathleen Hall Robinson")]
    again = await store.take_in([told], change=by("july.csv"))  # as an older version read that line
    assert [one.outcome for one in again] == [ImportedAs.KNOWN]


async def test_only_what_more_have_than_one_person_is_a_crowds(store: RedisProfileStore) -> None:
    most, letters = store._limits.contacts, Random(7)
    rows = [row(ANA, name=f"{_word(letters)} {_word(letters)}") for _ in range(most)]
    await store.take_in([*rows, row(PAT, name="Pat Doyle")], change=by("june.csv"))
    assert await store.crowd_of([ANA, PAT]) == 0
    await store.take_in([row(ANA, name="Kim Lee")], change=by("july.csv"))
    assert await store.crowd_of([PAT, ANA]) == most + 1
    assert await store.crowd_of([PAT]) == 0


def _word(letters: Random) -> str:
    return "".join(letters.choices(ascii_lowercase, k=9))
