"""Files taken in, a hundred lines a commit; taken back; and contacts erased."""

import asyncio

from storage.contact import Order
from storage.identifiers import Identifier
from storage.linking.weights import shipped
from storage.redis.places import RedisProfileStore
from storage.store import Change, ImportedAs, ImportUndone, NewContact, Pair
from tests.storage.desk import ANA, ANA_MAIL, KIM, NOW, PAT, by, number, writes

OTHERS = (
    "Britta Ek", "Chiara Ricci", "Dmitri Orlov", "Esra Demir", "Farah Haddad", "Gwen Pugh", "Hiroshi Tanaka",
    "Imani Okafor", "Jakub Nowak", "Leo Weber", "Mette Holm", "Nils Berg", "Olga Petrova", "Quentin Roy",
)  # fmt: skip
BATCH = "import:crm.csv-2026-11-20"


def line(number: int, *identifiers: Identifier, **fields: str) -> NewContact:
    return NewContact(
        external_id=Identifier(kind="external:list", value=str(number)),
        identifiers=identifiers,
        fields=fields,
    )


def change(key: str = "b1") -> Change:
    return Change(by=BATCH, at=NOW, key=key)


async def keys_of(store: RedisProfileStore) -> dict[bytes, object]:
    """Every key of the workspace but its audit, what remembers changes, and counts of conversations."""
    client = store._client
    found: dict[bytes, object] = {}
    async for key in client.scan_iter(match=f"{{{store.workspace}}}:*", count=1000):
        kind = key.split(b":")[1]
        if kind in (b"audit", b"told", b"chain", b"done", b"meta", b"thread", b"threads"):
            continue
        if kind == b"rewrite":  # that the file of the embedded store is due to be written anew
            continue
        found[key] = await client.dump(key)
    return found


async def test_every_line_is_a_contact_and_those_of_one_person_are_one_profile(
    store: RedisProfileStore,
) -> None:
    taken = await store.take_in(
        [
            line(1, ANA, name="Ana Souza"),
            line(2, PAT, name="Pat Doyle"),
            line(3, ANA, ANA_MAIL, name="Ana Souza"),
            line(4, ANA_MAIL, name="Souza, Ana"),
        ],
        change=change(),
    )
    assert [one.outcome for one in taken] == [
        ImportedAs.NEW, ImportedAs.NEW, ImportedAs.LINKED, ImportedAs.LINKED,
    ]  # fmt: skip
    profile = await store.profile(taken[3].contact_id)
    assert profile is not None
    assert [one.id for one in profile.contacts] == [taken[at].contact_id for at in (0, 2, 3)]


async def test_the_same_file_again_changes_nothing(store: RedisProfileStore) -> None:
    rows = [
        line(1, ANA, name="Ana Souza"),
        NewContact(identifiers=(PAT,), fields={"name": "Pat"}, notes=("calls on Mondays",)),
        NewContact(fields={"name": "Nobody's Number"}),
    ]
    first = await store.take_in(rows, change=change())
    before = await keys_of(store)
    again = await store.take_in(rows, change=change("b2"))
    assert [one.outcome for one in again] == [ImportedAs.KNOWN] * 3
    assert [one.contact_id for one in again] == [one.contact_id for one in first]
    assert await keys_of(store) == before
    repeated = await store.take_in(rows, change=change())
    assert repeated == first


async def test_a_newer_line_of_an_id_renews_what_the_import_said(store: RedisProfileStore) -> None:
    (first,) = await store.take_in(
        [line(1, ANA, name="Ana", plan="basic", company="Acme")], change=change()
    )
    await store.edit(first.contact_id, fields={"plan": "vip"}, change=by())
    (again,) = await store.take_in(
        [line(1, ANA, ANA_MAIL, name="Ana Souza", plan="pro")], change=change("b2")
    )
    assert again.outcome is ImportedAs.CHANGED
    assert again.contact_id == first.contact_id
    profile = await store.profile(first.contact_id)
    assert profile is not None
    assert (profile.name, profile.value("company")) == ("Ana Souza", "Acme")
    assert profile.value("plan") == "vip"  # what a colleague said stands
    assert [fact.value for fact in profile.fields["plan"].others] == ["pro"]
    assert {claim.identifier for claim in profile.claims} == {ANA, ANA_MAIL}
    (found,) = await store.owners([ANA_MAIL])
    assert found.contact_id == first.contact_id
    (third,) = await store.take_in(
        [line(1, ANA, name="Ana Souza", plan="pro", title="CEO")], change=change("b3")
    )
    (fourth,) = await store.take_in(
        [line(1, ANA, name="Ana Souza", plan="pro", title="CEO")], change=change("b4")
    )
    assert (third.outcome, fourth.outcome) == (ImportedAs.CHANGED, ImportedAs.KNOWN)


async def test_a_newer_line_of_an_id_brings_its_new_notes_and_none_twice(
    store: RedisProfileStore,
) -> None:
    def told(*notes: str, plan: str) -> NewContact:
        return line(1, ANA, name="Ana", plan=plan).model_copy(update={"notes": notes})

    (first,) = await store.take_in([told("calls in the morning", plan="basic")], change=change())
    await store.take_in(
        [
            told("calls in the morning", "moved to Rio", plan="pro"),
            told("moved to Rio", "has a dog", plan="max"),
        ],
        change=change("b2"),
    )
    profile = await store.profile(first.contact_id)
    assert profile is not None
    assert sorted(note.text for note in profile.notes) == [
        "calls in the morning",
        "has a dog",
        "moved to Rio",
    ]
    assert profile.note_count == 3


async def test_what_is_only_claimed_joins_nobody(store: RedisProfileStore) -> None:
    met = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="BR")
    (taken,) = await store.take_in([line(1, ANA, name="Ana Souza")], change=change(), claimed=True)
    assert taken.outcome is ImportedAs.NEW
    (joined,) = await store.take_in([line(2, ANA, name="Ana Souza")], change=change("b2"))
    assert joined.outcome is ImportedAs.LINKED
    profile = await store.profile(met.contact_id)
    assert profile is not None
    assert {one.id for one in profile.contacts} == {met.contact_id, joined.contact_id}


async def test_two_imports_at_once_make_nobody_twice(store: RedisProfileStore) -> None:
    rows = [line(number, ANA, name="Ana Souza") for number in range(3)]
    await asyncio.gather(
        store.take_in(rows, change=change("b1")), store.take_in(rows, change=change("b2"))
    )
    profiles = await store.contacts()
    assert len(profiles) == 3
    assert {profile.id for profile in profiles} == {profiles[0].id}


async def test_an_import_is_taken_back_but_for_what_was_worked_on(store: RedisProfileStore) -> None:
    met = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="BR")
    before = await keys_of(store)
    order = Order(id="1001", status="in_transit")
    rows = [
        line(1, ANA, name="Ana Souza", company="Acme"),
        line(2, PAT, name="Pat Doyle").model_copy(
            update={"notes": ("rings twice",), "orders": (order,)}
        ),
        line(3, KIM, name="Kim Lee").model_copy(update={"tags": ("vip",)}),
    ]
    taken = await store.take_in(rows, change=change())
    assert await store.undo_import(BATCH, change=by()) == ImportUndone(gone=3, kept=0)
    assert {
        key: value for key, value in (await keys_of(store)).items() if b"contact:" not in key
    } == {key: value for key, value in before.items() if b"contact:" not in key}
    profile = await store.profile(met.contact_id)
    assert profile is not None
    assert [one.id for one in profile.contacts] == [met.contact_id]
    assert await store.profile(taken[1].contact_id) is None

    again = await store.take_in(rows, change=change("b2"))
    assert [one.outcome for one in again] == [ImportedAs.LINKED, ImportedAs.NEW, ImportedAs.NEW]
    await store.add_note(again[2].contact_id, "prefers tea", change=by())
    await store.tag(again[1].contact_id, ["gold"], change=by())
    undo = by()
    assert await store.undo_import(BATCH, change=undo) == ImportUndone(gone=1, kept=2)
    assert await store.undo_import(BATCH, change=by()) == ImportUndone(gone=0, kept=2)
    assert await store.undo_import("import:never", change=by()) == ImportUndone(gone=0, kept=0)


async def test_an_erased_contact_leaves_no_trace_and_a_split_does_not_bring_it_back(
    store: RedisProfileStore,
) -> None:
    met = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="BR")
    before = await keys_of(store)
    other = await store.record(writes(PAT, name="Pat Doyle", text="secret"), now=NOW, region="BR")
    await store.add_note(other.contact_id, "rings twice", change=by())
    third = await store.record(writes(KIM, name="Kim Lee"), now=NOW, region="BR")
    await store.not_same(other.contact_id, third.contact_id, change=by())
    await store.erase(third.contact_id, change=by())
    merged = await store.merge(met.contact_id, other.contact_id, change=by())
    assert merged.link_id is not None
    assert await store.erase(other.contact_id, change=by())
    assert not await store.erase(other.contact_id, change=by())
    assert set(await keys_of(store)) == set(before)
    assert await store.profile(other.contact_id) is None
    profile = await store.profile(met.contact_id)
    assert profile is not None
    assert ([one.id for one in profile.contacts], profile.links) == ([met.contact_id], ())
    assert await store.split(merged.link_id, change=by()) == "nothing"
    written = b"".join(
        value for value in (await keys_of(store)).values() if isinstance(value, bytes)
    )
    assert b"secret" not in written


async def test_likely_pairs_of_the_whole_store_are_put_before_the_team(
    store: RedisProfileStore,
) -> None:
    rows = [
        line(1, ANA, name="Ana Souza", born="1990-02-01", company="Acme Outfitters"),
        line(2, PAT, name="Anna Souza", born="1990-02-01", company="Acme Outfitters"),
        line(3, KIM, name="Ana Sousa", born="1990-02-01", company="Acme Outfitters"),
        *(
            line(10 + at, name=name, born=f"19{60 + at}-0{at % 9 + 1}-11")
            for at, name in enumerate(OTHERS)
        ),
    ]
    taken = await store.take_in(rows, change=change())
    one, other, third = (row.contact_id for row in taken[:3])
    told: list[str] = []
    found = await store.duplicates(progress=lambda what, _done: told.append(what))
    assert {(pair.a, pair.b) for pair in found.pairs if pair.score >= 0.5} == {
        (one, other), (one, third), (other, third),
    }  # fmt: skip
    assert "same_birthday" in found.pairs[0].reasons
    assert told
    assert await store.put_up(found.pairs, change=by()) == 2  # the third follows from the two
    profile = await store.profile(one)
    assert profile is not None
    assert {suggested.other_id for suggested in profile.suggestions} <= {other, third}

    best, *_ = profile.suggestions
    await store.not_same(one, best.other_id, change=by())
    merged = next(iter({other, third} - {best.other_id}))
    await store.merge(one, merged, change=by())
    left = await store.duplicates()
    assert {(pair.a, pair.b) for pair in left.pairs if pair.score >= 0.5} == set()
    gone = Pair(a=one, b="c_gone", score=0.9)
    assert await store.put_up([gone, *found.pairs], change=by()) == 3
    again = await store.profile(one)
    assert again is not None
    assert again.suggestions == ()


async def test_whoever_waits_has_the_score_of_the_look_over_the_whole_store(
    store: RedisProfileStore,
) -> None:
    await store.take_in(
        [line(10 + at, name=name) for at, name in enumerate(OTHERS)], change=change()
    )
    both = [
        await store.create(
            NewContact(fields={"name": name, "born": "1990-02-01"}), change=by(), origin="agent"
        )
        for name in ("Ana Souza", "Anna Souza")
    ]
    ana, other = (one.contact_id for one in both)
    (before,) = both[1].suggestions
    found = await store.duplicates()
    (pair,) = [one for one in found.pairs if {one.a, one.b} == {ana, other}]
    assert pair.asked == before.score
    assert pair.score != before.score

    less = pair.model_copy(update={"score": 0.2})  # still to be decided, though it is not likely
    assert await store.put_up([less], change=by()) == 0
    (waits,) = await store.waiting()
    assert waits.score == 0.2
    await store.not_same(ana, other, change=by())
    await store.put_up([less], change=by())
    assert await store.waiting() == []


async def test_what_speaks_against_a_pair_is_told_whatever_else_speaks_for_it(
    store: RedisProfileStore,
) -> None:
    house = number("+441132430001")
    rows = [line(1, house, name="Joe Hill"), line(2, house, name="Joe Hill")]
    one, other = (row.contact_id for row in await store.take_in(rows, change=change()))
    (waits,) = await store.waiting()
    assert waits.reasons == ("same_phone", "perhaps_namesakes")
    told = Pair(a=one, b=other, score=0.9, reasons=("same_name", "same_phone"), asked=0.8)
    assert await store.put_up([told], change=by()) == 1
    (waits,) = await store.waiting()
    assert waits.reasons == ("same_name", "same_phone", "perhaps_namesakes")


async def test_what_was_learned_is_used_from_then_on(store: RedisProfileStore) -> None:
    await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="BR")
    strict = shipped().model_copy(update={"shift": -40.0})
    await store.teach(strict)
    made = await store.record(writes(PAT, name="Ana Souza"), now=NOW, region="BR")
    assert made.profile.suggestions == ()
    await store.teach(strict.model_copy(update={"shift": 40.0}))
    made = await store.record(writes(KIM, name="Ana Souza"), now=NOW, region="BR")
    assert len(made.profile.suggestions) == 2


async def test_two_profiles_are_asked_about_once_however_many_contacts_they_are_of(
    store: RedisProfileStore,
) -> None:
    rows = [
        line(1, ANA, name="Ana Souza", born="1990-02-01", company="Acme Outfitters"),
        line(2, PAT, name="Anna Souza", born="1990-02-01", company="Acme Outfitters"),
        line(3, KIM, name="Ana Sousa", born="1990-02-01", company="Acme Outfitters"),
        *(line(10 + at, name=name) for at, name in enumerate(OTHERS)),
    ]
    taken = await store.take_in(rows, change=change())
    one, other, third = (row.contact_id for row in taken[:3])
    await store.merge(one, other, change=by())
    found = await store.duplicates()
    both = [pair for pair in found.pairs if third in (pair.a, pair.b)]
    assert [pair.again for pair in both] == [False, True]

    # Whichever waits in Slack by now is the one that is told of.
    await store.put_up([both[1].model_copy(update={"score": 0.9})], change=by())
    left = [pair for pair in (await store.duplicates()).pairs if third in (pair.a, pair.b)]
    assert [(pair.asked, pair.again) for pair in left] == [(None, True), (0.9, False)]


async def test_contacts_are_called_by_what_is_known_of_each(store: RedisProfileStore) -> None:
    rows = [
        NewContact(identifiers=(ANA,), fields={"name": "Ana", "company": "Acme"}),
        NewContact(identifiers=(PAT,), fields={"company": "Quill"}),
        NewContact(identifiers=(ANA_MAIL,)),
        NewContact(external_id=Identifier(kind="external:crm", value="9")),
    ]
    taken = await store.take_in(rows, change=change(), claimed=True)
    ids = [one.contact_id for one in taken]
    called = await store.called([*ids, "c_gone"])
    assert [called[one] for one in ids] == ["Ana", "Quill", ANA_MAIL.value, ""]
    assert "c_gone" not in called
    assert await store.called([]) == {}
