"""Makes the pictures of the documents from the real page: `python -m tests.journey.pictures [SCENE]...`."""

import asyncio
import re
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from playwright.async_api import Error, expect

from tests.browser import HOW_TO_GET_ONE, LAUNCH_ARGUMENTS, find_chromium
from tests.journey.keeping import LOW, PICTURES, SMALL, keep, whispered
from tests.journey.team_scenes import duplicates, fields, history, rule, split
from tests.journey.workplace import WIDE, Workplace, workplace
from tests.scenarios.desk import Desk, open_desk
from tests.scenarios.knocking import whatsapp
from tests.scenarios.test_answers_out import sent, status
from tests.scenarios.test_late_order import NOTE, shop_tells
from tests.scenarios.test_message_doors import cloud, watch

TOP: Final = Path(__file__).resolve().parents[2]
START_LIMIT_SECONDS: Final = 30
SAID_ELSEWHERE: Final = "Love the new paddles! Write to me on WhatsApp: +55 11 91234-5678"
KEPT_READY: Final = (
    "Hi {{ customer.first_name }}, order {{ order.number }} is with the carrier and comes on"
    " {{ order.expected }}. I am sorry that it is late. {{ agent.name }}"
)
ANA: Final = "0055 11 91234 5678"
ANSWER: Final = "It arrives today, Ana. I am sorry that it took two days longer."
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
            address = await _address_in(process.stdout)
        yield address
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


NO_EMOJI: Final = (
    "No font with emoji was found (Debian: apt install fonts-noto-color-emoji fonts-noto-cjk)."
)
HAS_EMOJI: Final = r"""() => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "20px sans-serif";
    pen.fillText("\u{1F4E6}", 0, 20);
    const dots = pen.getImageData(0, 0, 30, 30).data;
    return dots.some((_, at) => at % 4 === 0 && Math.abs(dots[at] - dots[at + 2]) > 40);
}"""


async def _address_in(said: asyncio.StreamReader) -> str:
    async for line in said:
        if found := re.search(r"Open\s+(http://\S+)", line.decode()):
            return found.group(1)
    raise OSError("rapport demo did not start")


# ---------------------------------------------------------------- the scenes, in the order of a day


async def card_in_thread(maya: Workplace) -> None:
    """A late order: the customer's message, and below it who that is."""
    await maya.page.set_viewport_size(LOW)
    await maya.sits_down(channel="C0SMS")
    message = await maya.customer_writes(SAID, by="SMS", who="Ana Souza")
    cards = await maya.opens_thread_of(message)
    for known in ("2 days late", "Before that, on WhatsApp"):
        await expect(cards).to_contain_text(known)
    await keep(maya.channel, "card-in-thread", beside=maya.thread)


async def note(maya: Workplace) -> None:
    """The form of a note, and the note on the whole card."""
    await maya.sits_down(channel="C0WHATSAPP")
    await maya.types(f"/customer note {ANA}")
    await maya.modal.get_by_label("What should colleagues know?").fill(
        "The carrier says Thursday. If it slips again, refund the freight."
    )
    await keep(maya.modal, "note")
    await maya.modal.get_by_role("button", name="Save").click()
    await expect(maya.modal).to_have_count(0)


async def customer(maya: Workplace) -> None:
    """The whole card."""
    await maya.sits_down(channel="C0GENERAL")
    await whispered(maya, f"/customer {ANA}", "Head of Purchasing", "customer")


async def german(maya: Workplace) -> None:
    """A card to somebody whose Slack is German."""
    await maya.sits_down("U0LENA", channel="C0GENERAL")
    await whispered(maya, "/customer tom@alpenverein.example", "Ortszeit", "german")


async def search(maya: Workplace) -> None:
    """A query in the search language."""
    await maya.sits_down(channel="C0GENERAL")
    await whispered(maya, "/customer orders:>0 -tag:vip", "Show", "search")


async def merge(maya: Workplace) -> None:
    """Two who may be one person, side by side."""
    await maya.sits_down(channel="C0INSTAGRAM")
    by_instagram = {"Name": "Ana Souza", "Instagram handle": "ana.acme"}
    message = await maya.customer_writes(SAID_ELSEWHERE, by="Instagram", **by_instagram)
    cards = await maya.opens_thread_of(message)
    await expect(cards).to_contain_text("Perhaps the same person")
    await cards.get_by_role("button", name="Merge these two").click()
    await expect(maya.modal).to_contain_text("the merge can be undone at any time")
    await keep(maya.modal, "merge")
    await maya.modal.get_by_role("button", name="Cancel").click()


async def home(maya: Workplace) -> None:
    """The bot's own page, as an admin sees it."""
    await maya.sits_down("U0KIM", channel="C0GENERAL")
    for who, known in (
        ("marcus@reedfamily.example", "Marcus Reed"),
        ("ana@acme.example", "Purchasing"),
    ):
        await maya.types(f"/customer {who}")
        await expect(maya.whispers.last).to_contain_text(known)
    await maya.page.set_viewport_size(SMALL)
    await maya.sits_down("U0KIM", channel="D0KIM")
    shown = maya.page.get_by_role("region", name="Rapport home")
    await expect(shown.get_by_role("button", name="Merge these two").first).to_be_visible()
    await keep(shown, "home")


async def pane(maya: Workplace) -> None:
    """A profile beside the conversation."""
    await maya.page.set_viewport_size(LOW)
    await maya.sits_down(channel="C0SMS")
    await maya.opens_thread_of(maya.channel.get_by_role("article").filter(has_text=SAID).last)
    await maya.thread.get_by_role("button", name="Open beside the conversation").last.click()
    shown = maya.page.get_by_role("complementary", name="Details")
    await expect(shown).to_contain_text("ana@acme.example")
    await keep(shown, "pane")


async def late_order(desk: Desk, maya: Workplace) -> None:
    """An empty store, a shop's webhooks, a note, and a message straight from WhatsApp."""
    await watch(desk)
    await shop_tells(desk)
    await desk.types(NOTE, channel="C0SMS")
    number = "5511912345678"
    await whatsapp(desk, cloud("my order is late", number=number, name="Ana", own_id="BR.1349"))
    await maya.sits_down(channel="C0WHATSAPP")
    message = maya.channel.get_by_role("article").filter(has_text="my order is late").last
    card = (await maya.opens_thread_of(message)).last  # the message itself is the bot's post too
    await expect(card).to_contain_text("2 days late")
    await maya.sits_down(channel="C0GENERAL")
    await whispered(maya, f"/customer {ANA}", "4 orders", "late-order")


async def reply(maya: Workplace) -> None:
    """A reply that is kept ready, as this customer would read it."""
    await maya.sits_down("U0KIM", channel="C0GENERAL")
    await maya.types("/customer replies")
    await maya.whispers.last.get_by_role("button", name="New reply").click()
    for label, said in (("Name", "Where is it?"), ("Its language", "en"), ("Text", KEPT_READY)):
        await maya.modal.get_by_label(label, exact=True).first.fill(said)
    await maya.modal.get_by_role("button", name="Save").click()
    await expect(maya.modal).to_have_count(0)
    await maya.sits_down(channel="C0SMS")
    await maya.opens_thread_of(maya.channel.get_by_role("article").filter(has_text=SAID).last)
    await maya.thread.get_by_role("button", name="Reply", exact=True).last.click()
    shown = maya.whispers.filter(has_text="Hi Ana").last
    await expect(shown).to_be_visible()
    await keep(shown, "reply")


async def segments(maya: Workplace) -> None:
    """Saved searches, with how many each finds now."""
    await maya.sits_down("U0KIM", channel="C0GENERAL")
    for name, query in (("Wholesale", "tag:wholesale"), ("Quiet VIPs", "tag:vip seen:>5d")):
        await maya.types("/customer segments")
        await maya.whispers.last.get_by_role("button", name="New segment").click()
        await maya.modal.get_by_label("What is it called?").fill(name)
        await maya.modal.get_by_label("Whom does it find?").fill(query)
        await maya.modal.get_by_role("button", name="Save").click()
        await expect(maya.modal).to_have_count(0)
    await whispered(maya, "/customer segments", "Quiet VIPs", "segments")


async def erase(maya: Workplace) -> None:
    """What goes, and the name to be typed."""
    await maya.sits_down("U0KIM", channel="C0GENERAL")
    await maya.types("/customer erase marcus@reedfamily.example")
    await expect(maya.modal).to_contain_text("It cannot be undone")
    await keep(maya.modal, "erase")
    await maya.modal.get_by_role("button", name="Cancel").click()


async def workflow_step(maya: Workplace) -> None:
    """A step of a workflow, and what it gives to the next."""
    await maya.page.set_viewport_size(LOW)
    await maya.sits_down(channel="C0GENERAL")
    await maya.page.get_by_role("button", name="Run a step").click()
    panel = maya.page.get_by_role("complementary", name="Run a workflow step")
    await panel.get_by_label("Customer").fill("ana@acme.example")
    await panel.get_by_role("button", name="Run").click()
    run = panel.get_by_role("region", name="Look up customer").first
    await expect(run).to_contain_text("Completed")
    await keep(panel, "workflow-step")


async def answer(desk: Desk, maya: Workplace) -> None:
    """An answer that went out by WhatsApp, read by the customer."""
    await maya.page.set_viewport_size(SMALL)
    await maya.sits_down(channel="C0WHATSAPP")
    message = maya.channel.get_by_role("article").filter(has_text="my order is late").last
    cards = await maya.opens_thread_of(message)
    await cards.last.get_by_role("button", name="Reply", exact=True).click()
    await maya.thread.get_by_role("button", name="Write your own").last.click()
    await maya.modal.get_by_label("What the thread will say").fill(ANSWER)
    await maya.modal.get_by_role("button", name="Post in thread").click()
    await expect(maya.modal).to_have_count(0)
    said = maya.thread.get_by_role("article").filter(has_text=ANSWER)
    await expect(said.last).to_contain_text("Sent to the customer")
    (one,) = await sent(desk)
    told = status("read", one["key"])
    told["entry"][0]["changes"][0]["value"]["statuses"][0]["recipient_id"] = one["to"]
    await whatsapp(desk, told)
    await expect(said.last).to_contain_text("Read")
    await said.last.scroll_into_view_if_needed()
    await keep(maya.thread, "answer")


SCENES: Final[tuple[Callable[[Workplace], Awaitable[None]], ...]] = (
    *(card_in_thread, note, customer, german, reply, search, segments, merge, home, fields, pane),
    *(workflow_step, erase, rule, duplicates, history, split),
)


def _chosen(
    scenes: Sequence[Callable[[Workplace], Awaitable[None]]],
) -> list[Callable[[Workplace], Awaitable[None]]]:
    """Those that were named on the command line; all where none was."""
    named = set(sys.argv[1:])
    return [one for one in scenes if not named or one.__name__ in named]


def _in_a_line(error: Exception) -> str:
    return " ".join(str(error).split())[:400]


async def _tidied(maya: Workplace) -> None:
    """No form stays open in front of the next scene."""
    while await maya.modal.count():
        await maya.modal.last.get_by_role(
            "button", name=re.compile("Cancel|Close|Back")
        ).last.click()
        await maya.page.wait_for_timeout(300)


async def main() -> None:
    """Every picture anew, out of an empty store.

    A scene that fails does not keep the others from being made; what failed is told at the end.
    """
    browser = find_chromium()
    if browser is None:
        sys.exit(f"No Chromium was found. {HOW_TO_GET_ONE}")
    options = {"executable_path": str(browser), "args": list(LAUNCH_ARGUMENTS), "headless": True}
    PICTURES.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        async with demo(Path(folder)) as address, workplace(address, options) as maya:
            if not await maya.page.evaluate(HAS_EMOJI):
                sys.exit(NO_EMOJI)
            for scene in _chosen(SCENES):
                try:
                    await maya.page.set_viewport_size(WIDE)
                    await scene(maya)
                except (AssertionError, Error, ValueError) as error:
                    await _tidied(maya)
                    failed.append(f"{scene.__name__}: {_in_a_line(error)}")
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_desk(Path(folder)) as desk,
            workplace(desk.url, options) as maya,
        ):
            for at_desk in (late_order, answer):  # the second goes on where the first ended
                try:
                    await at_desk(desk, maya)
                except (AssertionError, Error, ValueError) as error:
                    failed.append(f"{at_desk.__name__}: {_in_a_line(error)}")
    if failed:
        sys.exit("\n".join(["Not made:", *failed]))


if __name__ == "__main__":
    asyncio.run(main())
