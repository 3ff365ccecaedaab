"""Replies that are kept ready: written by a lead, read as one customer would, posted in the thread once."""

import asyncio

from bot.app import now
from storage.fields import CustomField
from storage.store import Change
from tests.scenarios.desk import SAM, WHATSAPP, Desk, Found, text_of

PAT = {"phone": "+44 20 7946 0123", "name": "Pat <!channel> Doyle"}
ADMIN = "U0KIM"


async def keep(desk: Desk, name: str, text: str, *, by: str = ADMIN) -> None:
    """A reply is written down by an admin."""
    listed = await desk.types("/customer replies", by=by)
    await desk.clicks(listed, "reply:template", by=by)
    modal = await desk.top_modal(by)
    await desk.submits(modal, {"template_name": name, "template_text_0": text}, by=by)
    await desk.no_modal(by)


async def offered(desk: Desk, place: Found, *, by: str = SAM) -> Found:
    """What is offered under *Reply* on the card, to this member alone."""
    card = await desk.card(place, saying="Pat")
    await desk.clicks(card, "card:reply", by=by)

    async def look() -> Found | None:
        shown = await desk.messages(place["channel"], by=by, thread=place["ts"])
        return next((one for one in reversed(shown) if one.get("is_ephemeral")), None)

    return await desk.until(look, "what is offered")


async def told(desk: Desk, place: Found, saying: str, *, by: str = SAM) -> Found:
    """What the bot says of it to this member alone, beside what it offered."""

    async def look() -> Found | None:
        shown = await desk.messages(place["channel"], by=by, thread=place["ts"])
        private = [one for one in shown if one.get("is_ephemeral")]
        return next((one for one in private if saying in text_of(one)), None)

    return await desk.until(look, f"a private sentence with {saying!r}")


async def said_in(desk: Desk, place: Found) -> list[str]:
    """What the bot said in the thread beside its card."""
    return [
        one["text"]
        for one in await desk.cards(place)
        if not any(block["type"] == "actions" for block in one.get("blocks", []))
    ]


async def test_a_reply_is_written_once_and_posted_at_a_click(desk: Desk) -> None:
    await desk.watch()
    await keep(
        desk, "Late order", "Hi {{ customer.first_name }}, we look into it. {{ agent.name }}"
    )
    place = await desk.customer_writes("my order is late", **PAT)
    shown = await offered(desk, place)
    assert "Hi Pat, we look into it." in text_of(shown)
    await desk.clicks(shown, "reply:post#0", by=SAM)

    async def posted() -> list[str]:
        return await said_in(desk, place)

    (text,) = await desk.until(posted, "the reply in the thread")
    assert text.startswith("Hi Pat, we look into it.")

    again = await desk.customer_writes("my order is still late", **PAT)
    card = text_of(await desk.card(again, saying="Second message about this"))
    assert "we look into it" in card
    assert f"<@{SAM}>" in card


async def test_what_is_not_known_is_filled_in_before_it_is_posted(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await keep(desk, "Where is it", "Order {{ order.number }} is on its way, {{ customer.name }}.")
    place = await desk.customer_writes("my order is late", **PAT)
    shown = await offered(desk, place)
    assert "\u27e8order number\u27e9" in text_of(shown)
    assert "Post in thread" not in text_of(shown)
    await desk.clicks(shown, "reply:edit#0", by=SAM)
    modal = await desk.top_modal(SAM)
    refused = await desk.submits(modal, {}, by=SAM)
    assert "order number" in refused["errors"]["reply_text"]
    await desk.submits(modal, {"reply_text": "Order 1001 & more, <!channel>"}, by=SAM)

    async def posted() -> list[str]:
        return await said_in(desk, place)

    (text,) = await desk.until(posted, "the reply in the thread")
    assert text == "Order 1001 &amp; more, &lt;!channel&gt;"


async def test_a_text_that_is_no_template_is_told_at_its_field(http_desk: Desk) -> None:
    desk = http_desk
    listed = await desk.types("/customer replies", by=ADMIN)
    await desk.clicks(listed, "reply:template", by=ADMIN)
    modal = await desk.top_modal(ADMIN)
    typed = {"template_name": "x", "template_text_0": "Hi {{ customer.shoe }}"}
    refused = await desk.submits(modal, typed, by=ADMIN)
    assert "customer.shoe" in refused["errors"]["template_text_0"]
    typed["template_text_0"] = "{% for x in y %}{% endfor %}"
    refused = await desk.submits(modal, typed, by=ADMIN)
    assert "for" in refused["errors"]["template_text_0"]


async def test_a_field_that_nobody_defined_is_told_at_the_text_that_names_it(
    http_desk: Desk,
) -> None:
    desk = http_desk
    listed = await desk.types("/customer replies", by=ADMIN)
    await desk.clicks(listed, "reply:template", by=ADMIN)
    modal = await desk.top_modal(ADMIN)
    typed = {
        "template_name": "Seats",
        "template_text_0": "{{ customer.fields.seats }}",
        "template_text_1": "Hallo, {{ customer.fields.Seats }}",
        "template_language_1": "de",
    }
    refused = await desk.submits(modal, typed, by=ADMIN)
    told = "No field \u201cseats\u201d is defined; an admin defines one in Home."
    assert refused["errors"]["template_text_0"] == told
    assert list(refused["errors"]) == ["template_text_0", "template_text_1"]
    for name in ("Tier", "SEATS"):
        change = Change(by=ADMIN, at=now(), key=f"define {name}")
        await desk.store.define(CustomField(name=name, at=now()), change=change)
    wrong = {**typed, "template_text_1": "{{ customer.fields.chairs }}"}
    refused = await desk.submits(modal, wrong, by=ADMIN)
    assert list(refused["errors"]) == ["template_text_1"]
    assert "There are: SEATS, Tier." in refused["errors"]["template_text_1"]
    assert await desk.submits(modal, typed, by=ADMIN) == {"ok": True}


async def test_agents_use_what_is_kept_and_do_not_change_it(http_desk: Desk) -> None:
    desk = http_desk
    await keep(desk, "Hello", "Hi {{ customer.first_name }}")
    listed = await desk.types("/customer replies", by=SAM)
    assert "Hello" in text_of(listed)
    assert "Delete" not in text_of(listed)
    listed = await desk.types("/customer replies", by=ADMIN)
    await desk.clicks(listed, "reply:drop#0", by=ADMIN)

    async def gone() -> bool:
        return await desk.store.templates() == []

    await desk.until(gone, "the reply to be gone")
    assert "No reply is kept ready" in text_of(await desk.types("/customer replies", by=SAM))


async def test_nothing_is_posted_where_another_company_reads(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await keep(desk, "Hello", "Hi {{ customer.first_name }}")
    place = await desk.customer_writes("hello there", **PAT)
    shown = await offered(desk, place)
    desk.playground.workspace.world.channels[WHATSAPP]["is_ext_shared"] = True
    desk.rapport.channels.forget(WHATSAPP, workspace=desk.store.workspace)
    await desk.clicks(shown, "reply:post#0", by=SAM)
    assert "Another company" in await desk.told(place, by=SAM)
    await desk.quiet()
    assert await said_in(desk, place) == []


async def test_nothing_is_posted_where_the_channel_is_watched_no_more(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await keep(desk, "Hello", "Hi {{ customer.first_name }}")
    place = await desk.customer_writes("hello there", **PAT)
    shown = await offered(desk, place)
    await desk.types("/customer unwatch", channel=WHATSAPP)
    await desk.clicks(shown, "reply:post#0", by=SAM)
    await told(desk, place, "watched no more")
    await desk.quiet()
    assert await said_in(desk, place) == []


async def test_a_gap_that_came_after_it_was_offered_is_not_posted(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await keep(desk, "Hello", "Hi {{ customer.first_name }}")
    place = await desk.customer_writes("hello there", **PAT)
    shown = await offered(desk, place)
    listed = await desk.types("/customer replies", by=ADMIN)
    await desk.clicks(listed, "reply:template#0", by=ADMIN)
    modal = await desk.top_modal(ADMIN)
    await desk.submits(modal, {"template_text_0": "Order {{ order.number }} left"}, by=ADMIN)
    await desk.no_modal(ADMIN)
    await desk.clicks(shown, "reply:post#0", by=SAM)
    await told(desk, place, "Nothing was posted")
    await desk.quiet()
    assert await said_in(desk, place) == []


async def test_what_reads_otherwise_since_it_was_offered_is_shown_again_and_not_posted(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    await keep(desk, "Hello", "Hi {{ customer.first_name }}")
    place = await desk.customer_writes("hello there", **PAT)
    shown = await offered(desk, place)
    listed = await desk.types("/customer replies", by=ADMIN)
    await desk.clicks(listed, "reply:template#0", by=ADMIN)
    modal = await desk.top_modal(ADMIN)
    await desk.submits(modal, {"template_text_0": "Bye {{ customer.first_name }}"}, by=ADMIN)
    await desk.no_modal(ADMIN)
    await desk.clicks(shown, "reply:post#0", by=SAM)
    again = await told(desk, place, "reads differently")
    await desk.quiet()
    assert await said_in(desk, place) == []
    assert "Bye Pat" in text_of(again)
    await desk.clicks(again, "reply:post#0", by=SAM)

    async def posted() -> list[str]:
        return await said_in(desk, place)

    (text,) = await desk.until(posted, "the reply in the thread")
    assert text == "Bye Pat"


async def test_a_reply_that_is_pressed_twice_is_posted_once(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await keep(desk, "Hello", "Hi {{ customer.first_name }}")
    place = await desk.customer_writes("hello there", **PAT)
    shown = await offered(desk, place)
    await asyncio.gather(*(desk.clicks(shown, "reply:post#0", by=SAM) for _ in range(2)))
    await told(desk, place, "Posted")
    await desk.quiet()
    assert await said_in(desk, place) == ["Hi Pat"]
