"""A customer asks through a shop what is held of them: admins are told, get the file, and say when it is answered."""

from typing import Any

from bot.app import now
from storage.policy import Policy
from storage.store import Change
from tests.scenarios.desk import SAM, Desk, Found, text_of
from tests.scenarios.homes import (
    buttons_of,
    home_saying,
    opens_home,
    presses_in_home,
    turns_to,
)
from tests.scenarios.knocking import shopify
from tests.scenarios.test_late_order import bought
from tests.scenarios.test_metrics import read

KIM = "U0KIM"  # an admin
LENA = "U0LENA"
ADMINS = "C0GENERAL"


async def asks(desk: Desk, *, number: str = "9001", order: Found | None = None) -> None:
    """Ana asks the shop, and the shop asks us."""
    order = order or bought(1001, "10.00", now())
    asked = {
        "customer": {"id": order["customer"]["id"]},
        "orders_requested": [order["id"]],
        "data_request": {"id": number},
    }
    assert (await shopify(desk, "customers/data_request", asked))[0] == 200
    await desk.quiet()


async def ordered(desk: Desk) -> None:
    """What the shop told of Ana before."""
    await shopify(desk, "orders/create", bought(1001, "10.00", now()))
    await desk.quiet()


async def told_in(desk: Desk, channel: str, saying: str, *, by: str = KIM) -> Found:
    async def look() -> Found | None:
        shown = await desk.messages(channel, by=by)
        return next((one for one in reversed(shown) if saying in text_of(one)), None)

    return await desk.until(look, f"a message with {saying!r}")


async def test_admins_are_told_and_get_the_file_and_say_that_it_is_answered(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.post("/ui/invite", **{"as": KIM}, channel=ADMINS, user="U0RAPPORT")
    change = Change(by=KIM, at=now(), key="policy")
    await desk.store.set_policy(Policy(asked_in=ADMINS), change=change)
    await ordered(desk)
    await asks(desk)
    notice = await told_in(desk, ADMINS, "what is held of them")
    assert "shopify/tidewater.example" in text_of(notice)
    assert "Ana" not in text_of(notice)
    await desk.clicks(notice, "wanted:list", by=KIM, channel=ADMINS)
    listed = await told_in(desk, ADMINS, "due by")
    assert "no. 9001" in text_of(listed)
    assert "Ana" not in text_of(listed)
    await desk.clicks(listed, "wanted:file#0", by=KIM, channel=ADMINS)

    async def file() -> Found | None:
        held = desk.playground.workspace.world.files.values()
        return next((one for one in held if str(one.get("name", "")).startswith("customer-")), None)

    assert await desk.until(file, "the file")
    await desk.clicks(listed, "wanted:done#0", by=KIM, channel=ADMINS)
    done = await told_in(desk, ADMINS, "Noted as answered")
    assert f"answered by <@{KIM}>" in text_of(done)
    (request,) = await desk.store.data_requests()
    assert (request.is_open, request.answered_by) == (False, KIM)


async def test_what_the_shop_sends_again_is_one_request(http_desk: Desk) -> None:
    desk = http_desk
    await ordered(desk)
    for _ in range(2):
        await asks(desk)
    assert len(await desk.store.data_requests()) == 1
    await asks(desk, number="9002")
    assert [one.number for one in await desk.store.data_requests()] == ["9001", "9002"]


async def test_only_admins_see_them(http_desk: Desk) -> None:
    desk = http_desk
    await ordered(desk)
    await asks(desk)
    refused = text_of(await desk.types("/customer requests", by=SAM))
    assert "Only admins of this workspace may see who asks for their data." in refused
    assert "Only admins" in refused
    assert "9001" in text_of(await desk.types("/customer requests", by=KIM))


async def test_of_somebody_whom_nobody_knows_it_is_said_that_nothing_is_held(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await asks(desk)
    listed = await desk.types("/customer requests", by=KIM)
    assert "Nothing is held of this customer" in text_of(listed)
    assert "Send me the file" not in text_of(listed)


async def test_whoever_is_erased_meanwhile_is_named_in_it_no_more(http_desk: Desk) -> None:
    desk = http_desk
    await ordered(desk)
    await asks(desk)
    (request,) = await desk.store.data_requests()
    (contact_id,) = request.contacts
    await desk.store.erase_person(contact_id, change=Change(by=KIM, at=now(), key="gone"))
    (left,) = await desk.store.data_requests()
    assert (left.contacts, left.number) == ((), "9001")


async def test_how_long_they_wait_is_measured(http_desk: Desk) -> None:
    desk = http_desk
    await ordered(desk)
    await asks(desk)
    figures = await read(desk)
    assert figures["rapport_data_requests_open{}"] == 1
    assert 0 <= figures["rapport_data_request_oldest_seconds{}"] < 60


async def test_a_second_admin_is_asked_where_the_workspace_wants_one(http_desk: Desk) -> None:
    desk = http_desk
    await desk.post("/ui/invite", **{"as": KIM}, channel=ADMINS, user="U0RAPPORT")
    change = Change(by=KIM, at=now(), key="policy")
    await desk.store.set_policy(Policy(asked_in=ADMINS, second_person=True), change=change)
    await ordered(desk)
    await asks(desk)
    listed: Any = await desk.types("/customer requests", by=KIM, channel=ADMINS)
    await desk.clicks(listed, "wanted:file#0", by=KIM, channel=ADMINS)
    await told_in(desk, ADMINS, "asks to export")
    held = desk.playground.workspace.world.files.values()
    assert [one for one in held if str(one.get("name", "")).startswith("customer-")] == []


async def test_in_home_they_stand_with_what_waits_for_a_second_admin(http_desk: Desk) -> None:
    desk = http_desk
    await desk.post("/ui/invite", **{"as": KIM}, channel=ADMINS, user="U0RAPPORT")
    change = Change(by=KIM, at=now(), key="policy")
    await desk.store.set_policy(Policy(asked_in=ADMINS, second_person=True), change=change)
    await desk.post("/ui/role", user=LENA, role="admin")
    desk.rapport.members.forget_all(workspace="T0RAPPORT")
    await ordered(desk)
    await asks(desk)
    home = await opens_home(desk, by=KIM, saying="Looked at last")
    await turns_to(desk, home, "requests", by=KIM)
    home = await home_saying(desk, "Nothing waits for a second admin.", by=KIM)
    assert "no. 9001" in text_of(home)
    assert "Ana" not in text_of(home)
    await presses_in_home(desk, home, "wanted:file#0", by=KIM)
    home = await home_saying(desk, "asks to export all that is held of a customer", by=KIM)
    assert "Agree" not in buttons_of(home)
    await told_in(desk, ADMINS, "asks to export")
    await desk.quiet()
    theirs = await opens_home(desk, by=LENA, saying="Zuletzt angesehen")
    await turns_to(desk, theirs, "requests", by=LENA)
    theirs = await home_saying(desk, "bittet darum", by=LENA)
    await presses_in_home(desk, theirs, "request:agree#0", by=LENA)
    await home_saying(desk, "Nichts wartet auf einen zweiten Admin.", by=LENA)
    settled = await told_in(desk, ADMINS, "agreed")
    assert "request:agree" not in str(settled["blocks"])
    home = await opens_home(desk, by=KIM, saying="Nothing waits for a second admin.")
    await presses_in_home(desk, home, "wanted:done#0", by=KIM)
    home = await home_saying(desk, "Noted as answered, by you.", by=KIM)
    assert f"answered by <@{KIM}>" in text_of(home)
