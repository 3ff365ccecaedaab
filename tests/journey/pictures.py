"""Makes the pictures of the README from the real page: `python -m tests.journey.pictures`."""

import asyncio
import re
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from playwright.async_api import Locator, ViewportSize, expect

from tests.browser import HOW_TO_GET_ONE, LAUNCH_ARGUMENTS, find_chromium
from tests.journey.workplace import WIDE, Workplace, workplace

TOP: Final = Path(__file__).resolve().parents[2]
PICTURES: Final = TOP / "docs" / "pictures"
TALL: Final = ViewportSize(width=1000, height=1400)
MOST_BYTES: Final = 300_000
START_LIMIT_SECONDS: Final = 30
SAID_ELSEWHERE: Final = "Love the new paddles! Write to me on WhatsApp: +55 11 91234-5678"
SAID: Final = "Still nothing here. Can you check my order? We open on Saturday."


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """`rapport demo` on a store of its own, from its start to its end: the page's address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"),
        *("--data-dir", str(folder)),
        stdout=PIPE,
        cwd=TOP,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_LIMIT_SECONDS):
            async for line in process.stdout:
                if found := re.search(r"Open\s+(http://\S+)", line.decode()):
                    yield found.group(1)
                    break
            else:
                raise OSError("rapport demo did not start")
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def picture(what: Locator, name: str) -> None:
    """The picture of a part of the page; refused where it is too heavy for a README."""
    path = PICTURES / f"{name}.png"
    await what.screenshot(path=path, animations="disabled", caret="hide")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"{path.name} has {size} bytes, more than {MOST_BYTES}")
    sys.stdout.write(f"{path.relative_to(TOP)}  {size // 1000} kB\n")


async def take_all(maya: Workplace) -> None:
    """A late order, from the customer's message to a merge that is only looked at."""
    await maya.sits_down(channel="C0SMS")
    message = await maya.customer_writes(SAID, by="SMS", who="Ana Souza")
    cards = await maya.opens_thread_of(message)
    for known in ("2 days late", "Before that, on WhatsApp"):
        await expect(cards).to_contain_text(known)
    await maya.page.mouse.move(0, 0)
    await picture(maya.page.locator("body"), "card-in-thread")

    await cards.get_by_role("button", name="Note", exact=True).click()
    await maya.modal.get_by_label("What should colleagues know?").fill(
        "The carrier says Thursday. If it slips again, refund the freight."
    )
    await picture(maya.modal, "note")
    await maya.modal.get_by_role("button", name="Save").click()
    await expect(maya.modal).to_have_count(0)

    await maya.thread.get_by_role("button", name="Close thread").click()
    await maya.types("/customer 0055 11 91234 5678")
    await expect(maya.whispers.last).to_contain_text("The carrier says Thursday")
    await maya.page.set_viewport_size(TALL)
    await picture(maya.whispers.last, "customer")
    await maya.page.set_viewport_size(WIDE)

    by_instagram = {"Name": "Ana Souza", "Instagram handle": "ana.acme"}
    message = await maya.customer_writes(SAID_ELSEWHERE, by="Instagram", **by_instagram)
    cards = await maya.opens_thread_of(message)
    await expect(cards).to_contain_text("Perhaps the same person")
    await cards.get_by_role("button", name="Merge these two").click()
    await expect(maya.modal).to_contain_text("the merge can be undone at any time")
    await picture(maya.modal, "merge")


async def main() -> None:
    """Every picture, anew."""
    browser = find_chromium()
    if browser is None:
        sys.exit(f"No Chromium was found. {HOW_TO_GET_ONE}")
    options = {"executable_path": str(browser), "args": list(LAUNCH_ARGUMENTS), "headless": True}
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with demo(Path(folder)) as address, workplace(address, options) as maya:
            await take_all(maya)


if __name__ == "__main__":
    asyncio.run(main())
