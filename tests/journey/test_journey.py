"""One afternoon at the desk, in a real browser: the page, the bot and its store."""

from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import expect

from tests.journey.workplace import Workplace, workplace
from tests.scenarios.desk import open_desk

pytestmark = pytest.mark.journey

ASKED: Final = "Is the blue tent back in stock?"
WRITTEN_ELSEWHERE: Final = "It is me again, from the office"
REMEMBERED: Final = "Prefers WhatsApp, is never at her desk"

Keep = Callable[[str], Awaitable[None]]


def album(maya: Workplace, folder: Path) -> Keep:
    """Keeps pictures of the page, numbered as they were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    number = count(1)

    async def keep(what: str) -> None:
        await maya.page.screenshot(path=folder / f"{next(number)}-{what}.png")

    return keep


@pytest.mark.timeout(90)
async def test_a_customer_is_met_remembered_found_merged_and_taken_apart_again(
    tmp_path: Path, artifacts: Path, chromium_options: dict[str, Any]
) -> None:
    async with (
        open_desk(tmp_path) as desk,
        workplace(desk.url, chromium_options) as maya,
    ):
        await desk.watch()
        await desk.watch("C0SMS")
        keep = album(maya, artifacts / "journey")
        await maya.sits_down()
        await a_message_gets_a_card(maya, keep)
        await a_note_stands_on_the_card(maya, keep)
        await the_number_in_another_writing_finds_her(maya, keep)
        await two_become_one(maya, keep)
        await and_two_again(maya, keep)


async def a_message_gets_a_card(maya: Workplace, keep: Keep) -> None:
    message = await maya.customer_writes(ASKED, Name="Pat Doyle", Phone="+44 20 7946 0123")
    await keep("a-message-arrived")
    cards = await maya.opens_thread_of(message)
    await expect(cards).to_have_count(1)
    await expect(cards).to_contain_text("Pat Doyle")
    await keep("the-card-in-its-thread")


async def a_note_stands_on_the_card(maya: Workplace, keep: Keep) -> None:
    card = maya.thread.get_by_role("article").last
    await card.get_by_role("button", name="Note", exact=True).click()
    form = maya.page.get_by_role("dialog", name="Note")
    await form.get_by_label("What should colleagues know?").fill(REMEMBERED)
    await keep("the-note-form")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    await expect(card).to_contain_text(REMEMBERED)
    await keep("the-card-with-the-note")


async def the_number_in_another_writing_finds_her(maya: Workplace, keep: Keep) -> None:
    await maya.customer_writes(WRITTEN_ELSEWHERE, by="SMS", Phone="+44 20 7946 0999")
    await maya.types("/customer 0044 (20) 7946-0123")
    answer = maya.whispers.last
    await expect(answer).to_contain_text("Only visible to you")
    for known in ("Pat Doyle", ASKED, REMEMBERED):
        await expect(answer).to_contain_text(known)
    await keep("found-by-the-number-in-another-writing")


async def two_become_one(maya: Workplace, keep: Keep) -> None:
    await maya.whispers.last.get_by_role("button", name="Merge", exact=True).click()
    form = maya.page.get_by_role("dialog", name="Merge customers")
    other = form.get_by_role("combobox", name="Who is the same person?")
    await other.press_sequentially("+44 20 7946 0999")
    await form.get_by_role("option").first.click()
    await keep("the-other-one-is-picked")
    await form.get_by_role("button", name="Next").click()
    await expect(form).to_contain_text("the merge can be undone at any time")
    for known in ("Pat Doyle", "+44 20 7946 0123", "+44 20 7946 0999"):
        await expect(form).to_contain_text(known)
    await keep("the-preview-of-the-merge")
    await form.get_by_role("button", name="Merge").click()
    await expect(form).to_have_count(0)
    merged = maya.whispers.filter(has=maya.page.get_by_role("button", name="Undo merge"))
    for known in ("Pat Doyle", ASKED, WRITTEN_ELSEWHERE):
        await expect(merged).to_contain_text(known)
    await keep("merged")


async def and_two_again(maya: Workplace, keep: Keep) -> None:
    await maya.page.get_by_role("button", name="Undo merge").click()
    await expect(maya.whispers.last).to_contain_text("these are two customers again")
    await keep("taken-apart")
    before = await maya.whispers.count()
    await maya.types("/customer +442079460999")
    await expect(maya.whispers).to_have_count(before + 1)
    await expect(maya.whispers.last).to_contain_text(WRITTEN_ELSEWHERE)
    await expect(maya.whispers.last).not_to_contain_text("Pat Doyle")
    await keep("two-customers")
