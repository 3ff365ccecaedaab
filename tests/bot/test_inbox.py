"""An event out of the queue: done when its listener is done, and never because it did not come to one."""

import json
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.authorizing import FromInstallations
from bot.dispatching import Dispatch, Undispatched
from bot.inbox import Inbox
from bot.working import Hopeless, Later
from bot.workspaces import Installation, SlackUnreachable
from storage.errors import StoreUnreachable
from storage.queue import Job

NOW: Final = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
OURS: Final = Installation(
    team_id="T1", enterprise_id=None, bot_id="B1", bot_user_id="U1", token="xoxb-1"
)
SAID: Final = {"type": "message", "channel": "C1", "ts": "1.1", "text": "hello"}


class Desk:
    """A listener of messages behind Bolt, and what goes wrong before it or in it."""

    def __init__(self) -> None:
        self.installed: Installation | None = OURS
        self.unknown: Exception | None = None
        self.failure: Exception | None = None
        self.heard: list[str] = []
        here: Any = self
        self.bolt = AsyncApp(
            signing_secret="",
            authorize=FromInstallations(here),
            process_before_response=True,
            request_verification_enabled=False,
        )
        self.bolt.event("message")(self._listen)
        self.inbox = Inbox(self.bolt)

    async def find(self, *, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        assert (team_id, enterprise_id) == ("T1", None)
        if self.unknown:
            raise self.unknown
        return self.installed

    async def _listen(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        self.heard.append(event["text"])
        if self.failure:
            context["delivery"].failures.append(self.failure)

    async def works_off(self, event: Any = SAID, **other: Any) -> None:
        body = {"type": "event_callback", "team_id": "T1", "event": event} | other
        await self.inbox.work_off(job(json.dumps(body).encode()))


def job(payload: bytes) -> Job:
    return Job(id="Ev1", lane="C1/1.1", payload=payload, attempt=1, put_at=NOW)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_an_event_is_done_when_its_listener_is_done(desk: Desk) -> None:
    await desk.works_off()
    assert desk.heard == ["hello"]


async def test_an_event_that_nobody_listens_to_is_done(desk: Desk) -> None:
    await desk.works_off({"type": "team_rename"})
    assert desk.heard == []


async def test_what_the_listener_fails_on_reaches_the_queue(desk: Desk) -> None:
    desk.failure = StoreUnreachable("away")
    with pytest.raises(StoreUnreachable):
        await desk.works_off()


async def test_an_event_waits_while_it_cannot_be_known_who_is_installed(desk: Desk) -> None:
    """Bolt answered 500, and the event was done: what a customer wrote as the store went away was lost."""
    desk.unknown = SlackUnreachable("the store: away")
    with pytest.raises(Later) as error:
        await desk.works_off()
    assert (error.value.reason, error.value.counts) == ("installation_unknown", False)
    assert desk.heard == []
    desk.unknown = None
    await desk.works_off()
    assert desk.heard == ["hello"]


async def test_an_event_of_a_workspace_that_left_meanwhile_waits_for_it(desk: Desk) -> None:
    """It was dropped, and whoever installed again within the time of grace did not find all that was there."""
    desk.installed = None
    with pytest.raises(Later) as error:
        await desk.works_off()
    assert (error.value.reason, error.value.counts) == ("installation_unknown", False)


async def test_an_event_of_a_shape_that_bolt_fails_on_is_not_done(desk: Desk) -> None:
    with pytest.raises(AttributeError):
        await desk.works_off(authorizations=[7])
    desk.unknown = LookupError("of Bolt's own")
    with pytest.raises(LookupError, match="of Bolt's own"):
        await desk.works_off()


async def test_where_bolt_does_not_say_what_it_failed_on_it_is_not_done_either(desk: Desk) -> None:
    dispatch = Dispatch(desk.bolt)

    async def silent(error: Exception) -> None:
        assert str(error) == "of Bolt's own"

    desk.bolt.error(silent)
    desk.unknown = LookupError("of Bolt's own")
    with pytest.raises(Undispatched, match="status 500"):
        await dispatch({"type": "event_callback", "team_id": "T1", "event": SAID}, {})


async def test_what_cannot_be_read_is_for_a_person(desk: Desk) -> None:
    with pytest.raises(Hopeless, match="unreadable"):
        await desk.inbox.work_off(job(b"{"))
