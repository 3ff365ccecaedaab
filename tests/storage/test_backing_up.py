"""A workspace in a file, and back: all of it, nothing else, and nobody who was erased since."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from storage.errors import StoreUnsafe, UnusableBackup
from storage.keeping import BackedUp, Restored
from storage.redis import archive, copying, restoring
from storage.redis.embedded import EmbeddedServer
from storage.redis.opening import RedisStores
from storage.redis.places import RedisProfileStore
from storage.store import ProfileStore
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, KIM, NOW, PAT, by, number, row, writes
from tests.storage.keeping import all_of, filled


class CutOff(Exception):
    """The process that puts a backup back ends here."""


class Place:
    """A workspace of the real server with a data folder, and files beside it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.name = f"T{secrets.token_hex(6)}"
        self.file = folder / "backup"

    async def open(self, *, as_it_is: bool = False, secret: str = SECRET) -> RedisStores:
        return await RedisStores.open(
            self.url, data_dir=self.folder / "data", secrets=[secret], as_it_is=as_it_is
        )

    async def restore(
        self,
        path: Path | None = None,
        *,
        replace: bool = False,
        without_log: bool = False,
        secret: str = SECRET,
    ) -> Restored:
        stores = await self.open(as_it_is=True, secret=secret)
        try:
            return await stores.restore(
                path or self.file,
                replace=replace,
                without_log=without_log,
                progress=lambda _what, _done: None,
            )
        finally:
            await stores.aclose()


@pytest.fixture
async def own(folder: Path) -> AsyncIterator[EmbeddedServer]:
    """A server of the test's own."""
    server = EmbeddedServer(folder / "server")
    await server.attach()
    yield server
    await server.release()


@pytest.fixture
def place(own: EmbeddedServer, folder: Path) -> Place:
    return Place(own.url, folder)


async def backed_up(store: ProfileStore, path: Path) -> BackedUp:
    return await store.back_up(path, at=NOW, version="1")


def store_of(stores: RedisStores, name: str) -> RedisProfileStore:
    found = stores(name)
    assert isinstance(found, RedisProfileStore)
    return found


async def begun(place: Place) -> dict[str, Any]:
    """All that stands in a workspace with something of everything, which is in the place's file too."""
    stores = await place.open()
    store = store_of(stores, place.name)
    await filled(store)
    await backed_up(store, place.file)
    found = await all_of(stores._client, store)
    await stores.aclose()
    return found


async def now(place: Place) -> dict[str, Any]:
    stores = await place.open()
    found = await all_of(stores._client, store_of(stores, place.name))
    await stores.aclose()
    return found


async def emptied(place: Place) -> None:
    stores = await place.open(as_it_is=True)
    await stores._client.flushall()
    await stores.aclose()


@pytest.mark.parametrize("at_most", [1_000, 2])
async def test_a_backup_brings_back_every_key_as_it_was(
    place: Place, at_most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MOST_ELEMENTS", at_most)
    monkeypatch.setattr(copying, "AT_ONCE", at_most)
    monkeypatch.setattr(restoring, "AT_ONCE", 2 * at_most)
    before = await begun(place)
    await emptied(place)
    done = await place.restore()

    after = await now(place)
    gone = {key for key in before if key.startswith("q:") and ":dead" not in key}
    gone -= {key for key in gone if ":job:" in key and before[key][1].get(b"error")}
    assert {key: before[key] for key in before if key not in gone} == after
    assert done.workspace == place.name
    assert (done.erased_again, done.mended.missing, done.mended.left_over) == (0, 0, 0)
    stores = await place.open()
    assert (await stores(place.name).check_audit()).broken is None
    [letter] = await stores(place.name).inbox.dead_letters()
    assert await stores(place.name).inbox.dead_payload(letter.id) == b"\xff\x00"
    await stores.aclose()


async def test_whoever_was_erased_after_the_backup_stays_erased(place: Place) -> None:
    stores = await place.open()
    store = store_of(stores, place.name)
    contact = await filled(store)
    await backed_up(store, place.file)
    await store.erase_person(contact, change=by())
    await stores.aclose()

    done = await place.restore(replace=True)
    assert done.erased_again == 3
    stores = await place.open()
    assert await stores(place.name).profile(contact) is None
    [kim] = await stores(place.name).owners([ANA, KIM])
    assert kim.name == "Kim"
    assert (await stores(place.name).rebuild(dry_run=True)).missing == 0
    await stores.aclose()


async def test_who_was_erased_elsewhere_is_noted_down_here_too(place: Place) -> None:
    stores = await place.open()
    contact = await filled(store_of(stores, place.name))
    await backed_up(stores(place.name), place.file)
    await stores.aclose()
    there = Place(place.url, place.folder / "elsewhere")
    stores = await there.open()
    await stores(place.name).erase_person(contact, change=by())
    await stores.aclose()

    await now(place)
    await emptied(place)
    assert (await place.restore()).erased_again == 3


async def test_without_the_whole_of_erased_log_nobody_is_brought_back_unasked(place: Place) -> None:
    stores = await place.open()
    contact = await filled(store_of(stores, place.name))
    await stores(place.name).erase_person(contact, change=by())
    await backed_up(stores(place.name), place.file)
    await stores.aclose()
    (place.folder / "data" / "erased.log").unlink()
    await emptied(place)

    with pytest.raises(UnusableBackup, match=r"erased\.log.*--without-log"):
        await place.restore()
    await place.restore(without_log=True)
    assert "erasures" in await now(place)


async def test_what_is_newer_than_the_backup_is_not_thrown_away_unasked(place: Place) -> None:
    before = await begun(place)
    stores = await place.open()
    await stores(place.name).record(writes(PAT, text="since"), now=NOW, region="US")
    newer = await all_of(stores._client, store_of(stores, place.name))
    await stores.aclose()

    with pytest.raises(UnusableBackup, match="--replace"):
        await place.restore()
    assert await now(place) == newer
    await place.restore(replace=True)
    assert (await now(place))["chain"] == before["chain"]


async def test_a_store_that_the_backup_holds_whole_is_renewed_unasked(place: Place) -> None:
    before = await begun(place)
    stores = await place.open()
    await stores._client.delete(f"{{{place.name}}}:feeds")
    await stores.aclose()
    await place.restore()
    assert (await now(place))["feeds"] == before["feeds"]


async def test_a_backup_opens_only_with_its_key(place: Place) -> None:
    await begun(place)
    with pytest.raises(UnusableBackup, match=r"RAPPORT_SECRET_KEY.*the one that it was written"):
        await place.restore(secret="0b" * 32)


async def test_another_file_is_no_backup(place: Place) -> None:
    place.file.write_bytes(b"RAPPORT BACKUP 1\n")
    with pytest.raises(UnusableBackup, match="no file that `rapport backup` wrote"):
        await place.restore()


async def test_a_backup_that_is_damaged_anywhere_changes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PART_BYTES", 2_000)
    await begun(place)
    before = await now(place)
    whole = place.file.read_bytes()
    bad = place.folder / "bad"
    step = max(1, len(whole) // 60)
    changed = [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), step)
    ]
    cut = [whole[:at] for at in range(0, len(whole), step)]
    for broken in (*changed, *cut, whole + b"\0", whole + whole[-40:]):
        bad.write_bytes(broken)
        with pytest.raises(UnusableBackup):
            await place.restore(bad, replace=True)
    assert await now(place) == before


async def test_a_part_that_is_left_out_is_missed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PART_BYTES", 500)
    await begun(place)
    raw = place.file.read_bytes()
    begin = len(archive.MAGIC) + archive.NAME_BYTES
    parts, at = [], begin
    while at < len(raw):
        end = at + 4 + int.from_bytes(raw[at : at + 4], "big")
        parts.append(raw[at:end])
        at = end
    assert len(parts) > 5
    bad = place.folder / "bad"
    for less in (parts[:2] + parts[3:], [*parts[:2], parts[3], parts[2], *parts[4:]], parts[:-1]):
        bad.write_bytes(raw[:begin] + b"".join(less))
        with pytest.raises(UnusableBackup, match="damaged or cut off"):
            await place.restore(bad, replace=True)


async def test_a_restore_that_is_cut_off_is_gone_on_with_and_nothing_is_opened_before(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PART_BYTES", 1_500)
    await begun(place)
    before = await now(place)
    stores = await place.open()
    await stores(place.name).record(writes(PAT, text="since"), now=NOW, region="US")
    await stores.aclose()
    for cut in (0, 1, 3, 5):
        applied = restoring.Restoration._apply

        async def until(
            self: Any, part: int, lines: Any, cut: int = cut, applied: Any = applied
        ) -> None:
            if part > cut:
                raise CutOff
            await applied(self, part, lines)

        with monkeypatch.context() as patch:
            patch.setattr(restoring.Restoration, "_apply", until)
            with pytest.raises(CutOff):
                await place.restore(replace=True)
        with pytest.raises(StoreUnsafe, match="`rapport restore FILE` again"):
            await place.open()
    await place.restore()
    after = await now(place)
    assert {key: after[key] for key in after if not key.startswith("q:")} == {
        key: before[key] for key in before if not key.startswith("q:")
    }


async def test_a_restore_of_another_backup_does_not_go_on_with_the_first(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(place)
    stores = await place.open()
    second = place.folder / "second"
    await backed_up(stores(place.name), second)
    await stores.aclose()

    async def never(*_: Any) -> None:
        raise CutOff

    with monkeypatch.context() as patch:
        patch.setattr(restoring.Restoration, "_apply", never)
        with pytest.raises(CutOff):
            await place.restore()
    with pytest.raises(UnusableBackup, match="another backup was being put back"):
        await place.restore(second)
    await place.restore(second, replace=True)
    assert "contact" in {key.partition(":")[0] for key in await now(place)}


async def test_while_another_process_uses_the_store_nothing_is_put_back(place: Place) -> None:
    await begun(place)
    stores = await place.open()
    with pytest.raises(UnusableBackup, match="1 other process of Rapport uses the store"):
        await place.restore(replace=True)
    await stores.aclose()
    await place.restore()


async def test_a_backup_takes_no_name_that_is_taken(place: Place) -> None:
    await begun(place)
    held = place.file.read_bytes()
    stores = await place.open()
    with pytest.raises(UnusableBackup, match="is there already"):
        await backed_up(stores(place.name), place.file)
    await stores.aclose()
    assert place.file.read_bytes() == held
    assert place.file.stat().st_mode & 0o077 == 0
    assert [one.name for one in place.folder.glob("backup*")] == ["backup"]


async def test_what_waits_in_the_store_is_still_there_after_a_restore(place: Place) -> None:
    await begun(place)
    stores = await place.open()
    await stores(place.name).inbox.put("new", lane="n", payload=b"new", now=NOW)
    await stores.aclose()
    await place.restore()
    stores = await place.open()
    assert (await stores(place.name).inbox.depth(now=NOW)).waiting == 1
    await stores.aclose()


async def test_a_copy_beside_a_working_team_holds_together(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 20)
    stores = await place.open()
    store = store_of(stores, place.name)
    people = [f"+1415555{place:04}" for place in range(16)]
    ids = [
        (
            await store.record(writes(number(one), name=f"N{one[-4:]}"), now=NOW, region="US")
        ).contact_id
        for one in people
    ]
    stop = asyncio.Event()

    async def work(first: int) -> None:
        turn = first
        while not stop.is_set():
            turn += 1
            one, other = ids[turn % 16], ids[(turn * 7 + first) % 16]
            if one != other:
                joined = await store.merge(one, other, change=by())
                if joined.link_id and turn % 2:
                    await store.split(joined.link_id, change=by())
            await store.record(writes(number(people[turn % 16])), now=NOW, region="US")
            await asyncio.sleep(0.002)

    team = [asyncio.create_task(work(first)) for first in (1, 2)]
    files = []
    for count in range(2):
        files.append(place.folder / f"busy{count}")
        told = await backed_up(store, files[-1])
        assert told.audit_number > 16
    stop.set()
    await asyncio.gather(*team)
    await stores.aclose()
    for path in files:
        await emptied(place)
        await place.restore(path)
        await holds_together(place)


async def holds_together(place: Place) -> None:
    """Profiles are what links make, and every message that the audit tells of is there."""
    found = await now(place)
    heads = {
        key[8:]: row[1][b"head"].decode()
        for key, row in found.items()
        if key.startswith("contact:")
    }
    links = [json.loads(row[1]) for key, row in found.items() if key.startswith("link:")]
    groups = {name: {name} for name in heads}
    for link in links:
        joined = groups[link["kept"]] | groups[link["joined"]]
        for name in joined:
            groups[name] = joined
    for name, group in groups.items():
        assert heads[name] == min(group)
        members = found.get(f"members:{heads[name]}")
        assert (set(members[1]) if members else {name.encode()}) == {one.encode() for one in group}
    for _, entry in found["audit"][1]:
        if entry[b"what"].startswith(b"message."):
            contact, message = entry[b"on"].decode().split()
            assert message.encode() in found[f"logd:msg:{contact}"][1]
    stores = await place.open()
    assert (await stores(place.name).check_audit()).broken is None
    rebuilt = await stores(place.name).rebuild(dry_run=True)
    assert (rebuilt.missing, rebuilt.left_over, rebuilt.tags) == (0, 0, 0)
    await stores.aclose()


async def test_an_import_meanwhile_begins_the_copy_anew(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = await place.open()
    store = store_of(stores, place.name)
    await filled(store)
    every = copying._Copy._every_key
    times = []

    async def while_it_lasts(self: Any) -> None:
        await every(self)
        times.append(1)
        if len(times) < 3:
            await store.take_in([row(name=f"late {len(times)}", tags=("late",))], change=by())

    monkeypatch.setattr(copying._Copy, "_every_key", while_it_lasts)
    await backed_up(store, place.file)
    before = await all_of(stores._client, store)
    await stores.aclose()
    assert len(times) == 3
    await emptied(place)
    await place.restore()
    after = await now(place)
    assert {key: row for key, row in before.items() if not key.startswith("q:")} == {
        key: row for key, row in after.items() if not key.startswith("q:")
    }

    async def always(self: Any) -> None:
        await every(self)
        await opened(place.name).take_in([row(name=secrets.token_hex(4), tags=("x",))], change=by())

    opened = await place.open()
    monkeypatch.setattr(copying._Copy, "_every_key", always)
    with pytest.raises(UnusableBackup, match="take the backup when that is done"):
        await backed_up(opened(place.name), place.folder / "never")
    assert not list(place.folder.glob("never*"))
    await opened.aclose()
