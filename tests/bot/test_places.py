"""Where what comes by a door is posted, and what is said of it in the form of a channel."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from bot.places import places_in, shops_in
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


@pytest.mark.parametrize(
    ("setting", "kind", "ours", "workspace"),
    [
        ("sms=T1/C1", Channel.SMS, "+1", "T1"),
        ("sms:+1=T1/C1, sms=T2/C2", Channel.SMS, "+1", "T1"),
        ("sms:+1=T1/C1, sms=T2/C2", Channel.SMS, "+2", "T2"),
        ("sms:+1=T1/C1", Channel.SMS, "+2", None),
        ("sms:+1=T1/C1", Channel.WHATSAPP, "+1", None),
        ("sms=C1", Channel.SMS, "+1", None),
        ("", Channel.SMS, "+1", None),
    ],
)
def test_a_message_goes_to_the_workspace_that_its_number_is_said_of(
    setting: str, kind: Channel, ours: str, workspace: str | None
) -> None:
    assert places_in(setting).workspace(kind, ours) == workspace


def test_where_several_channels_are_watched_for_a_kind_the_first_is_fed() -> None:
    later = Feed(place="C5", channel=Channel.SMS, at=NOW + timedelta(seconds=1))
    for feeds in ([later, *FEEDS], [*FEEDS, later]):
        assert places_in("").channel(Channel.SMS, "", feeds, workspace="T1") == "C2"
    assert places_in("").channel(Channel.EMAIL, "", FEEDS, workspace="T1") is None


def test_a_number_that_is_said_of_another_workspace_is_none_of_ours() -> None:
    told = places_in("sms:+1=T2/C9, sms=T1/C8, whatsapp=T2/C7")
    assert told.channel(Channel.SMS, "+1", [], workspace="T1") == "C8"
    assert told.channel(Channel.SMS, "+1", [], workspace="T2") == "C9"
    assert told.channel(Channel.WHATSAPP, "", [], workspace="T1") is None


def test_which_channels_are_named_is_known_by_kind() -> None:
    told = places_in("sms:+1=C1, whatsapp=T1/C2")
    assert (told.names(Channel.SMS), told.names(Channel.SMS, workspace=True)) == (True, False)
    assert told.names(Channel.WHATSAPP, workspace=True)
    assert not told.names(Channel.EMAIL)
    assert [(one.workspace, one.channel) for one in told.channels()] == [
        (None, "C1"),
        ("T1", "C2"),
    ]


def test_a_setting_is_read_with_its_blanks_and_empty_parts() -> None:
    assert places_in(" sms = C1 ,, ").channels() == places_in("sms=C1").channels()
    assert shops_in(" A.myshopify.com = T1 ,, b.myshopify.com ") == {
        "a.myshopify.com": "T1",
        "b.myshopify.com": None,
    }
    assert shops_in("") == {}
    assert list(shops_in("a" * 250)) == ["a" * 250]


@pytest.mark.parametrize(
    "setting",
    [
        "sms",
        "sms=",
        "sms=c1",
        "sms=C",
        "sms=C1-",
        "pigeon=C1",
        "=C1",
        "sms=t1/C1",
        "sms=T/C1",
        "sms=T1/x/C1",
        f"sms=C{'1' * 41}",
        "sms=C\u0661",
        "whatsapp=C1,sms=c1",
    ],
)
def test_a_setting_that_names_no_channel_is_refused(setting: str) -> None:
    with pytest.raises(
        ValueError, match=r"^must be channels by comma, such as whatsapp=C0123ABCD$"
    ):
        places_in(setting)


@pytest.mark.parametrize(
    "setting",
    [
        "a b=T1",
        "a.myshopify.com=t1",
        "=T1",
        "a/b=T1",
        f"{'a' * 251}=T1",
        "\u00e9.com",
        "a=T1,b/=T1",
    ],
)
def test_a_setting_that_names_no_shop_is_refused(setting: str) -> None:
    with pytest.raises(
        ValueError, match=r"^must be shops by comma, such as a\.myshopify\.com=T0123"
    ):
        shops_in(setting)
