"""E-mail to a channel: the file that Slack makes of a mail, whole or as a stub."""

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from playground.shapes import SLACKBOT, TEAM_DOMAIN, Json, new_id

_INBOX = "support@tidewater.example"
_MAIL_BOT = "B0MAIL"


def mail_message(
    *,
    text: str,
    ts: str,
    name: str | None,
    address: str,
    subject: str | None,
    as_stub: bool,
    forwarded_by: str | None,
) -> tuple[Json, Json]:
    """The message in the channel, and the whole file that `files.info` knows.

    `forwarded_by` ("Maya Lindqvist <maya@…>") makes it a mail that a teammate passed on, with the
    customer's own quoted inside.
    """
    file = _file(
        text=text, ts=ts, name=name, address=address, subject=subject, forwarded_by=forwarded_by
    )
    message = {
        "type": "message",
        "subtype": "file_share",
        "text": "",
        "files": [_stub(file) if as_stub else file],
        "upload": True,
        "user": SLACKBOT,
        "display_as_bot": True,
        "bot_id": _MAIL_BOT,
        "ts": ts,
    }
    return message, file


def _stub(file: Json) -> Json:
    """What some deliveries carry instead of the file: its id, and the advice to ask for it."""
    return {
        "id": file["id"],
        "created": 0,
        "timestamp": 0,
        "mode": "file_access",
        "file_access": "check_file_info",
        "user": "",
    }


def _file(
    *,
    text: str,
    ts: str,
    name: str | None,
    address: str,
    subject: str | None,
    forwarded_by: str | None,
) -> Json:
    moment = int(float(ts))
    date = format_datetime(datetime.fromtimestamp(moment, UTC))
    original = f"{name} <{address}>" if name else address
    sender = {"address": address, "name": name or "", "original": original}
    title = subject or "(no subject)"
    plain = text
    if forwarded_by is not None:
        plain = (
            "---------- Forwarded message ---------\n"
            f"From: {original}\nDate: {date}\nSubject: {title}\nTo: <{_INBOX}>\n\n{text}\n"
        )
        by_name, _, by_address = forwarded_by.rstrip(">").partition(" <")
        sender = {"address": by_address, "name": by_name, "original": forwarded_by}
        title = f"Fwd: {title}"
    file_id = new_id("F0")
    web_address = f"https://files.{TEAM_DOMAIN}.slack.com/files-pri/T0RAPPORT-{file_id}/mail"
    return {
        "id": file_id,
        "created": moment,
        "timestamp": moment,
        "name": title,
        "title": title,
        "mimetype": "text/html",
        "filetype": "email",
        "pretty_type": "Email",
        "user": SLACKBOT,
        "username": "Email",
        "mode": "email",
        "editable": True,
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": True,
        "size": len(plain.encode()),
        "subject": title,
        "to": [{"address": _INBOX, "name": "Support", "original": f"Support <{_INBOX}>"}],
        "from": [sender],
        "cc": [],
        "attachments": [],
        "original_attachment_count": 0,
        "plain_text": plain,
        "preview": _as_html(plain),
        "preview_plain_text": plain[:500],
        "headers": {
            "date": date,
            "in_reply_to": None,
            "reply_to": None,
            "message_id": f"<{file_id.lower()}@{sender['address'].partition('@')[2]}>",
        },
        "has_more": False,
        "sent_to_self": False,
        "bot_id": _MAIL_BOT,
        "has_rich_preview": False,
        "file_access": "visible",
        "url_private": web_address,
        "url_private_download": f"{web_address}?download=1",
        "permalink": f"https://{TEAM_DOMAIN}.slack.com/files/{SLACKBOT}/{file_id}/mail",
    }


def _as_html(plain: str) -> str:
    paragraphs = [escape(part).replace("\n", "<br>") for part in plain.strip().split("\n\n")]
    return "".join(f"<p>{part}</p>" for part in paragraphs)
