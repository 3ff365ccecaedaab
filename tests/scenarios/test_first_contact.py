"""A customer writes, and the team sees who it is."""

from bot.app import now
from bot.importing import import_lines
from storage.identifiers import Identifier
from tests.scenarios.desk import WHATSAPP, Desk, text_of


async def imported(desk: Desk) -> None:
    """The shop's customers, as its CRM knows them."""
    async with desk.session.get(f"{desk.url}/seed/customers.jsonl") as answer:
        lines = (await answer.text()).splitlines()
    outcome = await import_lines(desk.store, lines, region="US", by="the CRM", now=now())
    assert outcome.made >= 12
    assert outcome.bad == []


async def written(desk: Desk, text: str) -> bool:
    """True once somebody's newest message is this one."""
    profiles = await desk.store.owners([Identifier(kind="phone", value="+442079460123")])
    return any(profile.messages[0].text == text for profile in profiles)


async def test_a_stranger_becomes_a_profile_with_a_card_in_the_thread(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes(
        "Is the blue tent back in stock?", phone="+44 20 7946 0123", name="Pat Doyle"
    )
    card = await desk.card(place, saying="Pat Doyle")
    assert "Pat Doyle" in card["text"]
    shown = await desk.types("/customer +442079460123")
    assert "Pat Doyle" in text_of(shown)
    assert "Is the blue tent back in stock?" in text_of(shown)


async def test_the_customer_whose_order_is_late_is_recognised_by_the_number(desk: Desk) -> None:
    await imported(desk)
    await desk.watch()
    place = await desk.customer_writes(
        "my order is late", phone="+55 11 91234-5678", name="Ana Souza"
    )
    card = text_of(await desk.card(place, saying="Ana Souza"))
    for told in ("enterprise", "vip", "1001", "2 days late", "WhatsApp"):
        assert told.lower() in card.lower(), told


async def test_a_second_message_in_the_thread_posts_no_second_card(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("Hello?", phone="+44 20 7946 0123", name="Pat Doyle")
    first = await desk.card(place)
    await desk.customer_writes(
        "Anybody there?", phone="+44 20 7946 0123", name="Pat Doyle", thread_ts=place["ts"]
    )
    await desk.until(lambda: written(desk, "Anybody there?"), "the second message to be kept")
    await desk.quiet()
    assert [card["ts"] for card in await desk.cards(place)] == [first["ts"]]


async def test_what_was_written_on_another_channel_stands_on_the_card(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.watch("C0SMS")
    first = await desk.customer_writes("On WhatsApp first", phone="+442079460123", name="Pat Doyle")
    await desk.card(first, saying="First contact")
    second = await desk.customer_writes("Now by text", kind="sms", phone="+442079460123")
    card = text_of(await desk.card(second, saying="Pat Doyle"))
    assert "On WhatsApp first" in card
    assert "Now by text" not in card


async def test_nothing_is_recorded_from_a_channel_that_is_not_watched(http_desk: Desk) -> None:
    desk = http_desk
    place = await desk.customer_writes("Hello?", phone="+44 20 7946 0123", name="Pat Doyle")
    await desk.quiet()
    assert await desk.cards(place) == []
    assert await desk.store.contacts() == []


async def test_what_the_team_says_among_itself_makes_no_card(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    said = await desk.post("/ui/say", **{"as": "U0SAM"}, channel=WHATSAPP, text="lunch anyone?")
    await desk.quiet()
    assert await desk.cards({"channel": WHATSAPP, "ts": said["ts"]}) == []
    assert await desk.store.contacts() == []


async def test_a_mail_as_a_file_stub_is_asked_for_and_marked_unverified(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.watch("C0EMAIL")
    place = await desk.customer_writes(
        "Where is my parcel?",
        kind="email",
        email="ana@acme.example",
        name="Ana Souza",
        subject="Order 1001",
        stub=True,
    )
    card = text_of(await desk.card(place, saying="Ana Souza"))
    assert "not verified" in card
