"""Corners that the team at random seldom comes to."""

from collections.abc import Coroutine
from typing import Any

import pytest

from storage.errors import NotThere, StoreUnreachable
from storage.identifiers import external
from storage.message import Channel, Evidence
from storage.outcomes import ImportUndone, NewContact, Parted
from storage.profile import Posting
from storage.redis.embedded import EmbeddedServer
from storage.redis.places import RedisProfileStore
from storage.standing import Limits
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, KIM, NOW, PAT, by, mail, row, writes
from tests.storage.invariants.dump import dump, mentions
from tests.storage.invariants.machine import KeptWaiting, Team
from tests.storage.invariants.racing import RacingClient

MAIL = mail("souza@acme.example")


async def person(store: RedisProfileStore, name: str) -> str:
    return (await store.create(row(name=name), change=by(), origin="agent")).id


async def test_an_address_of_many_people_joins_nobody(real: Any) -> None:
    """Not even the one of its people who has the newcomer's name."""
    store = workspace_of(real, limits=Limits(claimants=3))
    names = ("Ana Souza", "Ben Okafor", "Kim Lee", "Omar Haddad")
    for number, name in enumerate(names):
        await store.take_in([row(MAIL, name=name)], change=by(f"{number}.csv"))
    known = writes(MAIL, name="Ana Souza", channel=Channel.EMAIL)
    recorded = await store.record(known, now=NOW, region="US")
    assert len(recorded.profile.contacts) == 1


async def test_of_fewer_people_the_one_of_that_name_is_joined(real: Any) -> None:
    store = workspace_of(real, limits=Limits(claimants=3))
    for number, name in enumerate(("Ana Souza", "Ben Okafor", "Kim Lee")):
        await store.take_in([row(MAIL, name=name)], change=by(f"{number}.csv"))
    known = writes(MAIL, name="Ana Souza", channel=Channel.EMAIL)
    recorded = await store.record(known, now=NOW, region="US")
    assert [one.first("name") for one in recorded.profile.contacts] == ["Ana Souza"] * 2


async def test_who_was_apart_before_a_merge_is_again_after_it(real: Any) -> None:
    """An agent told Ana's other contact and Kim apart; the merge of two others cleared that."""
    store = workspace_of(real)
    ana, again, kim = [await person(store, name) for name in ("Ana", "Ana Souza", "Kim")]
    await store.merge(ana, again, change=by())
    await store.not_same(again, kim, change=by())
    link = (await store.merge(ana, kim, change=by())).link_id
    assert link is not None
    await store.split(link, change=by())
    apart = {shelf.contact.id: set(shelf.apart) for shelf in await store.shelves(again)}
    assert apart == {ana: {kim}, again: {kim}}


async def test_those_who_are_taken_out_together_stay_together(real: Any) -> None:
    store = workspace_of(real)
    ana, again, kim = [await person(store, name) for name in ("Ana", "Ana Souza", "Kim")]
    await store.merge(ana, again, change=by())
    await store.merge(again, kim, change=by())
    assert await store.part([ana, again], change=by()) == Parted(left=kim, right=ana, cut=1)
    profile = await store.profile(ana)
    assert profile is not None
    assert [one.id for one in profile.contacts] == [ana, again]


async def test_a_line_that_somebody_wrote_to_stays_when_its_file_is_taken_back(real: Any) -> None:
    store = workspace_of(real)
    await store.take_in([row(MAIL, name="Ana Souza"), row(ANA)], change=by("june.csv"))
    claimed = writes(MAIL, channel=Channel.EMAIL, evidence=Evidence.UNVERIFIED)
    recorded = await store.record(claimed, now=NOW, region="US")
    undone = await store.undo_import("june.csv", change=by())
    assert undone == ImportUndone(gone=1, kept=1)
    assert await store.profile(recorded.contact_id) is not None


async def test_a_conversation_stays_with_the_other_when_the_first_is_erased(real: Any) -> None:
    store = workspace_of(real)
    first = await store.record(writes(PAT, thread="t"), now=NOW, region="US")
    await store.record(writes(KIM), now=NOW, region="US")
    second = await store.record(writes(KIM, thread="t"), now=NOW, region="US")
    assert first.contact_id != second.contact_id
    await store.erase(first.contact_id, change=by())
    bound = await store.bound("t")
    assert bound is not None
    assert bound.id == second.contact_id


async def test_nobody_is_joined_to_more_addresses_than_one_person_has(real: Any) -> None:
    for most, contacts in ((1, 1), (2, 2)):
        store = workspace_of(real, limits=Limits(emails=most))
        known = row(ANA, mail("ana@acme.example"), name="Ana Souza")
        await store.take_in([known], change=by("june.csv"))
        addresses = (mail("ana@acme.example"), mail("souza@acme.example"))
        also = row(ANA, *addresses, name="Ana Souza")
        made = await store.take_in([also], change=by("july.csv"))
        profile = await store.profile(made[0].contact_id)
        assert profile is not None
        assert len(profile.contacts) == contacts


async def test_two_first_messages_at_once_are_of_one_contact(real: Any) -> None:
    client = RacingClient(real)
    store = workspace_of(client)
    both = [store.record(writes(ANA), now=NOW, region="US") for _ in range(2)]
    recorded = await client.race(both)
    assert recorded[0].contact_id == recorded[1].contact_id
    assert len(await store.contacts()) == 1


async def test_a_line_and_a_message_at_once_are_of_one_person(real: Any) -> None:
    client = RacingClient(real)
    store = workspace_of(client)
    both: list[Any] = [
        store.take_in([row(ANA, name="Ana Souza")], change=by("june.csv")),
        store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US"),
    ]
    _, recorded = await client.race(both)
    assert len(recorded.profile.contacts) == 2


async def test_a_note_reaches_nobody_who_was_erased_meanwhile(real: Any) -> None:
    client = RacingClient(real)
    store = workspace_of(client)
    name = await person(store, "Ana Souza")
    answers = await client.race(
        [store.erase(name, change=by()), refused(store.add_note(name, "called", change=by()))]
    )
    assert answers == [True, True]
    assert (await dump(real, store._bare.prefix)).notes == {}


async def refused(work: Coroutine[Any, Any, Any]) -> bool:
    try:
        await work
    except NotThere:
        return True
    return False


async def test_a_marked_address_joins_nobody_until_the_mark_is_gone(real: Any) -> None:
    store = workspace_of(real)
    await store.take_in([row(MAIL, name="Ana Souza")], change=by("june.csv"))
    for mark, contacts in (("shared", 1), ("blocked", 1), (None, 2)):
        await store.mark(MAIL, mark, change=by())
        known = writes(MAIL, name="Ana Souza", channel=Channel.EMAIL)
        recorded = await store.record(known, now=NOW, region="US")
        assert len(recorded.profile.contacts) == contacts
        await store.erase(recorded.contact_id, change=by())


async def test_a_newer_line_takes_the_place_of_the_older(real: Any) -> None:
    store = workspace_of(real)
    for plan in ("free", "pro"):
        line = NewContact(external_id=external("crm", "1"), fields={"plan": plan})
        await store.take_in([line], change=by(f"{plan}.csv"))
    (profile,) = await store.contacts()
    assert [fact.value for fact in profile.contacts[0].facts] == ["pro"]


async def test_a_tag_is_taken_off_whichever_contact_it_is_on(real: Any) -> None:
    store = workspace_of(real)
    ana, again = [await person(store, name) for name in ("Ana", "Ana Souza")]
    for name in (ana, again):
        await store.tag(name, ["vip"], change=by())
    await store.merge(ana, again, change=by())
    profile = await store.untag(ana, ["vip"], change=by())
    assert profile.tags == ()


async def test_an_address_joins_nobody_whom_an_agent_told_apart(real: Any) -> None:
    """Without that word it would: of one name, and nobody else has the address."""
    for told_apart, contacts in ((True, 1), (False, 2)):
        store = workspace_of(real)
        (line,) = await store.take_in([row(MAIL, name="Ana Souza")], change=by("june.csv"))
        other = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
        if told_apart:
            await store.not_same(other.contact_id, line.contact_id, change=by())
        profile = await store.edit(
            other.contact_id, fields={}, add=[MAIL], evidence=Evidence.VOUCHED, change=by()
        )
        assert len(profile.contacts) == contacts


async def test_nothing_leads_to_who_was_erased_however_many_cards_and_lines_there_were(
    real: Any,
) -> None:
    store = workspace_of(real, refresh=None)
    line = NewContact(external_id=external("crm", "1"), fields={"name": "Ana Souza"})
    newer = NewContact(external_id=external("crm", "1"), fields={"name": "Ana de Souza"})
    (made,) = await store.take_in([line], change=by("june.csv"))
    await store.take_in([newer], change=by("july.csv"))
    for number in range(30):
        await store.posted(Posting(place=f"P{number}", contact_id=made.contact_id))
    await store.erase(made.contact_id, change=by())
    await store.posted(Posting(place="P99", contact_id=made.contact_id))
    assert mentions(await dump(real, store._bare.prefix), made.contact_id) == set()
    assert await store.posting("P0") is None


def test_a_team_that_is_kept_waiting_says_so_and_nothing_of_what_stands(
    server: EmbeddedServer,
) -> None:
    """A server that a busy machine stops for a moment once looked like a wrong answer, and was never seen again."""

    async def late() -> None:
        raise StoreUnreachable("the store cannot be reached: TimeoutError")

    team = type("TeamOnARealServer", (Team,), {"url": server.url})()
    with pytest.raises(KeptWaiting, match="the store cannot be reached"):
        team.run(late())
    team.teardown()
