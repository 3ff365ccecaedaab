"""Several workspaces for whoever runs the bot: the settings, the commands, and whose a payload is."""

import asyncio
import json
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from os import environ  # noqa: TID251 - what the tested module changes
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import hosted
from bot.cli import main
from bot.hosting import Hosting
from bot.own_app import own_app
from bot.parse.payloads import team_of
from bot.settings import Unconfigured, load
from bot.workspaces import Installation
from storage.installs import Granted, Install, Tokens
from storage.redis.opening import RedisStores

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
OLD, NEW = "0a" * 32, "0b" * 32
OAUTH = {
    "RAPPORT_SLACK_CLIENT_ID": "1.2",
    "RAPPORT_SLACK_CLIENT_SECRET": "shh",
    "RAPPORT_PUBLIC_URL": "https://rapport.example.com",
}


@pytest.fixture(autouse=True)
def _a_store_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in environ if name.startswith(("RAPPORT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RAPPORT_LOG_LEVEL", "ERROR")


def granted(workspace: str, **other: Any) -> Granted:
    """A workspace that let us in."""
    usual = {"team": workspace, "bot": "B1", "bot_user": "U1", "at": NOW, "number": "1"}
    return Granted(workspace=workspace, name=f"{workspace} Inc", **(usual | other))


def test_the_app_is_named_whole_and_only_where_it_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_app(load()) is None
    for left_out, told in (
        ("RAPPORT_SLACK_CLIENT_ID", "are set together"),
        ("RAPPORT_SLACK_CLIENT_SECRET", "are set together"),
        ("RAPPORT_PUBLIC_URL", "needs RAPPORT_PUBLIC_URL"),
    ):
        for name, value in OAUTH.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv(left_out)
        with pytest.raises(Unconfigured, match=told):
            own_app(load())
    monkeypatch.setenv("RAPPORT_PUBLIC_URL", OAUTH["RAPPORT_PUBLIC_URL"])
    app = own_app(load())
    assert app is not None
    assert app.redirect_uri == "https://rapport.example.com/slack/oauth_redirect"
    assert "shh" not in repr(app)
    monkeypatch.setenv("RAPPORT_SLACK_BOT_TOKEN", "xoxb-1")
    with pytest.raises(Unconfigured, match="leave the one out"):
        own_app(load())


async def test_without_a_token_or_an_app_both_ways_are_named(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        stores = await RedisStores.open(None, data_dir=tmp_path, secrets=[OLD])
        stack.push_async_callback(stores.aclose)
        given: Any = {"now": lambda: NOW, "monotonic": lambda: 0.0}
        with pytest.raises(Unconfigured, match="RAPPORT_SLACK_BOT_TOKEN is missing"):
            Hosting(load(), stores, None, **given)  # type: ignore[arg-type]
        one = Hosting(load(slack_bot_token=SecretStr("xoxb-1")), stores, None, **given)  # type: ignore[arg-type]
        assert not one.is_of_several
        await one.go_on(asyncio.Event())
        with pytest.raises(Unconfigured, match="one workspace is served"):
            _ = one.renewals


def test_nobody_is_served_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workspaces"]) == 0
    assert capsys.readouterr().out == "No workspace is served yet.\n"


def test_who_is_where_is_told_and_keys_are_changed_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def filled() -> None:
        stores = await RedisStores.open(None, data_dir=tmp_path / "data", secrets=[OLD])
        for name in ("T1", "T2", "T3"):
            await stores.installs.save(granted(name), Tokens(access=f"xoxb-{name}"))
        await stores.installs.left("T2", "1", at=NOW)
        await stores.installs.without_tokens("T3", "1")
        await stores.installs.save(granted("E1", team=None), Tokens(access="xoxb-E1"))
        await stores.installs.shut("E1", "1", teams=frozenset(["T8", "T7"]))
        await stores("T9").tally()
        await stores("T9").policy()
        await stores.aclose()

    asyncio.run(filled())
    monkeypatch.setenv("RAPPORT_SECRET_KEY", f"{NEW},{OLD}")
    assert main(["workspaces"]) == 0
    whole, first, left, bare = capsys.readouterr().out.splitlines()
    assert whole == "E1  E1 Inc  served  since 2026-11-29  not in T7, T8"
    assert first == "T1  T1 Inc  served  since 2026-11-29"
    assert left == "T2  T2 Inc  left  left 2026-11-29, is deleted after 2026-12-13"
    assert "an admin has to install the bot again" in bare
    assert main(["rotate-keys"]) == 0
    assert capsys.readouterr().out.startswith("2 sealed anew by the newest key, 0 were before")
    monkeypatch.setenv("RAPPORT_SECRET_KEY", NEW)
    assert main(["rotate-keys"]) == 0
    assert capsys.readouterr().out.startswith("0 sealed anew by the newest key, 2 were before")
    monkeypatch.setenv("RAPPORT_SECRET_KEY", OLD)
    assert main(["workspaces", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["standing"] for row in rows] == [
        "unreadable",
        "unreadable",
        "left",
        "without token",
    ]
    assert "xoxb" not in str(rows)


def test_a_workspace_by_its_bot_token_is_told_too() -> None:
    one = Install(granted=granted("T1"), tokens=None)
    rows = list(hosted.told([one], ["T1", "T2"], grace=timedelta(days=1)))
    assert [(row["workspace"], row["standing"]) for row in rows] == [
        ("T1", "without token"),
        ("T2", "by bot token"),
    ]


def test_an_organisations_installation_is_kept_under_the_organisation() -> None:
    one = Installation(
        team_id="T1", enterprise_id="E1", bot_id="B", bot_user_id="U", token="xoxb-secret"
    )
    assert (one.workspace, one.named_team) == ("T1", None)
    assert "secret" not in repr(one)
    whole = Installation(
        team_id="T1",
        enterprise_id="E1",
        bot_id="B",
        bot_user_id="U",
        token="xoxb",
        is_org_wide=True,
    )
    assert (whole.workspace, whole.named_team) == ("E1", "T1")


@pytest.mark.parametrize(
    ("body", "whose"),
    [
        ({"team_id": "T1"}, ("T1", None)),
        ({"team_id": "T1", "enterprise_id": "E1"}, ("T1", "E1")),
        ({"team": None, "enterprise": {"id": "E1"}, "user": {"team_id": "T2"}}, ("T2", "E1")),
        ({"team": None, "enterprise": {"id": "E1"}, "user": {"team_id": "E1"}}, (None, "E1")),
        ({"team": None, "enterprise": {"id": "E1"}, "user": {}}, (None, "E1")),
        ({"team": None, "user": {"team_id": "T2"}}, (None, None)),
        ({"view": {"app_installed_team_id": "E1"}, "user": {"team_id": "T2"}}, ("T2", "E1")),
        (
            {
                "authorizations": [{"team_id": None, "enterprise_id": "E1"}],
                "team_id": "T3",
                "enterprise_id": "E1",
            },
            ("T3", "E1"),
        ),
    ],
)
def test_whose_a_payload_is(body: dict[str, Any], whose: tuple[str | None, str | None]) -> None:
    assert team_of(body) == whose
