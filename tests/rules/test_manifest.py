"""The manifest: valid as far as Slack documents it, and asking for nothing that is not used."""

import ast
import json
import re
from typing import Any, Final

import jsonschema
import pytest
import yaml

from bot.scopes import NEEDED, OPTIONAL
from playground.manifest import granted_in
from tests.rules import tree

MANIFEST: Final = tree.TOP / "manifest.yml"
SCHEMA: Final = json.loads((tree.TOP / "tests/rules/manifest.schema.json").read_text())

# Which scopes let Slack deliver an event: any one of a row is enough for its kind of channel.
# Source: "Required scopes" on each page of docs.slack.dev/reference/events.
SCOPES_OF_EVENTS: Final = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set[str](),
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "entity_details_requested": set[str](),
    "function_executed": set[str](),
    "link_shared": {"links:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "subteam_members_changed": {"usergroups:read"},
    "team_access_granted": set[str](),
    "team_access_revoked": set[str](),
    "tokens_revoked": set[str](),
    "user_change": {"users:read"},
}

# Which scopes a Web API method of the bot uses: docs.slack.dev/reference/methods.
SCOPES_OF_METHODS: Final = {
    "apps_connections_open": set[str](),  # the app-level token's own, no bot scope
    "auth_teams_list": set[str](),
    "auth_test": set[str](),
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set[str](),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_unfurl": {"links:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_replies": {"channels:history", "groups:history"},
    "entity_presentDetails": set[str](),
    "conversations_open": {"im:write"},
    "files_upload_v2": {"files:write"},
    "files_info": {"files:read"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read"},
    "users_getPresence": {"users:read"},
    "functions_completeError": set[str](),  # by the token of the execution
    "functions_completeSuccess": set[str](),
    "views_open": set[str](),
    "views_publish": set[str](),
    "views_push": set[str](),
    "views_update": set[str](),
}
SCOPES_OF_FEATURES: Final = {"slash_commands": {"commands"}, "shortcuts": {"commands"}}


def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    return loaded


def scopes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = manifest()["oauth_config"]["scopes"]
    return found


def methods_called() -> set[str]:
    """The methods of Slack's Web API that the bot's code names, as slack_sdk spells them."""
    family = re.compile(
        r"(apps|auth|bots|chat|conversations|entity|files|functions|pins|reactions|team|usergroups|users|views)"
        r"_[a-z]+[A-Za-z_0-9]*"
    )
    return {
        node.attr
        for path in tree.modules("bot")
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.Attribute)
        and family.fullmatch(node.attr)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and _is_a_client(node.value)
    }


def _is_a_client(value: ast.Name | ast.Attribute) -> bool:
    name = value.id if isinstance(value, ast.Name) else value.attr
    return name.lstrip("_").endswith("client")


def used() -> set[str]:
    """Every scope that some event, method or feature of this bot uses."""
    found = manifest()
    rows = [
        *(SCOPES_OF_EVENTS[e] for e in found["settings"]["event_subscriptions"]["bot_events"]),
        *(SCOPES_OF_METHODS[method] for method in methods_called()),
        *(SCOPES_OF_FEATURES.get(feature, set()) for feature in found["features"]),
    ]
    return set().union(*rows)


def test_the_manifest_is_valid() -> None:
    jsonschema.validate(manifest(), SCHEMA)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("display_information", {"name": "x" * 36}),
        ("display_information", {"long_description": "too short"}),
        ("features", {"shortcuts": [{"name": "x", "type": "menu"}]}),
        ("settings", {"interactivity": {"is_enabled": False}}),
        ("settings", {"made_up": True}),
    ],
)
def test_what_slack_would_refuse_is_refused(part: str, value: dict[str, Any]) -> None:
    spoilt = manifest()
    spoilt[part] |= value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoilt, SCHEMA)


def test_no_scope_is_asked_for_that_is_not_used() -> None:
    assert sorted(set(scopes()["bot"]) - used()) == []


def test_every_scope_that_is_used_is_asked_for() -> None:
    assert sorted(used() - set(scopes()["bot"])) == []


def test_optional_scopes_are_marks_on_scopes_that_are_asked_for() -> None:
    assert sorted(set(scopes()["bot_optional"]) - set(scopes()["bot"])) == []


def test_without_the_optional_scopes_every_event_but_those_of_private_channels_and_groups_arrives() -> (
    None
):
    granted = set(scopes()["bot"]) - set(scopes()["bot_optional"])
    lost = [
        event
        for event in manifest()["settings"]["event_subscriptions"]["bot_events"]
        if SCOPES_OF_EVENTS[event] and not SCOPES_OF_EVENTS[event] & granted
    ]
    assert lost == ["message.groups", "subteam_members_changed", "reaction_added"]


def test_beside_each_scope_stands_what_it_is_for() -> None:
    """Whoever approves the app reads this file; "because it did not work without" is no reason."""
    before, _, _ = MANIFEST.read_text().partition("bot_optional:")
    bare = [scope for scope in scopes()["bot"] if not re.search(rf"- {scope} # \S", before)]
    assert bare == []


def test_everything_slack_sends_goes_to_one_address() -> None:
    found = manifest()
    settings = found["settings"]
    addresses = {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        settings["interactivity"]["message_menu_options_url"],
        *(command["url"] for command in found["features"]["slash_commands"]),
    }
    assert addresses == {"https://rapport.example.com/slack/events"}


def test_the_local_slack_grants_what_the_manifest_asks_for() -> None:
    """It reads the file without a YAML library; a line that it misses would be a scope less."""
    granted, events = granted_in(MANIFEST.read_text())
    assert granted == set(scopes()["bot"])
    assert events == set(manifest()["settings"]["event_subscriptions"]["bot_events"])


def test_the_doctor_asks_for_what_the_manifest_asks_for() -> None:
    asked = yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]
    assert set(asked["bot"]) == NEEDED | OPTIONAL
    assert set(asked["bot_optional"]) == OPTIONAL
