"""The local Slack's page as a person works with it: found by role and name, waited for."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

WIDE: Final = ViewportSize(width=1280, height=800)
PATIENCE_MS: Final = 10_000
# What Chromium would do by itself, beside what it is asked for.
QUIET: Final = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Workplace:
    """One person before the page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    async def sits_down(self, person: str = "U0MAYA", channel: str = "C0WHATSAPP") -> None:
        """The page is open at this channel, as this person."""
        await self.page.goto(f"{self.address}/?as={person}#{channel}")
        await self.page.locator("html[data-ready]").wait_for()

    # ------------------------------------------------------------ customers

    async def customer_writes(
        self, text: str, *, by: str = "WhatsApp", who: str = "Someone new", **details: str
    ) -> Locator:
        """A message sent through the panel, and where it then stands in the channel."""
        panel = self.page.get_by_role("complementary", name="Write as a customer")
        if not await panel.is_visible():
            await self.page.get_by_role("button", name="Write as a customer").click()
        await panel.get_by_label("Customer", exact=True).select_option(label=who)
        await panel.get_by_text(by, exact=True).click()
        for label, value in details.items():
            await panel.get_by_label(label, exact=True).fill(value)
        await panel.get_by_label("Message", exact=True).fill(text)
        await panel.get_by_role("button", name=f"Send by {by}").click()
        arrived = self.channel.get_by_role("article").filter(has_text=text).last
        await expect(arrived).to_be_visible()
        return arrived

    # ------------------------------------------------------------ the channel and its threads

    @property
    def channel(self) -> Locator:
        """The open channel."""
        return self.page.get_by_role("main")

    @property
    def thread(self) -> Locator:
        """The open thread."""
        return self.page.get_by_role("complementary", name="Thread")

    async def opens_thread_of(self, message: Locator) -> Locator:
        """The thread below a message, once it has an answer: the bot's posts in it."""
        await message.get_by_role("button", name=re.compile(r"\d+ repl(y|ies)")).click()
        posts = self.thread.get_by_role("article", name=re.compile("^rapport", re.IGNORECASE))
        await expect(posts.first).to_be_visible()
        return posts

    async def types(self, text: str) -> None:
        """Typed into the channel's composer and sent."""
        composer = self.channel.get_by_role("textbox", name=re.compile("^Message "))
        await composer.fill(text)
        await composer.press("Enter")

    @property
    def whispers(self) -> Locator:
        """What only this person sees."""
        return self.page.locator("[data-ephemeral]")

    @property
    def modal(self) -> Locator:
        """The modal in front."""
        return self.page.get_by_role("dialog")


@asynccontextmanager
async def workplace(
    address: str, options: dict[str, Any], *, scale: float = 1
) -> AsyncIterator[Workplace]:
    """A browser at the page. Whatever the page says on the console is an error at the end."""
    complaints: list[str] = []
    launch = {**options, "args": [*options["args"], *QUIET]}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launch)
        context = await browser.new_context(
            viewport=WIDE, device_scale_factor=scale, reduced_motion="reduce", locale="en-GB"
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield Workplace(page, address)
        await browser.close()
    assert complaints == []
