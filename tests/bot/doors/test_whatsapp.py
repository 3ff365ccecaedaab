"""Meta's door: what it signed is taken for what it says, all else is refused with a sentence."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.doors.whatsapp import WhatsAppDoor
from bot.raw import Answer
from tests.bot.doors.signing import PLACES, Knocked, knock, refused, told


def whatsapp(raw: bytes, *, secret: str = "new") -> dict[str, str]:
    mac = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={mac}"}


def whatsapp_door(token: str = "word") -> WhatsAppDoor:
    return WhatsAppDoor(Knocked().porter(), ["new", "old"], verify_token=token, places=PLACES)


def webhook(**value: Any) -> bytes:
    value = {"metadata": {"phone_number_id": "111"}, **value}
    changes = [{"field": "messages", "value": value}]
    return json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"changes": changes}]}
    ).encode()


@pytest.mark.parametrize("secret", ["new", "old"])
def test_each_message_and_status_of_meta_is_an_event_of_its_own(secret: str) -> None:
    raw = webhook(
        messages=[{"id": "m1", "from": "4420"}, {"id": "m2", "from_user_id": "GB.1"}, {"id": "m3"}],
        statuses=[{"id": "m0", "status": "read", "recipient_id": "4421"}],
    )
    found = told(whatsapp_door(), raw, whatsapp(raw, secret=secret))
    assert found.answer == Answer()
    assert [(one.id, one.lane) for one in found.events] == [
        ("m1", "4420"),
        ("m2", "GB.1"),
        ("m3", "somebody"),
        ("m0/read", "4421"),
    ]
    assert {one.workspace for one in found.events} == {"TWA"}
    assert found.events[0].body["message"] == {"id": "m1", "from": "4420"}


def test_what_meta_did_not_sign_is_refused() -> None:
    raw = webhook()
    wrong = "The signature does not fit: is RAPPORT_WHATSAPP_SECRET this app's app secret?"
    for headers in (whatsapp(raw, secret="guess"), {"X-Hub-Signature-256": "sha256="}):
        assert refused(whatsapp_door(), raw, headers) == (401, wrong)
    bare = {"X-Hub-Signature-256": whatsapp(raw)["X-Hub-Signature-256"].removeprefix("sha256=")}
    assert refused(whatsapp_door(), raw, bare) == (401, wrong)
    missing = "Exactly one X-Hub-Signature-256 header is needed."
    assert refused(whatsapp_door(), raw, {}) == (401, missing)
    other = b'{"object": "page"}'
    said = (400, "The webhook is not about a whatsapp_business_account.")
    assert refused(whatsapp_door(), other, whatsapp(other)) == said
    assert refused(whatsapp_door(), b"[]", whatsapp(b"[]"))[0] == 400


@pytest.mark.parametrize(
    ("query", "token", "status", "text"),
    [
        ({}, "word", 200, "abc-_9"),
        ({"hub.verify_token": "guess"}, "word", 403, "The verify token is not RAPPORT_WHATSAPP_VERIFY_TOKEN."),
        ({"hub.mode": "unsubscribe"}, "word", 403, "The verify token is not RAPPORT_WHATSAPP_VERIFY_TOKEN."),
        ({"hub.verify_token": ""}, "", 403, "The verify token is not RAPPORT_WHATSAPP_VERIFY_TOKEN."),
        ({"hub.challenge": "<script>"}, "word", 400, "The challenge is no word."),
        ({"hub.challenge": ""}, "word", 400, "The challenge is no word."),
        ({"hub.challenge": "a" * 201}, "word", 400, "The challenge is no word."),
    ],
)  # fmt: skip
async def test_meta_is_told_that_the_address_is_ours_if_it_knows_the_word(
    query: dict[str, str], token: str, status: int, text: str
) -> None:
    asked = {
        "hub.mode": "subscribe",
        "hub.verify_token": "word",
        "hub.challenge": "abc-_9",
        **query,
    }
    knocked = Knocked()
    door = WhatsAppDoor(knocked.porter(), ["new"], verify_token=token, places=PLACES)
    found: Any = await door.challenge(make_mocked_request("GET", f"/?{urlencode(asked)}"))
    assert (found.status, found.text) == (status, text)
    assert knocked.refused == ([text] if status == 403 else [])


@pytest.mark.parametrize("left_out", ["hub.mode", "hub.verify_token", "hub.challenge"])
@pytest.mark.parametrize("word", ["word", "X" * 4])  # the other a mutant has for no word at all
async def test_a_question_of_metas_that_is_not_whole_is_refused(left_out: str, word: str) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": "abc"}
    del asked[left_out]
    found = await whatsapp_door(word).challenge(make_mocked_request("GET", f"/?{urlencode(asked)}"))
    assert found.status in (400, 403)


async def test_a_door_takes_as_much_as_its_maker_sends() -> None:
    knocked = Knocked()
    door = WhatsAppDoor(knocked.porter(), ["new"], verify_token="", places=PLACES)
    raw = webhook(messages=[{"id": "m1", "text": {"body": "x" * 2 * 1024 * 1024}}])
    assert (await knock(door, raw, whatsapp(raw)))[0] == 200
    told_ = await knock(door, b"x" * (door.most_bytes + 1), {})
    assert told_ == (413, "The body is larger than 3 mebibytes.")
