"""The signed requests that are measured, with the sizes that Slack's have."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.servers import SECRET

_NUMBERS = itertools.count()
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """A body with its headers."""

    body: bytes
    headers: dict[str, str]


def signed(body: bytes, content_type: str) -> Request:
    """The request as Slack sends it, now."""
    now = str(int(time.time()))  # noqa: TID251 - a signature is of the moment
    digest = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={digest}",
    }
    return Request(body, headers)


def command(_contact_id: str) -> Request:
    """`/customer <phone>`."""
    form = {
        "token": "x", "team_id": "T0BENCH", "team_domain": "bench", "channel_id": "C1", "channel_name": "c",
        "user_id": "U0A", "user_name": "a", "command": "/customer", "text": "+55 11 91234-5678", "api_app_id": "A1",
        "is_enterprise_install": "false", "response_url": "https://hooks.slack.com/commands/T/1/x",
        "trigger_id": f"1.2.{next(_NUMBERS)}",
    }  # fmt: skip
    return signed(urlencode(form).encode(), FORM)


def click(contact_id: str) -> Request:
    """*Note* on a card; the payload holds the card, as Slack's does."""
    text = {"type": "mrkdwn", "text": "*Ana Souza*  `vip`", "verbatim": True}
    blocks = [{"type": "section", "block_id": f"b{n}", "text": text} for n in range(8)]
    payload = {
        "type": "block_actions", "team": {"id": "T0BENCH", "domain": "bench"}, "api_app_id": "A1", "token": "x",
        "user": {"id": "U0A", "username": "a", "name": "a", "team_id": "T0BENCH"}, "enterprise": None,
        "trigger_id": f"1.2.{next(_NUMBERS)}", "is_enterprise_install": False, "state": {"values": {}},
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "C1", "is_ephemeral": False},
        "channel": {"id": "C1", "name": "c"}, "response_url": "https://hooks.slack.com/actions/T/1/x",
        "message": {"type": "message", "ts": "1.2", "user": "U1", "bot_id": "B1", "text": "x", "blocks": blocks},
        "actions": [{"type": "button", "action_id": "card:note", "block_id": "card", "value": f"1|{contact_id}",
                     "action_ts": "1.3", "text": {"type": "plain_text", "text": "Note"}}],
    }  # fmt: skip
    return signed(urlencode({"payload": json.dumps(payload)}).encode(), FORM)


def event(_contact_id: str) -> Request:
    """A customer's message, as a relay posts it."""
    number = next(_NUMBERS)
    text = "WhatsApp message\nFrom: +5511912345678\nClient: Ana Souza\nmy order is late"
    message = {
        "type": "message", "subtype": "bot_message", "bot_id": "B9", "username": "relay", "text": text,
        "ts": f"1763000000.{number:06}", "channel": "C1", "channel_type": "channel", "event_ts": f"1.{number}",
        "blocks": [{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": text}}],
    }  # fmt: skip
    body = {
        "token": "x", "team_id": "T0BENCH", "api_app_id": "A1", "event": message, "type": "event_callback",
        "event_id": f"Ev{number}", "event_time": 1763000000, "is_ext_shared_channel": False,
        "authorizations": [{"team_id": "T0BENCH", "user_id": "U1", "is_bot": True}],
    }  # fmt: skip
    return signed(json.dumps(body).encode(), "application/json")


CASES: dict[str, tuple[str, float, Callable[[str], Request]]] = {
    "a": ("a signed /customer <phone>, answered with the full card", 1.3, command),
    "b": ("a button press that opens a modal", 1.5, click),
    "c": ("a message event until its 200, stored durably", 1.3, event),
}
SCALE_GOAL = 1.1
