"""Twilio's door: what it signed is taken for what it says, all else is refused with a sentence."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest

from bot.doors.twilio import NOTHING_TO_SAY, TwilioDoor
from tests.bot.doors.signing import FORM, PLACES, URL, Knocked, refused, told

SMS = {"MessageSid": "SM1", "From": "+442079460123", "To": "+12125550100", "Body": "a & b"}


def twilio(
    form: Mapping[str, str], *, path: str = "/ingest/twilio", secret: str = "new"
) -> dict[str, str]:
    text = URL + path + "".join(name + form[name] for name in sorted(form))
    mac = base64.b64encode(hmac.digest(secret.encode(), text.encode(), hashlib.sha1)).decode()
    return {"X-Twilio-Signature": mac, "Content-Type": FORM}


def twilio_door() -> TwilioDoor:
    return TwilioDoor(Knocked().porter(), ["new", "old"], public_url=f"{URL}/", places=PLACES)


@pytest.mark.parametrize("secret", ["new", "old"])
def test_what_twilio_signed_is_an_event_of_the_customer(secret: str) -> None:
    found = told(twilio_door(), urlencode(SMS).encode(), twilio(SMS, secret=secret))
    (event,) = found.events
    assert found.answer == NOTHING_TO_SAY
    assert (event.id, event.lane, event.workspace) == ("SM1", "+442079460123", "TSMS")
    assert event.body == {"form": SMS, "at": 1_700_000_000, "reply": ""}
    assert type(event.body["at"]) is int


def test_twilio_signs_the_address_with_its_query() -> None:
    path = "/ingest/twilio?reply=r1"
    raw = urlencode(SMS).encode()
    (event,) = told(twilio_door(), raw, twilio(SMS, path=path), path).events
    assert event.body["reply"] == "r1"
    assert refused(twilio_door(), raw, twilio(SMS), path)[0] == 401


@pytest.mark.parametrize(
    ("ours", "signed"),
    [
        ("https://r.example", "https://r.example"),
        ("https://r.example", "https://r.example:443"),
        ("https://r.example:443", "https://r.example"),
        ("https://r.example:8443", "https://r.example:8443"),
        ("https://r.example:8443", "https://r.example"),
        ("http://r.example", "http://r.example:80"),
    ],
)
def test_twilio_signs_now_with_the_port_and_now_without(ours: str, signed: str) -> None:
    door = TwilioDoor(Knocked().porter(), ["new"], public_url=ours, places=PLACES)
    text = f"{signed}/ingest/twilio" + "".join(name + SMS[name] for name in sorted(SMS))
    mac = base64.b64encode(hmac.digest(b"new", text.encode(), hashlib.sha1)).decode()
    headers = {"X-Twilio-Signature": mac, "Content-Type": FORM}
    assert len(told(door, urlencode(SMS).encode(), headers).events) == 1
    other = TwilioDoor(Knocked().porter(), ["new"], public_url="https://x.example", places=PLACES)
    assert refused(other, urlencode(SMS).encode(), headers)[0] == 401


def test_what_twilio_did_not_sign_is_refused() -> None:
    raw = urlencode(SMS).encode()
    wrong = (
        "The signature does not fit: is RAPPORT_TWILIO_TOKEN the account's auth token,"
        f" and {URL} where Twilio calls?"
    )
    for headers in (twilio(SMS, secret="guess"), twilio({**SMS, "Body": "c"})):
        assert refused(twilio_door(), raw, headers) == (401, wrong)
    missing = "Exactly one X-Twilio-Signature header is needed."
    assert refused(twilio_door(), raw, {"Content-Type": FORM}) == (401, missing)
    json_ = {**twilio(SMS), "Content-Type": "application/json"}
    assert refused(twilio_door(), raw, json_) == (400, "The body must be a form.")
    assert refused(twilio_door(), raw + b"\n", twilio(SMS)) == (400, "The body is not a form.")
    nobody = {"From": "+442079460123"}
    said = refused(twilio_door(), urlencode(nobody).encode(), twilio(nobody))
    assert said == (400, "The form names no message.")
    assert refused(twilio_door(), b"", twilio({})) == (400, "The form names no message.")


def test_a_message_of_nobody_has_a_lane_too() -> None:
    form = {"MessageSid": "SM2"}
    (event,) = told(twilio_door(), urlencode(form).encode(), twilio(form)).events
    assert (event.lane, event.workspace) == ("somebody", None)
