"""What doors are told is put into the inbox of the workspace that it is for, once all of it is known to have one."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.doors.door import Event, Intake, Told
from bot.raw import AGAIN, Answer, Refused
from bot.workspaces import Installation, SlackUnreachable
from storage.errors import Overloaded, StoreUnreachable

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DONE = Answer(body="kept")


def installed(team: str, enterprise: str | None = None) -> Installation:
    return Installation(
        team_id=team, enterprise_id=enterprise, bot_id="B1", bot_user_id="U1", token="xoxb-1"
    )


class Desk:
    """The inboxes of all workspaces, who is installed, and what goes wrong."""

    def __init__(self, *installations: Installation) -> None:
        self.installations = list(installations)
        self.trouble: Exception | None = None
        self.known: set[str] = set()
        self.put: list[tuple[str, str, str, dict[str, Any], datetime]] = []
        self.arrivals = 0

    def inbox(self, workspace: str) -> Any:
        desk = self

        class Inbox:
            async def put(self, name: str, *, lane: str, payload: bytes, now: datetime) -> bool:
                if desk.trouble:
                    raise desk.trouble
                desk.put.append((workspace, name, lane, json.loads(payload), now))
                return name not in desk.known

        return type("Store", (), {"inbox": Inbox()})()

    async def of(self, workspace: str) -> Installation | None:
        return next((one for one in self.installations if one.workspace == workspace), None)

    async def all(self) -> list[Installation]:
        if not self.installations:
            raise SlackUnreachable("away")
        return self.installations

    def arrived(self) -> None:
        self.arrivals += 1

    said: Answer | None = None
    """What is answered where all was told before."""

    async def keep(self, *events: Event) -> Answer:
        here: Any = self
        intake = Intake(
            stores=self.inbox, installations=here, now=lambda: NOW, arrived=self.arrived
        )
        return await intake.keep("shopify", Told(events=events, answer=DONE, repeated=self.said))


def event(name: str = "e1", workspace: str | None = None) -> Event:
    return Event(id=name, lane="shop/1", body={"a": 1}, workspace=workspace)


async def test_an_event_is_kept_as_one_that_slack_has_none_of() -> None:
    desk = Desk(installed("T1", "E1"))
    assert await desk.keep(event()) == DONE
    payload = {
        "type": "event_callback",
        "team_id": "T1",
        "enterprise_id": "E1",
        "event_id": "shopify/e1",
        "event": {"type": "door_shopify", "body": {"a": 1}},
    }
    workspace = desk.installations[0].workspace
    assert desk.put == [(workspace, "shopify/e1", "shopify/shop/1", payload, NOW)]
    assert desk.arrivals == 1


async def test_each_event_goes_to_the_workspace_that_it_names() -> None:
    desk = Desk(installed("T1"), installed("T2"))
    assert await desk.keep(event("e1", "T2"), event("e2", "T1"), event("e3", "T2")) == DONE
    assert [(where, name) for where, name, *_ in desk.put] == [
        ("T2", "shopify/e1"),
        ("T1", "shopify/e2"),
        ("T2", "shopify/e3"),
    ]
    assert desk.arrivals == 1


async def test_what_was_told_before_is_answered_as_such_where_the_door_says_so() -> None:
    desk = Desk(installed("T1"))
    desk.said = Answer(body="known")
    assert await desk.keep(event()) == DONE
    desk.known = {"shopify/e1"}
    assert await desk.keep(event()) == Answer(body="known")
    desk.said = None
    assert await desk.keep(event()) == DONE


async def test_where_one_of_several_is_new_it_is_answered_as_new() -> None:
    desk = Desk(installed("T1"))
    desk.said = Answer(body="known")
    desk.known = {"shopify/known"}
    for names in (("new", "known"), ("known", "new")):
        assert await desk.keep(*map(event, names)) == DONE


async def test_where_nothing_was_told_nothing_arrives() -> None:
    desk = Desk(installed("T1"))
    assert await desk.keep() == DONE
    assert (desk.put, desk.arrivals) == ([], 0)


@pytest.mark.parametrize(
    ("workspace", "status", "said"),
    [
        ("T9" + "x" * 60, 403, f"Rapport is not installed in the workspace T9{'x' * 38}."),
        (None, 400, "There are several workspaces: say which one it is for."),
    ],
)
async def test_an_event_for_no_one_workspace_is_refused_with_all_beside_it(
    workspace: str | None, status: int, said: str
) -> None:
    desk = Desk(installed("T1"), installed("T2"))
    with pytest.raises(Refused) as error:
        await desk.keep(event("e1", "T1"), event("e2", workspace))
    assert (error.value.status, error.value.sentence) == (status, said)
    assert desk.put == []


@pytest.mark.parametrize("trouble", [Overloaded("full"), StoreUnreachable("away")])
async def test_what_cannot_be_kept_is_asked_for_again(trouble: Exception) -> None:
    desk = Desk(installed("T1"))
    desk.trouble = trouble
    assert await desk.keep(event()) == AGAIN
    assert desk.arrivals == 0


async def test_while_slack_does_not_say_who_we_are_it_is_asked_for_again() -> None:
    desk = Desk()
    assert await desk.keep(event()) == AGAIN
    assert desk.put == []
