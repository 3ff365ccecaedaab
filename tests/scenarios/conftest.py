"""A desk for each scenario: over signed HTTP, and over Socket Mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.desk import Desk, open_desk


@pytest.fixture(params=["http", "socket"])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    """The same scenario, whichever way Slack reaches the bot."""
    async with open_desk(tmp_path, transport=request.param) as opened:
        yield opened


@pytest.fixture
async def http_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk over signed HTTP alone, for what does not depend on the way."""
    async with open_desk(tmp_path) as opened:
        yield opened
