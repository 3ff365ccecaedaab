"""What the manifest promises to Slack, and what the listeners answer, is one and the same."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from bot import clicks, listeners
from bot.approving import APPROVALS
from bot.cards import step
from bot.departing import ENDINGS
from bot.listeners import steps
from bot.parse import commands
from bot.parse.steps import TAG_OPTIONS, Asked
from playground import steps as workflow_steps
from tests.bot.cards.people import ana
from tests.rules import tree


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(tree.text(Path("manifest.yml")))
    return found


def test_every_event_that_is_subscribed_to_is_listened_to_and_the_other_way_round() -> None:
    """An event without a listener is work for nothing; a listener without its event never runs.

    What ends an installation, or shuts a part of it, is done where it is taken in: it may come when there is no token to listen with.
    """
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {name.partition(".")[0] for name in subscribed} == set(
        listeners.EVENTS
    ) | ENDINGS | APPROVALS


def test_every_step_of_the_manifest_is_done_and_the_other_way_round() -> None:
    """A step that nobody answers hangs in every workflow that somebody built with it."""
    assert set(manifest()["functions"]) == set(steps.STEPS)


def test_each_step_takes_and_gives_what_the_manifest_says() -> None:
    functions = manifest()["functions"]
    known = {field.name for field in fields(Asked)} | {"acting_user", "builder"}
    for name, function in functions.items():
        assert set(function["input_parameters"]) <= known, name
        for parameter, told in function["input_parameters"].items():
            assert told["name"] == parameter
    given = step.outputs(ana(), link="")
    assert set(functions["look_up_customer"]["output_parameters"]) == set(given)
    for name in ("tag_customer", "add_note"):
        assert set(functions[name]["output_parameters"]) <= set(given)
    offered = functions["tag_customer"]["input_parameters"]["tags"]["dynamic_options"]["function"]
    assert offered == f"#/functions/{TAG_OPTIONS}"


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


def test_the_local_slack_runs_the_steps_of_the_manifest() -> None:
    """It is told of them by hand, since it reads no YAML."""
    functions = manifest()["functions"]
    assert set(workflow_steps.STEPS) == set(functions)
    for name, function in functions.items():
        told = workflow_steps.STEPS[name]
        assert told["title"] == function["title"]
        for kind in ("input_parameters", "output_parameters"):
            assert set(told[kind]) == set(function[kind])
        for parameter, known in function["input_parameters"].items():
            here = told["input_parameters"][parameter]
            assert (here["type"], here["is_required"]) == (known["type"], known["is_required"])
