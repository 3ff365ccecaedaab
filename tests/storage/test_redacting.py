"""Whom a shop had forgotten stays so, whichever older copy of the store is put back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from storage.identifiers import Identifier
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.journal import Erasure, Journal
from storage.redis.opening import RedisStores
from storage.redis.places import RedisProfileStore
from storage.store import NotedAs
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, KIM, NOW, by, row
from tests.storage.test_ordering import ANA_SOUZA, SHOP, buyer, news

STRANGER = Identifier(kind="external:shopify", value="404")
KIMS = Identifier(kind="external:shopify", value="78")


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A workspace of the test's own."""
    return f"TR{abs(hash(request.node.name)) % 10**9}"


@asynccontextmanager
async def opened(
    server: EmbeddedServer, folder: Path, name: str
) -> AsyncIterator[RedisProfileStore]:
    stores = await RedisStores.open(server.url, data_dir=folder, secrets=[SECRET])
    yield stores._store(name)
    await stores.aclose()


@asynccontextmanager
async def put_back(server: EmbeddedServer, name: str) -> AsyncIterator[None]:
    """The workspace afterwards as it was before."""
    async with client_for(server.url) as operator:
        before = {key: await operator.dump(key) for key in await operator.keys(f"{{{name}}}:*")}
        yield
        await operator.delete(*await operator.keys(f"{{{name}}}:*"))
        for key, dumped in before.items():
            await operator.restore(key, 0, dumped)


async def filled(store: RedisProfileStore) -> tuple[str, str]:
    """Ana, of whom only the shop told, and Kim, whom a list of our own names as well."""
    known = row(KIM, name="Kim Lee").model_copy(update={"external_id": KIMS})
    (listed,) = await store.take_in([known], change=by("import:crm"))
    noted = await store.take_order([news("1001")], ANA_SOUZA, change=by())
    await store.take_order([news("1002")], buyer(KIM, own="78", name="Kim Lee"), change=by())
    return noted.contact_id or "", listed.contact_id


def noted_of(folder: Path, name: str) -> list[Erasure]:
    return [one for one in Journal(folder).erasures() if one.workspace == name]


async def orders_of(store: RedisProfileStore, contact_id: str) -> list[str]:
    profile = await store.profile(contact_id)
    return [one.id for one in profile.orders] if profile else []


async def test_a_buyer_who_was_forgotten_is_so_in_an_older_copy_too(
    server: EmbeddedServer, folder: Path, name: str
) -> None:
    async with opened(server, folder, name) as store:
        ana, _ = await filled(store)
        async with put_back(server, name):
            gone = await store.forget_buyer(
                ANA_SOUZA.external_id, [news("1001").ref], source=SHOP, change=by("shop")
            )
            assert gone == 1
    assert b"Souza" not in (folder / "erased.log").read_bytes()
    async with opened(server, folder, name) as store:
        assert await store.profile(ana) is None
        late = await store.take_order(
            [news("1001", at=NOW + timedelta(hours=1))], ANA_SOUZA, change=by("late")
        )
        assert late.outcome is NotedAs.FORGOTTEN


async def test_a_shop_that_was_forgotten_is_so_in_an_older_copy_too(
    server: EmbeddedServer, folder: Path, name: str
) -> None:
    async with opened(server, folder, name) as store:
        ana, kim = await filled(store)
        assert await orders_of(store, kim) == ["1002"]
        async with put_back(server, name):
            await store.forget_source(SHOP, change=by("shop"))
            assert await orders_of(store, kim) == []
    async with opened(server, folder, name) as store:
        assert await store.profile(ana) is None
        profile = await store.profile(kim)
        assert profile is not None
        assert (profile.orders, profile.name) == ((), "Kim Lee")
        assert await store.owners([ANA]) == []


async def test_it_is_done_again_once_and_of_those_who_are_there(
    server: EmbeddedServer, folder: Path, name: str
) -> None:
    async with opened(server, folder, name) as store:
        await filled(store)
        await store.forget_source(SHOP, change=by("shop"))
        (noted,) = [one for one in noted_of(folder, name) if one.bared]
        elsewhere = noted.model_copy(update={"id": "e_other", "bared": ("c_nobody",)})
        assert await store.erase_again(elsewhere) == 0
        nothing_left = noted.model_copy(update={"id": "e_again"})
        assert await store.erase_again(nothing_left) == 0


async def test_of_a_stranger_nothing_is_written_down(
    server: EmbeddedServer, folder: Path, name: str
) -> None:
    async with opened(server, folder, name) as store:
        assert await store.forget_buyer(STRANGER, [], source=SHOP, change=by("shop")) == 0
        assert await store.erasures_told() == {}
    assert noted_of(folder, name) == []


async def test_a_request_that_comes_again_counts_as_it_did_and_is_noted_once(
    server: EmbeddedServer, folder: Path, name: str
) -> None:
    async with opened(server, folder, name) as store:
        await filled(store)
        change = by("shop")
        counts = [
            await store.forget_buyer(ANA_SOUZA.external_id, [], source=SHOP, change=change)
            for _ in range(2)
        ]
        assert counts == [1, 1]
        assert len(noted_of(folder, name)) == 1
