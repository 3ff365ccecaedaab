"""Two bots that answer each other stop, and nobody else goes without an answer for it."""

from bot.breaker import SAME_WORDS
from tests.scenarios.desk import Desk

ANA = {"phone": "+55 11 91234-5678", "name": "Ana Souza"}


async def test_what_a_bot_says_over_and_over_is_kept_but_answered_no_more(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    places = [
        await desk.customer_writes(f"Order {n} is late", **ANA) for n in range(SAME_WORDS + 2)
    ]
    other = await desk.customer_writes("Order 1 is late", phone="+44 20 7946 0123", name="Pat")
    await desk.card(other)
    await desk.quiet()
    shown = [len(await desk.cards(place)) for place in places]
    assert (sum(shown), max(shown)) == (SAME_WORDS, 1)
    (profile,) = [
        found
        for one in await desk.store.contacts()
        if (found := await desk.store.profile(one.id)) and found.name == "Ana Souza"
    ]
    assert profile.message_count == SAME_WORDS + 2
