"""What is measured: three requests as Slack sends them, signed, of the sizes that Slack's have."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.customers import CHANNEL, WORKSPACE, name_of, phone_of, typed_phone_of

SECRET: Final = "b" * 32
_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"
_numbers = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A body with its headers."""

    body: bytes
    headers: dict[str, str]
    expected: tuple[str, ...] = ()
    """What Rapport's answer must hold to be the one that is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One kind of request."""

    letter: str
    what: str
    goal: float
    """The most that Rapport's server may cost, as a multiple of the bare app's."""
    make: Callable[[list[str]], Request]
    """A request that is like no other, given the contact ids of the well-known customers."""
    counted: str = ""
    """What has risen by one for each request: `opened` by Slack, or `kept` by Rapport."""


def _signed(body: bytes, content_type: str, *, expected: tuple[str, ...] = ()) -> Request:
    now = str(int(time.time()))  # noqa: TID251 - a signature is of the moment
    digest = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={digest}",
    }
    return Request(body=body, headers=headers, expected=expected)


def _command(_known: list[str]) -> Request:
    number = next(_numbers)
    form = {
        "token": "x", "team_id": WORKSPACE, "team_domain": "bench", "channel_id": CHANNEL, "channel_name": "support",
        "user_id": "U0AGENT", "user_name": "agent", "command": "/customer", "text": typed_phone_of(number),
        "api_app_id": "A0BENCH", "is_enterprise_install": "false",
        "response_url": f"https://hooks.bench.invalid/commands/{WORKSPACE}/1/x", "trigger_id": f"1.2.{number}",
    }  # fmt: skip
    return _signed(
        urlencode(form).encode(),
        _FORM,
        expected=(name_of(number), "Where is my order", "card:merge"),
    )


def _click(known: list[str]) -> Request:
    number = next(_numbers)
    payload: dict[str, Any] = {
        "type": "block_actions", "team": {"id": WORKSPACE, "domain": "bench"}, "api_app_id": "A0BENCH", "token": "x",
        "user": {"id": "U0AGENT", "username": "agent", "name": "agent", "team_id": WORKSPACE}, "enterprise": None,
        "trigger_id": f"1.2.{number}", "is_enterprise_install": False, "state": {"values": {}},
        "container": {"type": "message", "message_ts": "1.2", "channel_id": CHANNEL, "is_ephemeral": False},
        "channel": {"id": CHANNEL, "name": "support"},
        "response_url": f"https://hooks.bench.invalid/actions/{WORKSPACE}/1/x",
        "message": {"type": "message", "ts": "1.2", "user": "U0BOT", "bot_id": "B0BENCH", "text": name_of(number),
                    "team": WORKSPACE, "thread_ts": "1.1", "blocks": _CARD},
        "actions": [{"type": "button", "action_id": "card:note", "block_id": "card",
                     "value": f"1|{known[number % len(known)]}", "action_ts": "1.3",
                     "text": {"type": "plain_text", "text": "Note", "emoji": True}}],
    }  # fmt: skip
    return _signed(urlencode({"payload": json.dumps(payload)}).encode(), _FORM)


# A click brings the message it was made in: a card in a thread, with its buttons.
_CARD: Final[list[dict[str, Any]]] = [
    *(
        {
            "type": "section", "block_id": f"b{number}",
            "text": {"type": "mrkdwn", "verbatim": True, "text": f"*Part {number}* of what is known of a customer"},
        }
        for number in range(8)
    ),
    {
        "type": "actions", "block_id": "card",
        "elements": [
            {"type": "button", "action_id": f"card:{name}", "value": "1|c_01HZZZZZZZZZZZZZZZZZZZZZZZ",
             "text": {"type": "plain_text", "text": name.title(), "emoji": True}}
            for name in ("show", "note", "tag", "edit", "merge")
        ],
    },
]  # fmt: skip


def _event(_known: list[str]) -> Request:
    number = next(_numbers)
    text = (
        f"WhatsApp message\nFrom: {phone_of(number).value}\nClient: {name_of(number)}\n"
        "Where is my order? It was to be here by Tuesday."
    )
    message = {
        "type": "message", "subtype": "bot_message", "bot_id": "B0RELAY", "username": "relay", "text": text,
        "ts": f"1763000000.{number:06}", "channel": CHANNEL, "channel_type": "channel", "event_ts": f"1.{number}",
        "blocks": [{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": text}}],
    }  # fmt: skip
    body = {
        "token": "x", "team_id": WORKSPACE, "api_app_id": "A0BENCH", "event": message, "type": "event_callback",
        "event_id": f"Ev{number}", "event_time": 1763000000, "is_ext_shared_channel": False,
        "authorizations": [{"team_id": WORKSPACE, "user_id": "U0BOT", "is_bot": True}],
    }  # fmt: skip
    return _signed(json.dumps(body).encode(), _JSON)


SCALE_GOAL: Final = 1.1
"""The most that the large store may cost, as a multiple of the small one's."""
CASES: Final = (
    Case(letter="a", what="a signed /customer <phone>, answered with a full card", goal=1.3, make=_command),
    Case(letter="b", what="a button press that opens a modal", goal=1.5, make=_click, counted="opened"),
    Case(letter="c", what="a message event until its 200, stored durably", goal=1.3, make=_event, counted="kept"),
)  # fmt: skip
