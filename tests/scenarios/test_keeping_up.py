"""Cards that stay true: never older than what was known, and with few updates, whatever Slack does meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import now
from storage.identifiers import Identifier
from storage.store import Change
from tests.scenarios.desk import SAM, Desk, Found, text_of

PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
NUMBER = Identifier(kind="phone", value="+442079460123")


async def contact_id(desk: Desk) -> str:
    """The contact of the one customer, once they are known."""

    async def known() -> str:
        found = await desk.store.owners([NUMBER])
        return found[0].contact_id if found else ""

    return await desk.until(known, "the customer to be known")


async def tag(desk: Desk, *names: str) -> None:
    """Sam puts these on the customer, in one change."""
    change = Change(by=SAM, at=now(), key=f"tags {names}")
    await desk.store.tag(await contact_id(desk), list(names), change=change)


async def first_card(desk: Desk) -> Found:
    """Where the customer wrote, and a card stands."""
    await desk.watch()
    place = await desk.customer_writes("Hello there", **PAT)
    await desk.card(place)
    await desk.quiet()
    return place


@asynccontextmanager
async def counted(desk: Desk, method: str) -> AsyncIterator[list[int]]:
    """What Slack answered to each call of the method meanwhile, by HTTP status; filled in at the end."""
    last = (await desk.get("/ui/requests"))["requests"][-1]["n"]
    answers: list[int] = []
    yield answers
    seen = (await desk.get("/ui/requests", after=str(last)))["requests"]
    assert seen[0]["n"] == last + 1, "the inspector forgot the first of them"
    answers += [one["status"] for one in seen if one["what"] == method]


async def test_what_changes_while_a_card_is_on_its_way_stands_on_it(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.post("/ui/fault", method="chat.postMessage", times=1, hang_seconds=1.0)
    place = await desk.customer_writes("Hello there", **PAT)
    await tag(desk, "vip")
    await desk.card(place, saying="vip")


async def test_a_hundred_changes_at_once_are_few_updates_and_the_last_state_stands(
    http_desk: Desk,
) -> None:
    desk = http_desk
    place = await first_card(desk)
    async with counted(desk, "chat.update") as answers:
        began = time.monotonic()
        for number in range(100):
            await tag(desk, f"t{number}")
        seconds = time.monotonic() - began
        await desk.store.untag(
            await contact_id(desk),
            [f"t{number}" for number in range(99)],
            change=Change(by=SAM, at=now(), key="all but the last"),
        )
        await desk.quiet()
    card = text_of(await desk.card(place, saying="t99"))
    assert "t98" not in card
    assert 1 <= len(answers) <= 2 + seconds / 0.7, (answers, seconds)


async def test_what_is_written_elsewhere_stands_on_the_cards_of_today(http_desk: Desk) -> None:
    desk = http_desk
    place = await first_card(desk)
    assert "nothing was written anywhere else" in text_of(await desk.card(place))
    await desk.watch("C0SMS")
    await desk.customer_writes("My parcel is late", kind="sms", **PAT)
    await desk.card(place, saying="My parcel is late")


async def test_more_messages_in_a_thread_update_its_one_card(http_desk: Desk) -> None:
    desk = http_desk
    place = await first_card(desk)
    await desk.watch("C0SMS")
    await desk.card(await desk.customer_writes("My parcel is late", kind="sms", **PAT))
    await desk.quiet()
    async with (
        counted(desk, "chat.postMessage") as posted,
        counted(desk, "chat.update") as updated,
    ):
        for text in ("Hello?", "Anybody?", "Please help"):
            await desk.customer_writes(text, thread_ts=place["ts"], **PAT)
        await desk.card(place, saying="My parcel is late")
        await desk.quiet()
    assert posted == []
    assert len(updated) <= 2, updated


async def test_a_card_that_slack_refuses_for_its_rate_is_shown_when_it_may_be(
    http_desk: Desk,
) -> None:
    desk = http_desk
    place = await first_card(desk)
    await desk.post("/ui/fault", method="chat.update", error="ratelimited", retry_after=1, times=1)
    async with counted(desk, "chat.update") as answers:
        for number in range(20):
            await tag(desk, f"t{number}")
            await asyncio.sleep(0.1)
        await desk.card(place, saying="t19")
        await desk.quiet()
    assert answers.count(429) == 1, answers
    assert answers.count(200) <= 4, answers


async def test_an_update_whose_reply_was_lost_is_sent_again_and_only_one_card_stands(
    http_desk: Desk,
) -> None:
    desk = http_desk
    place = await first_card(desk)
    await desk.post("/ui/fault", method="chat.update", lose_reply=True, times=1)
    await tag(desk, "vip")
    await desk.card(place, saying="vip")
    await tag(desk, "late")
    await desk.card(place, saying="late")
    await desk.quiet()
    assert len(await desk.cards(place)) == 1


async def test_a_card_that_somebody_deleted_is_back_only_when_the_customer_writes_again(
    http_desk: Desk,
) -> None:
    desk = http_desk
    place = await first_card(desk)
    card = await desk.card(place)
    await desk.delete(card)
    await tag(desk, "vip")
    await desk.quiet()
    assert await desk.cards(place) == []
    await desk.customer_writes("Still there?", thread_ts=place["ts"], **PAT)
    await desk.card(place, saying="vip")
    await desk.quiet()
    assert len(await desk.cards(place)) == 1
