"""A relay tells that somebody has another number now; a customer who writes so tells nothing."""

from typing import Any

from bot.parse.messages import read_message
from bot.parse.reading import OwnBot
from storage.message import CustomerMessage

OWN = OwnBot(bot_id="B0RAPPORT", app_id="A0RAPPORT", user_id="U0RAPPORT")


def claims_of(message: dict[str, Any]) -> list[tuple[str, str, bool]]:
    event = {
        "type": "message",
        "channel": "C1",
        "ts": "1763000000.000100",
        "bot_id": "B1",
        **message,
    }
    found = read_message(event, feed=None, region="US", own=OWN)
    assert isinstance(found, CustomerMessage), found
    return [(str(one.identifier), one.evidence.value, one.former) for one in found.claims]


def test_a_relays_field_names_the_number_that_somebody_had_until_now() -> None:
    texts = ["*Phone:*\n+44 20 7946 0123", "*Previous number:*\n+1 212 555 0123"]
    fields = [{"type": "mrkdwn", "text": text} for text in texts]
    message = {"text": "", "blocks": [{"type": "section", "fields": fields}]}
    assert claims_of(message) == [
        ("phone:+442079460123", "vouched", False),
        ("phone:+12125550123", "vouched", True),
    ]


def test_a_customer_who_writes_of_a_former_number_only_mentions_it() -> None:
    text = "Phone: +44 20 7946 0123\nMessage: hello\nPrevious number: +1 212 555 0123"
    assert claims_of({"text": text}) == [
        ("phone:+442079460123", "vouched", False),
        ("phone:+12125550123", "mentioned", False),
    ]


def test_a_former_number_alone_names_nobody() -> None:
    fields = [{"type": "mrkdwn", "text": "*Previous number:*\n+1 212 555 0123"}]
    blocks = [{"type": "section", "fields": fields}]
    event = {
        "type": "message",
        "channel": "C1",
        "ts": "1.1",
        "bot_id": "B1",
        "text": "x",
        "blocks": blocks,
    }
    found = read_message(event, feed=None, region="US", own=OWN)
    assert not any(one.former for one in getattr(found, "claims", ()))


def test_whatsapps_own_ids_name_whoever_shows_no_number() -> None:
    texts = ["*BSUID:*\nUS.13491208655302741918", "*WhatsApp username:*\n@ana.s"]
    fields = [{"type": "mrkdwn", "text": text} for text in texts]
    message = {"text": "", "blocks": [{"type": "section", "fields": fields}]}
    assert claims_of(message) == [
        ("wa_bsuid:US.13491208655302741918", "vouched", False),
        ("wa_username:ana.s", "vouched", False),
    ]


def test_an_id_in_a_customers_words_names_nobody() -> None:
    text = "Phone: +44 20 7946 0123\nMessage: hello\nBSUID: US.13491208655302741918"
    assert claims_of({"text": text}) == [("phone:+442079460123", "vouched", False)]
