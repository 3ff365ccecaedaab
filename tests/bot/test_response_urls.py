"""An answer is posted to Slack, or to nobody: an address that only looks like Slack's is none."""

from urllib.parse import urlsplit

import pytest

from bot.response_urls import is_slacks

SLACK = urlsplit("https://slack.com/api/")
LOCAL = urlsplit("http://127.0.0.1:8765/api/")


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.slack.com/commands/T1/1/abc",
        "https://hooks.slack.com/actions/T1/1/abc",
        "https://slack.com/api/response/1",
    ],
)
def test_slacks_own_addresses_are_answered(url: str) -> None:
    assert is_slacks(url, api=SLACK)


def test_a_local_slack_is_answered_where_it_is() -> None:
    assert is_slacks("http://127.0.0.1:8765/response/1", api=LOCAL)
    assert is_slacks("https://hooks.slack.com/commands/T1/1/abc", api=LOCAL)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/response/1",
        "http://hooks.slack.com/commands/T1",
        "https://hooks.slack.com:8443/commands/T1",
        "https://hooks.slack.com.evil.example/x",
        "https://hooks.slack.com@evil.example/x",
        "https://evil.example/hooks.slack.com",
        "https://evil.example#hooks.slack.com",
        "https://HOOKS.slack.com.evil.example/",
        "http://slack.com/api/response/1",
        "https://api.slack.com/x",
        "http://127.0.0.1:6379/",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://[hooks.slack.com/x",
    ],
)
def test_any_other_address_is_nobodys(url: str) -> None:
    assert not is_slacks(url, api=SLACK)


def test_a_request_without_an_address_is_none_where_the_api_has_none_either() -> None:
    assert not is_slacks("", api=urlsplit(""))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:6379/x", "https://127.0.0.1:8765/x", "http://localhost:8765/x"]
)
def test_beside_a_local_slack_another_port_or_scheme_is_nobodys(url: str) -> None:
    assert not is_slacks(url, api=LOCAL)
