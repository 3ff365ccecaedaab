"""A number that two people have joins nobody until an agent says whose it is; and that is taken back."""

import pytest

from storage.errors import NotThere
from storage.message import Evidence
from storage.profile import Profile
from storage.redis.places import RedisProfileStore
from storage.store import RecordedAs
from tests.storage.desk import ANA, KIM, MINUTE, NOW, PAT, by, row, writes


async def both(store: RedisProfileStore) -> tuple[str, str]:
    """Ana and Ben, who have one number by two lists, and are two people as an agent said."""
    ana = await store.take_in([row(ANA, name="Ana Souza")], change=by("june.csv"))
    ben = await store.take_in([row(ANA, name="Ben Okafor")], change=by("july.csv"))
    one, other = ana[0].contact_id, ben[0].contact_id
    await store.not_same(one, other, change=by())
    return one, other


async def shown(store: RedisProfileStore, contact_id: str) -> Profile:
    found = await store.profile(contact_id)
    assert found is not None
    return found


async def test_a_number_of_two_is_asked_about_on_both_and_answered_once(
    store: RedisProfileStore,
) -> None:
    ana, ben = await both(store)
    for one, other, name in ((ana, ben, "Ben Okafor"), (ben, ana, "Ana Souza")):
        (asked,) = (await shown(store, one)).contested
        assert (asked.identifier, asked.other_id, asked.other_name) == (ANA, other, name)
    change = by("U0SAM", at=NOW + MINUTE)
    for _ in range(2):
        settled = await store.settle(ANA, ana, change=change)
        assert [claim.evidence for claim in settled.claims] == [Evidence.VOUCHED]
    (left,) = (await shown(store, ben)).claims
    assert (left.identifier, left.evidence) == (ANA, Evidence.MENTIONED)
    assert [(await shown(store, one)).contested for one in (ana, ben)] == [(), ()]
    told = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
    assert (told.outcome, told.profile.id) == (RecordedAs.LINKED, ana)


async def test_of_many_who_have_it_nobody_keeps_what_is_somebody_elses(
    store: RedisProfileStore,
) -> None:
    ana, _ = await both(store)
    rows = [row(ANA, name=f"{chr(65 + n % 26)}{chr(97 + n // 26)}ra Okafor") for n in range(60)]
    many = await store.take_in(rows, change=by("crowd.csv"))
    assert len({one.contact_id for one in many}) == 60
    await store.settle(ANA, ana, change=by("U0SAM", at=NOW + MINUTE))
    for one in many:
        (claim,) = next(
            whole.claims
            for whole in (await shown(store, one.contact_id)).contacts
            if whole.id == one.contact_id
        )
        assert claim.evidence is Evidence.MENTIONED


async def test_whose_a_number_is_stands_among_the_decisions_and_is_taken_back(
    store: RedisProfileStore,
) -> None:
    ana, ben = await both(store)
    await store.settle(ANA, ben, change=by("U0SAM", at=NOW + MINUTE))
    first = (await store.decisions())[0]
    assert (first.what, first.a.contact_id, first.b.contact_id, first.by) == (
        "settled",
        ben,
        ana,
        "U0SAM",
    )
    assert first.why == ("about_phone",)
    assert await store.unsettle(ben, ana, change=by())
    told = {entry.what: entry.why for entry in await store.told(on=[ben])}
    assert told["identifier.settled"] == told["identifier.unsettled"] == ("about_phone",)
    assert not await store.unsettle(ben, ana, change=by())
    for one in (ana, ben):
        profile = await shown(store, one)
        assert [claim.evidence for claim in profile.claims] == [Evidence.VOUCHED]
        assert [told.identifier for told in profile.contested] == [ANA]
    assert "settled" not in {one.what for one in await store.decisions()}


async def test_who_wrote_from_a_number_that_is_somebody_elses_is_that_one_from_then_on(
    store: RedisProfileStore,
) -> None:
    kim = await store.record(writes(PAT, name="Kim"), now=NOW, region="US")
    pat = await store.take_in([row(PAT, name="Pat Doyle")], change=by("june.csv"))
    owner = pat[0].contact_id
    await store.settle(PAT, owner, change=by())
    told = await store.record(writes(PAT, name="Pat Doyle"), now=NOW, region="US")
    assert told.profile.id == min(owner, told.contact_id)
    assert kim.contact_id not in {one.id for one in told.profile.contacts}
    with pytest.raises(NotThere):
        await store.settle(PAT, "c_none", change=by())


async def test_what_is_marked_or_only_named_is_not_asked_about(store: RedisProfileStore) -> None:
    ana, _ = await both(store)
    await store.mark(ANA, "shared", change=by())
    assert (await shown(store, ana)).contested == ()
    one = await store.create(row(KIM, name="Kim Lee"), change=by(), origin="agent")
    two = await store.take_in([row(KIM, name="Omar Haddad")], change=by("june.csv"))
    await store.not_same(one.contact_id, two[0].contact_id, change=by())
    assert (await shown(store, one.contact_id)).contested == ()
