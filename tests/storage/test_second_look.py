"""Two that an agent told apart wait for a decision again when something new speaks for them, and never are joined."""

import json
from datetime import datetime

from storage.message import Evidence
from storage.profile import Suggestion
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.desk import ANA, ANA_MAIL, KIM, MINUTE, NOW, by, mail, row, writes

HOME = mail("ana.souza@gmail.com")
LATER = NOW + 10 * MINUTE


async def apart(store: RedisProfileStore) -> tuple[str, str]:
    """Two of one name and one company, whom an agent told apart."""
    ana = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
    new = NewContact(identifiers=(ANA_MAIL,), fields={"name": "Ana Souza"})
    other = await store.create(new, change=by(), origin="import")
    await store.not_same(ana.contact_id, other.id, change=by())
    assert await store.waiting() == []
    return ana.contact_id, other.id


async def between(store: RedisProfileStore, one: str, other: str) -> Suggestion | None:
    profile = await store.profile(one)
    assert profile is not None
    return next((found for found in profile.suggestions if found.other_id == other), None)


async def writes_again(store: RedisProfileStore, at: datetime = LATER) -> None:
    await store.record(writes(ANA, name="Ana Souza", at=at), now=at, region="US")


async def test_who_only_writes_again_is_not_asked_about(store: RedisProfileStore) -> None:
    ana, other = await apart(store)
    await writes_again(store)
    assert await between(store, ana, other) is None
    await store.edit(ana, fields={"name": "Ana Souza"}, change=by(at=LATER))
    assert await between(store, ana, other) is None
    assert await store.waiting() == []


async def test_case_41_an_address_that_both_have_now_is_asked_about_and_joins_nobody(
    store: RedisProfileStore,
) -> None:
    ana, other = await apart(store)
    for name in (ana, other):
        await store.edit(
            name, fields={}, add=[HOME], evidence=Evidence.VOUCHED, change=by(at=LATER)
        )
    for one, two in ((ana, other), (other, ana)):
        found = await between(store, one, two)
        assert found is not None
        assert found.renewed
        assert found.reasons[0] == "newly_same_email"
    (waits,) = await store.waiting()
    assert {waits.a.contact_id, waits.b.contact_id} == {ana, other}
    assert waits.reasons[0] == "newly_same_email"
    profile = await store.profile(ana)
    assert profile is not None
    assert profile.links == ()


async def test_a_birthday_that_agrees_is_asked_about(store: RedisProfileStore) -> None:
    ana, other = await apart(store)
    await store.edit(ana, fields={"born": "1990-02-01"}, change=by(at=LATER))
    assert await store.waiting() == []
    await store.edit(other, fields={"born": "1990-02-01"}, change=by(at=LATER))
    (waits,) = await store.waiting()
    assert waits.reasons[0] == "newly_same_birthday"


async def test_a_message_by_what_the_other_has_is_asked_about(store: RedisProfileStore) -> None:
    ana, other = await apart(store)
    both = writes(ANA, name="Ana Souza", at=LATER)
    claim = both.claims[0].model_copy(update={"identifier": ANA_MAIL})
    both = both.model_copy(update={"claims": (*both.claims, claim)})
    recorded = await store.record(both, now=LATER, region="US")
    assert recorded.contact_id == ana
    found = await between(store, ana, other)
    assert found is not None
    assert found.reasons[0] == "newly_same_email"
    assert recorded.profile.links == ()


async def test_what_was_answered_twice_is_asked_about_a_third_time_only_by_news(
    store: RedisProfileStore,
) -> None:
    ana, other = await apart(store)
    for name in (ana, other):
        await store.edit(name, fields={}, add=[HOME], change=by(at=LATER))
    await store.not_same(ana, other, change=by(at=LATER + MINUTE))
    assert await store.waiting() == []
    await writes_again(store, LATER + 2 * MINUTE)
    assert await between(store, ana, other) is None
    for name in (ana, other):
        await store.edit(name, fields={}, add=[KIM], change=by(at=LATER + 3 * MINUTE))
    (waits,) = await store.waiting()
    assert waits.reasons[0] == "newly_same_phone"
    merged = await store.merge(ana, other, change=by(at=LATER + 4 * MINUTE), suggestion=True)
    assert merged.link_id is not None
    assert await store.waiting() == []


async def test_a_split_knew_what_it_was_joined_by(store: RedisProfileStore) -> None:
    listed = await store.create(row(KIM, name="Kim Lee"), change=by(), origin="import")
    first = await store.record(writes(KIM, name="Kim Lee"), now=NOW, region="US")
    (link,) = first.profile.links
    await store.split(link.id, change=by())
    await store.record(writes(KIM, name="Kim Lee", at=LATER), now=LATER, region="US")
    assert await between(store, first.contact_id, listed.id) is None
    for name in (first.contact_id, listed.id):
        await store.edit(name, fields={"born": "1990-02-01"}, change=by(at=LATER))
    found = await between(store, first.contact_id, listed.id)
    assert found is not None
    assert found.reasons[0] == "newly_same_birthday"


async def test_a_look_over_the_whole_store_finds_what_is_new(real_store: RedisProfileStore) -> None:
    store = real_store
    ana, other = await apart(store)
    pair = frozenset((ana, other))
    assert pair not in {frozenset((one.a, one.b)) for one in (await store.duplicates()).pairs}
    for name in (ana, other):
        await store.edit(name, fields={"born": "1990-02-01"}, change=by(at=LATER))
    found = await store.duplicates()
    (again,) = [one for one in found.pairs if frozenset((one.a, one.b)) == pair]
    assert again.reasons[0] == "newly_same_birthday"
    await store.not_same(ana, other, change=by(at=LATER + MINUTE))
    await store.put_up([again.model_copy(update={"score": 0.9})], change=by(at=LATER + MINUTE))
    assert await store.waiting() == []
    for name in (ana, other):
        await store.edit(name, fields={}, add=[HOME], change=by(at=LATER + 2 * MINUTE))
    (again,) = [
        one for one in (await store.duplicates()).pairs if frozenset((one.a, one.b)) == pair
    ]
    assert again.reasons[0] == "newly_same_email"
    await store.put_up([again.model_copy(update={"score": 0.9})], change=by(at=LATER + MINUTE))
    (waits,) = await store.waiting()
    assert (waits.score, waits.reasons[0]) == (0.9, "newly_same_email")


async def test_an_older_decision_is_looked_at_by_its_time(real_store: RedisProfileStore) -> None:
    store = real_store
    ana, other = await apart(store)
    keys = await store._keys()
    for one, two in ((ana, other), (other, ana)):
        said = json.loads(await store._client.hget(keys.of("apart", one), two))
        assert said.pop("known")
        await store._client.hset(keys.of("apart", one), two, json.dumps(said))
    await writes_again(store)
    assert await between(store, ana, other) is None
    for name in (ana, other):
        await store.edit(name, fields={"born": "1990-02-01"}, change=by(at=LATER))
    found = await between(store, ana, other)
    assert found is not None
    assert found.renewed
