"""The attachment that Slack makes of a forwarded message."""

from datetime import UTC, datetime

from playground.shapes import BOT, SLACKBOT, Json
from playground.web_api.chat import permalink_of
from playground.workspace import Workspace
from playground.world import copied


def share_of(workspace: Workspace, source: Json, original: Json) -> Json:
    """The `is_share` attachment for a message forwarded out of a channel."""
    author = _author(workspace, original)
    name = author.get("author_subname", "")
    when = datetime.fromtimestamp(float(original["ts"]), UTC)
    clock = when.strftime("%I:%M %p").lstrip("0")
    day = f"{when.strftime('%B')} {when.day}{_ordinal(when.day)}, {when.year}"
    share: Json = {
        "ts": original["ts"],
        **author,
        "channel_id": source["id"],
        "channel_team": workspace.world.team.id,
        "is_msg_unfurl": True,
        "is_share": True,
        "message_blocks": [
            {
                "team": workspace.world.team.id,
                "channel": source["id"],
                "ts": original["ts"],
                "message": {"blocks": copied(original.get("blocks", []))},
            }
        ],
        "id": 1,
        "fallback": f"[{day} {clock}] {name}: {original['text']}",
        "text": original["text"],
        "from_url": permalink_of(workspace.world.team, source["id"], original),
        "color": "D0D0D0",
        "mrkdwn_in": ["text"],
    }
    if not source["is_im"] and workspace.world.has_bot(source["id"]):
        share["channel_name"] = source["name"]
    share["footer"] = _footer(source, original)
    share |= _flags(original)
    if "files" in original:
        share["files"] = copied(original["files"])
    return share


def _flags(original: Json) -> Json:
    found: Json = {}
    if "subtype" in original:
        found["msg_subtype"] = original["subtype"]
    thread_ts = original.get("thread_ts")
    if thread_ts == original["ts"]:
        found["is_thread_root_unfurl"] = True
    elif thread_ts is not None:
        found["is_reply_unfurl"] = True
    return found


def _footer(source: Json, original: Json) -> str:
    if source["is_im"]:
        return "Slack Conversation"
    if original.get("thread_ts", original["ts"]) != original["ts"]:
        return f"From a thread in #{source['name']}"
    if "thread_ts" in original:
        return f"Thread in #{source['name']}"
    return f"Posted in #{source['name']}"


def _author(workspace: Workspace, original: Json) -> Json:
    domain = workspace.world.team.domain
    user = workspace.world.users.get(original.get("user", ""))
    if user is not None and user["id"] != SLACKBOT:
        return {
            "author_id": user["id"],
            "author_name": user["real_name"],
            "author_subname": user["profile"]["display_name"],
            "author_link": f"https://{domain}.slack.com/team/{user['id']}",
            "author_icon": f"https://{domain}.slack.com/avatars/{user['id']}-48.png",
        }
    name = original.get("username") or original.get("bot_profile", {}).get("name") or "Slackbot"
    bot_id = original.get("bot_id", BOT)
    return {
        "author_subname": name,
        "author_link": f"https://{domain}.slack.com/services/{bot_id}",
        "author_icon": f"https://{domain}.slack.com/avatars/{bot_id}-48.png",
    }


def _ordinal(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
