"""The app that workspaces install is said whole or not at all, and never beside the token of one workspace."""

from typing import Any, Final

import pytest
from pydantic import SecretStr

from bot.own_app import BACK, INSTALL, OwnApp, own_app
from bot.settings import Unconfigured, load

ID: Final = {"slack_client_id": "1.2"}
SECRET: Final = {"slack_client_secret": SecretStr("shh")}
URL: Final = {"public_url": "https://rapport.example.com"}
TOKEN: Final = {"slack_bot_token": SecretStr("xoxb-1")}

TOGETHER: Final = (
    "RAPPORT_SLACK_CLIENT_ID and RAPPORT_SLACK_CLIENT_SECRET are set together"
    " (Basic Information > App Credentials)"
)
BOTH_WAYS: Final = (
    "RAPPORT_SLACK_BOT_TOKEN serves one workspace, RAPPORT_SLACK_CLIENT_ID several:"
    " leave the one out that is not meant"
)
NO_WAY_BACK: Final = (
    "RAPPORT_SLACK_CLIENT_ID needs RAPPORT_PUBLIC_URL: Slack sends browsers back to it"
)


def test_an_app_that_is_said_whole_is_one_that_several_install() -> None:
    app = own_app(load(**ID, **SECRET, **URL))
    back = "https://rapport.example.com/slack/oauth_redirect"
    assert app == OwnApp(client_id="1.2", client_secret="shh", redirect_uri=back)
    assert "shh" not in repr(app)
    assert (INSTALL, BACK) == ("/slack/install", "/slack/oauth_redirect")


@pytest.mark.parametrize("given", [{}, URL, TOKEN, {**TOKEN, **URL}])
def test_where_no_app_is_named_one_workspace_is_served(given: dict[str, Any]) -> None:
    assert own_app(load(**given)) is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (ID, TOGETHER),
        (SECRET, TOGETHER),
        ({**ID, **URL}, TOGETHER),
        ({**SECRET, **URL}, TOGETHER),
        ({**SECRET, **URL, "slack_client_id": ""}, TOGETHER),
        ({**ID, **URL, **TOKEN}, TOGETHER),
        ({**ID, **SECRET, **URL, **TOKEN}, BOTH_WAYS),
        ({**ID, **SECRET, **TOKEN}, BOTH_WAYS),
        ({**ID, **SECRET}, NO_WAY_BACK),
    ],
)
def test_an_app_that_is_said_by_halves_or_beside_a_token_is_named(
    given: dict[str, Any], told: str
) -> None:
    with pytest.raises(Unconfigured) as error:
        own_app(load(**given))
    assert str(error.value) == told
