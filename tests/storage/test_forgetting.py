"""A person gone for good: nothing of them is left anywhere in the store, and nothing old brings them back."""

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest

from storage.contact import Order
from storage.errors import ErasedSince
from storage.identifiers import Identifier, external, handle
from storage.message import Channel
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.opening import RedisStores
from storage.redis.places import RedisProfileStore
from storage.store import ImportedAs, NewContact
from tests.storage.conftest import SECRET
from tests.storage.desk import KIM, NOW, by, mail, number, writes

NAME: Final = "Cánaria O'Quill-Zwölf"
PHONE: Final = "+442079460777"
MAIL: Final = "canary.quill@quillcanary.example"
HANDLE: Final = "canary.quill.ig"
CRM: Final = "CANARY-77-XQ"
WORDS: Final = "my blood type is canary-negative"
NOTE: Final = "canary note: sings at dawn"
ORDER: Final = "QX-CANARY-901"
CANARIES: Final = (
    NAME,
    PHONE,
    MAIL,
    HANDLE,
    CRM,
    WORDS,
    NOTE,
    ORDER,
    "2079460777",
    "020 7946 0777",
)


def encodings(text: str) -> set[bytes]:
    """A value in all the ways in which it might be left somewhere."""
    raw = text.encode()
    inner = [
        raw,
        text.lower().encode(),
        base64.b64encode(raw).rstrip(b"="),
        raw.hex().encode(),
        quote(text).encode(),
        json.dumps(text)[1:-1].encode(),
        hashlib.md5(raw, usedforsecurity=False).hexdigest().encode(),
        hashlib.sha1(raw, usedforsecurity=False).hexdigest().encode(),
        hashlib.sha256(raw).hexdigest().encode(),
        text[::-1].encode(),
    ]
    digests = [
        hashlib.md5(raw, usedforsecurity=False).digest(),
        hashlib.sha1(raw, usedforsecurity=False).digest(),
        hashlib.sha256(raw).digest(),
    ]
    return {*inner, *digests}


async def everything(client: Any, prefix: str) -> dict[bytes, bytes]:
    """Every key of the workspace with all its bytes: as it is dumped, and as it is read."""
    reads = {
        b"string": client.get,
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
        b"list": lambda key: client.lrange(key, 0, -1),
        b"stream": client.xrange,
    }
    found = {}
    for key in [key async for key in client.scan_iter(f"{prefix}*", count=1000)]:
        told = b"\n".join(_bytes_in(await reads[await client.type(key)](key)))
        found[key] = key + b"\n" + (await client.dump(key) or b"") + b"\n" + told
    return found


def _bytes_in(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _bytes_in(pair)
    elif isinstance(value, list | set | tuple):
        for one in value:
            yield from _bytes_in(one)


def left(found: dict[bytes, bytes]) -> list[tuple[str, str, bytes]]:
    """Which canaries are in which keys, and in which writing."""
    return [
        (canary, key.decode(), writing)
        for canary in CANARIES
        for writing in encodings(canary)
        for key, text in found.items()
        if writing in text
    ]


def crm() -> Identifier:
    found = external("crm", CRM)
    assert found
    return found


def line() -> NewContact:
    ig = handle("instagram", HANDLE)
    assert ig
    return NewContact(
        external_id=crm(),
        identifiers=(number(PHONE), mail(MAIL), ig),
        fields={"name": NAME, "company": "Canary Works", "field:shoe": "canary-44"},
        tags=("canary",),
        notes=(NOTE,),
        orders=(Order(id=ORDER, status="in_transit"),),
    )


async def lives(store: RedisProfileStore) -> str:
    """A person in every place that the store has; the id of one of their contacts."""
    (made,) = await store.take_in([line()], change=by("import:canaries"))
    here = made.contact_id
    message = writes(number(PHONE), name=NAME, text=WORDS)
    await store.record(message, now=NOW, region="US")
    other = await store.record(
        writes(mail(MAIL), name=NAME, text=WORDS, channel=Channel.EMAIL), now=NOW, region="US"
    )
    await store.add_note(here, NOTE, change=by())
    await store.tag(here, ["canary bird"], change=by())
    await store.edit(here, fields={"title": "Canary"}, change=by())
    await store.mark(number(PHONE), "shared", change=by())
    twin = await store.create(
        NewContact(fields={"name": "Kim Twin"}, identifiers=(KIM,)), change=by(), origin="agent"
    )
    await store.not_same(other.contact_id, twin.contact_id, change=by())
    await store.hold(message, key="held")
    for place in ("C1/1.1", "C1/2.2"):
        await store.posted(Posting(place=place, contact_id=here, handle=place[3:]))
    await store.opened("U0MAYA", here, at=NOW)
    told = json.dumps({"event": {"text": f"From: {NAME} (020 7946 0777)\n{WORDS}"}})
    for queue in (store.inbox, store.outbox):
        await queue.put("waits", lane="C1", payload=told.encode(), now=NOW)
        await queue.put("fails", lane="C2", payload=told.encode(), now=NOW)
        jobs = await queue.take(limit=9, lease=timedelta(minutes=1), now=NOW)
        failed = next(job for job in jobs if job.id == "fails")
        await queue.bury(failed, error="unknown_kind", now=NOW)
    return here


def redaction(posting: Posting) -> Outgoing:
    body = {"kind": "erased", "place": posting.place, "handle": posting.handle}
    return Outgoing(lane="redact", id=f"redact:{posting.place}:{posting.handle}", body=body)


async def test_nothing_of_an_erased_person_is_left_anywhere(real: Any) -> None:
    from tests.storage.conftest import workspace_of

    store = workspace_of(real)
    here = await lives(store)
    before = await everything(real, store._bare.prefix)
    assert {canary for canary, _, _ in left(before)} == set(CANARIES)
    erased = await store.erase_person(here, change=by("U0KIM"), then=redaction)
    assert erased is not None
    assert (erased.messages, erased.notes, erased.orders, erased.cards) == (2, 2, 1, 2)
    assert erased.letters == 5
    assert left(await everything(real, store._bare.prefix)) == []
    jobs = await store.outbox.take(limit=9, lease=timedelta(minutes=1), now=NOW)
    assert sorted(job.lane for job in jobs) == ["redact"]
    assert await store.erase_person(here, change=by()) is None


async def test_what_was_posted_of_somebody_and_is_no_card_is_redacted_with_them(
    store: RedisProfileStore,
) -> None:
    (made,) = await store.take_in([line()], change=by("import:canaries"))
    reply = Posting(place="C1/7.7", contact_id=made.contact_id, handle="7.7")
    assert await store.told_at(reply)
    assert await store.told_at(reply)
    await store.add_note(made.contact_id, "changes the profile", change=by("note"))
    assert await store.outbox.next_due() is None  # it follows nothing
    dossier = await store.dossier(made.contact_id)
    assert dossier is not None
    assert dossier.postings == (reply,)
    erased = await store.erase_person(made.contact_id, change=by("erase"), then=redaction)
    assert erased is not None
    assert erased.cards == 1
    (job,) = await store.outbox.take(limit=9, lease=timedelta(minutes=1), now=NOW)
    assert job.payload == b'{"kind": "erased", "place": "C1/7.7", "handle": "7.7"}'
    assert not await store.told_at(reply)


@pytest.mark.parametrize("names_them", [True, False])
async def test_what_is_posted_while_somebody_is_erased_is_redacted_with_them(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch, names_them: bool
) -> None:
    ana = await lives(real_store)
    late = Posting(place="C1/90.000001", contact_id=ana, handle="90.000001")
    read = real_store._lines_of  # what is asked last before the change

    async def meanwhile(names: Any) -> list[str]:
        if names_them:
            await real_store.named_at(late, [mail(MAIL)])
        else:
            assert await real_store.told_at(late)
        return await read(names)

    monkeypatch.setattr(real_store, "_lines_of", meanwhile)
    redacted: list[str] = []

    def then(posting: Posting) -> Outgoing:
        redacted.append(posting.place)
        return redaction(posting)

    erased = await real_store.erase_person(ana, change=by("U0KIM"), then=then)
    assert erased
    assert erased.contacts
    assert late.place in redacted


async def test_a_post_that_names_an_identifier_is_redacted_with_the_last_who_has_it(
    store: RedisProfileStore,
) -> None:
    offered = Posting(place="C1/8.8", contact_id="", handle="8.8")
    await store.named_at(offered, [mail(MAIL), number(PHONE), number("+442079460124")])
    (made,) = await store.take_in([line()], change=by("import:canaries"))
    twin = NewContact(fields={"name": "Kim Twin"}, identifiers=(mail(MAIL),))
    kim = await store.create(twin, change=by(), origin="agent")
    erased = await store.erase_person(made.contact_id, change=by("erase"), then=redaction)
    assert erased is not None
    assert erased.cards == 1
    (job,) = await store.outbox.take(limit=9, lease=timedelta(minutes=1), now=NOW)
    assert job.payload == b'{"kind": "erased", "place": "C1/8.8", "handle": "8.8"}'
    assert await posts_named(store) == 2  # Kim's address, and the number that nobody has
    erased = await store.erase_person(kim.contact_id, change=by("again"), then=redaction)
    assert erased is not None
    assert erased.cards == 1
    assert await posts_named(store) == 1


async def posts_named(store: RedisProfileStore) -> int:
    """How many identifiers are known to be named by a post."""
    return len([key async for key in store._client.scan_iter(match="*:names:*")])


async def test_what_was_done_with_an_erased_person_is_still_told(store: RedisProfileStore) -> None:
    (made,) = await store.take_in([line()], change=by("import:canaries"))
    await store.erase_person(made.contact_id, change=by("U0KIM"), why=("asked:U0SAM",))
    last, *_ = await store.told_of([made.contact_id])
    assert (last.by, last.what, last.why) == ("U0KIM", "erase", ("asked:U0SAM",))
    assert (await store.check_audit()).broken is None


async def test_the_same_file_and_an_older_one_bring_nobody_back(store: RedisProfileStore) -> None:
    (made,) = await store.take_in([line()], change=by("import:canaries"))
    await store.erase_person(made.contact_id, change=by())
    other = NewContact(identifiers=(mail(MAIL),), fields={"name": "C. Quill"})
    nameless = NewContact(fields={"name": "Somebody Else"})
    taken = await store.take_in([line(), other, nameless], change=by("import:again"))
    assert [one.outcome for one in taken] == [
        ImportedAs.ERASED,
        ImportedAs.ERASED,
        ImportedAs.NEW,
    ]
    assert await store.owners([number(PHONE)]) == []
    async with store.rehearsal() as rehearsal:
        would = await rehearsal.take_in([line()], change=by("import:dry"))
    assert would[0].outcome is ImportedAs.ERASED
    await store.unbury([line()])
    meant = await store.take_in([line()], change=by("import:meant"))
    assert meant[0].outcome is ImportedAs.NEW


async def test_a_line_without_an_identifier_brings_nobody_back_either(
    store: RedisProfileStore,
) -> None:
    bare = NewContact(fields={"name": NAME})
    (made,) = await store.take_in([bare], change=by("import:canaries"))
    await store.erase_person(made.contact_id, change=by())
    assert (await store.take_in([bare], change=by("import:again")))[0].outcome is ImportedAs.ERASED


async def test_what_was_written_before_is_not_kept_and_what_is_written_after_is(
    store: RedisProfileStore,
) -> None:
    made = await store.record(writes(number(PHONE), name=NAME), now=NOW, region="US")
    late = writes(number(PHONE), name=NAME, at=NOW)
    await store.erase_person(made.contact_id, change=by(at=NOW + timedelta(minutes=1)))
    with pytest.raises(ErasedSince):
        await store.record(late, now=NOW + timedelta(minutes=2), region="US")
    anew = writes(number(PHONE), name=NAME, at=NOW + timedelta(hours=1))
    told = await store.record(anew, now=NOW + timedelta(hours=1), region="US")
    assert told.contact_id != made.contact_id
    assert told.profile.message_count == 1


async def test_a_number_that_others_have_too_keeps_nobody_out(store: RedisProfileStore) -> None:
    family = number("+442079460800")
    mum = NewContact(identifiers=(family,), fields={"name": "Mia Brook"})
    son = NewContact(identifiers=(family,), fields={"name": "Ted Vale"})
    made = [(await store.take_in([one], change=by("import:f")))[0].contact_id for one in (mum, son)]
    profiles = {(await store.profile(one)).id for one in made}  # type: ignore[union-attr]
    assert len(profiles) == 2
    await store.erase_person(made[0], change=by())
    aunt = NewContact(identifiers=(family,), fields={"name": "Una Reed"})
    assert (await store.take_in([aunt], change=by("import:g")))[0].outcome is not ImportedAs.ERASED


async def test_an_older_copy_of_the_store_does_not_bring_anybody_back(
    server: EmbeddedServer, folder: Path
) -> None:
    operator = client_for(server.url)
    first = await RedisStores.open(server.url, data_dir=folder, secrets=[SECRET])
    name = "TRESTORED"
    store = first(name)
    (made,) = await store.take_in([line()], change=by("import:canaries"))
    keys = await operator.keys("{TRESTORED}:*")
    copy = {key: await operator.dump(key) for key in keys}
    await store.erase_person(made.contact_id, change=by())
    await first.aclose()
    journal = (folder / "erased.log").read_bytes()
    assert not any(writing in journal for canary in CANARIES for writing in encodings(canary))
    await operator.delete(*await operator.keys("{TRESTORED}:*"))
    for key, dumped in copy.items():
        await operator.restore(key, 0, dumped)
    await operator.aclose()
    again = await RedisStores.open(server.url, data_dir=folder, secrets=[SECRET])
    assert await again(name).profile(made.contact_id) is None
    assert await again(name).owners([number(PHONE)]) == []
    taken = await again(name).take_in([line()], change=by("import:again"))
    assert taken[0].outcome is ImportedAs.ERASED
    await again.aclose()


async def test_a_card_of_somebody_erased_is_not_remembered(store: RedisProfileStore) -> None:
    made = await store.record(writes(number(PHONE), name=NAME), now=NOW, region="US")
    card = Posting(place="C1/1.1", contact_id=made.contact_id, handle="1.2")
    assert await store.posted(card)
    await store.erase_person(made.contact_id, change=by())
    assert not await store.posted(card)


async def test_a_dossier_holds_all_that_is_held(store: RedisProfileStore) -> None:
    here = await lives(store)
    dossier = await store.dossier(here)
    assert dossier is not None
    text = dossier.model_dump_json()
    for canary in (NAME, PHONE, MAIL, HANDLE, CRM, WORDS, NOTE, ORDER):
        assert json.dumps(canary)[1:-1] in text or canary in text
    assert len(dossier.shelves) == 3
    assert {entry.what for entry in dossier.told} >= {"note.add", "tag.add", "profile.edit"}


async def test_what_names_a_namesake_by_a_number_of_their_own_is_not_lost(
    store: RedisProfileStore,
) -> None:
    made = await store.record(writes(number(PHONE), name=NAME), now=NOW, region="US")
    told = {
        "theirs": f"{NAME} asks for a call",
        "another's": f"{NAME}, +44 20 7946 0999, asks for a call",
    }
    for name, text in told.items():
        await store.inbox.put(name, lane=name, payload=json.dumps({"t": text}).encode(), now=NOW)
    for job in await store.inbox.take(limit=9, lease=timedelta(minutes=1), now=NOW):
        await store.inbox.bury(job, error="no_json", now=NOW)
    await store.erase_person(made.contact_id, change=by())
    assert [letter.id for letter in await store.inbox.dead_letters()] == ["another's"]
