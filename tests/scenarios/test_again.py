"""A customer who comes with the same thing again, on whichever channel: the card says so, and what was answered."""

from tests.scenarios.desk import MAYA, SAM, WHATSAPP, Desk, Found, text_of

PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def answer_in(desk: Desk, place: Found, text: str, *, by: str = SAM) -> None:
    """A colleague answers in the thread."""
    await desk.post(
        "/ui/say", **{"as": by}, channel=place["channel"], text=text, thread_ts=place["ts"]
    )


async def test_the_third_time_is_said_with_the_earlier_ones_and_the_answer(desk: Desk) -> None:
    await desk.watch()
    await desk.watch("C0SMS")
    first = await desk.customer_writes("My parcel still has not arrived", **PAT)
    await desk.card(first, saying="Pat Doyle")
    second = await desk.customer_writes("the parcel hasn't arrived yet!", kind="sms", **PAT)
    await desk.card(second, saying="Second message about this")
    assert "Nobody answered" in text_of(await desk.card(second))
    await answer_in(desk, second, "It comes on Friday, sorry")
    await desk.quiet()

    third = await desk.customer_writes("where is my parcel? it has not arrived", **PAT)
    card = text_of(await desk.card(third, saying="Third message about this"))
    assert "It comes on Friday, sorry" in card
    assert f"<@{SAM}>" in card
    assert "/archives/C0SMS/" in card

    other = await desk.customer_writes("Do you have the blue tent in XL?", **PAT)
    card = text_of(await desk.card(other, saying="Pat Doyle"))
    assert "about this" not in card


async def test_an_agent_says_that_it_is_another_matter(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    first = await desk.customer_writes("My parcel still has not arrived", **PAT)
    await desk.card(first, saying="Pat Doyle")
    second = await desk.customer_writes("my other parcel has not arrived either", **PAT)
    card = await desk.card(second, saying="Second message about this")
    await desk.clicks(card, "card:another_matter", by=MAYA, channel=WHATSAPP)

    async def gone() -> bool:
        return "about this" not in text_of(await desk.card(second))

    await desk.until(gone, "the card to say it no more")


async def test_what_was_answered_and_then_deleted_is_not_told(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    first = await desk.customer_writes("My parcel still has not arrived", **PAT)
    await desk.card(first, saying="Pat Doyle")
    await answer_in(desk, first, "wrong thread, sorry")
    await desk.quiet()
    said = (await desk.messages(first["channel"], thread=first["ts"]))[-1]
    await desk.post("/ui/delete", **{"as": SAM}, channel=first["channel"], ts=said["ts"])
    await desk.quiet()
    second = await desk.customer_writes("the parcel has not arrived yet", **PAT)
    card = text_of(await desk.card(second, saying="Second message about this"))
    assert "wrong thread" not in card
    assert "Nobody answered" in card
