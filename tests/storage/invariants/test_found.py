"""What the team at random found once, each in the few steps that it takes."""

from typing import Any

import pytest

from storage.errors import NotThere
from storage.message import Channel
from storage.outcomes import ImportUndone, Undone
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, KIM, NOW, by, mail, row, writes
from tests.storage.invariants.dump import dump
from tests.storage.invariants.racing import RacingClient

MAIL = mail("ana@acme.example")


async def test_one_of_two_who_mark_the_same_at_once_is_told_that_it_was_done(real: Any) -> None:
    client = RacingClient(real)
    store = workspace_of(client)
    answers = await client.race([store.mark(ANA, "shared", change=by()) for _ in range(2)])
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


@pytest.mark.parametrize("erased_first", [True, False])
async def test_nothing_is_suggested_of_who_is_erased_meanwhile(
    real: Any, *, erased_first: bool
) -> None:
    """A newcomer who is like them, and their end, in the same moment."""
    client = RacingClient(real)
    store = workspace_of(client)
    told = writes(mail("ana1@acme.example"), name="Ana Souza", channel=Channel.EMAIL)
    known = await store.record(told, now=told.sent_at, region="US")
    like = writes(mail("ana2@acme.example"), name="Ana Souza", channel=Channel.EMAIL)
    both = [
        store.erase(known.contact_id, change=by()),
        store.record(like, now=like.sent_at, region="US"),
    ]
    await client.race(both if erased_first else both[::-1])
    seen = await dump(real, store._bare.prefix)
    assert len(seen.contacts) == 1
    assert seen.of("sugg") == {}
    assert "waiting" not in seen.raw


@pytest.mark.parametrize("erased_first", [True, False])
async def test_nothing_is_written_down_of_who_is_erased_meanwhile(
    real: Any, *, erased_first: bool
) -> None:
    client = RacingClient(real)
    store = workspace_of(client)
    known = await store.record(writes(ANA), now=NOW, region="US")
    both: list[Any] = [
        store.erase(known.contact_id, change=by()),
        store.record(writes(ANA), now=NOW, region="US"),
    ]
    await client.race(both if erased_first else both[::-1])
    seen = await dump(real, store._bare.prefix)
    assert len(seen.contacts) == (1 if erased_first else 0)
    assert set(seen.messages) == set(seen.contacts)
    assert set(seen.of("conv").values()) <= set(seen.contacts)
    assert len(seen.of("src")) == (1 if erased_first else 0)


@pytest.mark.parametrize("erased_first", [True, False])
async def test_a_link_that_goes_with_its_contact_needs_no_split(
    real: Any, *, erased_first: bool
) -> None:
    client = RacingClient(real)
    store = workspace_of(client)
    one, other = [
        (await store.create(row(name=name), change=by(), origin="agent")).id
        for name in ("Ana Souza", "Kim Lee")
    ]
    link = (await store.merge(one, other, change=by())).link_id
    assert link is not None
    both: list[Any] = [store.erase(one, change=by()), store.split(link, change=by())]
    answers = await client.race(both if erased_first else both[::-1])
    assert set(answers) == {True, Undone.NOTHING if erased_first else Undone.APART}


async def test_of_two_who_edit_one_person_at_once_the_later_is_shown(real: Any) -> None:
    """Each in view of another contact of the profile, which keeps what was said of it."""
    client = RacingClient(real)
    store = workspace_of(client)
    one, other = [
        (await store.create(row(name=name), change=by(), origin="import")).id
        for name in ("Ana Souza", "A. Souza")
    ]
    await store.merge(one, other, change=by())
    edits = [("pro", one), ("free", other)]
    await client.race(
        [store.edit(name, fields={"plan": plan}, change=by()) for plan, name in edits]
    )
    await client.race([store.tag(name, ["vip"], change=by()) for name in (one, other)])
    contacts = await store.contacts()
    assert contacts[0].value("plan") == "free"
    assert [shelf.first("plan") for shelf in contacts[0].contacts] == ["pro", "free"]
    assert [tag.name for tag in contacts[0].tags] == ["vip"]


async def test_a_sender_is_known_however_many_others_name_their_address(real: Any) -> None:
    store = workspace_of(real)
    first = await store.record(writes(MAIL, channel=Channel.EMAIL), now=NOW, region="US")
    for name in ("Ben", "Kim", "Omar", "Pat", "Sam", "Tom", "Uma", "Vic", "Wen", "Yan"):
        await store.create(row(MAIL, name=f"{name} Jones"), change=by(), origin="agent")
    for _ in range(10):
        again = await store.record(writes(MAIL, channel=Channel.EMAIL), now=NOW, region="US")
        assert again.contact_id == first.contact_id


async def test_a_note_that_comes_while_its_file_is_taken_back_is_kept(real: Any) -> None:
    client = RacingClient(real)
    store = workspace_of(client)
    (line,) = await store.take_in([row(ANA)], change=by("june.csv"))
    race = [
        store.add_note(line.contact_id, "called", change=by()),
        store.undo_import("june.csv", change=by()),
    ]
    _, undone = await client.race(race)
    assert undone == ImportUndone(gone=0, kept=1)


async def test_of_two_who_say_at_once_whose_an_address_is_the_later_is_believed(real: Any) -> None:
    """Each looked at the other's customer, who only had it mentioned and gave nothing up."""
    client = RacingClient(real)
    store = workspace_of(client)
    ben, kim = [
        (await store.create(row(MAIL, name=name), change=by(), origin="agent")).id
        for name in ("Ben Okafor", "Kim Lee")
    ]
    await client.race([store.settle(MAIL, one, change=by()) for one in (ben, kim)])
    found = {name: await store.profile(name) for name in (ben, kim)}
    evidence = {name: one.claims[0].evidence.value for name, one in found.items() if one}
    assert evidence == {ben: "mentioned", kim: "vouched"}
