"""Somebody who is known is compared anew when something is learned of them: who else may they be?"""

import pytest

from storage.identifiers import external
from storage.message import Evidence
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.desk import ANA, ANA_MAIL, KIM, MINUTE, NOW, by, mail, writes

PERSON = {"name": "Marta Szczepanska", "born": "1984-03-07", "company": "Acme Outfitters"}
HER_MAIL = mail("marta.szczepanska@acme.example")


async def listed(store: RedisProfileStore, **told: str) -> str:
    new = NewContact(identifiers=(HER_MAIL,), fields=told or PERSON)
    (taken,) = await store.take_in([new], change=by("june.csv"))
    return taken.contact_id


async def asked(store: RedisProfileStore, contact_id: str) -> list[str]:
    found = await store.profile(contact_id)
    assert found is not None
    return [one.other_id for one in found.suggestions]


async def test_whose_message_tells_their_name_at_last_may_be_somebody_known(
    store: RedisProfileStore,
) -> None:
    known = await listed(store)
    first = await store.record(writes(KIM), now=NOW, region="US")
    assert first.profile.suggestions == ()
    told = writes(KIM, name="Marta Szczepanska", at=NOW + MINUTE)
    told = told.model_copy(update={"hints": {"company": "Acme Outfitters"}})
    second = await store.record(told, now=NOW, region="US")
    assert second.contact_id == first.contact_id
    assert [one.other_id for one in second.profile.suggestions] == [known]
    assert await asked(store, known) == [first.contact_id]
    assert len(await store.waiting()) == 1


async def test_whom_an_agent_writes_more_about_may_be_somebody_known(
    store: RedisProfileStore,
) -> None:
    known = await listed(store)
    writer = await store.record(writes(KIM, name="Marta"), now=NOW, region="US")
    assert writer.profile.suggestions == ()
    change = by()
    for _ in range(2):
        edited = await store.edit(writer.contact_id, fields=dict(PERSON), change=change)
        assert [one.other_id for one in edited.suggestions] == [known]


async def test_whose_address_an_agent_adds_may_be_somebody_known(store: RedisProfileStore) -> None:
    known = await listed(store, name="M. Szczepanska")
    writer = await store.record(writes(KIM, name="Marta Szczepanska"), now=NOW, region="US")
    edited = await store.edit(
        writer.contact_id,
        fields={},
        add=[HER_MAIL],
        evidence=Evidence.UNVERIFIED,
        change=by(),
    )
    assert [one.other_id for one in edited.suggestions] == [known]


async def test_of_whom_a_newer_line_tells_more_may_be_somebody_known(
    store: RedisProfileStore,
) -> None:
    known = await listed(store)
    line = NewContact(external_id=external("crm", "7"), fields={"name": "Marta"})
    (made,) = await store.take_in([line], change=by("june.csv"))
    assert await asked(store, made.contact_id) == []
    more = line.model_copy(update={"fields": PERSON})
    await store.take_in([more], change=by("july.csv"))
    assert await asked(store, made.contact_id) == [known]


async def test_who_was_told_apart_stays_so_until_something_new_speaks_for_them(
    store: RedisProfileStore,
) -> None:
    known = await listed(store)
    writer = await store.record(writes(KIM, name="Marta"), now=NOW, region="US")
    await store.not_same(writer.contact_id, known, change=by())
    edited = await store.edit(writer.contact_id, fields=dict(PERSON), change=by())
    (again,) = edited.suggestions
    assert (again.renewed, edited.links) == (True, ())
    assert {one for one in again.reasons if one.startswith("newly_")} == {
        "newly_same_name",
        "newly_same_birthday",
    }
    assert len(await store.waiting()) == 1


async def test_what_tells_nobody_apart_asks_nothing_anew(store: RedisProfileStore) -> None:
    known = await listed(store)
    writer = await store.create(
        NewContact(identifiers=(ANA, ANA_MAIL), fields=PERSON), change=by(), origin="agent"
    )
    (before,) = writer.suggestions
    edited = await store.edit(
        writer.contact_id, fields={"plan": "enterprise"}, change=by(at=NOW + MINUTE)
    )
    assert [(one.other_id, one.at) for one in edited.suggestions] == [(known, before.at)]


async def test_whom_a_rule_asks_about_is_as_likely_as_all_that_is_told_makes_it(
    store: RedisProfileStore,
) -> None:
    known = await listed(store)
    scores = []
    for name in ("Bruno Lima", "Marta Szczepanska"):
        new = NewContact(identifiers=(HER_MAIL,), fields={"name": name})
        told = await store.create(new, change=by(), origin="agent")
        (found,) = [one for one in told.suggestions if one.other_id == known]
        scores.append(found.score)
    stranger, herself = scores
    assert stranger < 0.2
    assert herself == 0.6
    assert {stranger, herself} <= {one.score for one in await store.waiting()}


@pytest.mark.parametrize("mark", ["shared", "blocked"])
async def test_what_an_admin_marked_speaks_for_nobody(store: RedisProfileStore, mark: str) -> None:
    await store.mark(KIM, mark, change=by())
    line = NewContact(identifiers=(KIM,), fields=PERSON)
    known = await store.create(line, change=by(), origin="import")
    wrote = await store.record(writes(KIM, name=PERSON["name"]), now=NOW, region="US")
    edited = await store.edit(wrote.contact_id, fields={"born": PERSON["born"]}, change=by())
    (asked,) = edited.suggestions
    assert asked.other_id == known.id
    assert {"same_name", "same_birthday"} <= {*asked.reasons}
    assert "same_phone" not in asked.reasons
    (pair,) = (await store.duplicates()).pairs
    assert "same_phone" not in pair.reasons

    await store.mark(KIM, "own", change=by())
    (pair,) = (await store.duplicates()).pairs
    assert "same_phone" in pair.reasons
    more = await store.edit(wrote.contact_id, fields={"company": PERSON["company"]}, change=by())
    assert "same_phone" in more.suggestions[0].reasons
