"""chat.unfurl and entity.presentDetails: Work Objects on links, and in the pane beside the conversation."""

from typing import Any

from playground.form_state import completed
from playground.shapes import APP, BOT, Json, Refused
from playground.talk import change
from playground.validation import problems_in_details, problems_in_entities
from playground.web_api.call import Call, Method, bad_argument
from playground.web_api.chat import checked_blocks
from playground.world import copied

_STATUSES = (
    "restricted",
    "internal_error",
    "not_found",
    "custom",
    "custom_partial_view",
    "timeout",
    "edit_error",
)


def warned(problems: list[str]) -> Json:
    """What stands in an answer that is ok but left something out."""
    if not problems:
        return {}
    return {"warning": "invalid_metadata_format", "response_metadata": {"messages": problems}}


async def unfurl(call: Call) -> Json:
    """chat.unfurl, by channel and ts, or by source and unfurl_id."""
    channel_id, ts = _where(call)
    message = call.workspace.world.message(channel_id, ts)
    said = str(message.get("text", "")).replace("&amp;", "&")
    unfurls, metadata = call.structure("unfurls"), call.structure("metadata")
    if not isinstance(unfurls, dict | None) or not isinstance(metadata, dict | None):
        raise Refused("invalid_unfurls_format")
    if not unfurls and not (metadata or {}).get("entities"):
        raise Refused("missing_unfurls")
    fresh = [_of_blocks(address, given) for address, given in (unfurls or {}).items()]
    problems: list[str] = []
    if metadata:
        problems = problems_in_entities(metadata.get("entities"), unfurled=True)
        entities = [] if problems else metadata["entities"]
        fresh += [_of_entity(entity) for entity in entities]
    for attachment in fresh:
        if attachment["app_unfurl_url"] not in said:
            raise Refused("cannot_unfurl_url")
    kept = [
        each
        for each in message.get("attachments", ())
        if each.get("app_unfurl_url") not in {one["app_unfurl_url"] for one in fresh}
    ]
    numbered = [{**each, "id": number} for number, each in enumerate([*kept, *fresh], start=1)]
    change(call.workspace, channel_id, message, {"attachments": numbered or None}, None)
    return warned(problems)


def _where(call: Call) -> tuple[str, str]:
    unfurl_id = call.text("unfurl_id")
    if unfurl_id is not None:
        if call.text("source") != "conversations_history":
            raise Refused("invalid_source")
        channel_id, _, ts = unfurl_id.partition("-")
        if channel_id not in call.workspace.world.channels:
            raise Refused("invalid_unfurl_id")
        return channel_id, ts
    channel = call.channel()
    return channel["id"], call.needed("ts", "cannot_find_message")


def _of_blocks(address: str, given: Any) -> Json:
    if not isinstance(given, dict):
        raise Refused("invalid_unfurls_format")
    blocks = completed(copied(checked_blocks(given.get("blocks"))))
    whole: Json = {**_frame(address), **copied(given)}
    return {**whole, "blocks": blocks} if blocks else whole


def _of_entity(entity: Json) -> Json:
    return _frame(entity["app_unfurl_url"]) | {"entity": copied(entity)}


def _frame(address: str) -> Json:
    return {
        "from_url": address,
        "app_unfurl_url": address,
        "is_app_unfurl": True,
        "app_id": APP,
        "bot_id": BOT,
        "fallback": address,
    }


async def present_details(call: Call) -> Json:
    """entity.presentDetails: fills the pane of whoever asked, or says why it stays empty."""
    workspace = call.workspace
    trigger = workspace.triggers.exchange(call.needed("trigger_id"))
    if trigger.entity is None:
        raise Refused("invalid_trigger_id")
    pane = workspace.panes.get(trigger.user_id)
    metadata, error = call.structure("metadata"), call.structure("error")
    if metadata is None and error is None and not call.flag("user_auth_required"):
        raise bad_argument("metadata", "missing required field: metadata", at="")
    if call.flag("user_auth_required") and not call.text("user_auth_url"):
        raise Refused("user_auth_url_missing")
    if error is not None and (not isinstance(error, dict) or error.get("status") not in _STATUSES):
        raise bad_argument("error", "must have a valid status", at="/error/status")
    if metadata is not None:
        problems = problems_in_details(metadata)
        if problems:
            raise Refused("invalid_metadata", response_metadata={"messages": problems})
        if metadata["external_ref"]["id"] != trigger.entity["id"]:
            raise Refused("entity_metadata_does_not_match_trigger")
    if pane is not None and pane["external_ref"]["id"] == trigger.entity["id"]:
        pane["details"], pane["error"] = copied(metadata), copied(error)
        workspace.notices.tell("pane", only=trigger.user_id)
    return {}


METHODS = {
    "chat.unfurl": Method(answer=unfurl, scopes=("links:write",)),
    "entity.presentDetails": Method(answer=present_details),
}
