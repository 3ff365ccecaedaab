"""What the team at random found once, each in the few steps that it takes."""

import asyncio
from typing import Any

import pytest

from storage.errors import NotThere
from storage.message import Channel
from storage.outcomes import ImportUndone, Undone
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, KIM, by, mail, row, writes
from tests.storage.invariants.dump import dump

MAIL = mail("ana@acme.example")


async def test_one_of_two_who_mark_the_same_at_once_is_told_that_it_was_done(real: Any) -> None:
    store = workspace_of(real)
    answers = await asyncio.gather(*(store.mark(ANA, "shared", change=by()) for _ in range(2)))
    assert sorted(answers) == [False, True]


async def test_lines_of_notes_alone_are_taken_back(real: Any) -> None:
    store = workspace_of(real)
    line = row(ANA).model_copy(update={"notes": ("likes tea",), "tags": ("vip",)})
    await store.take_in([line], change=by("june.csv"))
    undone = await store.undo_import("june.csv", change=by())
    assert undone == ImportUndone(gone=1, kept=0)


async def test_who_is_gone_is_told_apart_from_nobody(real: Any) -> None:
    store = workspace_of(real)
    one, other = [
        (await store.create(row(name=name), change=by(), origin="agent")).id
        for name in ("Ana Souza", "Kim Lee")
    ]
    await store.erase(one, change=by())
    for pair in ((one, other), (other, one)):
        with pytest.raises(NotThere):
            await store.not_same(*pair, change=by())


async def test_not_the_same_answers_all_that_was_asked_of_the_two(real: Any) -> None:
    """Both contacts of Ana's profile were suggested to be the third."""
    store = workspace_of(real)
    first, second, third = [
        (await store.create(row(*known, name="Ana Souza"), change=by(), origin="agent")).id
        for known in ((ANA,), (KIM, MAIL), (ANA, MAIL))
    ]
    await store.merge(first, second, change=by())
    before = await store.profile(third)
    assert before is not None
    assert {one.other_id for one in before.suggestions} == {first, second}
    after = await store.not_same(third, first, change=by())
    assert after.suggestions == ()


async def test_nothing_is_suggested_of_who_is_erased_meanwhile(real: Any) -> None:
    """A newcomer who is like them, and their end, in the same moment."""
    store = workspace_of(real)
    for attempt in range(5):
        told = writes(mail(f"a{attempt}@acme.example"), name="Ana Souza", channel=Channel.EMAIL)
        known = await store.record(told, now=told.sent_at, region="US")
        like = writes(mail(f"b{attempt}@acme.example"), name="Ana Souza", channel=Channel.EMAIL)
        newcomer, _ = await asyncio.gather(
            store.record(like, now=like.sent_at, region="US"),
            store.erase(known.contact_id, change=by()),
        )
        seen = await dump(real, store._bare.prefix)
        assert known.contact_id not in str(seen.of("sugg"))
        assert known.contact_id not in seen.contacts
        await store.erase(newcomer.contact_id, change=by())


async def test_a_link_that_goes_with_its_contact_needs_no_split(real: Any) -> None:
    store = workspace_of(real)
    for _ in range(5):
        one, other = [
            (await store.create(row(name=name), change=by(), origin="agent")).id
            for name in ("Ana Souza", "Kim Lee")
        ]
        link = (await store.merge(one, other, change=by())).link_id
        assert link is not None
        undone, _ = await asyncio.gather(
            store.split(link, change=by()), store.erase(one, change=by())
        )
        assert undone in (Undone.APART, Undone.NOTHING)


async def test_of_two_who_edit_one_person_at_once_the_later_stands_alone(real: Any) -> None:
    """Each in view of another contact of the profile."""
    store = workspace_of(real)
    one, other = [
        (await store.create(row(name=name), change=by(), origin="import")).id
        for name in ("Ana Souza", "A. Souza")
    ]
    await store.merge(one, other, change=by())
    await asyncio.gather(
        store.edit(one, fields={"plan": "pro"}, change=by()),
        store.edit(other, fields={"plan": "free"}, change=by()),
        store.tag(one, ["vip"], change=by()),
        store.tag(other, ["vip"], change=by()),
    )
    contacts = await store.contacts()
    told = [fact for shelf in contacts[0].contacts for fact in shelf.facts if fact.field == "plan"]
    assert len(told) == 1
    assert sum(len(contact.tags) for contact in contacts[0].contacts) == 1
