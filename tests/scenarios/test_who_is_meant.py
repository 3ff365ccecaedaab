"""Whatever an agent types or pastes says whom they mean; and where it says nobody, what to do next."""

import pytest

from storage.identifiers import Identifier
from tests.scenarios.desk import Desk, text_of
from tests.scenarios.test_first_contact import imported

ADMIN = "U0KIM"

PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def links(desk: Desk, place: dict[str, str]) -> str:
    """The link of a message, as Slack copies it."""
    headers = {"Authorization": "Bearer xoxb-desk"}
    body = {"channel": place["channel"], "message_ts": place["ts"]}
    url = f"{desk.url}/api/chat.getPermalink"
    async with desk.session.post(url, json=body, headers=headers) as answer:
        return str((await answer.json())["permalink"])


async def test_a_number_as_whatsapp_alone_writes_it_finds_whoever_wrote_from_it(
    http_desk: Desk,
) -> None:
    """What the card showed of a Mexican's number found nobody."""
    desk = http_desk
    await desk.watch()
    wrote = await desk.customer_writes("hola", phone="+5215512345678", name="Luz Vega")
    assert "Luz Vega" in text_of(await desk.card(wrote))
    for typed in ("+52 15512345678", "5215512345678", "+52 55 1234 5678"):
        assert "Luz Vega" in text_of(await desk.types(f"/customer {typed}"))
    marked = text_of(await desk.types("/customer mark +52 15512345678 shared", by=ADMIN))
    assert "shared by several" in marked


@pytest.mark.parametrize(
    "who",
    [
        "+55 11 91234-5678",
        "+55(11)91234-5678",
        "+55.11.91234.5678",
        "+55 11 91234\u20115678",
        "\uff0b\uff15\uff15 \uff11\uff11 91234-5678",
        "0055 11 91234-5678",
        "011 55 11 91234 5678",
        "5511912345678",
        "55 (11) 91234-5678",
        "tel:+5511912345678",
        "whatsapp:+5511912345678",
        "WhatsApp: 5511912345678",
        "<tel:+5511912345678|+55 11 91234-5678>",
        "ana@acme.example",
        "ANA@Acme.Example",
        "Ana Souza <ana@acme.example>",
        "mailto:ana@acme.example",
        "<mailto:ana@acme.example|ana@acme.example>",
        "@sails.by.ana",
        "@Sails.By.Ana",
        "instagram:sails.by.ana",
        "https://www.instagram.com/sails.by.ana/",
        "https://instagram.com/sails.by.ana?igsh=abc",
        "instagram.com/sails.by.ana",
        "https://wa.me/5511912345678",
        "wa.me/5511912345678",
        "shop:ana",
        "Ana Sou",
        "souza, ana",
        "\u201cAna Souza\u201d",
        "order 1001",
        "#1001",
        "Order #1001",
        "no. 1001",
        "1001",
    ],
)
async def test_everything_that_names_ana_finds_her(http_desk: Desk, who: str) -> None:
    desk = http_desk
    await imported(desk)
    modal = await desk.opens("/customer edit ana@acme.example")
    await desk.submits(modal, {"handles": "instagram: @sails.by.ana"})
    await desk.no_modal()
    shown = text_of(await desk.types(f"/customer {who}"))
    assert "Ana Souza" in shown
    assert "Which one?" not in shown


async def test_a_number_is_read_as_one_of_where_the_channels_customers_are(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await imported(desk)
    assert "Nobody fits" in text_of(await desk.types("/customer (11) 91234-5678"))
    modal = await desk.opens("/customer watch")
    assert (await desk.submits(modal, {"feed_region": "BR"}))["ok"]
    assert "Ana Souza" in text_of(await desk.types("/customer (11) 91234-5678"))
    assert "Nobody fits" in text_of(await desk.types("/customer (11) 91234-5679"))
    assert "Nobody fits" in text_of(await desk.types("/customer (212) 555-0100"))
    elsewhere = await desk.types("/customer (11) 91234-5678", channel="C0SMS")
    assert "Nobody fits" in text_of(elsewhere)


async def test_what_erases_exports_marks_or_makes_somebody_reads_a_number_as_the_channel_does(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await imported(desk)
    modal = await desk.opens("/customer watch", by=ADMIN)
    assert (await desk.submits(modal, {"feed_region": "BR"}, by=ADMIN))["ok"]
    erasing = await desk.opens("/customer erase (11) 91234-5678", by=ADMIN)
    assert "Ana Souza" in text_of(erasing)
    making = await desk.opens("/customer new (11) 91234-0000")
    await desk.submits(making, {"name": "Rui Alves"})
    await desk.no_modal()
    (rui,) = await desk.store.owners([Identifier(kind="phone", value="+5511912340000")])
    assert rui.value("name") == "Rui Alves"
    making = await desk.opens("/customer new Lia Costa (11) 91234-0001, lia@acme.example")
    assert await desk.submits(making, {}) == {"ok": True}
    await desk.no_modal()
    (lia,) = await desk.store.owners([Identifier(kind="phone", value="+5511912340001")])
    assert (lia.value("name"), len(lia.claims)) == ("Lia Costa", 2)
    marked = await desk.types("/customer mark (11) 91234-5678 shared", by=ADMIN)
    assert "+5511912345678" in text_of(marked).replace(" ", "").replace("-", "")


async def test_a_contact_id_finds_the_profile(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    (ana,) = await desk.store.owners([Identifier(kind="email", value="ana@acme.example")])
    assert "Ana Souza" in text_of(await desk.types(f"/customer {ana.contact_id}"))


async def test_the_link_of_a_message_finds_its_customer_and_so_does_that_of_an_answer(
    desk: Desk,
) -> None:
    await desk.watch()
    place = await desk.customer_writes("Is the blue tent back?", **PAT)
    await desk.card(place)
    said = {"as": "U0MAYA", "channel": place["channel"], "thread_ts": place["ts"]}
    reply = await desk.post("/ui/say", **said, text="I will look")
    for one in (place, {"channel": place["channel"], "ts": reply["ts"]}):
        shown = await desk.types(f"/customer {await links(desk, one)}")
        assert "Pat Doyle" in text_of(shown)


async def test_the_link_of_a_message_of_nobody_says_what_to_do(http_desk: Desk) -> None:
    desk = http_desk
    said = await desk.post("/ui/say", **{"as": "U0MAYA"}, channel="C0WHATSAPP", text="Lunch?")
    link = await links(desk, {"channel": "C0WHATSAPP", "ts": said["ts"]})
    assert "Link message to customer" in text_of(await desk.types(f"/customer {link}"))


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("+1 212 555 0199", "Looked for"),
        ("nobody@nowhere.example", "Looked for nobody@nowhere.example"),
        ("order 9999", "Looked for order 9999"),
        ("Zebulon", "part of a name"),
        ("mark", "`/customer mark WHO shared`"),
        ("wacth", "`/customer watch`"),
        ("ordesr Zebulon", "`/customer orders WHO`"),
        ("histoyr Zebulon", "`/customer history WHO`"),
        ("mrege Zebulon with Kim", "`/customer merge WHO with WHO`"),
        ("delete Zebulon", "`/customer erase WHO`"),
        ("search Zebulon", "`/customer find WHO`"),
        ("l\u00f6schen Zebulon", "`/customer erase WHO`"),
        ("dupes", "`/customer duplicates`"),
        ("template", "`/customer replies`"),
        ("5511900000000", "Looked for order 5511900000000"),
    ],
)
async def test_where_nobody_fits_the_answer_says_what_to_do(
    http_desk: Desk, who: str, said: str
) -> None:
    await imported(http_desk)
    shown = await http_desk.types(f"/customer {who}")
    assert said in text_of(shown)
    assert any(block["block_id"] == "nobody" for block in shown["blocks"])


async def test_who_is_called_nearly_like_a_command_is_found(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("hi", phone="+44 20 7946 0001", name="Nota Bene"))
    shown = text_of(await desk.types("/customer nota bene"))
    assert "Did you mean" not in shown
    assert "Nota Bene" in shown


async def test_who_is_called_like_a_command_is_found(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("hi", phone="+44 20 7946 0001", name="Mark Bene"))
    shown = text_of(await desk.types("/customer mark"))
    assert "Did you mean" not in shown
    assert "Mark Bene" in shown


async def test_edit_by_command_opens_the_form_with_what_is_known(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    modal = await desk.opens("/customer edit ana@acme.example")
    assert await desk.submits(modal, {"company": "Acme Sails"}) == {"ok": True}
    await desk.no_modal()
    assert "Acme Sails" in text_of(await desk.types("/customer ana@acme.example"))


async def test_orders_and_what_happened_are_listed_by_command(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.watch()
    await desk.card(
        await desk.customer_writes("my order is late", phone="+55 11 91234-5678", name="Ana Souza")
    )
    orders = text_of(await desk.types("/customer orders Ana Souza"))
    assert "Order 1001 is in transit" in orders
    happened = text_of(await desk.types("/customer timeline ana@acme.example"))
    assert "my order is late" in happened
    assert "Order 1001 was placed" in happened


async def test_a_long_list_is_paged_in_its_place(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("message 0", **PAT)
    for number in range(1, 13):
        await desk.customer_writes(f"message {number}", **PAT, thread_ts=place["ts"])
    await desk.card(place)
    await desk.quiet()
    first = await desk.types("/customer timeline +442079460123")
    await desk.clicks(first, "list:timeline")

    async def second_page() -> bool:
        shown = await desk.messages("C0WHATSAPP")
        (found,) = [text_of(one) for one in shown if one["ts"] == first["ts"]]
        return "after the first 10" in found and "message 0" in found

    await desk.until(second_page, "the second page")


async def test_what_was_meant_by_a_slip_is_done_by_a_click(desk: Desk) -> None:
    await imported(desk)
    shown = await desk.types("/customer tga ana@acme.example: seasonal")
    assert "Did you mean" in text_of(shown)
    (ana,) = await desk.store.owners([Identifier(kind="email", value="ana@acme.example")])
    assert "seasonal" not in [tag.name for tag in ana.tags]
    await desk.clicks(shown, "ask:open#0")

    async def put_on() -> bool:
        (ana,) = await desk.store.owners([Identifier(kind="email", value="ana@acme.example")])
        return "seasonal" in [tag.name for tag in ana.tags]

    await desk.until(put_on, "the tag")


async def test_a_slip_before_a_name_that_fits_nobody_is_done_by_a_click_too(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await imported(desk)
    shown = await desk.types("/customer change Ana Souza")
    await desk.clicks(shown, "ask:open#0")
    modal = await desk.top_modal()
    assert modal["callback_id"] == "form:edit"


async def test_who_may_not_erase_may_not_by_a_slip(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    shown = await desk.types("/customer delete Marcus Reed")
    await desk.clicks(shown, "ask:open#0")

    async def refused() -> bool:
        said = await desk.messages("C0WHATSAPP")
        return any("Only admins of this workspace may erase" in text_of(one) for one in said)

    await desk.until(refused, "the refusal")
