"""What Slack signed is taken in durably, answered once, or asked for again; nothing is guessed in between."""

import hashlib
import json
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot import metrics, tracing
from bot.authorizing import FromInstallations
from bot.inbox import Delivery
from bot.ingress import Payload
from bot.raw import AGAIN, Answer
from bot.reception import REPEATED, STRANGE, Reception, is_waited_for, lane_of
from bot.workspaces import Installation, SlackUnreachable, Told
from storage.errors import Overloaded, StoreUnreachable

NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)
OURS: Final = Installation(
    team_id="T1", enterprise_id="E1", bot_id="B1", bot_user_id="U0", token="xoxb-1"
)
SAID: Final = {"type": "message", "channel": "C1", "ts": "1.2", "text": "hello"}
BODY: Final = {
    "type": "event_callback",
    "team_id": "T1",
    "enterprise_id": "E1",
    "event_id": "Ev1",
}
COMMAND: Final = {"command": "/customer", "team_id": "T1", "enterprise_id": "E1", "text": "find"}
OPTIONS: Final = {"type": "function_executed", "function": {"callback_id": "tag_options"}}


class Desk:
    """One workspace that is installed, its inbox, Bolt with three listeners, and what goes wrong."""

    def __init__(self) -> None:
        self.installed: Installation | None = OURS
        self.unknown: Exception | None = None
        """Why it cannot be known now who is installed."""
        self.known_for = 0
        """How often it is known nevertheless."""
        self.trouble: Exception | None = None
        """Of the store."""
        self.asked: list[tuple[str | None, str | None]] = []
        self.endings: list[tuple[str | None, str | None, Told]] = []
        self.put: list[tuple[str, str, str, bytes, datetime]] = []
        self.told: list[tuple[str | None, frozenset[str]]] = []
        self.is_shut = False
        self.signatures: list[tuple[str, bytes]] = []
        self.arrivals = 0
        self.executed: list[Delivery] = []
        self.failure: Exception | None = None
        """What becomes of a listener."""
        here: Any = self
        self.bolt = AsyncApp(
            signing_secret="Bolt would verify with it what was verified before",
            authorize=FromInstallations(here),
            process_before_response=True,
        )
        self.bolt.command("/customer")(self._answer)
        self.bolt.command("/quiet")(self._take)
        self.bolt.view("form")(self._take)
        self.bolt.event("function_executed")(self._execute)
        self.given: Any = {
            "bolt": self.bolt,
            "stores": self._store,
            "installations": here,
            "now": lambda: NOW,
        }
        self.reception = Reception(**self.given, arrived=self._arrived)

    def _arrived(self) -> None:
        self.arrivals += 1

    async def _answer(self, ack: AsyncAck, context: AsyncBoltContext) -> None:
        assert context.bot_token == "xoxb-1"
        await ack({"text": "found"})

    async def _take(self, ack: AsyncAck) -> None:
        await ack()

    async def _execute(self, context: AsyncBoltContext) -> None:
        self.executed.append(context["delivery"])
        if self.failure:
            context["delivery"].failures.append(self.failure)

    async def find(self, *, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        self.asked.append((team_id, enterprise_id))
        if self.unknown and len(self.asked) > self.known_for:
            raise self.unknown
        return self.installed

    async def left(self, team_id: str | None, enterprise_id: str | None, *, told: Told) -> None:
        if self.unknown:
            raise self.unknown
        self.endings.append((team_id, enterprise_id, told))

    async def access_told(self, organisation: str | None, teams: frozenset[str]) -> None:
        if self.unknown:
            raise self.unknown
        self.told.append((organisation, teams))

    async def admits(self, installation: Installation, team_id: str | None) -> bool:
        assert installation == self.installed
        assert team_id == "T1"
        return not self.is_shut

    def _store(self, workspace: str) -> Any:
        desk = self

        class Inbox:
            async def put(self, name: str, *, lane: str, payload: bytes, now: datetime) -> bool:
                if desk.trouble:
                    raise desk.trouble
                is_new = all(name != before for _, before, *_ in desk.put)
                desk.put.append((workspace, name, lane, payload, now))
                return is_new

        class Store:
            inbox = Inbox()

            async def is_first(self, signature: bytes) -> bool:
                if desk.trouble:
                    raise desk.trouble
                is_new = (workspace, signature) not in desk.signatures
                desk.signatures.append((workspace, signature))
                return is_new

        return Store()

    async def event(self, event: Any, *, retry: int = 0, **other: Any) -> Answer:
        """An event of Slack's."""
        body = BODY | {"event": event} | other
        raw = json.dumps(body).encode()
        return await self.reception.receive(
            Payload(kind="event", body=body, raw=raw, retry=retry, transport="socket")
        )

    async def command(self, body: Any = COMMAND, *, signature: bytes = b"v0=1") -> Answer:
        """A command of a member."""
        return await self.reception.receive(
            Payload(kind="command", body=dict(body), raw=b"", signature=signature)
        )


class Traced:
    """What is told to whoever collects spans."""

    def __init__(self) -> None:
        self.told: list[tuple[str, tracing.Kind, dict[str, str | int]]] = []
        self.notes: list[dict[str, str | int]] = []

    def span(
        self, name: str, kind: tracing.Kind, _carried: str, attributes: dict[str, str | int]
    ) -> AbstractContextManager[None]:
        self.told.append((name, kind, attributes))
        return nullcontext()

    def note(self, attributes: dict[str, str | int]) -> None:
        self.notes.append(attributes)

    def end(self) -> None:
        pass


@pytest.fixture
def desk() -> Desk:
    return Desk()


def counted(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(f"rapport_{name}", labels) or 0.0


def rejected(reason: str) -> float:
    return counted("events_rejected_total", reason=reason)


async def test_an_event_is_kept_as_it_came_and_only_then_acknowledged(desk: Desk) -> None:
    assert await desk.event(SAID) == Answer()
    kept = json.dumps({**BODY, "event": SAID}).encode()
    assert desk.put == [("T1", "Ev1", "C1/1.2", kept, NOW)]
    assert (desk.asked, desk.arrivals) == ([("T1", "E1")], 1)


async def test_an_event_that_came_before_is_acknowledged_and_arrives_no_more(desk: Desk) -> None:
    await desk.event(SAID)
    before = counted("events_duplicate_total")
    assert await desk.event(SAID) == Answer()
    assert counted("events_duplicate_total") == before + 1
    assert desk.arrivals == 1


async def test_what_came_is_a_span_of_its_kind_and_way_with_what_was_answered(desk: Desk) -> None:
    traced = Traced()
    end = tracing.collected_by(traced)
    try:
        await desk.event(SAID)
        desk.trouble = StoreUnreachable("away")
        await desk.event(SAID)
    finally:
        end()
    received = ("receive event", tracing.Kind.ANSWER, {"transport": "socket"})
    assert traced.told == [received, received]
    assert traced.notes == [{"status": 200}, {"status": 503}]


async def test_nobody_needs_to_wait_for_arrivals(desk: Desk) -> None:
    desk.reception = Reception(**desk.given)
    assert await desk.event(SAID) == Answer()
    assert len(desk.put) == 1


async def test_what_comes_is_counted_by_its_kind_and_its_way(desk: Desk) -> None:
    def counts() -> list[float]:
        return [
            counted("events_received_total", type="event", transport="socket"),
            counted("events_received_total", type="command", transport="http"),
            counted("slack_retries_total"),
            counted("ack_duration_seconds_count", type="event"),
            counted("ack_duration_seconds_count", type="command"),
        ]

    before = counts()
    await desk.event(SAID)
    await desk.event(SAID, retry=1)
    await desk.command()
    assert [now - was for now, was in zip(counts(), before, strict=True)] == [2, 1, 1, 2, 1]


@pytest.mark.parametrize("event", [None, "message", {}, {"type": 7}, []])
async def test_an_event_that_names_no_type_is_of_no_shape_that_slack_sends(
    desk: Desk, event: Any
) -> None:
    assert await desk.event(event) == STRANGE
    assert Answer(status=400, body="The payload is not of a shape that Slack sends.") == STRANGE
    assert (desk.asked, desk.put) == ([], [])


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_that_a_workspace_put_us_out_is_told_at_once_and_not_kept(
    desk: Desk, kind: str
) -> None:
    assert await desk.event({"type": kind}) == Answer()
    assert desk.endings == [("T1", "E1", Told(kind=kind, at=NOW))]
    assert (desk.asked, desk.put) == ([], [])
    desk.unknown = SlackUnreachable("away")
    assert await desk.event({"type": kind}) == AGAIN


@pytest.mark.parametrize("kind", ["team_access_granted", "team_access_revoked"])
async def test_that_an_organisation_lets_us_in_to_others_of_its_workspaces_is_told_at_once_and_not_kept(
    desk: Desk, kind: str
) -> None:
    event = {"type": kind, "team_ids": ["T7", "T8", "T 9", 10, "T" * 41]}
    assert await desk.event(event) == Answer()
    assert desk.told == [("E1", frozenset(["T7", "T8"]))]
    assert await desk.event({"type": kind, "team_ids": "T7"}) == Answer()
    assert desk.told[1:] == [("E1", frozenset())]
    assert (desk.asked, desk.put) == ([], [])
    desk.unknown = SlackUnreachable("away")
    assert await desk.event(event) == AGAIN


async def test_nothing_is_taken_in_from_a_workspace_that_its_organisation_took_us_out_of(
    desk: Desk,
) -> None:
    desk.is_shut = True
    refused = Answer(status=403, body="Rapport is not installed in this workspace.")
    assert await desk.event({"type": "message", "channel": "C1", "ts": "1.1"}) == refused
    assert await desk.command(COMMAND) == refused
    assert desk.put == []


async def test_only_an_event_puts_us_out(desk: Desk) -> None:
    await desk.command({**COMMAND, "event": {"type": "app_uninstalled"}})
    assert desk.endings == []


async def test_a_workspace_that_did_not_install_us_is_turned_away(desk: Desk) -> None:
    desk.installed = None
    before = rejected("workspace")
    told = Answer(status=403, body="Rapport is not installed in this workspace.")
    assert [await desk.event(SAID), await desk.command()] == [told, told]
    assert (desk.put, desk.signatures, rejected("workspace")) == ([], [], before + 2)


async def test_while_it_cannot_be_known_whose_it_is_it_is_asked_for_again(desk: Desk) -> None:
    desk.unknown = SlackUnreachable("away")
    before = rejected("slack")
    assert [await desk.event(SAID), await desk.command()] == [AGAIN, AGAIN]
    assert (desk.put, desk.signatures, rejected("slack")) == ([], [], before + 2)


@pytest.mark.parametrize(
    ("trouble", "reason"), [(Overloaded("full"), "overloaded"), (StoreUnreachable("away"), "store")]
)
async def test_an_event_that_cannot_be_kept_is_asked_for_again(
    desk: Desk, trouble: Exception, reason: str
) -> None:
    desk.trouble = trouble
    before = rejected(reason)
    assert await desk.event(SAID) == AGAIN
    assert (desk.arrivals, rejected(reason)) == (0, before + 1)


@pytest.mark.parametrize(
    "event",
    [
        SAID | {"bot_id": "B1"},
        {"type": "message", "subtype": "message_changed", "message": {"bot_id": "B1"}},
    ],
)
async def test_what_we_posted_ourselves_is_not_read(desk: Desk, event: Any) -> None:
    assert await desk.event(event) == Answer()
    assert (desk.put, desk.arrivals) == ([], 0)


@pytest.mark.parametrize(
    "event",
    [
        SAID | {"bot_id": "B2"},
        SAID | {"bot_id": "B1", "message": {"bot_id": "B2"}},
        {"type": "message", "message": "strange", "bot_id": "B2"},
        {"type": "app_mention", "bot_id": "B1"},
    ],
)
async def test_what_others_post_is_read_other_bots_among_them(desk: Desk, event: Any) -> None:
    assert await desk.event(event) == Answer()
    assert len(desk.put) == 1


async def test_an_event_without_an_id_is_known_by_what_it_says(desk: Desk) -> None:
    for event_id in (None, ""):
        await desk.event(SAID, event_id=event_id)
    assert [name for _, name, *_ in desk.put] == [
        hashlib.sha256(payload).hexdigest() for *_, payload, _ in desk.put
    ]


async def test_half_a_character_in_a_name_is_no_reason_to_lose_the_event(desk: Desk) -> None:
    assert await desk.event(SAID | {"channel": "C\ud83d"}, event_id="Ev\ud83d") == Answer()
    assert [(name, lane) for _, name, lane, *_ in desk.put] == [("Ev?", "C?/1.2")]
    await desk.event(SAID, event_id=7)
    assert desk.put[-1][1] == "7"


async def test_a_command_is_answered_by_its_listener(desk: Desk) -> None:
    told = Answer(body='{"text": "found"}', content_type="application/json")
    assert await desk.command() == told
    assert (desk.signatures, desk.put) == ([("T1", b"v0=1")], [])
    assert await desk.command({**COMMAND, "command": "/quiet"}, signature=b"v0=3") == Answer()
    assert await desk.command({**COMMAND, "command": "/other"}, signature=b"v0=2") == Answer(
        status=404,
        body='{"error": "unhandled request"}',
        content_type="application/json",
    )


async def test_a_request_that_comes_again_is_not_answered_twice(desk: Desk) -> None:
    assert (await desk.command()).status == 200
    before = counted("events_duplicate_total")
    assert await desk.command() == REPEATED
    told = "This request was answered before; it is not answered twice."
    assert Answer(status=409, body=told) == REPEATED
    assert counted("events_duplicate_total") == before + 1
    assert (await desk.command(signature=b"v0=2")).status == 200


async def test_what_came_over_our_own_connection_has_no_signature_to_come_again(desk: Desk) -> None:
    for _ in range(2):
        assert (await desk.command(signature=b"")).status == 200
    assert desk.signatures == []


async def test_while_the_store_cannot_say_a_request_is_answered(desk: Desk) -> None:
    desk.trouble = StoreUnreachable("away")
    assert (await desk.command()).status == 200


@pytest.mark.parametrize(
    "strange",
    [
        {"authorizations": [7]},
        {"authorizations": {"a": 1}},
        {"user": 7},
        {"command": None, "type": "view_submission", "view": "form"},
    ],
)
async def test_a_shape_that_bolt_fails_on_is_said_to_be_strange(
    desk: Desk, strange: dict[str, Any]
) -> None:
    assert await desk.command({**COMMAND, **strange}) == STRANGE


async def test_where_it_is_unknown_only_when_bolt_asks_it_is_asked_for_again(desk: Desk) -> None:
    desk.unknown, desk.known_for = SlackUnreachable("the store: away"), 1
    before = rejected("slack")
    assert await desk.command() == AGAIN
    assert len(desk.asked) == 2
    assert rejected("slack") == before + 1


@pytest.mark.parametrize("failure", [None, StoreUnreachable("away")])
async def test_what_a_menu_waits_for_is_answered_at_once_and_never_kept(
    desk: Desk, failure: Exception | None
) -> None:
    desk.failure = failure
    assert await desk.event(OPTIONS) == Answer()
    [delivery] = desk.executed
    assert (delivery.job, delivery.failures) == (None, [failure] if failure else [])
    assert (desk.put, desk.arrivals) == ([], 0)


@pytest.mark.parametrize(
    ("event", "is_awaited"),
    [
        (OPTIONS, True),
        (OPTIONS | {"type": "message"}, False),
        ({"type": "function_executed"}, False),
        ({"type": "function_executed", "function": "tag_options"}, False),
        ({"type": "function_executed", "function": {"callback_id": "tag_customer"}}, False),
    ],
)
def test_only_the_options_of_a_step_are_waited_for(event: Any, *, is_awaited: bool) -> None:
    assert is_waited_for(event) is is_awaited


async def test_a_step_that_runs_is_kept_like_any_event(desk: Desk) -> None:
    step = OPTIONS | {"function": {"callback_id": "add_note"}, "function_execution_id": "Fx1"}
    assert await desk.event(step) == Answer()
    assert [lane for _, _, lane, *_ in desk.put] == ["step/Fx1"]
    assert desk.executed == []


@pytest.mark.parametrize(
    ("event", "lane"),
    [
        (SAID, "C1/1.2"),
        (SAID | {"thread_ts": "1.1"}, "C1/1.1"),
        ({"channel": "C1", "message": {"ts": "1.2", "thread_ts": "1.1"}, "ts": "9"}, "C1/1.1"),
        ({"channel": "C1", "message": {"ts": "1.2"}, "previous_message": {"ts": "3"}}, "C1/1.2"),
        ({"channel": "C1", "previous_message": {"ts": "1.2"}, "deleted_ts": "9"}, "C1/1.2"),
        ({"channel": "C1", "message": "strange", "ts": "1.2"}, "C1/1.2"),
        ({"channel": "C1", "deleted_ts": "1.2"}, "C1/1.2"),
        ({"channel": "C1"}, "C1/"),
        ({"channel": {"id": "C1"}, "user": "U1"}, "C1/"),
        ({"channel": {"name": "desk"}, "user": "U1"}, "/"),
        ({"user": "U1", "type": "app_home_opened"}, "U1/"),
        ({"type": "team_join"}, "team_join/"),
        ({}, "/"),
        ({"type": "function_executed", "function_execution_id": "Fx1", "user": "U1"}, "step/Fx1"),
        ({"type": "function_executed"}, "step/"),
    ],
)
def test_events_of_one_conversation_are_in_one_lane(event: Any, lane: str) -> None:
    assert lane_of(event) == lane
