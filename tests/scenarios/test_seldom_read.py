"""Which fields nobody reads: counted from what people do, told to admins, with what each field is for."""

from datetime import timedelta

from bot.app import now
from storage.usage import Use
from tests.scenarios.desk import Desk, text_of

KIM = "U0KIM"
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def test_what_people_read_is_counted_and_the_rest_is_named_to_admins(
    http_desk: Desk,
) -> None:
    desk = http_desk
    first = text_of(await desk.types("/customer fields", by=KIM))
    assert "once it was counted for 30 days" in first
    await desk.store.write_uses(now=now() - timedelta(days=40))
    await desk.watch()
    place = await desk.customer_writes("hello there", **PAT)
    await desk.card(place, saying="Pat Doyle")
    modal = await desk.opens("/customer edit +442079460123")
    assert "To know whom they write for." in str(modal)
    await desk.submits(modal, {"company": "Acme"})
    for _ in range(3):
        await desk.types("/customer +442079460123")
        await desk.types("/customer plan:gold")
    await desk.store.write_uses(now=now())
    usage = await desk.store.usage(now=now())
    assert usage.counts[f"{Use.SEARCHED.value} plan"] >= 3
    assert usage.counts[f"{Use.SHOWN.value} company"] >= 3
    told = text_of(await desk.types("/customer fields", by=KIM))
    assert "Seldom or never read" in told
    assert "*Title*" in told
    assert "*Company*" not in told
    assert "*Plan*" not in told
