"""What must not come of orders, rules and replies: a request played back, two people made one, a loop, a leak."""

from typing import Any

import pytest

from bot.app import now
from storage.identifiers import Identifier
from storage.rules import Rule
from storage.store import Change
from storage.templating import Template
from tests.scenarios.desk import Desk, Found, text_of
from tests.scenarios.knocking import own, shopify, twilio, whatsapp
from tests.scenarios.test_late_order import bought
from tests.scenarios.test_message_doors import SMS_FORM, cloud

ADMIN = "U0KIM"
PATH = "/ingest/orders"
PAT = Identifier(kind="phone", value="+442079460123")
ANA = Identifier(kind="email", value="ana@acme.example")


def event(key: str, number: str, **more: Any) -> dict[str, Any]:
    """An event about an order, of now."""
    told = {"id": key, "updated_at": now().isoformat()}
    return told | {"order": {"id": number, "status": "paid"}} | more


async def test_what_nobody_signed_comes_in_by_no_door(http_desk: Desk) -> None:
    desk = http_desk
    answers = [
        await own(desk, PATH, event("e-1", "1001"), secret="guess"),
        await own(desk, "/ingest/messages", {}, secret="guess"),
        await shopify(desk, "orders/create", bought(1001, "1.00", now()), secret="guess"),
        await whatsapp(desk, cloud(), secret="guess"),
        await twilio(desk, SMS_FORM, token="guess"),
    ]
    assert [status for status, _ in answers] == [401] * 5
    await desk.quiet()
    assert await desk.store.contacts() == []


async def test_a_request_that_was_overheard_and_is_played_back_an_hour_later_is_refused(
    http_desk: Desk,
) -> None:
    desk = http_desk
    told = event("e-1", "1001", customer={"name": "Pat Doyle", "phones": [PAT.value]})
    status, said = await own(desk, PATH, told, at=now().timestamp() - 3_600)
    assert (status, "five minutes" in said) == (401, True)
    await desk.quiet()
    assert await desk.store.owners([PAT]) == []


async def test_a_webhook_that_is_played_back_changes_nothing(http_desk: Desk) -> None:
    desk = http_desk
    order = bought(1001, "10.00", now())
    for _ in range(3):
        assert (await shopify(desk, "orders/create", order))[0] == 200
    await desk.quiet()
    (profile,) = await desk.store.owners([ANA])
    assert [one.id for one in profile.orders] == ["1001"]


async def test_an_order_that_names_two_people_makes_them_no_one_person(http_desk: Desk) -> None:
    desk = http_desk
    pat = {"name": "Pat Doyle", "phones": [PAT.value]}
    ana = {"name": "Ana Souza", "emails": [ANA.value]}
    for key, number, who in (("e-1", "1", pat), ("e-2", "2", ana)):
        await own(desk, PATH, event(key, number, customer=who))
    both = {"name": "Pat Doyle", "phones": [PAT.value], "emails": [ANA.value]}
    await own(desk, PATH, event("e-3", "3", customer=both))
    await desk.quiet()
    (pats,) = [one for one in await desk.store.owners([PAT]) if one.name == "Pat Doyle"]
    anas = [one for one in await desk.store.owners([ANA]) if one.name == "Ana Souza"]
    assert pats.id not in {one.id for one in anas}
    assert [one.id for one in anas[0].orders] == ["2"]


async def test_shipping_of_an_order_that_nobody_knows_waits_for_its_customer(
    http_desk: Desk,
) -> None:
    desk = http_desk
    shipped = event("e-2", "1001") | {"order": {"id": "1001", "status": "in_transit"}}
    assert (await own(desk, PATH, shipped))[0] == 200
    await desk.quiet()
    assert await desk.store.contacts() == []
    placed = event("e-1", "1001", customer={"name": "Pat Doyle", "phones": [PAT.value]})
    placed["updated_at"] = "2026-01-01T00:00:00Z"
    await own(desk, PATH, placed)
    await desk.quiet()
    (profile,) = await desk.store.owners([PAT])
    assert [(one.id, one.status) for one in profile.orders] == [("1001", "in_transit")]


async def test_a_rule_that_an_automatic_answer_answers_replies_once(http_desk: Desk) -> None:
    """A customer's out-of-office, or a relay that brings our words back, would go on for ever."""
    desk = http_desk
    await desk.watch()
    hello = Template(id="t_1", name="Hello", texts={"en": "We look into it."}, at=now())
    await desk.store.keep_template(hello, change=Change(by=ADMIN, at=now(), key="kept"))
    rule = Rule(id="rule_new", reply="t_1", is_on=True, at=now())
    await desk.store.save_rule(rule, change=Change(by=ADMIN, at=now(), key="ruled"))
    first = await desk.customer_writes("hello", phone=PAT.value, name="Pat Doyle")
    for number in range(3):
        where: Found = {"thread_ts": first["ts"]} if number else {}
        text = f"I am away until day {number}"
        await desk.customer_writes(text, phone=PAT.value, name="Pat Doyle", **where)

    async def asked() -> bool:
        return len(await desk.store.ruled(limit=10)) == 4

    await desk.until(asked, "the rule to be asked of all four")
    await desk.quiet()
    shown = await desk.messages("C0WHATSAPP")
    every = [one for one in shown if not one.get("is_ephemeral")]
    threads = [await desk.cards({"channel": "C0WHATSAPP", "ts": one["ts"]}) for one in every]
    said = {one["ts"] for thread in threads for one in thread if one["text"] == "We look into it."}
    assert len(said) == 1
    verdicts = [why.value for one in await desk.store.ruled(limit=10) for _, why in one.verdicts]
    assert sorted(verdicts) == ["fired", "soon", "soon", "soon"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ customers[0].name }}",
        "{{ other.name }}",
        "{{ customer.contacts }}",
        "{{ customer.born }}",
        "{{ store.contacts }}",
        "{% for one in customers %}{{ one.name }}{% endfor %}",
        "{% include 'secrets' %}",
    ],
)
async def test_a_template_that_reaches_beyond_its_customer_cannot_be_kept(
    http_desk: Desk, text: str
) -> None:
    desk = http_desk
    listed = await desk.types("/customer replies", by=ADMIN)
    await desk.clicks(listed, "reply:template", by=ADMIN)
    modal = await desk.top_modal(ADMIN)
    refused = await desk.submits(modal, {"template_name": "x", "template_text_0": text}, by=ADMIN)
    assert refused["errors"]["template_text_0"]
    assert await desk.store.templates() == []
    assert "No reply is kept ready" in text_of(await desk.types("/customer replies", by=ADMIN))
