"""Decisions looked at again: what each contact holds, what was decided last, and taking it back."""

from datetime import timedelta

import pytest

from storage.profile import LinkReason
from storage.redis.places import RedisProfileStore
from storage.store import Decided, Moved, NewContact
from tests.storage.desk import ANA, KIM, NOW, PAT, by, row, writes

ALIKE = NewContact(fields={"name": "Ana Souza", "company": "Acme Outfitters", "born": "1990-02-01"})


async def alike(store: RedisProfileStore) -> tuple[str, str]:
    """Two that are likely one, and suggested so."""
    one = await store.create(ALIKE, change=by(), origin="agent")
    other = await store.create(ALIKE, change=by(), origin="agent")
    return one.contact_id, other.contact_id


def told(decided: list[Decided]) -> list[tuple[str, str, str]]:
    return [(one.what, one.a.contact_id, one.b.contact_id) for one in decided]


async def test_each_contact_of_a_profile_is_told_with_what_it_holds(
    store: RedisProfileStore,
) -> None:
    ana = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
    pat = await store.create(row(PAT, name="Pat Doyle", tags=("vip",)), change=by(), origin="agent")
    for text in ("one", "two", "three", "four"):
        await store.add_note(pat.contact_id, text, change=by())
    await store.merge(ana.contact_id, pat.contact_id, change=by())

    first, second = await store.shelves(pat.contact_id)
    assert (first.contact.id, first.message_count, len(first.messages)) == (ana.contact_id, 1, 1)
    assert [tag.name for tag in second.contact.tags] == ["vip"]
    assert {note.text for note in second.notes} == {"one", "two", "three", "four"}
    assert [link.reason for link in second.links] == [LinkReason.AGENT]
    assert await store.shelves("c_none") == []


async def test_a_tag_moved_when_a_profile_is_taken_apart_keeps_its_author_and_time(
    store: RedisProfileStore,
) -> None:
    ana = (await store.create(row(name="Ana", tags=("vip",)), change=by(), origin="agent")).id
    pat = (await store.create(row(name="Pat", tags=("vip",)), change=by(), origin="agent")).id
    await store.merge(ana, pat, change=by())
    later = NOW + timedelta(days=1)
    await store.tag(ana, ["late", "angry"], change=by("U0SAM", at=later))
    move = [
        Moved(kind="tag", id=name, source=ana, target=pat) for name in ("late", "vip", "unknown")
    ]
    await store.part([pat], move=move, change=by())

    left, right = await store.profile(ana), await store.profile(pat)
    assert left is not None
    assert right is not None
    assert [tag.name for tag in left.tags] == ["angry"]
    assert [(tag.name, tag.by, tag.at) for tag in right.tags] == [
        ("late", "U0SAM", later),
        ("vip", "U0MAYA", NOW),
    ]
    assert sorted(await store.tags()) == ["angry", "late", "vip"]


async def test_what_an_agent_said_meanwhile_goes_where_it_belongs_and_covers_nothing_of_a_list(
    store: RedisProfileStore,
) -> None:
    acme, free = row(name="Ana", company="Acme"), {"name": "Pat", "plan": "free"}
    ana = (await store.create(acme, change=by(), origin="import")).contact_id
    pat = (await store.create(NewContact(fields=free), change=by(), origin="agent")).contact_id
    await store.merge(ana, pat, change=by())
    later = NOW + timedelta(days=1)
    gamma: dict[str, str | None] = {"company": "Gamma", "plan": "pro"}
    await store.edit(ana, fields=gamma, change=by("U0SAM", at=later))
    move = [
        Moved(kind="field", id=name, source=ana, target=pat) for name in ("company", "plan", "name")
    ]
    await store.part([pat], move=move, change=by())

    left, right = await store.profile(ana), await store.profile(pat)
    assert left is not None
    assert right is not None
    assert (left.value("name"), left.value("company"), left.value("plan")) == ("Ana", "Acme", None)
    assert (right.value("name"), right.value("company"), right.value("plan")) == (
        "Pat",
        "Gamma",
        "pro",
    )
    assert [one.value for one in right.fields["plan"].others] == ["free"]
    assert [one.name for one in await store.search("Gamma")] == ["Pat"]
    assert [one.name for one in await store.search("Acme")] == ["Ana"]


async def test_an_identifier_that_an_agent_added_meanwhile_goes_where_it_belongs_and_no_other(
    store: RedisProfileStore,
) -> None:
    ana = (await store.create(row(ANA, name="Ana"), change=by(), origin="import")).contact_id
    pat = (await store.create(row(PAT, name="Pat"), change=by(), origin="import")).contact_id
    await store.merge(ana, pat, change=by())
    await store.edit(ana, fields={}, add=[KIM, PAT], change=by("U0SAM"))
    move = [
        Moved(kind="identifier", id=str(one), source=ana, target=pat) for one in (ANA, KIM, PAT)
    ]
    await store.part([pat], move=move, change=by())

    left, right = await store.profile(ana), await store.profile(pat)
    assert left is not None
    assert right is not None
    assert {claim.identifier for claim in left.claims} == {ANA}
    strength = {claim.identifier: claim.evidence.value for claim in right.claims}
    assert strength == {PAT: "vouched", KIM: "mentioned"}
    assert [one.contact_id for one in await store.owners([KIM])] == [pat]


async def test_decisions_are_told_with_who_when_and_why_until_they_are_taken_back(
    store: RedisProfileStore,
) -> None:
    ana, bea = await alike(store)
    (asked,) = await store.waiting()
    await store.not_same(ana, bea, change=by("U0SAM"))
    (decided,) = await store.decisions()
    assert (decided.what, decided.by, decided.at) == ("not_same", "U0SAM", NOW)
    assert decided.why == (f"{asked.score:.2f}", *asked.reasons)
    assert (decided.a.name, decided.b.name) == ("Ana Souza", "Ana Souza")
    assert await store.waiting() == []

    assert await store.reconsider(bea, ana, change=by())
    assert await store.decisions() == []
    (again,) = await store.waiting()
    assert {again.a.contact_id, again.b.contact_id} == {ana, bea}
    assert (again.score, again.reasons) == (asked.score, asked.reasons)
    assert not await store.reconsider(ana, bea, change=by())
    assert not await store.reconsider(ana, "c_none", change=by())


async def test_a_merge_that_was_split_is_no_decision_any_more_but_the_split_is(
    store: RedisProfileStore,
) -> None:
    ana, bea = await alike(store)
    merged = await store.merge(ana, bea, change=by(), suggestion=True)
    (decided,) = await store.decisions()
    assert (decided.what, decided.link_id) == ("merge", merged.link_id)
    assert decided.why[0] == "suggestion"

    assert merged.link_id is not None
    await store.split(merged.link_id, change=by())
    assert told(await store.decisions()) == [("split", ana, bea)]
    await store.merge(ana, bea, change=by())
    assert told(await store.decisions()) == [("merge", ana, bea)]
    await store.part([bea], change=by())
    assert told(await store.decisions()) == [("split", ana, bea)]


async def test_the_newest_decisions_are_found_behind_much_else(store: RedisProfileStore) -> None:
    ana, bea = await alike(store)
    kim = (await store.create(row(name="Kim Lee"), change=by(), origin="agent")).contact_id
    await store.not_same(ana, kim, change=by())
    await store.not_same(ana, bea, change=by())
    for turn in range(260):
        await store.tag(kim, [f"tag{turn % 2}"], change=by())
        await store.untag(kim, [f"tag{turn % 2}"], change=by())
    assert told(await store.decisions()) == [("not_same", ana, bea), ("not_same", ana, kim)]
    assert told(await store.decisions(limit=1)) == [("not_same", ana, bea)]
    await store.erase(bea, change=by())
    assert told(await store.decisions()) == [("not_same", ana, kim)]


@pytest.mark.parametrize("what", ["split", "part"])
async def test_what_a_merge_had_cleared_is_told_apart_again_when_it_is_undone(
    store: RedisProfileStore, what: str
) -> None:
    ana, bea, kim = [
        (await store.create(row(name=name), change=by(), origin="agent")).contact_id
        for name in ("Ana", "Bea", "Kim")
    ]
    await store.merge(bea, kim, change=by())
    await store.not_same(ana, kim, change=by())
    merged = await store.merge(ana, bea, change=by())
    assert merged.link_id is not None
    if what == "split":
        await store.split(merged.link_id, change=by())
    else:
        await store.part([ana], change=by())
    (first,) = await store.shelves(ana)
    assert set(first.apart) == {bea, kim}


async def test_who_told_two_profiles_apart_is_known_for_any_of_their_contacts(
    store: RedisProfileStore,
) -> None:
    ana, bea, kim = [
        (await store.create(row(name=name), change=by(), origin="agent")).contact_id
        for name in ("Ana", "Bea", "Kim")
    ]
    await store.merge(bea, kim, change=by())
    assert await store.told_apart(ana, bea) == []
    await store.not_same(ana, kim, change=by("U0SAM"))
    (told,) = await store.told_apart(bea, ana)
    assert (told.one, told.other, told.by, told.at) == (kim, ana, "U0SAM", NOW)
    assert await store.told_apart(ana, "c_none") == []


async def test_a_profile_tells_which_of_its_identifiers_an_admin_marked(
    store: RedisProfileStore,
) -> None:
    made = await store.create(row(ANA, PAT, name="Ana"), change=by(), origin="import")
    await store.mark(ANA, "shared", change=by("U0ADMIN"))
    await store.mark(KIM, "blocked", change=by("U0ADMIN"))
    found = await store.profile(made.contact_id)
    assert found is not None
    assert found.marks == {str(ANA): "shared"}
    (owner,) = await store.owners([PAT])
    assert owner.marks == {str(ANA): "shared"}
    await store.mark(ANA, None, change=by("U0ADMIN"))
    again = await store.profile(made.contact_id)
    assert again is not None
    assert again.marks == {}
