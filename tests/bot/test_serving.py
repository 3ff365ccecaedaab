"""How a process ends that ends by itself: what is under way is finished first, and the error is not lost."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import serving
from bot.app import Rapport
from bot.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a bot whose Slack is nowhere."""
    return load(
        slack_bot_token=SecretStr("xoxb-desk"),
        slack_signing_secret=SecretStr("s" * 32),
        slack_api_url="http://127.0.0.1:9/api/",
        data_dir=tmp_path,
    )


@pytest.mark.parametrize("command", ["serve", "worker"])
async def test_a_worker_that_fails_ends_the_process_only_after_what_is_under_way(
    command: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []

    async def fails(_rapport: Rapport) -> None:
        raise RuntimeError("out of order")

    async def stops(_rapport: Rapport) -> None:
        stopped.append(command)

    monkeypatch.setattr(Rapport, "work", fails)
    monkeypatch.setattr(Rapport, "stop_work", stops)
    running = (
        serving.work(settings)
        if command == "worker"
        else serving.serve(
            settings,
            host="127.0.0.1",
            port=0,
            socket_mode=False,
            with_worker=True,
            listening=lambda _address: None,
        )
    )
    with pytest.raises(RuntimeError, match="out of order"):
        await running
    assert stopped == [command]
