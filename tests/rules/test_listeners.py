"""What the manifest promises to Slack, and what the listeners answer, is one and the same."""

from pathlib import Path
from typing import Any

import yaml

from bot import clicks, listeners
from bot.parse import commands
from tests.rules import tree


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(tree.text(Path("manifest.yml")))
    return found


def test_every_event_that_is_subscribed_to_is_listened_to_and_the_other_way_round() -> None:
    """An event without a listener is work for nothing; a listener without its event never runs."""
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {name.partition(".")[0] for name in subscribed} == set(listeners.EVENTS)


def test_every_command_and_shortcut_of_the_manifest_is_answered() -> None:
    features = manifest()["features"]
    assert [one["command"] for one in features["slash_commands"]] == [listeners.COMMAND]
    assert {one["callback_id"] for one in features["shortcuts"]} == set(listeners.SHORTCUTS)


def test_every_click_and_form_that_can_be_encoded_is_answered() -> None:
    """A button that nobody answers looks, to an agent, like a bot that is broken."""
    assert set(listeners.CLICKS) == set(clicks.CLICKS.values())
    assert set(listeners.FORMS) == set(clicks.FORMS.values())


def test_every_command_that_can_be_typed_is_answered() -> None:
    kinds = {
        one
        for one in vars(commands).values()
        if isinstance(one, type) and one.__module__.startswith(commands.__name__)
    }
    assert set(listeners.COMMANDS) == kinds
