"""After an outage: what customers wrote while nobody listened is named by `rapport gap-check`, and taken in."""

import json
import re
from argparse import Namespace
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import gap_check, history
from bot.app import now
from bot.arguments import parser
from bot.gaps import Place
from bot.parse.payloads import team_of
from bot.workspaces import Installation
from playground.config import QUICK_RETRY_DELAYS_SECONDS
from storage.feed import Feed
from storage.store import Change
from tests.scenarios.desk import MAYA, SAM, WHATSAPP, WORKSPACE, Desk, open_desk, text_of
from tests.scenarios.neighbours import EAST, GRID, WEST, open_neighbours

ANA = {"phone": "+55 11 91234-5678", "name": "Ana Souza"}
_LOGGED = re.compile(r"\S+ \S+ \[(info|warning|error) ")
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk whose Slack tells each event once: what it tells in vain is told no more."""
    async with open_desk(tmp_path, retries=()) as opened:
        yield opened


class Outage:
    """As many deliveries as are named come to a bot that answers with an error."""

    def __init__(self, desk: Desk, deliveries: int) -> None:
        self._desk, self._deliveries = desk, deliveries

    async def __aenter__(self) -> None:
        await self._desk.post("/ui/fault", method="delivery", status=503, times=self._deliveries)

    async def __aexit__(self, *_: object) -> None:
        async def over() -> bool:
            return self._desk.playground.workspace.faults.ordered("delivery") == 0

        await self._desk.until(over, "the outage to end")


def asked(*arguments: str) -> Namespace:
    return parser().parse_args(["gap-check", *arguments])


async def checked(
    desk: Desk, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str, str]:
    """What the command answers beside the running bot: its exit code, what it prints, what it says beside."""
    settings = desk.rapport.settings
    code = await gap_check.run(desk.rapport.stores, desk.store, asked(*more), settings)
    said = capsys.readouterr()
    return code, _without_log(said.out), _without_log(said.err)


def _without_log(text: str) -> str:
    """The bot of these scenarios logs where the command prints: it is the same process."""
    return "".join(line for line in text.splitlines(True) if not _LOGGED.match(line))


async def test_what_was_written_meanwhile_is_named_taken_in_and_answered_with_a_card(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.watch()
    heard = await desk.customer_writes("Where is my order?", **ANA)
    await desk.card(heard)
    async with Outage(desk, 2):
        missed = await desk.customer_writes("Hello? Order 1001", **PAT)
        await desk.post("/ui/say", **{"as": SAM}, channel=WHATSAPP, text="Lunch?")
    await desk.quiet()

    code, out, err = await checked(desk, capsys, WHATSAPP)
    first, last = out.splitlines()
    assert code == 1
    assert first.endswith("  missed")
    assert f"/archives/{WHATSAPP}/p{missed['ts'].replace('.', '')}" in first
    assert "  whatsapp  " in first
    assert "Order 1001" not in out + err
    assert last.startswith(f"{WHATSAPP} since ")
    assert last.endswith(", 2 of customers, 1 missed")
    assert f"rapport gap-check {WHATSAPP} --since " in err

    code, out, err = await checked(desk, capsys, WHATSAPP, "--take-in")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].endswith("  taken in")
    assert "Pat" in text_of(await desk.card(missed))
    await desk.quiet()

    code, out, _ = await checked(desk, capsys, WHATSAPP, "--json")
    told = json.loads(out)
    assert (code, told["customers"], told["missed"]) == (0, 2, [])
    assert (told["workspace"], told["channel"]) == (WORKSPACE, WHATSAPP)
    entries = await desk.store.told(limit=100)
    noted = [one for one in entries if one.what == "message.take_in"]
    assert [one.on for one in noted] == [(f"{WHATSAPP}/{missed['ts']}",)]


async def test_what_the_team_answered_meanwhile_comes_behind_the_message(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.watch()
    started = now()
    async with Outage(desk, 2):
        missed = await desk.customer_writes("My parcel has not arrived", **PAT)
        said = {"as": SAM, "channel": WHATSAPP, "thread_ts": missed["ts"]}
        await desk.post("/ui/say", **said, text="Which order is it?")

    code, out, _ = await checked(desk, capsys, WHATSAPP, "--json")
    (told,) = json.loads(out)["missed"]
    assert (code, told["answers"], told["state"]) == (1, 1, "missed")
    await checked(desk, capsys, "--take-in")
    await desk.card(missed)
    await desk.quiet()
    (thread,) = await desk.store.threads(since=started - timedelta(minutes=1))
    assert (thread.customer_messages, thread.team_messages, thread.questions) == (1, 1, 1)


async def test_what_was_said_in_an_older_thread_is_found_too(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.watch()
    first = await desk.customer_writes("Where is my order?", **ANA)
    await desk.card(first)
    began = now()
    async with Outage(desk, 1):
        missed = await desk.customer_writes("Hello?", **ANA, thread_ts=first["ts"])

    code, out, _ = await checked(desk, capsys, WHATSAPP, "--since", began.isoformat(), "--json")
    told = json.loads(out)
    assert (code, told["read"], told["customers"]) == (1, 1, 1)
    assert [one["source"] for one in told["missed"]] == [f"{WHATSAPP}/{missed['ts']}"]


async def test_taking_in_twice_is_taking_in_once(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.watch()
    async with Outage(desk, 1):
        missed = await desk.customer_writes("Hello? Order 1001", **PAT)
    await desk.rapport.stop_work()  # nobody works it off: it waits
    assert (await checked(desk, capsys, "--take-in"))[0] == 0
    code, out, err = await checked(desk, capsys, "--take-in")
    assert code == 0
    assert out.splitlines()[0].endswith("taken in before: it waits, or is a dead letter")
    assert "1 event waits in the inbox" in err
    assert (await desk.store.inbox.depth(now=now())).waiting == 1
    assert missed["channel"] == WHATSAPP


async def test_whoever_was_erased_since_is_not_missed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.watch()
    heard = await desk.customer_writes("Where is my order?", **ANA)
    await desk.card(heard)
    async with Outage(desk, 1):
        await desk.customer_writes("Forget me", **ANA)
    profile = await desk.store.customer_of(f"{WHATSAPP}/{heard['ts']}", "")
    assert profile is not None
    change = Change(by=MAYA, at=now(), key="erase")
    await desk.store.erase_person(profile.contact_id, change=change)
    code, out, _ = await checked(desk, capsys, WHATSAPP)
    assert (code, out.rpartition(", ")[2]) == (0, "0 missed\n")


async def test_slack_is_waited_for_where_it_asks_to_wait(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.watch()
    for method in ("conversations.info", "conversations.history"):
        await desk.post("/ui/fault", method=method, error="ratelimited", retry_after=1)
    code, out, _ = await checked(desk, capsys, WHATSAPP)
    assert (code, out.rpartition(", ")[2]) == (0, "0 missed\n")


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        ("not_in_channel", "the bot does not see it (not_in_channel): /invite @rapport there"),
        ("missing_scope", "put manifest.yml in, and install the app again"),
        ("token_revoked", "Slack refuses the token (token_revoked): `rapport doctor` says more"),
        ("internal_error", "Slack does not answer (internal_error): try again later"),
    ],
)
async def test_a_channel_that_cannot_be_read_is_named_with_the_mend(
    desk: Desk, capsys: pytest.CaptureFixture[str], error: str, mend: str
) -> None:
    await desk.watch()
    await desk.post("/ui/fault", method="conversations.history", error=error)
    code, out, err = await checked(desk, capsys)
    assert (code, out) == (1, "")
    assert err.startswith(f"{WHATSAPP}: ")
    assert err.endswith(f"{mend}\n")


async def test_a_channel_that_is_not_watched_is_said_to_be_none(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = await checked(desk, capsys)
    assert (code, err.partition(";")[0]) == (1, f"No channel is watched in {WORKSPACE}")
    await desk.watch()
    code, _, err = await checked(desk, capsys, "C0NOWHERE")
    assert (code, err.partition(";")[0]) == (1, f"C0NOWHERE is not watched in {WORKSPACE}")


async def test_a_slack_that_does_not_say_who_the_bot_is_ends_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.watch()
    await desk.post("/ui/fault", method="auth.test", error="internal_error")
    code, _, err = await checked(desk, capsys)
    assert code == 1
    assert "Slack does not say who the bot is (auth.test: internal_error)" in err


async def test_an_organisations_channel_is_read_and_taken_in_as_its_own_workspace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_neighbours(tmp_path) as neighbours:
        east = await neighbours.installed(GRID, team=EAST)
        west = neighbours.desk(WEST, workspace=GRID)
        await east.watch("C1WHATSAPP")
        await west.watch("C2SMS")
        async with Outage(east, 1 + len(QUICK_RETRY_DELAYS_SECONDS)):
            missed = await west.customer_writes("Hello?", kind="sms", **ANA)
        code, out, _ = await checked(west, capsys)
        assert code == 1
        assert [line.rpartition(", ")[2] for line in out.splitlines() if "since" in line] == [
            "0 missed",
            "1 missed",
        ]
        assert (await checked(west, capsys, "C2SMS", "--take-in"))[0] == 0
        assert "91234-5678" in text_of(await west.card(missed))


async def test_a_long_history_is_read_page_by_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 2)
    began = now()
    first = await desk.customer_writes("one", **ANA)
    for text in ("two", "three", "four"):
        await desk.customer_writes(text, **ANA, thread_ts=first["ts"])
    for text in ("five", "six", "seven"):
        await desk.customer_writes(text, **PAT)
    client = AsyncWebClient(base_url=f"{desk.url}/api/")
    read = history.History(client=client, token="xoxb-desk", channel=WHATSAPP)
    found = [str(one["text"]) for one in await read.since(began)]
    words = ["one", "two", "three", "four", "five", "six", "seven"]
    assert [word for text in found for word in words if word in text] == words
    later = await read.since(now())
    assert later == []


def test_an_event_of_an_organisations_channel_names_its_workspace() -> None:
    ours = Installation(
        team_id="", enterprise_id=GRID, bot_id="B1", bot_user_id="U1", token="x", is_org_wide=True
    )
    place = Place(
        feed=Feed(place="G1", at=now()), installation=ours, team=EAST, is_private=True, region="US"
    )
    event = place.event({"ts": "1796024961.178913", "text": "hello", "user": "U2"})
    assert (event["type"], event["channel_type"], event["event_ts"]) == (
        "message",
        "group",
        "1796024961.178913",
    )
    body = place.body(event)
    assert (team_of(body), body["event_time"]) == ((EAST, GRID), 1796024961)
