"""How customers' messages reach Slack: one shape a relay, as the relays really post."""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from playground.mail import mail_message
from playground.markup import sent_text
from playground.rich_text import rich_text_of
from playground.shapes import TEAM, Json, new_id

KINDS = {
    "whatsapp": "C0WHATSAPP",
    "sms": "C0SMS",
    "instagram": "C0INSTAGRAM",
    "email": "C0EMAIL",
    "chatwoot": "C0CHATWOOT",
    "papercups": "C0CHATWOOT",
    "zapier": "C0EMAIL",
}
_ZAPIER_APP = "A024R9PQM"
_INBOX = "Tidewater Shop (Website)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What one customer wrote, with whatever their channel knows of them."""

    text: str
    ts: str
    team: str = TEAM
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    handle: str | None = None
    subject: str | None = None
    is_reply: bool = False
    as_stub: bool = False
    forwarded_by: str | None = None


def relayed(kind: str, writing: Writing) -> tuple[Json, list[Json]]:
    """The message as that relay posts it, and the files that come with it."""
    if kind == "email":
        message, file = mail_message(
            text=writing.text,
            ts=writing.ts,
            name=writing.name,
            address=writing.email or "nobody@mail.example",
            subject=writing.subject,
            as_stub=writing.as_stub,
            forwarded_by=writing.forwarded_by,
        )
        return message, [file]
    return _SHAPES[kind](writing), []


def _number(writing: Writing) -> str:
    phone = writing.phone or ""
    digits = "".join(each for each in phone if each.isdigit())
    return f"+{digits}" if digits else "unknown"


def _classic(bot_id: str, username: str, emoji: str, writing: Writing, text: str) -> Json:
    """A message under a name of its own: `bot_message`, and never a user."""
    shown = sent_text(text)
    return {
        "type": "message",
        "subtype": "bot_message",
        "text": shown,
        "ts": writing.ts,
        "bot_id": bot_id,
        "username": username,
        "icons": {"emoji": emoji},
        "blocks": rich_text_of(shown),
    }


def _modern(
    bot: tuple[str, str, str, str], writing: Writing, text: str, blocks: list[Json]
) -> Json:
    """A message of an app under its own name: a user, no subtype, a bot_profile."""
    user_id, bot_id, app_id, name = bot
    return {
        "user": user_id,
        "type": "message",
        "ts": writing.ts,
        "bot_id": bot_id,
        "app_id": app_id,
        "text": sent_text(text),
        "team": writing.team,
        "bot_profile": {
            "id": bot_id,
            "app_id": app_id,
            "user_id": user_id,
            "name": name,
            "icons": {},
            "deleted": False,
            "updated": 1_700_000_000,
            "team_id": writing.team,
        },
        "blocks": [{"block_id": new_id("", 5), **block} for block in blocks],
    }


def _mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": sent_text(text), "verbatim": False}


def _whatsapp(writing: Writing) -> Json:
    number, name = _number(writing), writing.name or "Unknown"
    text = f"📲 WhatsApp message\nFrom: {number}\nClient: {name}\n{writing.text}"
    heading = {"type": "plain_text", "text": "📲 WhatsApp message", "emoji": True}
    blocks: list[Json] = [
        {"type": "header", "text": heading},
        {
            "type": "section",
            "fields": [_mrkdwn(f"*From:*\n{number}"), _mrkdwn(f"*Client:*\n{name}")],
        },
        {"type": "section", "text": _mrkdwn(f"*Message:*\n{writing.text}"[:3000])},
    ]
    return _modern(("U0WAPP", "B0WAPP", "A0WAPP", "WhatsApp Relay"), writing, text, blocks)


def _sms(writing: Writing) -> Json:
    text = f"SMS from {_number(writing)}: {writing.text}"
    return _classic("B0SMS", "SMS Relay", ":iphone:", writing, text)


def _instagram(writing: Writing) -> Json:
    handle = (writing.handle or "unknown").removeprefix("@")
    text = f"*Instagram:* @{handle}\n\n{writing.text}"
    message = _classic("B0INSTA", writing.name or handle, ":camera_with_flash:", writing, text)
    return message | {"app_id": _ZAPIER_APP}


def _zapier(writing: Writing) -> Json:
    lines = [
        f"*{label}:* {value}"
        for label, value in (
            ("Name", writing.name),
            ("Email", writing.email),
            ("Phone", writing.phone),
            ("Subject", writing.subject),
        )
        if value
    ]
    text = "\n".join(lines) + f"\n\n{writing.text}"
    message = _classic("B0ZAPIER", "Website form", ":zap:", writing, text)
    return message | {"app_id": _ZAPIER_APP}


def _chatwoot(writing: Writing) -> Json:
    name = writing.name or "snowy-frog-123"
    conversation = crc32((writing.email or writing.phone or name).encode()) % 900 + 100
    address = f"https://chat.tidewater.example/app/accounts/1/conversations/{conversation}"
    subject = f"*Subject:* {writing.subject}\n" if writing.subject else ""
    text = (
        f"\n*Inbox:* {_INBOX}\n<{address}|Click here> to view the conversation.\n"
        f"{subject}\n\n{writing.text}"
    )
    if writing.is_reply:
        text = writing.text
    message = _classic("B0CHATW", f"{name} (Contact)", "", writing, text)
    icon = "https://chat.tidewater.example/slack_uploads?blob_key=&sender_type=contact"
    return message | {"app_id": "A0CHATW", "icons": {"image_48": icon}}


def _papercups(writing: Writing) -> Json:
    name, address = writing.name or "Anonymous User", writing.email or "N/A"
    label = f"{name} ({address})" if writing.email else name
    if writing.is_reply:
        return _classic("B0PAPER", label, ":wave:", writing, writing.text)
    board = f"https://pc.tidewater.example/conversations/all/{crc32(label.encode()):08x}"
    opening = f"*:wave: {label}*: {writing.text}"
    text = (
        f"{opening}\n\nReply to this thread to start chatting, or view in the "
        f"<{board}|dashboard> :rocket:\n\n"
        "(Start a message with `;;` or `\\\\` to send an internal note)"
    )
    fields = [
        _mrkdwn(f"*{field}:*\n{value}")
        for field, value in (
            ("Name", name),
            ("Email", address),
            ("Source", ":speech_balloon: Chat"),
            ("Last seen URL", "https://tidewater.example/tents"),
            ("Device", "macOS, Firefox"),
            ("Timezone", "N/A"),
            ("Status", "Active"),
        )
    ]
    close = {
        "type": "button",
        "action_id": "close_conversation",
        "text": {"type": "plain_text", "text": "Mark as resolved", "emoji": True},
        "value": board[-8:],
        "style": "primary",
    }
    blocks: list[Json] = [
        {"type": "section", "text": _mrkdwn(text[:2500])},
        {"type": "section", "fields": fields},
        {"type": "divider"},
        {"type": "actions", "elements": [close]},
    ]
    return _modern(("U0PAPER", "B0PAPER", "A0PAPER", "Papercups"), writing, text, blocks)


_SHAPES: dict[str, Callable[[Writing], Json]] = {
    "whatsapp": _whatsapp,
    "sms": _sms,
    "instagram": _instagram,
    "zapier": _zapier,
    "chatwoot": _chatwoot,
    "papercups": _papercups,
}
