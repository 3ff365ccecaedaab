"""A server of its own for what is proved about the store, and how hard Hypothesis tries there."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from tests.storage.invariants.racing import PATIENCE_SECONDS

for name in ("checks", "files", "machine", "operations", "oracle", "parting", "settling"):
    pytest.register_assert_rewrite(f"tests.storage.invariants.{name}")
_USUAL = settings(
    deadline=None,
    print_blob=True,
    derandomize=False,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("prove", _USUAL, max_examples=300)
# Against mutants: nothing is kept between runs, and a failure is not made smaller.
settings.register_profile(
    "mutants", _USUAL, max_examples=200, database=None, phases=[Phase.explicit, Phase.generate]
)


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """A real server that only these tests use; it need not outlive them, so it does not wait for the disk."""
    made = Path(tempfile.mkdtemp(prefix="rapport-prove-"))
    embedded = EmbeddedServer(made)
    asyncio.run(_started(embedded))
    yield embedded
    asyncio.run(embedded.release())
    shutil.rmtree(made, ignore_errors=True)


async def _started(embedded: EmbeddedServer) -> None:
    await embedded.attach()
    client = client_for(embedded.url, patience=PATIENCE_SECONDS)
    await client.config_set("appendfsync", "no")
    await client.aclose()
