"""`rapport doctor`: one fault after the other is put in, and each is named, alone, with its mend."""

import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import app, cli, doctor, settings
from bot.scopes import NEEDED
from playground.config import PlaygroundConfig
from playground.server import Playground
from playground.shapes import BOT_USER
from storage.fault import Fault
from storage.feed import Feed
from storage.installs import Granted, Tokens
from storage.message import Channel
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.opening import RedisStores
from storage.redis.workspace import SCHEMA
from storage.store import Change

KEY, OTHER = "5e" * 32, "0d" * 32


@dataclass(kw_only=True)
class Setup:
    """How Rapport is set up, whole until a test breaks it."""

    folder: Path
    server: EmbeddedServer
    slack: Playground
    given: dict[str, Any]
    strays: list[str] = field(default_factory=list)
    off: timedelta = timedelta(0)
    """By how much this machine's clock is wrong."""

    async def redis(self, *command: str | int) -> Any:
        client = client_for(self.server.url)
        try:
            return await client.execute_command(*command)
        finally:
            await client.aclose()

    async def stores(self) -> RedisStores:
        return await RedisStores.open(self.server.url, data_dir=self.folder, secrets=[KEY])

    async def faults(self) -> list[str]:
        found = await doctor.examined(
            settings.load(**self.given), strays=self.strays, now=lambda: app.now() + self.off
        )
        assert all(one.wrong and one.mend for one in found)
        said = " ".join(map(str, found))
        assert "xoxb-desk" not in said
        assert KEY not in said
        return sorted({one.code for one in found})


@asynccontextmanager
async def set_up(folder: Path, scopes: frozenset[str]) -> AsyncIterator[Setup]:
    async with AsyncExitStack() as stack:
        server = EmbeddedServer(folder)
        await server.attach()
        stack.push_async_callback(server.release)
        config = PlaygroundConfig(
            signing_secret="5" * 32,
            bot_token="xoxb-desk",
            app_token="xapp-desk",
            scopes=scopes,
            client_id="1.2",
            client_secret="shh",
        )
        slack = Playground(config)
        await slack.start()
        stack.push_async_callback(slack.stop)
        given = {
            "slack_bot_token": SecretStr("xoxb-desk"),
            "slack_signing_secret": SecretStr("5" * 32),
            "slack_api_url": f"{slack.url}/api/",
            "redis_url": server.url,
            "data_dir": folder,
            "secret_key": SecretStr(KEY),
            "queue_high_water": 10,
        }
        whole = Setup(folder=folder, server=server, slack=slack, given=given)
        stores = await whole.stores()
        await stores("T1").posting("C1/1.2")  # the workspace is begun, and sealed
        await stores.aclose()
        yield whole


@pytest.fixture
async def setup(tmp_path: Path) -> AsyncIterator[Setup]:
    async with set_up(tmp_path, NEEDED) as whole:
        yield whole


async def test_where_nothing_is_wrong_nothing_is_named(setup: Setup) -> None:
    assert await setup.faults() == []


async def test_of_several_workspaces_each_is_looked_at(setup: Setup) -> None:
    await (await installed(setup)).aclose()
    assert await setup.faults() == []


def given(**changed: Any) -> Callable[[Setup], Awaitable[None]]:
    async def put_in(setup: Setup) -> None:
        setup.given |= changed

    return put_in


def config(name: str, value: str) -> Callable[[Setup], Awaitable[None]]:
    async def put_in(setup: Setup) -> None:
        await setup.redis("CONFIG", "SET", name, value)

    return put_in


async def stray(setup: Setup) -> None:
    setup.strays = settings.strays({"RAPPORT_REDIS_ULR": "redis://x"})


async def slow_clock(setup: Setup) -> None:
    setup.off = timedelta(minutes=-2)


async def nobody_listens(setup: Setup) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    setup.given["redis_url"] = f"redis://127.0.0.1:{port}"


async def slack_is_away(setup: Setup) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    setup.given["slack_api_url"] = f"http://127.0.0.1:{port}/api/"


async def for_trials(setup: Setup) -> None:
    setup.given["redis_url"] = f"{setup.server.url}?unsafe=yes"


async def nearly_full(setup: Setup) -> None:
    used = int((await setup.redis("INFO", "memory"))["used_memory"])
    await setup.redis("CONFIG", "SET", "maxmemory", int(used * 1.05))


async def replica(setup: Setup) -> None:
    await setup.redis("REPLICAOF", "127.0.0.1", "1")


async def no_scripts(setup: Setup) -> None:
    await setup.redis("ACL", "SETUSER", "default", "-script")


async def password(setup: Setup) -> None:
    await setup.redis("CONFIG", "SET", "requirepass", "a-word")


async def newer(setup: Setup) -> None:
    await setup.redis("HSET", "{T1}:meta", "schema", int(SCHEMA) + 1)


async def older(setup: Setup) -> None:
    await setup.redis("HSET", "{T1}:meta", "schema", int(SCHEMA) - 1)


async def emptied(setup: Setup) -> None:
    await setup.redis("FLUSHALL")


async def half_put_back(setup: Setup) -> None:
    await setup.redis("SET", "{T1}:restoring", "00 3")


async def dead_letter(setup: Setup) -> None:
    stores = await setup.stores()
    inbox = stores("T1").inbox
    now = stores.clock.now()
    await inbox.put("e1", lane="C1", payload=b"{}", now=now)
    (job,) = await inbox.take(limit=1, lease=timedelta(seconds=30), now=now)
    await inbox.bury(job, error="poison", now=now)
    await stores.aclose()


async def many_wait(setup: Setup) -> None:
    stores = await setup.stores()
    for number in range(6):
        now = stores.clock.now()
        await stores("T1").inbox.put(f"e{number}", lane="C1", payload=b"{}", now=now)
    await stores.aclose()


async def nobody_works(setup: Setup) -> None:
    stores = await setup.stores()
    long_ago = stores.clock.now() - timedelta(minutes=9)
    await stores("T1").inbox.put("e1", lane="C1", payload=b"{}", now=long_ago)
    await stores.aclose()


async def open_key(setup: Setup) -> None:
    kept = setup.folder / "secret.key"
    kept.write_text(KEY)
    kept.chmod(0o644)


async def damaged_key(setup: Setup) -> None:
    del setup.given["secret_key"]
    kept = setup.folder / "secret.key"
    kept.write_text("\u00e9" * 12)
    kept.chmod(0o600)


async def lost_key(setup: Setup) -> None:
    del setup.given["secret_key"]


async def a_file_for_a_folder(setup: Setup) -> None:
    (setup.folder / "file").write_text("")
    setup.given["data_dir"] = setup.folder / "file"


async def installed(setup: Setup, key: str = KEY) -> RedisStores:
    """Workspaces that installed the bot by themselves, instead of one by its token."""
    several = {"slack_client_id": "1.2", "slack_client_secret": SecretStr("shh")}
    setup.given |= {**several, "slack_bot_token": None, "public_url": "https://r.example"}
    stores = await RedisStores.open(setup.server.url, data_dir=setup.folder, secrets=[key])
    for name in ("T1", "T2"):
        granted = Granted(
            workspace=name, team=name, bot="B1", bot_user="U1", at=app.now(), number="1"
        )
        await stores.installs.save(granted, Tokens(access=f"xoxb-{name}"))
    return stores


async def revoked(setup: Setup) -> None:
    stores = await installed(setup)
    await stores.installs.without_tokens("T1", "1")
    await stores.aclose()


async def token_of_another_key(setup: Setup) -> None:
    await (await installed(setup, OTHER)).aclose()


async def client_that_slack_does_not_know(setup: Setup) -> None:
    await (await installed(setup)).aclose()
    setup.given["slack_client_secret"] = SecretStr("another")


async def token_that_ends(setup: Setup) -> None:
    stores = await installed(setup)
    soon = Tokens(access="xoxe.1", refresh="xoxe-1", until=app.now() + timedelta(minutes=9))
    found = await stores.installs.of("T1")
    assert found is not None
    await stores.installs.save(found.granted, soon)
    await stores.aclose()


async def token_of_an_older_key(setup: Setup) -> None:
    await (await installed(setup)).aclose()
    setup.given["secret_key"] = SecretStr(f"{OTHER},{KEY}")


FAULTS: dict[str, Callable[[Setup], Awaitable[None]]] = {
    "setting_unknown": stray,
    "bot_token_missing": given(slack_bot_token=None),
    "bot_token_kind bot_token_refused": given(slack_bot_token=SecretStr("xoxp-desk")),
    "bot_token_refused": given(slack_bot_token=SecretStr("xoxb-revoked")),
    "app_token_kind": given(slack_app_token=SecretStr("xoxb-desk")),
    "signing_secret_missing": given(slack_signing_secret=None),
    "slack_out_of_reach": slack_is_away,
    "clock store_clock": slow_clock,
    "secret_key_twice": given(secret_key=SecretStr(f"{KEY},{KEY}")),
    "secret_key_wrong": given(secret_key=SecretStr(OTHER)),
    "secret_key_order": given(secret_key=SecretStr(f"{OTHER},{KEY}")),
    "secret_key_missing": lost_key,
    "secret_key_open": open_key,
    "secret_key_damaged": damaged_key,
    "data_dir": a_file_for_a_folder,
    "store_out_of_reach": nobody_listens,
    "store_for_trials": for_trials,
    "store_may_evict": config("maxmemory-policy", "allkeys-lru"),
    "store_forgets": config("appendonly", "no"),
    "store_forgets_a_second": config("appendfsync", "everysec"),
    "store_nearly_full": nearly_full,
    "store_remembers": config("commandlog-large-request-max-len", "128"),
    "store_is_replica": replica,
    "store_no_scripts": no_scripts,
    "store_too_new": newer,
    "store_old": older,
    "store_emptied": emptied,
    "restore_cut_off": half_put_back,
    "dead_letters": dead_letter,
    "queue_nearly_full": many_wait,
    "queue_stands": nobody_works,
    "bot_token_missing client_settings": given(slack_bot_token=None, slack_client_id="1.2"),
    "client_settings": given(slack_client_id="1.2", slack_client_secret=SecretStr("shh")),
    "client_refused": client_that_slack_does_not_know,
    "token_not_renewed": token_that_ends,
    "token_revoked": revoked,
    "token_unreadable": token_of_another_key,
    "secret_key_order tokens_of_older_key": token_of_an_older_key,
    "door_without_channel": given(whatsapp_secret=SecretStr("meta")),
    "door_channel_closed": given(direct_channels="whatsapp=C0NOWHERE"),
}


@pytest.mark.parametrize("codes", FAULTS)
async def test_each_fault_is_named_and_nothing_else(setup: Setup, codes: str) -> None:
    await FAULTS[codes](setup)
    assert await setup.faults() == codes.split()


async def watch(setup: Setup, workspace: str, *kinds: Channel | None) -> None:
    stores = await setup.stores()
    for place, kind in enumerate(kinds, start=1):
        feed = Feed(place=f"C{place}", channel=kind, at=app.now())
        change = Change(by="U1", at=app.now(), key=f"watch:{place}")
        await stores(workspace).watch(feed, change=change)
    await stores.aclose()


META, TWILIO = {"whatsapp_secret": SecretStr("m")}, {"twilio_token": SecretStr("t")}
OWN = {"ingest_secret": SecretStr("i")}
OPEN = {"public_url": "https://r.example"}


@pytest.mark.parametrize(
    ("settings_given", "watched", "named"),
    [
        (META, (), "RAPPORT_WHATSAPP_SECRET"),
        (META, (Channel.SMS, None), "RAPPORT_WHATSAPP_SECRET"),
        (META, (Channel.WHATSAPP,), None),
        (META | {"direct_channels": "whatsapp:106540=C0WHATSAPP"}, (), None),
        (META | {"direct_channels": "sms=C0SMS"}, (), "RAPPORT_WHATSAPP_SECRET"),
        (TWILIO | OPEN, (), "RAPPORT_TWILIO_TOKEN"),
        (TWILIO | OPEN, (Channel.SMS,), None),
        (TWILIO | OPEN, (Channel.WHATSAPP,), None),
        (OWN, (), "RAPPORT_INGEST_SECRET"),
        (OWN, (None,), None),
        (OWN | {"direct_channels": "sms=C0SMS"}, (), None),
    ],
)
async def test_a_door_without_a_channel_is_named(
    setup: Setup,
    settings_given: dict[str, Any],
    watched: tuple[Channel | None, ...],
    named: str | None,
) -> None:
    setup.given |= settings_given
    await watch(setup, "T1", *watched)
    found = await doctor.examined(settings.load(**setup.given), strays=[], now=app.now)
    about = [one for one in found if one.code == "door_without_channel"]
    assert [one.wrong.partition(" ")[0] for one in about] == ([named] if named else [])
    assert all("RAPPORT_DIRECT_CHANNELS=" in one.mend for one in about)


async def test_of_several_workspaces_a_door_has_to_be_told_which(setup: Setup) -> None:
    await (await installed(setup)).aclose()
    setup.given |= META
    for workspace in ("T1", "T2"):
        await watch(setup, workspace, Channel.WHATSAPP)
    assert await setup.faults() == ["door_without_channel"]
    setup.given["direct_channels"] = "whatsapp=C0WHATSAPP"
    assert await setup.faults() == ["door_without_channel"]
    setup.given["direct_channels"] = "whatsapp=T1/C0WHATSAPP"
    assert await setup.faults() == []


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ("C0GENERAL", "where the bot is no member"),
        ("C0NOWHERE", "which the bot does not see (channel_not_found)"),
        ("C0SHARED", "which another company reads too"),
        ("C0SMS", "which is archived"),
        ("C0WHATSAPP", None),
    ],
)
async def test_a_channel_that_is_set_and_where_nothing_is_posted_is_named(
    setup: Setup, channel: str, told: str | None
) -> None:
    channels = setup.slack.workspace.world.channels
    channels["C0WHATSAPP"]["members"].append(BOT_USER)
    channels["C0SMS"]["is_archived"] = True
    setup.given["direct_channels"] = f"whatsapp={channel}"
    found = await doctor.examined(settings.load(**setup.given), strays=[], now=app.now)
    assert [one.code for one in found] == (["door_channel_closed"] if told else [])
    assert all(f"names {channel}, {told}" in one.wrong for one in found)


async def test_what_slack_does_not_say_of_a_channel_now_is_no_fault(setup: Setup) -> None:
    setup.given["direct_channels"] = "whatsapp=C0WHATSAPP"
    setup.slack.workspace.faults.order({"method": "conversations.info", "status": 503})
    assert await setup.faults() == []


async def test_a_password_that_is_missing_is_a_store_out_of_reach(setup: Setup) -> None:
    await password(setup)
    assert await setup.faults() == ["store_out_of_reach"]
    [fault] = await doctor.examined(settings.load(**setup.given), strays=[], now=app.now)
    assert fault.mend.endswith("`rapport gap-check` names what was missed")
    setup.given["redis_url"] = setup.server.url.replace("unix://", "unix://:a-word@")
    assert await setup.faults() == []
    client = client_for(setup.given["redis_url"])
    await client.config_set("requirepass", "")
    await client.aclose()


async def test_scopes_that_were_not_granted_are_named(tmp_path: Path) -> None:
    async with set_up(tmp_path, NEEDED - {"chat:write", "users:read"}) as setup:
        (fault,) = await doctor.examined(settings.load(**setup.given), strays=[], now=app.now)
        assert fault.code == "scopes_missing"
        assert fault.wrong.endswith(": chat:write, users:read")


async def test_a_signing_secret_that_is_none_of_slacks_is_named_by_its_number() -> None:
    real = settings.load(slack_signing_secret=SecretStr("5" * 32 + ",xoxb-wrong-field"))
    (fault,) = doctor._slack_settings(
        real.model_copy(update={"slack_bot_token": SecretStr("xoxb-1")})
    )
    assert fault.code == "signing_secret_shape"
    assert "number 2" in fault.wrong


async def test_who_does_not_answer_in_time_is_named_and_not_waited_for(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "MOST_SECONDS", 0.0)
    assert await setup.faults() == ["slack_out_of_reach", "store_slow"]


# ------------------------------------------------------------ the command itself


async def test_traces_that_nothing_is_installed_for_are_named(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup.given["otlp_endpoint"] = "http://127.0.0.1:4318"
    assert await setup.faults() == []
    monkeypatch.setattr(doctor, "find_spec", lambda _name: None)
    assert await setup.faults() == ["traces_not_installed"]


def test_advice_is_told_and_is_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    advice = Fault(code="store_unencrypted", wrong="it is", mend="do it", level="advice")
    assert doctor.told([advice], as_json=False) == 0
    assert capsys.readouterr().out.splitlines() == [
        "advice: store_unencrypted: it is: do it",
        "Nothing is wrong.",
    ]
    assert doctor.told([advice], as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["level"] == "advice"


def test_a_setting_that_cannot_be_read_is_named_for_machines_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAPPORT_LANGUAGE", "klingon")
    monkeypatch.setenv("RAPPORT_WORKER_TASKS", "0")
    assert cli.main(["doctor", "--json"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["code"] for one in told] == ["setting_wrong"] * 2
    assert "RAPPORT_LANGUAGE" in told[0]["wrong"]
    assert "RAPPORT_WORKER_TASKS" in told[1]["wrong"]


@pytest.mark.parametrize("whole", [True, False])
async def test_the_exit_code_says_whether_anything_is_wrong(
    setup: Setup, capsys: pytest.CaptureFixture[str], whole: bool
) -> None:
    strays = [] if whole else ["RAPPORT_REDIS_ULR"]
    found = settings.load(**setup.given)
    code = await doctor.run(found, strays=strays, as_json=False, now=app.now)
    said = capsys.readouterr().out
    assert (code, said.startswith("Nothing is wrong.")) == ((0, True) if whole else (1, False))
    assert whole or "setting_unknown: RAPPORT_REDIS_ULR" in said
