"""Work Objects: links that apps unfurl, and the pane beside the conversation in which one is open."""

import re
from typing import Any
from urllib.parse import urlsplit

from playground.shapes import BOT, Json, Wrong
from playground.talk import tell_bot_of
from playground.workspace import Workspace
from playground.world import copied

_LINKS = re.compile(r"<(https?://[^|>\s]+)(?:\|[^>]*)?>")
_MOST_LINKS = 5


def tell_of_links(workspace: Workspace, channel_id: str, message: Json) -> None:
    """The event link_shared, for links of the app's own domains in what people and other apps write."""
    if message.get("bot_id") == BOT:
        return
    found = dict.fromkeys(
        address.replace("&amp;", "&") for address in _LINKS.findall(str(message.get("text", "")))
    )
    links = [
        {"domain": domain, "url": address}
        for address in found
        if (domain := _domain_of(address, workspace.config.unfurl_domains))
    ]
    if not links:
        return
    event: Json = {
        "type": "link_shared",
        "user": message.get("user", ""),
        "channel": channel_id,
        "message_ts": message["ts"],
        "links": links[:_MOST_LINKS],
        "source": "conversations_history",
        "unfurl_id": f"{channel_id}-{message['ts']}",
        "is_bot_user_member": workspace.world.has_bot(channel_id),
        "event_ts": workspace.world.stamps.next(),
    }
    if message.get("thread_ts"):
        event["thread_ts"] = message["thread_ts"]
    tell_bot_of(workspace, event)


def _domain_of(address: str, domains: tuple[str, ...]) -> str:
    host = urlsplit(address).hostname or ""
    return next((one for one in domains if host == one or host.endswith(f".{one}")), "")


def entities_on(message: Json) -> list[Json]:
    """The entities that a message shows: of its own metadata, and of its unfurled links."""
    own = (message.get("metadata") or {}).get("entities") or []
    unfurled = [each["entity"] for each in message.get("attachments", ()) if each.get("entity")]
    return [*own, *unfurled]


def entity_on(message: Json, entity_id: Any) -> Json:
    """The entity of this id on a message; raises Wrong where it shows none such."""
    for entity in entities_on(message):
        if entity["external_ref"]["id"] == entity_id:
            return entity
    raise Wrong(f"that message shows no entity {entity_id!r}; fetch the messages again")


def open_pane(
    workspace: Workspace, user_id: str, channel: Json, message: Json, asked: Json
) -> Json:
    """A person opens an entity: the app is asked for its details, and the pane waits for them."""
    entity = entity_on(message, asked.get("entity_id"))
    pane: Json = {
        "entity_url": entity["url"],
        "external_ref": copied(entity["external_ref"]),
        "app_unfurl_url": entity.get("app_unfurl_url"),
        "channel": channel["id"],
        "message_ts": message["ts"],
        "thread_ts": message.get("thread_ts", message["ts"]),
        "details": None,
        "error": None,
    }
    workspace.panes[user_id] = pane
    workspace.notices.tell("pane", only=user_id)
    ask_for_details(workspace, user_id, pane)
    return {"pane": copied(pane)}


def ask_for_details(workspace: Workspace, user_id: str, pane: Json) -> None:
    """The event entity_details_requested, with a trigger for the answer."""
    reference = pane["external_ref"]
    event: Json = {
        "type": "entity_details_requested",
        "user": user_id,
        "trigger_id": workspace.triggers.issue(user_id, entity=pane["external_ref"]),
        "user_locale": workspace.world.users[user_id]["locale"],
        "entity_url": pane["entity_url"],
        "external_ref": copied(reference),
        "link": {
            "url": pane["entity_url"],
            "domain": urlsplit(pane["entity_url"]).hostname or "",
        },
        "channel": pane["channel"],
        "message_ts": pane["message_ts"],
        "thread_ts": pane["thread_ts"],
        "event_ts": workspace.world.stamps.next(),
    }
    if pane["app_unfurl_url"]:
        event["app_unfurl_url"] = pane["app_unfurl_url"]
    tell_bot_of(workspace, event)


def container_of(pane: Json) -> Json:
    """The container that payloads of clicks in the pane name."""
    named: Json = {
        "type": "entity_detail",
        "entity_url": pane["entity_url"],
        "external_ref": copied(pane["external_ref"]),
        "channel_id": pane["channel"],
        "message_ts": pane["message_ts"],
        "thread_ts": pane["thread_ts"],
    }
    if pane["app_unfurl_url"]:
        named["app_unfurl_url"] = pane["app_unfurl_url"]
    return named


def container_of_attachment(channel: Json, message: Json, entity: Json) -> Json:
    """The container that payloads of clicks on an unfurled link name."""
    number = next(
        (
            each["id"]
            for each in message.get("attachments", ())
            if (each.get("entity") or {}).get("external_ref") == entity["external_ref"]
        ),
        1,
    )
    return {
        "type": "message_attachment",
        "message_ts": message["ts"],
        "attachment_id": number,
        "channel_id": channel["id"],
        "is_ephemeral": False,
        "is_app_unfurl": True,
        "app_unfurl_url": entity.get("app_unfurl_url", entity["url"]),
        "entity_url": entity["url"],
        "external_ref": copied(entity["external_ref"]),
    }


def action_in(entity: Json, asked: Json, ts: str) -> Json:
    """The entry of `actions` for a button of an entity; raises Wrong where there is no such button."""
    actions = entity["entity_payload"].get("actions") or {}
    offered = [*actions.get("primary_actions", ()), *actions.get("overflow_actions", ())]
    for button in offered:
        if button["action_id"] == asked.get("action_id"):
            return {
                "type": "button",
                "block_id": asked.get("block_id") or "entity",
                "action_id": button["action_id"],
                "text": {"type": "plain_text", "text": button["text"], "emoji": True},
                "value": button.get("value", ""),
                "action_ts": ts,
            }
    raise Wrong(f"there is no button {asked.get('action_id')!r} here; open the pane again")


def entity_in_pane(workspace: Workspace, user_id: str) -> tuple[Json, Json]:
    """The pane that a person has open, and the entity in it; raises Wrong where there is none."""
    pane = workspace.panes.get(user_id)
    if pane is None or pane["details"] is None:
        raise Wrong("this person has no pane open with something in it")
    return pane, pane["details"]
