"""Steps of workflows in the local Slack: the app is told of each run, and says once how it ended."""

from typing import Any, Final

from aiohttp import web

from playground import steps
from tests.playground.conftest import Slack

INPUTS: Final = {"customer": "shop:ana", "note": "Calls on Fridays"}


async def begun(slack: Slack) -> dict[str, Any]:
    """The event of a step that was run."""
    await slack.act("run_step", step="add_note", inputs=INPUTS)
    return await slack.bot.event("function_executed")


async def last_run(slack: Slack) -> dict[str, Any]:
    return dict((await slack.look("runs"))["runs"][0])


async def test_the_app_is_told_of_a_run_with_a_token_for_its_answer(slack: Slack) -> None:
    event = await begun(slack)
    assert event["function"]["callback_id"] == "add_note"
    assert event["inputs"] == INPUTS
    assert event["bot_access_token"].startswith("xwfp-")
    run = await last_run(slack)
    assert (run["id"], run["state"]) == (event["function_execution_id"], "running")
    assert "token" not in run


async def test_a_run_ends_once(slack: Slack) -> None:
    event = await begun(slack)
    about = {"function_execution_id": event["function_execution_id"]}
    token = event["bot_access_token"]
    done = await slack.api(
        "functions.completeSuccess", token, **about, outputs={"customer": "c_1", "name": "Ana"}
    )
    assert done["ok"] is True
    again = await slack.api("functions.completeError", token, **about, error="no")
    assert again["error"] == "token_expired"
    again = await slack.api("functions.completeError", **about, error="no")
    assert again["error"] == "function_execution_already_completed"
    run = await last_run(slack)
    assert (run["state"], run["outputs"]["name"]) == ("completed", "Ana")


async def test_the_token_of_a_run_is_good_for_its_end_alone(slack: Slack) -> None:
    event = await begun(slack)
    token = event["bot_access_token"]
    answer = await slack.api("chat.postMessage", token, channel="C0WHATSAPP", text="hello")
    assert answer["error"] == "not_allowed_token_type"
    other = await begun(slack)
    assert other["function_execution_id"] == event["function_execution_id"]
    second = (await last_run(slack))["id"]
    answer = await slack.api(
        "functions.completeError", token, function_execution_id=second, error="no"
    )
    assert answer["error"] == "access_denied"


async def test_outputs_that_the_step_does_not_have_are_refused(slack: Slack) -> None:
    event = await begun(slack)
    about = {"function_execution_id": event["function_execution_id"]}
    answer = await slack.api("functions.completeSuccess", **about, outputs={"secret": "x"})
    assert answer["error"] == "parameter_validation_failed"
    assert (await last_run(slack))["state"] == "running"


async def test_options_must_be_there_before_the_app_acknowledges(slack: Slack) -> None:
    asked = {"step": "tag_customer", "parameter": "tags", "query": "vi"}
    late = await slack.act("step_options", **asked)
    assert late["options"] == []
    options = [{"text": {"type": "plain_text", "text": "vip"}, "value": "vip"}]

    def answered(got: Any) -> web.Response:
        run = slack.playground.workspace.runs[got.event["function_execution_id"]]
        assert got.event["inputs"]["query"] == "vi"
        assert got.event["inputs"]["builder"]["id"] == "U0MAYA"
        run |= {"state": "completed", "outputs": {"options": options}}
        return web.Response()

    slack.bot.answer = answered
    assert (await slack.act("step_options", **asked))["options"] == options


async def test_what_cannot_be_run_is_refused_with_the_mend(slack: Slack) -> None:
    status, said = await slack.try_to("run_step", step="erase", inputs={})
    assert (status, "one of: look_up_customer" in said["error"]) == (400, True)
    status, said = await slack.try_to("run_step", step="add_note", inputs={"customer": "x"})
    assert (status, said["error"]) == (400, "'Note' is needed")
    status, _ = await slack.try_to("step_options", step="add_note", parameter="note", query="")
    assert status == 400


def test_every_step_is_described() -> None:
    for step in steps.STEPS.values():
        assert step["title"]
        assert step["output_parameters"]
