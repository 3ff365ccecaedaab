"""Starting, stopping, saving and seeding: the process, its state file and its shop."""

import asyncio
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
import phonenumbers
import pytest

from playground.manifest import granted_in
from playground.saving import load, save
from playground.seed import customers
from playground.server import Playground
from playground.shapes import Wrong
from tests.playground.conftest import DEADLINE_SECONDS, RecordedBot, Slack, config_for

ROOT = Path(__file__).parents[2]


async def started(*arguments: str) -> tuple[asyncio.subprocess.Process, str]:
    command = ("-m", "playground", "--port", "0", "--signing-secret", "s", "--bot-token", "xoxb-1")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(2 * DEADLINE_SECONDS):
        ready = json.loads(await process.stdout.readline())
    assert ready["ready"] is True
    return process, str(ready["url"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_process_says_where_it_is_and_stops_soon_after_a_signal(
    tmp_path: Path, number: signal.Signals
) -> None:
    state = tmp_path / "state.json"
    process, url = await started("--state", str(state), "--quick")
    said = {"as": "U0MAYA", "channel": "C0GENERAL", "text": "kept"}
    async with aiohttp.ClientSession() as http:
        async with http.post(f"{url}/ui/say", json=said) as response:
            assert response.status == 200
        stream = await http.get(f"{url}/ui/events?as=U0MAYA")
        before = time.monotonic()
        process.send_signal(number)
        async with asyncio.timeout(DEADLINE_SECONDS):
            assert await process.wait() == 0
        assert time.monotonic() - before < 2
        stream.close()
    assert process.stderr is not None
    assert await process.stderr.read() == b""
    messages = json.loads(state.read_text())["world"]["messages"]["C0GENERAL"]
    assert messages[-1]["text"] == "kept"


async def test_a_state_file_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text("{}")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "playground", "--port", "0", "--signing-secret", "s", "--bot-token", "x"),
        *("--state", str(state)),
        cwd=ROOT,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(2 * DEADLINE_SECONDS):
        _, errors = await process.communicate()
    assert process.returncode == 2
    assert b"is no state file of the playground; delete it to start from the seed" in errors
    assert state.read_text() == "{}"


async def test_everything_comes_back_after_a_restart(bot: RecordedBot, tmp_path: Path) -> None:
    settings = {"state_file": tmp_path / "deep" / "state.json"}
    first = Playground(config_for(bot.url, **settings))
    await first.start()
    async with aiohttp.ClientSession() as http:
        slack = Slack(first, http, bot)
        await slack.act("invite", channel="C0SMS", user="U0RAPPORT")
        await slack.act("say", channel="C0SMS", text="kept")
        home = {"type": "home", "blocks": []}
        published = await slack.api("views.publish", user_id="U0MAYA", view=home)
        await first.stop()
        second = Playground(config_for(bot.url, **settings))
        await second.start()
        slack = Slack(second, http, bot)
        assert [m["text"] for m in await slack.messages("C0SMS")][-1] == "kept"
        assert (await slack.look("home"))["view"] == published["view"]
        assert second.workspace.world.has_bot("C0SMS")
        await second.stop()


async def test_a_change_is_saved_while_it_runs(bot: RecordedBot, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    playground = Playground(config_for(bot.url, state_file=state))
    await playground.start()
    async with aiohttp.ClientSession() as http:
        await Slack(playground, http, bot).act("say", channel="C0SMS", text="soon")
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not (state.exists() and '"soon"' in state.read_text()):  # noqa: ASYNC110 - a file has no event to wait for
                await asyncio.sleep(0.01)
    await playground.stop()


def test_a_state_file_is_whole_or_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    assert load(None) is None
    assert load(path) is None
    for text in ("", "[]", '{"world": {}}', '{"world": 7}'):
        path.write_text(text)
        with pytest.raises(Wrong):
            load(path)
    save(path, {"half": 1})
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize("slack", [{"seed": "shop"}], indirect=True)
async def test_the_shop_has_its_people_and_what_they_wrote(slack: Slack) -> None:
    async with slack.http.get(f"{slack.url}/seed/people") as response:
        people = (await response.json())["people"]
    assert [person["id"] for person in people][:2] == ["U0MAYA", "U0SAM"]
    assert "C0WHATSAPP" in people[0]["channels"]
    state = await slack.look("state")
    invited = {c["name"] for c in state["channels"] if c["is_member_bot"] and not c["is_im"]}
    assert invited == {"whatsapp", "sms", "instagram", "support-mail", "chatwoot"}
    assert {c["unread"] for c in state["channels"]} == {0}
    last = (await slack.messages("C0WHATSAPP"))[-1]
    assert "Alguma notícia do pedido 1001?" in last["text"]
    mails = await slack.messages("C0EMAIL")
    modes = {m["files"][0]["mode"] for m in mails if "files" in m}
    forwarded = [m for m in mails if m.get("files", [{}])[0].get("subject", "")[:4] == "Fwd:"]
    assert modes == {"email", "file_access"}
    assert forwarded[0]["files"][0]["from"][0]["address"] == "maya@tidewater.example"
    assert "From: Priya Raman <priya@ridgeline.example>" in forwarded[0]["files"][0]["plain_text"]
    assert slack.bot.got == []


def by_id() -> dict[str, dict[str, Any]]:
    return {line["external_id"]: line for line in customers()}


def test_the_late_order_of_ana_souza_is_in_the_seed() -> None:
    ana = by_id()["shop:ana"]
    assert (ana["name"], ana["company"], ana["plan"]) == (
        "Ana Souza", "Acme Outfitters", "enterprise"
    )  # fmt: skip
    assert [order["id"] for order in ana["orders"]] == ["1001", "0874", "0691", "0512"]
    assert ana["orders"][0]["status"] == "in_transit"
    assert "Prefers WhatsApp, doesn't check e-mail." in ana["notes"]


def test_every_seeded_contact_is_in_the_import_format() -> None:
    known = {
        "external_id", "name", "emails", "phones", "handles", "company", "title", "plan",
        "location", "address", "born", "timezone", "language", "preferred_channel", "tags",
        "notes", "fields", "orders",
    }  # fmt: skip
    for line in customers():
        assert set(line) <= known
        assert all(email.endswith(".example") for email in line["emails"])
        for phone in line["phones"]:
            assert phonenumbers.is_valid_number(phonenumbers.parse(phone)), phone
    assert by_id()["shop:erik"]["phones"] == by_id()["shop:sofia"]["phones"]


MANIFEST = """
display_information:
  name: Rapport
oauth_config:
  scopes:
    bot:
      - chat:write  # to answer
      - "users:read"
    bot_optional:
    - files:read
settings:
  event_subscriptions:
    bot_events:
      - message.channels
  socket_mode_enabled: false
"""


def test_scopes_and_events_are_read_from_a_manifest() -> None:
    scopes, events = granted_in(MANIFEST)
    assert scopes == {"chat:write", "users:read", "files:read"}
    assert events == {"message.channels"}


def test_the_apps_own_manifest_can_be_read() -> None:
    scopes, events = granted_in((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    assert {"chat:write", "commands", "users:read", "files:read"} <= scopes
    assert "message.channels" in events


async def test_several_workspaces_are_named_at_the_start() -> None:
    process, url = await started(
        *("--client-id", "1.2", "--client-secret", "shh", "--token-life", "60"),
        *("--redirect-url", "https://rapport.example.com/slack/oauth_redirect"),
        *("--neighbour", "T0NORTH", "--neighbour", "T0EAST@E0GRID"),
    )
    async with aiohttp.ClientSession() as http:
        for team, channel in (("T0NORTH", "C0SMS"), ("T0EAST", "CESMS")):
            async with http.get(f"{url}/in/{team}/ui/state?as=U0MAYA") as answer:
                told = await answer.json()
            assert told["workspace"]["id"] == team
            assert channel in [one["id"] for one in told["channels"]]
    process.terminate()
    assert await process.wait() == 0


async def test_a_workspace_that_is_named_wrongly_is_not_started() -> None:
    command = ("-m", "playground", "--signing-secret", "s", "--bot-token", "x", "--neighbour", "n")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    assert process.returncode == 2
    assert b"a workspace is T0NORTH, or T0NORTH@E0ORG" in said
