"""Messages from numbers that are not one person's own: who wrote is asked, and nobody is joined by them."""

import re
from datetime import UTC, datetime

import pytest

from storage.identifiers import Identifier
from storage.store import Change, NewContact
from tests.scenarios.desk import Desk, text_of
from tests.scenarios.test_deciding import FAMILIES, KIM, PAT
from tests.scenarios.test_desk_forms import option_of, picks, the_card

NUMBER = Identifier(kind="phone", value="+442079460123")
SHOWN = "+44 20 7946 0123"
CROWD = f"7 other customers have *{SHOWN}* too, so it does not say who this is."


async def imported(desk: Desk, *names: str) -> None:
    """Customers of a list who all have the one number."""
    rows = [NewContact(identifiers=(NUMBER,), fields={"name": name}) for name in names]
    change = Change(by="import:list", at=datetime(2026, 11, 20, tzinfo=UTC), key=" ".join(names))
    await desk.store.take_in(rows, change=change)


async def crowd(desk: Desk) -> None:
    names = ["Ida", "Bo", "Kim", "Uma", "Leo", "Eva", "Zoe"]
    await imported(
        desk, *(f"{name} {family}" for name, family in zip(names, FAMILIES, strict=False))
    )


async def test_a_message_from_a_number_of_a_crowd_tells_why_nobody_was_found(desk: Desk) -> None:
    await desk.watch()
    await crowd(desk)
    card = await desk.card(await desk.customer_writes("Where is it?", **PAT), saying=CROWD)
    told = text_of(card)
    assert "Link message to customer" in told
    assert f"`/customer mark {SHOWN} shared`" in told
    assert "Pat Doyle" in told  # whoever wrote stays somebody of their own


async def test_what_the_card_offers_is_done_as_it_is_written(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await crowd(desk)
    place = await desk.customer_writes("Where is it?", **PAT)
    told = text_of(await desk.card(place, saying=CROWD))
    lists, marks = dict.fromkeys(re.findall(r"`(/customer [^`<]+)`", told))
    assert "Ida Quillfeather" in text_of(await desk.types(lists))
    assert "joins nobody" in text_of(await desk.types(marks, by=KIM))
    told = text_of(await desk.card(place, saying=f"Several customers share *{SHOWN}*. Who is it?"))
    assert CROWD not in told


async def test_once_somebody_said_who_it_is_the_card_is_silent(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await crowd(desk)
    place = await desk.customer_writes("Where is it?", **PAT)
    await desk.card(place, saying=CROWD)
    found = await desk.store.owners([NUMBER])
    sender, listed = (
        next(one.contact_id for one in found if one.name == name)
        for name in ("Pat Doyle", "Ida Quillfeather")
    )
    await desk.store.merge(
        listed, sender, change=Change(by="U0MAYA", at=datetime(2026, 11, 20, tzinfo=UTC), key="m")
    )
    told = text_of(await desk.card(place, saying="Ida Quillfeather"))
    assert "other customers have" not in told
    again = await desk.customer_writes("And now?", **PAT)
    assert "other customers have" not in text_of(await desk.card(again, saying="Ida Quillfeather"))


async def test_a_message_from_a_shared_number_asks_who_it_is_each_time(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await imported(desk, "Ida Quillfeather")
    await desk.types(f"/customer mark {SHOWN} shared", by=KIM)
    for text in ("Hello?", "Me again"):
        place = await desk.customer_writes(text, **PAT)
        assert "Who is it?" in text_of(await desk.card(place, saying=SHOWN))


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("info@acme.example", "Several people write from *info@acme.example*. Who is it?"),
        ("info@acme.example", "`/customer mark info@acme.example own`"),
        ("ana@xn--gmil-63d.com", "imitates a well-known domain"),
    ],
)
async def test_an_address_that_is_nobodys_own_is_told_of(
    http_desk: Desk, email: str, said: str
) -> None:
    desk = http_desk
    await desk.watch("C0EMAIL")
    place = await desk.customer_writes("Hello?", kind="email", name="Pat Doyle", email=email)
    shown = await desk.card(place)
    assert said in text_of(shown), text_of(shown)


async def test_a_mailbox_of_one_person_is_marked_so_and_unmarked_it_is_said_what_it_is(
    http_desk: Desk,
) -> None:
    desk = http_desk
    told = text_of(await desk.types("/customer mark info@acme.example own", by=KIM))
    assert "one person's own" in told
    assert "Whoever comes by it from now on is joined" in told
    told = text_of(await desk.types("/customer unmark info@acme.example", by=KIM))
    assert "It joins nobody all the same (a shared mailbox)" in told
    told = text_of(await desk.types("/customer unmark info@acme.example", by=KIM))
    assert "It was so before." in told
    assert "`/customer mark info@acme.example own`" in told
    assert "It joins nobody" not in text_of(await desk.types(f"/customer unmark {SHOWN}", by=KIM))


async def test_the_form_leaves_what_is_ones_own_unless_it_is_said_to_be_shared(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("Hello?", **PAT))
    await desk.types(f"/customer mark {SHOWN} own", by=KIM)
    for ticked, mark in (((), "own"), ((f"phone:{NUMBER.value}",), "shared")):
        await picks(desk, await the_card(desk, by=KIM), "Numbers and addresses", by=KIM)
        modal = await desk.top_modal(KIM)
        picked = [option_of(modal, "shared", one) for one in ticked]
        assert await desk.submits(modal, {"shared": picked}, by=KIM) == {"ok": True}
        assert [one.mark for one in await desk.store.marks()] == [mark]
