"""A card is never older than what was known when it came to stand."""

from bot.app import now
from storage.identifiers import Identifier
from storage.store import Change
from tests.scenarios.desk import SAM, Desk

PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
NUMBER = Identifier(kind="phone", value="+442079460123")


async def test_what_changes_while_a_card_is_on_its_way_stands_on_it(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.post("/ui/fault", method="chat.postMessage", times=1, hang_seconds=1.0)
    place = await desk.customer_writes("Hello there", **PAT)

    async def known() -> str:
        found = await desk.store.owners([NUMBER])
        return found[0].contact_id if found else ""

    contact_id = await desk.until(known, "the customer to be known")
    await desk.store.tag(contact_id, ["vip"], change=Change(by=SAM, at=now(), key="while it hangs"))
    await desk.card(place, saying="vip")
