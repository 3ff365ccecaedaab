"""The page of the local Slack, driven in a real browser; a recorded bot answers beside it."""

from collections.abc import AsyncIterator
from typing import Any, Final

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Page, async_playwright, expect

from playground.server import Playground
from tests.playground.blocks import mrkdwn, option, plain, row, section
from tests.playground.conftest import Delivery, RecordedBot, Slack, config_for

pytestmark = pytest.mark.journey

CHANNEL: Final = "C0WHATSAPP"
QUIET: Final = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE: Final = "<img src=x onerror=alert(1)> <!channel> <javascript:alert(1)|press> *Bob*"


def field(name: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = {"action_id": name, **element}
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name.title()),
        "element": whole,
        **more,
    }


def form(*blocks: dict[str, Any], title: str = "Edit customer") -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
    }


NOTE: Final = field("note", {"type": "plain_text_input", "multiline": True})
TAGS: Final = field("tags", {"type": "multi_external_select", "min_query_length": 1}, optional=True)
PLAN: Final = field(
    "plan", {"type": "static_select", "options": [option("free", "Free"), option("paid", "Paid")]}
)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    bot = RecordedBot()
    app = web.Application()
    app.router.add_post("/slack/events", bot.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    playground = Playground(config_for(bot.url))
    await playground.start()
    async with aiohttp.ClientSession() as http:
        running = Slack(playground, http, bot)
        await running.act("invite", channel=CHANNEL, user="U0RAPPORT")
        yield running
    await playground.stop()
    await runner.cleanup()


@pytest.fixture
async def page(slack: Slack, chromium_options: dict[str, Any]) -> AsyncIterator[Page]:
    """The page as Maya sees it at #whatsapp; whatever it says on the console fails the test."""
    options = {**chromium_options, "args": [*chromium_options["args"], *QUIET]}
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**options)
        opened = await browser.new_page(viewport={"width": 1280, "height": 800})
        opened.set_default_timeout(5000)
        opened.on("console", lambda said: complaints.append(said.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        await see(opened, slack, "U0MAYA")
        yield opened
        await browser.close()
    assert complaints == []


async def see(page: Page, slack: Slack, person: str) -> None:
    await page.goto(f"{slack.url}/?as={person}#{CHANNEL}")
    await page.locator("html[data-ready]").wait_for()


async def trigger(slack: Slack, kind: str) -> str:
    """The trigger of the newest payload of a kind, once it has arrived."""

    def of_kind() -> list[Delivery]:
        return [each for each in slack.bot.got if each.body.get("type") == kind]

    await slack.bot.until(lambda _: bool(of_kind()))
    return str(of_kind()[-1].body["trigger_id"])


async def open_form(page: Page, slack: Slack, *blocks: dict[str, Any]) -> dict[str, Any]:
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Find customer").click()
    answer = await slack.api(
        "views.open", trigger_id=await trigger(slack, "shortcut"), view=form(*blocks)
    )
    assert answer["ok"] is True, answer
    return dict(answer["view"])


async def test_what_one_types_is_said_and_reaches_the_bot(page: Page, slack: Slack) -> None:
    composer = page.get_by_label("Message #whatsapp")
    await composer.fill("Has *anyone* seen order 1001, @Sam Okafor?")
    await composer.press("Enter")
    said = page.get_by_role("article", name="Maya Lindqvist").last
    await expect(said).to_contain_text("Has anyone seen order 1001, @Sam Okafor?")
    await expect(said.locator("strong")).to_have_text("anyone")
    event = await slack.bot.event("message")
    assert event["text"] == "Has *anyone* seen order 1001, <@U0SAM>?"


async def test_a_slash_command_is_offered_and_its_answer_is_for_one_person(
    page: Page, slack: Slack
) -> None:
    slack.bot.answer = lambda got: (
        web.json_response({"text": f"Nobody has {got.body['text']}"})
        if "command" in got.body
        else web.Response()
    )
    composer = page.get_by_label("Message #whatsapp")
    await composer.press_sequentially("/cu")
    await page.get_by_role("option", name="/customer").click()
    await expect(composer).to_have_value("/customer ")
    await composer.press_sequentially("+1 404 555 0134")
    await composer.press("Enter")
    answer = page.locator("[data-ephemeral]")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer).to_contain_text("Nobody has +1 404 555 0134")
    await see(page, slack, "U0SAM")
    await expect(page.get_by_role("article").first).to_be_visible()
    await expect(page.locator("[data-ephemeral]")).to_have_count(0)


async def test_a_shortcut_on_a_message_names_that_message(page: Page, slack: Slack) -> None:
    said = await slack.act("say", channel=CHANNEL, text="Ana wrote again")
    message = page.locator(f'[data-ts="{said["ts"]}"]')
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Show customer").click()
    await trigger(slack, "message_action")
    payload = slack.bot.got[-1].body
    assert payload["callback_id"] == "show_customer"
    assert payload["message"]["text"] == "Ana wrote again"


async def test_a_reply_is_written_in_the_thread_pane(page: Page, slack: Slack) -> None:
    root = await slack.act("say", channel=CHANNEL, text="Who takes this?")
    message = page.locator(f'#main [data-ts="{root["ts"]}"]')
    await message.hover()
    await message.get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    await thread.get_by_label("Reply to thread").fill("I do")
    await thread.get_by_label("Reply to thread").press("Enter")
    await expect(thread.get_by_role("article").last).to_contain_text("I do")
    await expect(message.get_by_role("button", name="1 reply")).to_be_visible()


async def test_a_modal_says_errors_at_the_field_and_keeps_what_was_typed(
    page: Page, slack: Slack
) -> None:
    view = await open_form(page, slack, NOTE, PLAN)
    dialog = page.get_by_role("dialog", name="Edit customer")
    await dialog.get_by_role("button", name="Save").click()
    note, plan = dialog.get_by_label("Note"), dialog.get_by_role("combobox", name="Plan")
    await expect(note).to_have_accessible_description("Please complete this required field.")
    await note.fill("Prefers WhatsApp")
    await expect(note).to_have_accessible_description("")
    await plan.click()
    await dialog.get_by_role("option", name="Paid").click()

    grown = form(NOTE, PLAN, field("phone", {"type": "plain_text_input"}, optional=True))
    await slack.api("views.update", view_id=view["id"], view=grown)
    await expect(dialog.get_by_label("Phone")).to_be_visible()
    await expect(note).to_have_value("Prefers WhatsApp")
    await expect(plan).to_have_value("Paid")

    refusal = {"response_action": "errors", "errors": {"note": "That note is already there."}}
    slack.bot.answer = lambda _: web.json_response(refusal)
    await dialog.get_by_role("button", name="Save").click()
    await expect(note).to_have_accessible_description("That note is already there.")
    await expect(note).to_be_focused()

    slack.bot.answer = lambda _: web.Response()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    entered = slack.bot.got[-1].body["view"]["state"]["values"]
    assert entered["note"]["note"]["value"] == "Prefers WhatsApp"
    assert entered["plan"]["plan"]["selected_option"]["value"] == "paid"


async def test_an_external_select_looks_up_what_is_typed(page: Page, slack: Slack) -> None:
    await open_form(page, slack, TAGS)
    slack.bot.answer = lambda got: (
        web.json_response({"options": [option("vip", "VIP"), option("visitor", "Visitor")]})
        if got.body["type"] == "block_suggestion"
        else web.Response()
    )
    dialog = page.get_by_role("dialog", name="Edit customer")
    await dialog.get_by_role("combobox", name="Tags").press_sequentially("vi")
    await dialog.get_by_role("option", name="VIP").click()
    await expect(dialog.get_by_role("button", name="Remove VIP")).to_be_visible()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    assert slack.bot.got[-1].body["view"]["state"]["values"]["tags"]["tags"] == {
        "type": "multi_external_select",
        "selected_options": [option("vip", "VIP")],
    }


async def test_the_focus_stays_in_a_modal_and_escape_goes_back_to_the_one_below(
    page: Page, slack: Slack
) -> None:
    history = {"type": "button", "action_id": "history", "text": plain("History")}
    await open_form(page, slack, row(history), NOTE)
    await page.get_by_role("button", name="History").click()
    below = form({"type": "divider"}, title="History")
    await slack.api("views.push", trigger_id=await trigger(slack, "block_actions"), view=below)
    await expect(page.get_by_role("dialog", name="History")).to_be_visible()
    for _ in range(7):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.closest('dialog') !== null") is True
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Edit customer")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_dangerous_button_asks_first(page: Page, slack: Slack) -> None:
    sure = {"title": plain("Erase Ana?"), "text": plain("For good.")}
    answers = {"confirm": plain("Erase"), "deny": plain("Keep")}
    erase = {"type": "button", "action_id": "erase", "text": plain("Erase")}
    blocks = [row({**erase, "confirm": {**sure, **answers}})]
    await slack.api("chat.postMessage", channel=CHANNEL, text="card", blocks=blocks)
    button = page.locator('[data-action-id="erase"]')
    await button.click()
    await page.get_by_role("dialog", name="Erase Ana?").get_by_role("button", name="Keep").click()
    await button.click()
    await page.get_by_role("dialog", name="Erase Ana?").get_by_role("button", name="Erase").click()
    await trigger(slack, "block_actions")
    assert [each.body.get("type") for each in slack.bot.got].count("block_actions") == 1


async def test_what_a_customer_wrote_is_never_markup(page: Page, slack: Slack) -> None:
    blocks = [section(text=plain(HOSTILE)), section(text=mrkdwn(HOSTILE))]
    posted = await slack.api("chat.postMessage", channel=CHANNEL, text="x", blocks=blocks)
    message = page.locator(f'[data-ts="{posted["ts"]}"]')
    verbatim, marked = message.locator(".block").nth(0), message.locator(".block").nth(1)
    await expect(verbatim).to_have_text(HOSTILE)
    await expect(marked.locator("strong")).to_have_text("Bob")
    await expect(marked).to_contain_text("press")
    await expect(message.locator("img, a")).to_have_count(0)


async def test_a_customer_writes_and_the_relay_posts_it(page: Page, slack: Slack) -> None:
    await page.get_by_role("button", name="Write as a customer").click()
    panel = page.get_by_role("complementary", name="Write as a customer")
    await panel.get_by_label("Customer", exact=True).select_option(label="Ana Souza")
    await panel.get_by_label("SMS").check()
    await panel.get_by_label("Message").fill("Where is my order?")
    await panel.get_by_role("button", name="Send by SMS").click()
    await expect(page.get_by_role("log", name="Messages in #sms")).to_contain_text(
        "SMS from +5511912345678: Where is my order?"
    )


async def test_moments_are_shown_in_the_zone_of_whoever_looks(page: Page, slack: Slack) -> None:
    blocks = [section(text=mrkdwn("<!date^1700000000^Seen {date_num} {time}|long ago>"))]
    await slack.api("chat.postMessage", channel=CHANNEL, text="x", blocks=blocks)
    await expect(page.get_by_text("Seen 2023-11-14 23:13")).to_be_visible()
    await page.get_by_role("button", name="Act as").click()
    await page.get_by_role("menuitem", name="Kim Tanaka").click()
    await expect(page.get_by_text("Seen 2023-11-15 7:13")).to_be_visible()


async def test_the_inspector_shows_what_was_sent_and_what_was_refused(
    page: Page, slack: Slack
) -> None:
    await slack.api("chat.postMessage", channel="C0SMS", text="I am not in there")
    await page.get_by_role("button", name="Inspector").click()
    inspector = page.get_by_role("region", name="Inspector")
    await inspector.get_by_role("button", name="Problems").click()
    await inspector.get_by_role("option", name="chat.postMessage").click()
    await expect(inspector).to_contain_text("not_in_channel")
    await expect(inspector).to_contain_text("I am not in there")


async def test_a_button_that_is_pressed_is_not_drawn_anew_under_the_pointer(
    page: Page, slack: Slack
) -> None:
    await page.get_by_role("button", name="Inspector").hover()
    await page.mouse.down()
    async with page.expect_response("**/ui/requests?*"):
        await slack.api("chat.postMessage", channel="C0SMS", text="I am not in there")
    await page.evaluate("new Promise((go) => requestAnimationFrame(() => setTimeout(go, 50)))")
    await page.mouse.up()
    await expect(page.get_by_role("region", name="Inspector")).to_be_visible()
    await expect(page.get_by_role("button", name="Inspector, 1 with problems")).to_be_visible()
