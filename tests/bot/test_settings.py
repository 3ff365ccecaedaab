"""Settings: where they come from, and what is said of a wrong one."""

from datetime import UTC, datetime, timedelta
from os import environ  # noqa: TID251 - what the tested module changes
from pathlib import Path

import pytest

from bot import settings
from bot.places import Places
from bot.setting_values import host_and_port
from storage.feed import Feed
from storage.message import Channel
from storage.standing import Limits

NAMES = ("RAPPORT_", "SLACK_")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in environ if name.startswith(NAMES)]:
        monkeypatch.delenv(name)


def test_without_any_setting_there_are_defaults() -> None:
    found = settings.load()
    assert found.slack_bot_token is None
    assert found.slack_api_url == "https://slack.com/api/"
    assert found.default_region == "US"
    assert found.signing_secrets() == ()
    assert found.data_dir.is_absolute()


def test_a_value_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    monkeypatch.setenv("RAPPORT_SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    (tmp_path / "secret").write_text("abc, def\n")
    monkeypatch.setenv("RAPPORT_SLACK_SIGNING_SECRET_FILE", str(tmp_path / "secret"))
    found = settings.load()
    assert found.slack_bot_token is not None
    assert found.slack_bot_token.get_secret_value() == "xoxb-from-a-file"
    assert found.signing_secrets() == ("abc", "def")


def test_a_file_that_is_empty_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The unit and compose name a file of each secret, also where there is none: it was a token of no letters."""
    (tmp_path / "nothing").write_text(" \n")
    usual = settings.load()
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "DEFAULT_REGION", "DATA_DIR"):
        monkeypatch.setenv(f"RAPPORT_{name}_FILE", str(tmp_path / "nothing"))
    assert settings.load() == usual
    monkeypatch.setenv("RAPPORT_DEFAULT_REGION", "BR")
    assert settings.load().default_region == "BR"


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SECRET_KEY_FILE", "/nowhere/key")
    with pytest.raises(settings.Unconfigured, match="RAPPORT_SECRET_KEY_FILE"):
        settings.load()


def test_what_slacks_own_command_line_injects_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-cli")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-cli")
    found = settings.load()
    tokens = [found.slack_bot_token, found.slack_app_token]
    assert [token.get_secret_value() for token in tokens if token] == ["xoxb-cli", "xapp-cli"]


def test_variables_that_make_bolt_another_app_are_taken_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "2")
    settings.load()
    assert not {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"} & set(environ)


def test_all_wrong_settings_are_named_at_once_and_no_value_is_quoted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RAPPORT_DEFAULT_REGION", "Atlantis")
    monkeypatch.setenv("RAPPORT_SECRET_KEY", "hunter2")
    monkeypatch.setenv("RAPPORT_SLACK_API_URL", "http://evil.example/api/")
    with pytest.raises(settings.Unconfigured) as wrong:
        settings.load()
    said = str(wrong.value)
    assert "RAPPORT_DEFAULT_REGION is not a country" in said
    assert "RAPPORT_SECRET_KEY must be 64 hexadecimal digits" in said
    assert "RAPPORT_SLACK_API_URL must begin with https://" in said
    assert "hunter2" not in said


def test_a_loopback_slack_may_be_reached_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SLACK_API_URL", "http://127.0.0.1:3000/api")
    assert settings.load().slack_api_url == "http://127.0.0.1:3000/api/"


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost.evil.example/api/",
        "http://127.0.0.1@evil.example/api/",
        "http://127.0.0.1.evil.example/",
        "https://",
        "http://[",
        "slack.com/api/",
    ],
)
def test_a_token_goes_to_no_other_machine_in_the_clear(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_SLACK_API_URL", address)
    with pytest.raises(settings.Unconfigured, match="must begin with https://"):
        settings.load()


def test_a_mistyped_setting_is_pointed_out() -> None:
    names = {"RAPPORT_REDIS_ULR": "x", "RAPPORT_REDIS_URL_FILE": "y", "PATH": "z"}
    assert settings.strays(names) == ["RAPPORT_REDIS_ULR"]


@pytest.mark.parametrize(
    ("stray", "meant"),
    [
        ("RAPPORT_REDIS_ULR", "RAPPORT_REDIS_URL"),
        ("RAPPORT_SECRETKEY_FILE", "RAPPORT_SECRET_KEY"),
        ("RAPPORT_COLOUR", None),
    ],
)
def test_of_a_mistyped_setting_the_one_that_is_meant_is_found(
    stray: str, meant: str | None
) -> None:
    assert settings.meant(stray) == meant


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SLACK_BOT_TOKEN", "xoxb-visible")
    assert "xoxb-visible" not in repr(settings.load())


def test_every_safeguard_has_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load().limits() == Limits()
    for number, name in enumerate(
        ("EMAILS", "PHONES", "HANDLES", "CONTACTS", "CLAIMANTS"), start=6
    ):
        monkeypatch.setenv(f"RAPPORT_MAX_{name}", str(number))
    monkeypatch.setenv("RAPPORT_UNIQUE_SYSTEMS", "CRM, erp,")
    assert settings.load().limits() == Limits(
        emails=6,
        phones=7,
        handles_a_kind=8,
        contacts=9,
        claimants=10,
        unique_systems=frozenset(["crm", "erp"]),
    )


@pytest.mark.parametrize("name", ["EMAILS", "PHONES", "HANDLES", "CONTACTS", "CLAIMANTS"])
def test_a_safeguard_cannot_be_set_to_nothing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"RAPPORT_MAX_{name}", "0")
    with pytest.raises(settings.Unconfigured, match=f"RAPPORT_MAX_{name}"):
        settings.load()


# ------------------------------------------------------------ doors


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DIRECT_CHANNELS", "pigeon=C0123", "whatsapp=C0123ABCD"),
        ("DIRECT_CHANNELS", "whatsapp", "whatsapp=C0123ABCD"),
        ("DIRECT_CHANNELS", "whatsapp=#support", "whatsapp=C0123ABCD"),
        ("DIRECT_CHANNELS", "sms=t9/C0123", "whatsapp=C0123ABCD"),
        ("SHOPIFY_SHOPS", "https://a.myshopify.com", "a.myshopify.com=T0123ABCD"),
        ("SHOPIFY_SHOPS", "a.myshopify.com=me", "a.myshopify.com=T0123ABCD"),
        ("TWILIO_TOKEN", "secret", "RAPPORT_PUBLIC_URL"),
    ],
)
def test_a_wrong_setting_of_a_door_is_named_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"RAPPORT_{name}", value)
    with pytest.raises(settings.Unconfigured) as wrong:
        settings.load()
    assert f"RAPPORT_{name}" in str(wrong.value)
    assert said in str(wrong.value)
    assert "secret" not in str(wrong.value)


def test_shops_and_channels_are_read_by_comma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SHOPIFY_SHOPS", "A.myshopify.com=T1A, b.example")
    monkeypatch.setenv("RAPPORT_DIRECT_CHANNELS", "whatsapp=C1A, sms:+12125550100=T1A/C2B")
    found = settings.load()
    assert found.shops() == {"a.myshopify.com": "T1A", "b.example": None}
    places = found.places()
    assert places.channel(Channel.WHATSAPP, "106540352242922", [], workspace="T1A") == "C1A"
    assert places.workspace(Channel.WHATSAPP, "106540352242922") is None
    assert places.channel(Channel.SMS, "+12125550100", [], workspace="T1A") == "C2B"
    assert places.workspace(Channel.SMS, "+12125550100") == "T1A"
    assert places.channel(Channel.SMS, "+12125550199", [], workspace="T1A") is None


def test_where_nobody_said_messages_go_to_the_first_channel_that_is_watched_for_them() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    feeds = [
        Feed(place="C2", channel=Channel.SMS, at=at + timedelta(days=1)),
        Feed(place="C1", channel=Channel.SMS, at=at),
        Feed(place="C3", at=at),
    ]
    assert Places({}).channel(Channel.SMS, "+12125550100", feeds, workspace="T1") == "C1"
    assert Places({}).channel(Channel.WHATSAPP, "1", feeds, workspace="T1") is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("[::1]:9464", ("::1", 9464)),
        ("metrics.internal:0", ("metrics.internal", 0)),
    ],
)
def test_metrics_are_told_at_a_host_and_a_port(text: str, meant: tuple[str, int]) -> None:
    assert host_and_port(text) == meant
    assert settings.load(metrics_bind=text).metrics_bind == text


@pytest.mark.parametrize("text", ["9464", ":9464", "127.0.0.1:", "::1:9464", "here:70000", "a:b"])
def test_what_is_no_host_and_port_is_named_with_an_example(text: str) -> None:
    with pytest.raises(settings.Unconfigured, match=r"RAPPORT_METRICS_BIND.*127\.0\.0\.1:9464"):
        settings.load(metrics_bind=text)
