"""The payloads of commands, shortcuts, clicks and submissions, field by field as Slack's."""

from typing import Any

from playground import panes
from playground.form_state import FIELDS, elements_of, values_of
from playground.markup import command_text
from playground.shapes import APP, Json, Team, Wrong
from playground.talk import channel_name
from playground.workspace import Workspace
from playground.world import copied

_TOKEN = "playground-verification"  # noqa: S105 - the deprecated field, a fixed word here


def _who(workspace: Workspace, user_id: str) -> Json:
    user = workspace.world.users[user_id]
    return {
        "id": user_id,
        "username": user["name"],
        "name": user["name"],
        "team_id": user["team_id"],
    }


def _frame(workspace: Workspace, kind: str, user_id: str) -> Json:
    team = workspace.world.team
    return {
        "type": kind,
        "user": _who(workspace, user_id),
        "api_app_id": APP,
        "token": _TOKEN,
        "team": None if workspace.is_org_wide else _team(team),
        "enterprise": team.enterprise,
        "is_enterprise_install": workspace.is_org_wide,
    }


def _where(channel: Json) -> Json:
    return {"id": channel["id"], "name": channel_name(channel)}


def slash_command(workspace: Workspace, channel: Json, user_id: str, typed: str) -> Json:
    """The form fields of a slash command."""
    command, _, text = typed.strip().partition(" ")
    names = {user["id"]: user["name"] for user in workspace.world.users.values()}
    team = workspace.world.team
    return {
        "token": _TOKEN,
        "team_id": team.id,
        "team_domain": team.domain,
        **_organisation(team),
        "channel_id": channel["id"],
        "channel_name": channel_name(channel),
        "user_id": user_id,
        "user_name": workspace.world.users[user_id]["name"],
        "command": command,
        "text": command_text(text.strip(), names),
        "api_app_id": APP,
        "is_enterprise_install": "true" if workspace.is_org_wide else "false",
        "response_url": workspace.response_url(channel["id"], user_id),
        "trigger_id": workspace.triggers.issue(user_id),
    }


def _team(team: Team) -> Json:
    belongs = {"enterprise_id": team.organisation} if team.organisation else {}
    return {"id": team.id, "domain": team.domain, **belongs}


def _organisation(team: Team) -> Json:
    enterprise = team.enterprise
    named = {"enterprise_id": "id", "enterprise_name": "name"}
    return {field: enterprise[name] for field, name in named.items()} if enterprise else {}


def global_shortcut(workspace: Workspace, user_id: str, callback_id: str) -> Json:
    """The payload of a global shortcut."""
    return _frame(workspace, "shortcut", user_id) | {
        "action_ts": workspace.world.stamps.next(),
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user_id),
    }


def message_shortcut(
    workspace: Workspace, channel: Json, user_id: str, callback_id: str, message: Json
) -> Json:
    """The payload of a shortcut on a message."""
    return _frame(workspace, "message_action", user_id) | {
        "action_ts": workspace.world.stamps.next(),
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user_id),
        "response_url": workspace.response_url(
            channel["id"], user_id, message_ts=message["ts"], is_ephemeral=False
        ),
        "message_ts": message["ts"],
        "channel": _where(channel),
        "message": copied(message),
    }


def click_on_message(
    workspace: Workspace, channel: Json, user_id: str, message: Json, asked: Json
) -> Json:
    """The payload of a click in a message; an ephemeral one's content is not sent along."""
    whispered = bool(message.get("is_ephemeral"))
    blocks = blocks_in(message)
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel["id"],
        "is_ephemeral": whispered,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    payload = _frame(workspace, "block_actions", user_id) | {
        "container": container,
        "trigger_id": workspace.triggers.issue(user_id),
        "channel": _where(channel),
        "state": {"values": values_of(blocks, _given_values(asked))},
        "response_url": workspace.response_url(
            channel["id"], user_id, message_ts=message["ts"], is_ephemeral=whispered
        ),
        "actions": [action_of(workspace, blocks, asked)],
    }
    return payload if whispered else payload | {"message": copied(message)}


def click_in_view(workspace: Workspace, user_id: str, view: Json, asked: Json) -> Json:
    """The payload of a click in a modal or on the home page."""
    return _frame(workspace, "block_actions", user_id) | {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": workspace.triggers.issue(user_id, view["id"]),
        "view": copied(view),
        "actions": [action_of(workspace, view["blocks"], asked)],
    }


def click_in_pane(
    workspace: Workspace, user_id: str, pane: Json, entity: Json, asked: Json
) -> Json:
    """The payload of a button in the pane beside the conversation."""
    channel = workspace.world.channels[pane["channel"]]
    return _frame(workspace, "block_actions", user_id) | {
        "container": panes.container_of(pane),
        "trigger_id": workspace.triggers.issue(user_id, entity=pane["external_ref"]),
        "channel": _where(channel),
        "actions": [panes.action_in(entity, asked, workspace.world.stamps.next())],
    }


def click_on_unfurl(
    workspace: Workspace, channel: Json, user_id: str, message: Json, entity: Json, asked: Json
) -> Json:
    """The payload of a button on an entity that a message shows."""
    return _frame(workspace, "block_actions", user_id) | {
        "container": panes.container_of_attachment(channel, message, entity),
        "trigger_id": workspace.triggers.issue(user_id, entity=entity["external_ref"]),
        "channel": _where(channel),
        "message": copied(message),
        "response_url": workspace.response_url(
            channel["id"], user_id, message_ts=message["ts"], is_ephemeral=False
        ),
        "actions": [panes.action_in(entity, asked, workspace.world.stamps.next())],
    }


def submission(workspace: Workspace, user_id: str, view: Json) -> Json:
    """The payload of a submitted modal."""
    return _frame(workspace, "view_submission", user_id) | {
        "trigger_id": workspace.triggers.issue(user_id, view["id"]),
        "view": copied(view),
        "response_urls": _response_urls(workspace, user_id, view),
    }


def _response_urls(workspace: Workspace, user_id: str, view: Json) -> list[Json]:
    found = []
    for block, element in elements_of(view["blocks"]):
        if element.get("response_url_enabled"):
            state = view["state"]["values"][block["block_id"]][element["action_id"]]
            chosen = state.get("selected_conversation") or state.get("selected_channel")
            if chosen in workspace.world.channels:
                found.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": chosen,
                        "response_url": workspace.response_url(chosen, user_id),
                    }
                )
    return found


def closing(workspace: Workspace, user_id: str, view: Json, *, is_cleared: bool) -> Json:
    """The payload of a modal closed by hand."""
    return _frame(workspace, "view_closed", user_id) | {
        "view": copied(view),
        "is_cleared": is_cleared,
    }


def suggestion(workspace: Workspace, user_id: str, found: Json, asked: Json) -> Json:
    """The payload that asks for the options of an external select; `found` is where it stands."""
    payload = _frame(workspace, "block_suggestion", user_id) | {
        "action_id": asked["action_id"],
        "block_id": asked["block_id"],
        "value": str(asked.get("value") or ""),
        "container": found["container"],
    }
    for name in ("view", "message"):
        if name in found:
            payload[name] = copied(found[name])
    if "channel" in found:
        payload["channel"] = _where(found["channel"])
    return payload


def blocks_in(message: Json) -> list[Json]:
    """The blocks of a message, those in its attachments included."""
    found: list[Json] = list(message.get("blocks", ()))
    for attachment in message.get("attachments", ()):
        found += attachment.get("blocks", ())
    return found


def element_at(blocks: list[Json], asked: Json) -> tuple[Json, Json]:
    """The block and element that were clicked; raises Wrong when they are not there."""
    for block, element in elements_of(blocks):
        in_block = block.get("block_id") == asked.get("block_id") or "block_id" not in asked
        if in_block and element["action_id"] == asked.get("action_id"):
            return block, element
    raise Wrong(
        f"there is no element with action_id {asked.get('action_id')!r} in block "
        f"{asked.get('block_id')!r}; fetch the message or view again"
    )


def action_of(workspace: Workspace, blocks: list[Json], asked: Json) -> Json:
    """The entry of `actions`: what was clicked, and what was chosen."""
    block, element = element_at(blocks, asked)
    kind = element["type"]
    action: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": kind,
        "action_ts": workspace.world.stamps.next(),
    }
    if kind == "button":
        for name in ("text", "value", "style", "url", "confirm"):
            if name in element:
                action[name] = copied(element[name])
    elif kind == "overflow":
        action["selected_option"] = _offered(element, asked.get("selected_option"))
    elif kind in FIELDS:
        action |= _chosen(element, asked)
    elif "value" in element or "value" in asked:
        action["value"] = asked.get("value", element.get("value"))
    return action


def _chosen(element: Json, asked: Json) -> Json:
    field = FIELDS[element["type"]]
    value: Any = asked.get(field.name)
    if field.name == "selected_option" and value is not None:
        value = _offered(element, value)
    elif not field.takes(value):
        raise Wrong(f'"{field.name}" must be a {"list" if field.empty is not None else "text"}')
    elif field.name == "selected_options":
        value = [_offered(element, option) for option in value]
    chosen = {field.name: value}
    for name in ("placeholder", field.initial):
        if name in element:
            chosen[name] = copied(element[name])
    return chosen


def _offered(element: Json, option: Any) -> Json:
    """The option as the app wrote it; a page may name it by its value alone."""
    if "external" in element["type"]:
        if isinstance(option, dict) and "value" in option and "text" in option:
            return dict(option)
        raise Wrong('"selected_option" must be an option: {"text": …, "value": …}')
    value = option.get("value") if isinstance(option, dict) else option
    groups = element.get("option_groups", ())
    options = [*element.get("options", ()), *(o for group in groups for o in group["options"])]
    for each in options:
        if each["value"] == value:
            return dict(each)
    raise Wrong(f"{value!r} is not one of the options of {element['action_id']!r}")


def _given_values(asked: Json) -> Any:
    state = asked.get("state")
    return state.get("values") if isinstance(state, dict) else None


def remember_values(view: Json, asked: Json) -> None:
    """Keeps in the view what the person has entered so far."""
    entered = _given_values(asked)
    if isinstance(entered, dict):
        view["state"]["values"] = values_of(view["blocks"], entered)
