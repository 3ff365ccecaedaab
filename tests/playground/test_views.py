"""Modals and home pages: triggers, stacks, hashes, and what is published."""

from playground.triggers import Triggers
from tests.playground.conftest import Slack
from tests.playground.modals import HOME, modal, opened, pushed, titles, trigger


async def test_an_opened_view_has_every_field_that_slack_gives_it(slack: Slack) -> None:
    view = await opened(slack, private_metadata="secret")
    assert set(view) == {
        "id", "team_id", "type", "blocks", "private_metadata", "callback_id", "state", "hash",
        "title", "clear_on_close", "notify_on_close", "close", "submit", "previous_view_id",
        "root_view_id", "app_id", "external_id", "app_installed_team_id", "bot_id",
    }  # fmt: skip
    assert view["state"]["values"] == {
        "name": {"text": {"type": "plain_text_input", "value": "Ana"}}
    }
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert await titles(slack) == ["Form"]


async def test_a_trigger_opens_once(slack: Slack) -> None:
    trigger_id = await trigger(slack)
    first = await slack.api("views.open", trigger_id=trigger_id, view=modal())
    second = await slack.api("views.open", trigger_id=trigger_id, view=modal())
    unknown = await slack.api("views.open", trigger_id="1.2.3", view=modal())
    missing = await slack.api("views.open", view=modal())
    assert first["ok"] is True
    assert second["error"] == "exchanged_trigger_id"
    assert unknown["error"] == "invalid_trigger_id"
    assert missing["error"] == "invalid_arguments"


async def test_a_trigger_dies_after_three_seconds(slack: Slack) -> None:
    trigger_id = await trigger(slack)
    triggers: Triggers = slack.playground.workspace.triggers
    triggers._issued[trigger_id].issued -= 3.1
    answer = await slack.api("views.open", trigger_id=trigger_id, view=modal())
    assert answer["error"] == "expired_trigger_id"


async def test_a_view_that_slack_would_refuse_is_refused_and_keeps_the_trigger(
    slack: Slack,
) -> None:
    trigger_id = await trigger(slack)
    answer = await slack.api("views.open", trigger_id=trigger_id, view=modal("x" * 25))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert (await slack.api("views.open", trigger_id=trigger_id, view=modal()))["ok"] is True


async def test_a_huge_view_and_a_view_that_is_none_are_refused(slack: Slack) -> None:
    huge = await slack.api("views.open", trigger_id="1", view=modal(padding="x" * 250_001))
    none = await slack.api("views.open", trigger_id="1", view="[]")
    home = await slack.api("views.open", trigger_id="1", view=HOME)
    assert huge["error"] == "view_too_large"
    assert (none["error"], home["error"]) == ("invalid_arguments", "invalid_arguments")


async def test_modals_stack_three_deep(slack: Slack) -> None:
    first = await opened(slack)
    second = (await pushed(slack, first["id"], "Second"))["view"]
    third = (await pushed(slack, second["id"], "Third"))["view"]
    fourth = await pushed(slack, third["id"], "Fourth")
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], first["id"])
    assert fourth["error"] == "push_limit_reached"
    assert await titles(slack) == ["Form", "Second", "Third"]


async def test_a_view_is_pushed_only_from_inside_a_modal(slack: Slack) -> None:
    await opened(slack)
    answer = await slack.api("views.push", trigger_id=await trigger(slack), view=modal())
    assert answer["error"] == "not_found"


async def test_an_update_needs_the_view_and_its_newest_hash(slack: Slack) -> None:
    view = await opened(slack, external_id="ext-1")
    updated = await slack.api(
        "views.update", view_id=view["id"], hash=view["hash"], view=modal("New")
    )
    stale = await slack.api(
        "views.update", view_id=view["id"], hash=view["hash"], view=modal("Newer")
    )
    unknown = await slack.api("views.update", view_id="V0NONE", view=modal())
    nameless = await slack.api("views.update", view=modal())
    assert (updated["view"]["title"]["text"], updated["view"]["id"]) == ("New", view["id"])
    assert stale["error"] == "hash_conflict"
    assert (unknown["error"], nameless["error"]) == ("not_found", "invalid_arguments")
    assert await titles(slack) == ["New"]


async def test_a_view_is_found_by_an_external_id_that_no_other_has(slack: Slack) -> None:
    await opened(slack, external_id="ext-1")
    found = await slack.api(
        "views.update", external_id="ext-1", view=modal("Found", external_id="ext-1")
    )
    twin = await slack.api(
        "views.open", trigger_id=await trigger(slack), view=modal(external_id="ext-1")
    )
    assert found["view"]["title"]["text"] == "Found"
    assert twin["error"] == "duplicate_external_id"


async def test_what_was_typed_survives_an_update_of_the_same_field(slack: Slack) -> None:
    view = await opened(slack)
    state = {"values": {"name": {"text": {"type": "plain_text_input", "value": "Typed"}}}}
    container = {"type": "view", "view_id": view["id"]}
    await slack.act("action", container=container, block_id="row", action_id="go", state=state)
    sent = slack.bot.got[-1].body
    assert sent["container"] == container
    assert sent["view"]["state"]["values"]["name"]["text"]["value"] == "Typed"
    updated = await slack.api("views.update", view_id=view["id"], view=modal("New"))
    assert updated["view"]["state"]["values"]["name"]["text"]["value"] == "Typed"


async def test_a_published_home_is_shown_to_its_owner_and_guarded_by_hash(slack: Slack) -> None:
    await slack.act("open_home")
    event = await slack.bot.event("app_home_opened")
    assert (event["user"], event["channel"], event["tab"]) == ("U0MAYA", "D0MAYA", "home")
    assert "view" not in event
    published = await slack.api("views.publish", user_id="U0MAYA", view=HOME)
    stale = await slack.api("views.publish", user_id="U0MAYA", view=HOME, hash="1.old")
    assert (published["view"]["type"], stale["error"]) == ("home", "hash_conflict")
    assert (await slack.look("home"))["view"]["id"] == published["view"]["id"]
    assert (await slack.look("home", "U0SAM"))["view"] is None
    container = {"type": "view", "view_id": published["view"]["id"]}
    await slack.act("action", container=container, block_id="row", action_id="go")
    assert slack.bot.got[-1].body["view"]["type"] == "home"


async def test_a_home_is_updated_by_its_id_too(slack: Slack) -> None:
    published = await slack.api("views.publish", user_id="U0MAYA", view=HOME)
    answer = await slack.api(
        "views.update", view_id=published["view"]["id"], view={"type": "home", "blocks": []}
    )
    assert answer["view"]["blocks"] == []
    nobody = await slack.api("views.publish", user_id="U0NOBODY", view=HOME)
    as_modal = await slack.api("views.publish", user_id="U0MAYA", view=modal())
    assert (nobody["error"], as_modal["error"]) == ("invalid_arguments", "invalid_arguments")
