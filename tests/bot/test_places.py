"""Where what comes by a door is posted, and what is said of it in the form of a channel."""

from datetime import UTC, datetime

from pydantic import SecretStr

from bot.places import places_in
from bot.settings import load
from storage.feed import Feed
from storage.message import Channel

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FEEDS = [
    Feed(place="C1", channel=Channel.WHATSAPP, at=NOW),
    Feed(place="C2", channel=Channel.SMS, at=NOW),
    Feed(place="C3", at=NOW),
]


def test_a_channel_is_fed_by_what_is_watched_or_set() -> None:
    assert places_in("").fed("C1", FEEDS, workspace="T1") == [(Channel.WHATSAPP, "")]
    assert places_in("").fed("C3", FEEDS, workspace="T1") == []
    told = places_in("whatsapp=C3, sms:+12125550100=C3")
    assert told.fed("C3", FEEDS, workspace="T1") == [
        (Channel.WHATSAPP, ""),
        (Channel.SMS, "+12125550100"),
    ]
    assert told.fed("C1", FEEDS, workspace="T1") == []
    assert told.fed("C2", FEEDS, workspace="T1") == [(Channel.SMS, "")], "of its other numbers"


def test_what_is_set_for_one_workspace_says_nothing_of_the_channels_of_another() -> None:
    told = places_in("whatsapp=T1/C9, sms:+12125550100=T1/C8, sms=C7")
    sms = ("+12125550100", FEEDS)
    assert told.channel(Channel.WHATSAPP, "", FEEDS, workspace="T1") == "C9"
    assert told.channel(Channel.WHATSAPP, "", FEEDS, workspace="T2") == "C1", "as it is watched"
    assert told.channel(Channel.SMS, *sms, workspace="T1") == "C8"
    assert told.channel(Channel.SMS, *sms, workspace="T2") == "C7"
    assert told.workspace(Channel.SMS, "+12125550100") == "T1"
    assert told.fed("C9", FEEDS, workspace="T1") == [(Channel.WHATSAPP, "")]
    assert told.fed("C1", FEEDS, workspace="T2") == [(Channel.WHATSAPP, "")]
    assert told.fed("C8", FEEDS, workspace="T2") == []


def test_doors_are_open_whose_secrets_are_set() -> None:
    assert load().doors() == frozenset()
    assert load(whatsapp_secret=SecretStr("x")).doors() == {Channel.WHATSAPP}
    twilio = load(twilio_token=SecretStr("x"), public_url="https://r.example")
    assert twilio.doors() == {Channel.WHATSAPP, Channel.SMS}
    assert Channel.EMAIL in load(ingest_secret=SecretStr("x")).doors()
