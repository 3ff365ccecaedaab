"""What Slack can send and nothing of ours asks for: each gets a clear answer, over HTTP and Socket Mode."""

from typing import Any

import pytest
from slack_bolt.authorization import AuthorizeResult

from bot.authorizing import FromInstallations
from bot.ingress import Payload
from bot.workspaces import SlackUnreachable
from playground import panes, payloads
from playground.delivery import Answer
from tests.scenarios.desk import MAYA, WHATSAPP, Desk, Found, text_of
from tests.scenarios.panes import address, contact_of, message_with_entity, opens_pane, writes
from tests.scenarios.surfaces import depth, modal_saying, uses
from tests.scenarios.test_first_contact import imported

PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def sent(desk: Desk, payload: dict[str, Any]) -> Answer:
    """An interactive payload as Slack sends it, and what the bot says to it."""
    return await desk.playground.workspace.courier.interact("interactive", payload)


async def in_pane(desk: Desk) -> dict[str, Any]:
    """The pane of Ana, open before Maya."""
    await imported(desk)
    place = await writes(desk, address(await contact_of(desk, "ana souza")))
    message = await message_with_entity(desk, place)
    return dict(await opens_pane(desk, "C0GENERAL", message, saying="Ana Souza"))


def clicked(desk: Desk, pane: Found, action_id: str) -> dict[str, Any]:
    """A button in the pane that may not be on it."""
    workspace = desk.playground.workspace
    button = pane["details"]["entity_payload"]["actions"]["primary_actions"][0]
    asked = {"action_id": button["action_id"]}
    payload = payloads.click_in_pane(workspace, MAYA, pane, pane["details"], asked)
    payload["actions"][0]["action_id"] = action_id
    return payload


def edited(desk: Desk, pane: Found, values: dict[str, Any], *, by: str = MAYA) -> dict[str, Any]:
    """The pane as Slack sends it when somebody wrote over a field that can be edited; ours have none."""
    view = panes.container_of(pane) | {
        "id": "V0PANE",
        "type": "entity_detail",
        "hash": "1.a",
        "state": {"values": values},
    }
    return payloads.submission(desk.playground.workspace, by, view | {"blocks": []})


async def test_a_button_of_the_pane_that_is_known_no_more_is_answered_with_what_to_do(
    desk: Desk,
) -> None:
    pane = await in_pane(desk)
    answer = await sent(desk, clicked(desk, pane, "card:from-another-version"))
    assert answer.error is None
    await modal_saying(desk, "too old for its buttons")


async def test_a_field_that_is_written_over_in_the_pane_changes_nothing_and_says_so(
    desk: Desk,
) -> None:
    pane = await in_pane(desk)
    typed = {"company": {"company.input": {"type": "plain_text_input", "value": "Evil Corp"}}}
    answer = await sent(desk, edited(desk, pane, typed))
    assert answer.error is None
    assert answer.body["response_action"] == "errors"
    assert "Press Edit" in answer.body["errors"]["company"]
    assert await desk.store.search("evil") == []


async def test_a_pane_that_is_sent_without_a_field_closes(desk: Desk) -> None:
    answer = await sent(desk, edited(desk, await in_pane(desk), {}))
    assert (answer.error, answer.body or None) == (None, None)


async def test_a_guest_who_writes_over_the_pane_is_refused(http_desk: Desk) -> None:
    desk = http_desk
    pane = await in_pane(desk)
    typed = {"company": {"company.input": {"type": "plain_text_input", "value": "Evil Corp"}}}
    answer = await sent(desk, edited(desk, pane, typed, by="U0GUEST"))
    assert "full members" in str(answer.body)


async def test_a_button_in_a_modal_that_is_known_no_more_is_answered_on_top_of_it(
    desk: Desk,
) -> None:
    workspace = desk.playground.workspace
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    payload = payloads.click_in_view(workspace, MAYA, modal, _any_button(modal))
    payload["actions"][0] |= {"action_id": "list:gone", "type": "button", "value": "1|x"}
    assert (await sent(desk, payload)).error is None
    await modal_saying(desk, "too old for its buttons")
    assert await depth(desk) == 2


async def test_a_shortcut_that_is_known_no_more_is_answered(desk: Desk) -> None:
    workspace = desk.playground.workspace
    payload = payloads.global_shortcut(workspace, MAYA, "shortcut_of_last_year")
    assert (await sent(desk, payload)).error is None
    await modal_saying(desk, "does not know that shortcut")


async def test_a_shortcut_on_a_message_that_is_known_no_more_is_answered_to_its_user_alone(
    desk: Desk,
) -> None:
    workspace = desk.playground.workspace
    place = await desk.customer_writes("Hello?", **PAT)
    channel = workspace.world.channels[WHATSAPP]
    (message,) = [one for one in workspace.world.messages[WHATSAPP] if one["ts"] == place["ts"]]
    payload = payloads.message_shortcut(workspace, channel, MAYA, "gone", message)
    assert (await sent(desk, payload)).error is None
    said = await desk.until(lambda: _whispered(desk), "an answer to Maya alone")
    assert "does not know that shortcut" in said


async def test_a_menu_that_is_known_no_more_offers_nothing(desk: Desk) -> None:
    workspace = desk.playground.workspace
    await uses(desk, "find_customer")
    view = await desk.top_modal()
    asked = {"action_id": "pick:gone", "block_id": "b", "value": "ana"}
    found = {"container": {"type": "view", "view_id": view["id"]}, "view": view}
    answer = await sent(desk, payloads.suggestion(workspace, MAYA, found, asked))
    assert (answer.error, answer.body) == (None, {"options": []})


async def test_a_kind_of_payload_that_nobody_knows_is_not_left_without_an_answer(
    desk: Desk,
) -> None:
    """In Socket Mode what is not acknowledged comes again, and again."""
    workspace = desk.playground.workspace
    for kind in ("dialog_submission", "interactive_message", "of_next_year"):
        payload = payloads.global_shortcut(workspace, MAYA, "x") | {"type": kind}
        answer = await sent(desk, payload)
        assert answer.failure in (None, "http_error"), (kind, answer)
    await desk.playground.workspace.courier.tell({"type": "event_of_next_year", "event_ts": "1.0"})
    await desk.quiet()


@pytest.mark.parametrize("spoiled", [{"enterprise": 5}, {"user": True}, {"channel": 1}])
async def test_a_payload_whose_parts_have_another_shape_is_refused_and_breaks_nothing(
    desk: Desk, spoiled: dict[str, Any]
) -> None:
    """Bolt takes it apart before any listener: in Socket Mode it was never acknowledged, and came again."""
    payload = payloads.global_shortcut(desk.playground.workspace, MAYA, "find_customer") | spoiled
    assert (await sent(desk, payload)).status in (200, 400)


@pytest.mark.parametrize(
    "event", [{"type": ["a"]}, {"type": {}}, {"type": None}, {}, "message", None]
)
async def test_an_event_that_names_no_type_is_refused(http_desk: Desk, event: object) -> None:
    told = Payload(kind="event", body={"team_id": "T0RAPPORT", "event": event}, raw=b"{}")
    assert (await http_desk.rapport.reception.receive(told)).status == 400


async def test_half_a_character_in_an_id_is_no_error(desk: Desk) -> None:
    strange = {"type": "app_mention", "channel": "\ud800", "user": MAYA, "text": "?", "ts": "1.1"}
    answer = await desk.playground.workspace.courier.ask(strange)
    assert (answer.status, answer.failure) == (200, None)


def _any_button(modal: Found) -> dict[str, Any]:
    for block in modal["blocks"]:
        part = block.get("accessory") or next(iter(block.get("elements", ())), None)
        if part and "action_id" in part:
            return {"block_id": block["block_id"], "action_id": part["action_id"], "value": "x"}
    raise AssertionError("there is nothing to press")


async def _whispered(desk: Desk) -> str:
    shown = await desk.messages(WHATSAPP)
    return next((str(one["text"]) for one in shown if one.get("is_ephemeral")), "")


async def test_what_a_customer_wrote_while_it_was_unknown_who_is_installed_has_its_card(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store went away between taking the event in and working it off: Bolt said 500, and it was done."""
    asked: list[str | None] = []
    known = FromInstallations.__call__

    async def unknown_at_first(
        self: FromInstallations, *, enterprise_id: str | None, team_id: str | None, **actor: object
    ) -> AuthorizeResult:
        asked.append(team_id)
        if len(asked) == 1:
            raise SlackUnreachable("the store: away")
        return await known(self, enterprise_id=enterprise_id, team_id=team_id, **actor)

    await desk.watch()
    monkeypatch.setattr(FromInstallations, "__call__", unknown_at_first)
    place = await desk.customer_writes("My parcel is late", phone="+44 20 7946 0123", name="Pat")
    assert "Pat" in text_of(await desk.card(place))
    assert len(asked) > 1
