"""Who is who, case by case: bridges, caps, and what is left after a split."""

from storage.identifiers import Identifier, external
from storage.redis.places import RedisProfileStore
from storage.standing import Limits
from storage.store import ImportedAs, NewContact, Undone
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, ANA_MAIL, KIM, PAT, by, mail, row, writes
from tests.storage.test_cases import asked, listed, says, seen, told


async def test_case_40_a_bridge_between_two_of_the_crm_joins_one_and_asks_for_the_other(
    store: RedisProfileStore,
) -> None:
    def of_crm(value: str, who: Identifier) -> NewContact:
        return NewContact(
            external_id=external("crm", value), identifiers=(who,), fields={"name": "Ana Souza"}
        )

    by_phone = await listed(store, of_crm("1", KIM))
    by_mail = await listed(store, of_crm("2", ANA_MAIL))
    bridge = await told(store, says(KIM, ANA_MAIL, name="Ana Souza"))
    assert bridge.profile.id == by_phone.id
    assert by_mail.id not in [one.id for one in bridge.profile.contacts]
    assert by_mail.id in await asked(store, bridge.contact_id)


async def test_case_41_who_was_taken_apart_writes_again_and_is_neither_joined_nor_suggested(
    store: RedisProfileStore,
) -> None:
    imported = await listed(store, row(KIM, name="Kim Lee"))
    first = await told(store, writes(KIM, name="Kim Lee"))
    (link,) = first.profile.links
    assert await store.split(link.id, change=by()) is Undone.APART
    again = await told(store, writes(KIM, name="Kim Lee"))
    assert (again.contact_id, again.profile.links) == (first.contact_id, ())
    assert imported.id not in await asked(store, first.contact_id)


async def test_case_42_a_field_and_a_note_made_while_merged_stay_where_they_were_made(
    store: RedisProfileStore,
) -> None:
    ana = await told(store, writes(ANA, name="Ana Souza"))
    pat = await told(store, writes(PAT, name="Pat Doyle"))
    link = (await store.merge(ana.contact_id, pat.contact_id, change=by())).link_id
    assert link is not None
    await store.edit(pat.contact_id, fields={"plan": "enterprise"}, change=by())
    await store.add_note(pat.contact_id, "called twice", change=by())
    assert await store.split(link, change=by()) is Undone.APART
    left, right = await seen(store, ana.contact_id), await seen(store, pat.contact_id)
    assert (left.value("plan"), left.notes) == (None, ())
    assert right.value("plan") == "enterprise"
    assert [note.text for note in right.notes] == ["called twice"]


async def test_case_45_one_person_three_times_in_a_list_is_one_profile(
    store: RedisProfileStore,
) -> None:
    made = [
        await listed(store, row(KIM, ANA_MAIL, name=name))
        for name in ("Ana Souza", "Souza, Ana", "ANA SOUSA")
    ]
    assert {one.id for one in made} == {made[0].id}
    assert len((await seen(store, made[0].id)).contacts) == 3


async def test_case_49_no_rule_joins_more_contacts_than_the_cap_and_nothing_is_lost(
    client: object,
) -> None:
    store = workspace_of(client, limits=Limits(contacts=3))
    made = [await listed(store, row(KIM, name="Kim Lee")) for _ in range(5)]
    sizes = [len((await seen(store, one.contact_id)).contacts) for one in made]
    assert sizes == [3, 3, 3, 1, 1]
    assert len(await store.contacts()) == 5


async def test_case_49_no_agent_joins_more_contacts_than_the_cap(client: object) -> None:
    store = workspace_of(client, limits=Limits(contacts=2))
    ids = [
        (await store.create(row(name=name), change=by(), origin="agent")).id
        for name in ("Ana", "Bea", "Kim")
    ]
    await store.merge(ids[0], ids[1], change=by())
    assert (await store.merge(ids[0], ids[2], change=by())).link_id is None


async def test_case_56_all_that_loses_in_a_merge_is_kept_beside_and_back_after_the_split(
    store: RedisProfileStore,
) -> None:
    ana = await listed(store, row(KIM, ANA_MAIL, name="Ana Souza", company="Acme", tags=("vip",)))
    pat = await listed(
        store,
        row(PAT, mail("pat@doyle.example"), name="Pat Doyle", company="Doyle", tags=("late",)),
    )
    await store.add_note(pat.id, "prefers mail", change=by())
    before = [await seen(store, one) for one in (ana.id, pat.id)]
    merged = await store.merge(ana.id, pat.id, change=by())
    assert {claim.identifier for claim in merged.profile.claims} >= {KIM, ANA_MAIL, PAT}
    names = merged.profile.fields["name"]
    assert {names.value, *(fact.value for fact in names.others)} == {"Ana Souza", "Pat Doyle"}
    assert {tag.name for tag in merged.profile.tags} == {"vip", "late"}
    assert merged.link_id is not None
    await store.split(merged.link_id, change=by())
    for was in before:
        now = await seen(store, was.contact_id)
        assert now.model_copy(update={"revisions": was.revisions}) == was


async def test_case_45_a_list_taken_in_twice_changes_nothing_and_is_taken_back_whole(
    store: RedisProfileStore,
) -> None:
    here = await told(store, writes(ANA, name="Ana Souza"))
    rows = [row(KIM, name="Kim Lee"), row(ANA, name="Ana Souza"), row(name="Bea Lima")]
    change = by("import:june", key="first")
    first = await store.take_in(rows, change=change)
    before = await store.contacts()
    second = await store.take_in(rows, change=by("import:june", key="second"))
    assert [one.contact_id for one in second] == [one.contact_id for one in first]
    assert {one.outcome for one in second} == {ImportedAs.KNOWN}
    assert await store.contacts() == before
    assert (await store.undo_import("import:june", change=by())).kept == 0
    (left,) = await store.contacts()
    assert (left.contact_id, left.links) == (here.contact_id, ())


async def test_case_47_two_workspaces_never_meet(client: object) -> None:
    ours, theirs = workspace_of(client), workspace_of(client)
    ana = await told(ours, writes(ANA_MAIL, name="Ana Souza"))
    other = await told(theirs, writes(ANA_MAIL, name="Ana Souza"))
    assert ana.contact_id != other.contact_id
    for store, mine in ((ours, ana), (theirs, other)):
        (profile,) = await store.contacts()
        assert (profile.contact_id, profile.links, profile.suggestions) == (mine.contact_id, (), ())
    assert await ours.profile(other.contact_id) is None


async def test_case_48_of_a_merged_profile_one_is_erased_and_no_split_brings_them_back(
    store: RedisProfileStore,
) -> None:
    ana = await told(store, writes(ANA, name="Ana Souza"))
    pat = await told(store, writes(PAT, name="Pat Doyle"))
    kim = await told(store, writes(KIM, name="Kim Lee"))
    first = (await store.merge(ana.contact_id, pat.contact_id, change=by())).link_id
    await store.merge(ana.contact_id, kim.contact_id, change=by())
    assert first is not None
    assert await store.erase(pat.contact_id, change=by())
    left = await seen(store, ana.contact_id)
    assert [contact.id for contact in left.contacts] == [ana.contact_id, kim.contact_id]
    assert PAT not in {claim.identifier for claim in left.claims}
    assert await store.split(first, change=by()) is Undone.NOTHING
    assert await store.profile(pat.contact_id) is None
    assert len(await store.contacts()) == 2
