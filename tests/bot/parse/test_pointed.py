"""A message that somebody points at says what it says, in whichever shape it came."""

from typing import Any, Final

import pytest
from hypothesis import given

from bot.parse.messages import read_message
from bot.parse.pointed import Pointed
from bot.parse.reading import NeedsFile, OwnBot
from storage.message import Channel, CustomerMessage
from tests.bot.parse.test_shapes import ANYTHING

OWN: Final = OwnBot(bot_id="B0RAPPORT", app_id="A0RAPPORT", user_id="U0RAPPORT")
HERE: Final = {"channel": "C1", "ts": "1700000000.000100"}


def pointed(message: dict[str, Any], channel: Channel | None = None) -> Pointed:
    event = {**HERE, **message}
    reading = read_message(event, feed=None, region="US", own=OWN, permalink="https://x/p1")
    return Pointed(message=event, reading=reading, channel=channel, link="https://x/p1")


SHARE: Final = {
    "is_share": True,
    "is_msg_unfurl": True,
    "author_id": "U0SAM",
    "channel_id": "C2",
    "ts": "1699999999.000200",
    "text": "Ana rang about the sails",
    "fallback": "[November 14th, 2023] sam: Ana rang about the sails",
}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"user": "U0SAM", "text": "Ana prefers tea"}, "Ana prefers tea"),
        ({"user": "U0SAM", "text": "", "attachments": [SHARE]}, "Ana rang about the sails"),
        ({"user": "U0SAM", "text": "look", "attachments": [SHARE]}, "Ana rang about the sails"),
        (
            {"bot_id": "B1", "user": "U1", "text": "", "attachments": [{"title": "New lead", "text": "tents"}]},
            "New lead\ntents",
        ),
        (
            {
                "subtype": "file_share",
                "user": "USLACKBOT",
                "text": "",
                "files": [
                    {
                        "id": "F1", "mode": "email", "subject": "Sails", "plain_text": "Where are they?",
                        "from": [{"address": "ana@acme.example", "name": "Ana"}],
                    }
                ],
            },
            "Sails\n\nWhere are they?",
        ),
        ({"user": "U0SAM", "text": "", "files": [{"id": "F1", "name": "sails.pdf"}]}, "sails.pdf"),
        ({"bot_id": "B0RAPPORT", "text": "Ana Souza"}, "Ana Souza"),
        ({"user": "U0SAM"}, ""),
    ],
)  # fmt: skip
def test_a_message_of_every_shape_has_its_words(message: dict[str, Any], words: str) -> None:
    assert pointed(message).words == words


def test_a_mail_that_is_a_stub_has_its_subject() -> None:
    file = {"id": "F1", "mode": "email", "filetype": "email", "title": "Sails"}
    found = pointed({"subtype": "file_share", "user": "USLACKBOT", "text": "", "files": [file]})
    assert isinstance(found.reading, NeedsFile)
    assert found.words == "Sails"


def test_any_message_can_be_kept_as_a_customers() -> None:
    found = pointed({"user": "U0SAM", "text": "call +44 20 7946 0123"}, Channel.VOICE)
    kept = found.as_customers()
    assert (kept.channel, kept.text, kept.name) == (Channel.VOICE, "call +44 20 7946 0123", None)
    assert (kept.source, kept.conversation) == ("C1/1700000000.000100", "C1/1700000000.000100")
    assert [str(claim.identifier) for claim in kept.claims] == ["phone:+442079460123"]
    assert kept.link == "https://x/p1"


def test_a_forwarded_message_is_kept_as_what_it_was_and_bound_where_it_stands() -> None:
    kept = pointed({"user": "U0SAM", "text": "", "attachments": [SHARE]}).as_customers()
    assert (kept.source, kept.conversation) == ("C2/1699999999.000200", "C1/1700000000.000100")


def test_a_customers_message_keeps_what_was_read_of_it() -> None:
    said = {"bot_id": "B1", "subtype": "bot_message", "username": "Pat (+44 20 7946 0123)", "text": "hi"}  # fmt: skip
    found = pointed(said)
    assert isinstance(found.reading, CustomerMessage)
    assert found.as_customers() == found.reading
    assert not found.is_own


def test_the_bots_own_message_is_known_as_such() -> None:
    assert pointed({"bot_id": "B0RAPPORT", "text": "a card"}).is_own


@given(message=ANYTHING)
def test_no_message_whatever_is_an_error(message: Any) -> None:
    found = pointed(message if isinstance(message, dict) else {"text": message})
    assert isinstance(found.words, str)
    assert isinstance(found.as_customers(), CustomerMessage)
