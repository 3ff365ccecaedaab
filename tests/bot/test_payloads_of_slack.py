"""What Slack signed is one of three kinds of payload, or a check of its own; all else is refused with a sentence."""

import json

import pytest

from bot.ingress import Payload, parsed
from bot.raw import Answer, Refused

EVENT = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "message"}}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("content_type", "raw", "said"),
    [
        (JSON, b'{"type": "url_verification", "challenge": "abc"}', Answer(body="abc")),
        (JSON, b'{"type": "url_verification"}', Answer(body="")),
        (JSON, b'{"type": "app_rate_limited"}', Answer()),
        (FORM, b"ssl_check=1", Answer()),
    ],
)
def test_slacks_own_checks_have_their_own_answers(
    content_type: str, raw: bytes, said: Answer
) -> None:
    assert parsed(content_type, raw) == said


def test_no_more_of_a_challenge_is_said_than_a_thousand_signs() -> None:
    raw = json.dumps({"type": "url_verification", "challenge": "x" * 1001}).encode()
    assert parsed(JSON, raw) == Answer(body="x" * 1000)


def test_a_payload_is_of_one_of_three_kinds() -> None:
    event = json.dumps(EVENT).encode()
    assert parsed(JSON, event) == Payload(kind="event", body=EVENT, raw=event)
    form = b"payload=%7B%22a%22%3A1%7D"
    clicked = Payload(kind="interaction", body={"a": 1}, raw=form, retry=2)
    assert parsed(FORM, form, retry=2) == clicked
    typed = Payload(kind="command", body={"command": "/customer"}, raw=b"command=%2Fcustomer")
    assert parsed(FORM, b"command=%2Fcustomer") == typed
    again = Payload(kind="command", body={"command": "x"}, raw=b"command=x", retry=1)
    assert parsed(FORM, b"command=x", retry=1) == again


@pytest.mark.parametrize(
    ("content_type", "raw", "said"),
    [
        (JSON, b'{"type": "event_callback"}', "A JSON body must be an event."),
        (JSON, b'{"type": "x", "event": {}}', "A JSON body must be an event."),
        ("text/plain", b"{}", "The body must be JSON or a form."),
        (FORM, b"ssl_check=2", "The form is neither a command nor an interaction."),
        (FORM, b"payload=1", "The JSON must be an object."),
    ],
)
def test_what_is_none_of_them_is_refused(content_type: str, raw: bytes, said: str) -> None:
    with pytest.raises(Refused) as error:
        parsed(content_type, raw)
    assert (error.value.status, error.value.sentence) == (400, said)
