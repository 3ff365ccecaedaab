"""Commands, shortcuts, clicks and modals: what a person does, and what the answer does."""

from typing import Any

from playground.delivery import Answer
from playground.form_checks import missing_in
from playground.panes import entity_in_pane, entity_on
from playground.payloads import (
    blocks_in,
    click_in_pane,
    click_in_view,
    click_on_message,
    click_on_unfurl,
    closing,
    element_at,
    global_shortcut,
    message_shortcut,
    remember_values,
    slash_command,
    submission,
    suggestion,
)
from playground.responses import say_answer
from playground.shapes import BOT, Json, Refused, Wrong
from playground.talk import slackbot_says
from playground.validation import problems_in_options
from playground.views import checked_view
from playground.workspace import Workspace
from playground.world import copied

TROUBLE = "We had some trouble connecting. Try again?"


async def command(workspace: Workspace, user_id: str, channel: Json, typed: str) -> Json:
    """Sends a slash command and shows its answer, or Slack's own words when there is none."""
    payload = slash_command(workspace, channel, user_id, typed)
    answer = await workspace.courier.interact("slash_commands", payload)
    error, problems = answer.error, list[str]()
    if error is None:
        try:
            say_answer(workspace, channel["id"], user_id, answer.body)
        except Refused as refusal:
            error = refusal.error
            problems = refusal.beside.get("response_metadata", {}).get("messages", [])
    if error is not None:
        sentence = f'{payload["command"]} failed with the error "{error}"'
        slackbot_says(workspace, channel["id"], user_id, sentence)
        workspace.notices.tell("toast", only=user_id, text=sentence, tone="error")
    return {
        "delivered": answer.status is not None,
        "status": answer.status,
        "error": error,
        "problems": problems,
    }


async def shortcut(
    workspace: Workspace, user_id: str, callback_id: str, place: tuple[Json, Json] | None
) -> Json:
    """Sends a shortcut: a global one, or one on a message of a channel."""
    if place is None:
        payload = global_shortcut(workspace, user_id, callback_id)
    else:
        payload = message_shortcut(workspace, place[0], user_id, callback_id, place[1])
    return _outcome(workspace, user_id, await workspace.courier.interact("interactive", payload))


async def click(workspace: Workspace, user_id: str, asked: Json) -> Json:
    """Sends a click on an element of a message, a modal or the home page."""
    where = asked.get("container")
    if isinstance(where, dict) and where.get("type") in ("entity", "unfurl"):
        payload = click_on_entity(workspace, user_id, asked)
        return _outcome(
            workspace, user_id, await workspace.courier.interact("interactive", payload)
        )
    found = container_of(workspace, user_id, asked)
    if "view" not in found and found["stored"].get("bot_id") != BOT:
        raise Wrong("that element belongs to another app, which nobody runs here")
    if "view" in found:
        view = found["stored"]
        remember_values(view, asked)
        payload = click_in_view(workspace, user_id, view, asked)
        _keep_choice(view, payload["actions"][0])
        payload["view"] = copied(view)
    else:
        payload = click_on_message(workspace, found["channel"], user_id, found["stored"], asked)
    return _outcome(workspace, user_id, await workspace.courier.interact("interactive", payload))


def click_on_entity(workspace: Workspace, user_id: str, asked: Json) -> Json:
    """The payload of a button in the pane, or on an entity that a message shows."""
    where = asked["container"]
    if where["type"] == "entity":
        pane, entity = entity_in_pane(workspace, user_id)
        return click_in_pane(workspace, user_id, pane, entity, asked)
    channel = workspace.world.channel(str(where.get("channel")))
    message = workspace.world.message(channel["id"], str(where.get("ts")))
    entity = entity_on(message, where.get("entity_id"))
    return click_on_unfurl(workspace, channel, user_id, message, entity, asked)


def _keep_choice(view: Json, action: Json) -> None:
    entry = view["state"]["values"].get(action["block_id"], {}).get(action["action_id"])
    if entry is not None:
        entry |= {name: copied(action[name]) for name in entry if name in action}


def _outcome(workspace: Workspace, user_id: str, answer: Answer) -> Json:
    sentence = None
    if answer.error is not None:
        sentence = (
            f"This app responded with Status Code {answer.status}."
            if answer.status is not None
            else "This app did not respond in time."
            if answer.error == "operation_timeout"
            else TROUBLE
        )
        workspace.notices.tell("toast", only=user_id, text=sentence, tone="error")
    return {
        "delivered": answer.status is not None,
        "status": answer.status,
        "error": answer.error,
        "sentence": sentence,
    }


async def submit(workspace: Workspace, user_id: str, asked: Json) -> Json:
    """Submits a modal and does what the acknowledgement says."""
    view = open_modal(workspace, user_id, asked)
    remember_values(view, asked)
    missing = missing_in(view)
    if missing:
        return {"errors": missing}
    payload = submission(workspace, user_id, view)
    answer = await workspace.courier.interact("interactive", payload)
    if answer.error is not None:
        return {"error": TROUBLE, "status": answer.status}
    try:
        return _follow(workspace, user_id, view, answer.body)
    except Refused as refusal:
        problems = refusal.beside.get("response_metadata", {}).get("messages", [])
        return {"error": TROUBLE, "problems": [refusal.error, *problems]}


def _follow(workspace: Workspace, user_id: str, view: Json, body: Any) -> Json:
    answer = body if isinstance(body, dict) else {}
    action = answer.get("response_action")
    if action is None:
        workspace.views.close(user_id, view["id"])
        return _closed(workspace, user_id, view)
    if action == "clear":
        workspace.views.clear(user_id)
        return _closed(workspace, user_id, view)
    if action == "errors":
        return {"errors": _errors(view, answer.get("errors"))}
    if action in ("update", "push"):
        given = checked_view(answer.get("view"))
        if given["type"] != "modal":
            raise Refused("invalid_arguments")
        if action == "update":
            shown = workspace.views.update(view, given, None)
        else:
            shown = workspace.views.push(user_id, given)
        stack = workspace.views.stack(user_id)
        workspace.notices.tell("view", only=user_id, view=copied(shown), stack=len(stack))
        return {"ok": True}
    raise Refused("unknown_response_action")


def _closed(workspace: Workspace, user_id: str, view: Json) -> Json:
    left = len(workspace.views.stack(user_id))
    workspace.notices.tell("view_closed", only=user_id, view_id=view["id"], stack=left)
    return {"ok": True}


def _errors(view: Json, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refused("invalid_errors: each key must be the block_id of an input block")
    return {name: str(text) for name, text in errors.items()}


async def close(workspace: Workspace, user_id: str, asked: Json) -> Json:
    """Closes a modal by hand, or the whole stack; tells the bot where the modal asked for it."""
    view = copied(open_modal(workspace, user_id, asked))
    clears = asked.get("cleared") is True or view["clear_on_close"]
    if clears:
        gone = [copied(each) for each in workspace.views.stack(user_id)][::-1]
        workspace.views.clear(user_id)
    else:
        gone = [view]
        workspace.views.close(user_id, view["id"])
    _closed(workspace, user_id, view)
    for each in gone:
        if each["notify_on_close"]:
            payload = closing(workspace, user_id, each, is_cleared=clears)
            await workspace.courier.interact("interactive", payload)
    return {"ok": True}


async def options(workspace: Workspace, user_id: str, asked: Json) -> Json:
    """Asks the bot for the options of an external select."""
    found = container_of(workspace, user_id, asked)
    _, element = element_at(found["blocks"], asked)
    if "external" not in element["type"]:
        raise Wrong(f"{element['action_id']!r} is no external select; its options are in the block")
    where = {"action_id": element["action_id"], "block_id": asked.get("block_id", "")}
    payload = suggestion(workspace, user_id, found, {**asked, **where})
    answer = await workspace.courier.interact("interactive", payload)
    if answer.error is not None:
        return {"options": [], "error": TROUBLE}
    problems = problems_in_options(answer.body)
    if problems:
        return {"options": [], "error": "No results", "problems": problems}
    if "option_groups" in answer.body:
        groups = answer.body["option_groups"]
        every = [option for group in groups for option in group["options"]]
        return {"options": every, "option_groups": groups}
    return {"options": answer.body["options"]}


def open_modal(workspace: Workspace, user_id: str, asked: Json) -> Json:
    """The modal named by `view_id`, if this person has it open; raises Wrong otherwise."""
    for view in workspace.views.stack(user_id):
        if view["id"] == asked.get("view_id"):
            return view
    raise Wrong(f"this person has no modal {asked.get('view_id')!r} open; fetch /ui/views again")


def container_of(workspace: Workspace, user_id: str, asked: Json) -> Json:
    """Where an element stands: its message or view, and the container as payloads name it."""
    given = asked.get("container")
    container = given if isinstance(given, dict) else {}
    if container.get("type") == "view":
        home = workspace.world.homes.get(user_id)
        if home is not None and home["id"] == container.get("view_id"):
            view = home
        else:
            view = open_modal(workspace, user_id, container)
        named = {"type": "view", "view_id": view["id"]}
        return {"container": named, "view": view, "stored": view, "blocks": view["blocks"]}
    if container.get("type") != "message":
        raise Wrong('"container" must be {"type": "message", …} or {"type": "view", "view_id": …}')
    channel = workspace.world.channel(str(container.get("channel")))
    ts = str(container.get("ts"))
    whispered = container.get("is_ephemeral") is True
    world = workspace.world
    message = world.ephemeral(user_id, ts) if whispered else world.message(channel["id"], ts)
    named = {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel["id"],
        "is_ephemeral": whispered,
    }
    found = {
        "container": named,
        "channel": channel,
        "stored": message,
        "blocks": blocks_in(message),
    }
    return found if whispered else found | {"message": message}
