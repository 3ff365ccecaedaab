"""Searching with the language, from the command, the menus and the command line's own store: page by page."""

import pytest

from storage.store import Change, NewContact
from tests.scenarios.desk import MAYA, WHATSAPP, Desk, Found, text_of
from tests.scenarios.surfaces import looks_for, uses
from tests.scenarios.test_first_contact import imported


async def crowd(desk: Desk, number: int) -> None:
    from bot.app import now

    change = Change(by="import:crowd", at=now(), key="crowd")
    rows = [
        NewContact(fields={"name": f"Kim Number{n:02}", "company": f"Shop {n}"}, tags=("crowd",))
        for n in range(number)
    ]
    await desk.store.take_in(rows, change=change)


async def turned(desk: Desk, message: Found, button: int, saying: str) -> Found:
    """The page that *Next* or *Back* shows in the place of this one."""
    await desk.clicks(message, f"list:turn_found#{button}")

    async def look() -> Found | None:
        shown = await desk.messages(WHATSAPP, by=MAYA)
        fresh = [one for one in shown if one.get("is_ephemeral") and saying in text_of(one)]
        return fresh[-1] if fresh else None

    return await desk.until(look, saying)


def names(message: Found) -> list[str]:
    return [word for word in text_of(message).split() if word.startswith("Number")]


async def test_a_search_is_paged_forwards_and_back(desk: Desk) -> None:
    await crowd(desk, 23)
    first = await desk.types("/customer tag:crowd")
    assert "Customers that fit \u201ctag:crowd\u201d: 1\u201310" in text_of(first)
    second = await turned(desk, first, 101, "11\u201320")
    last = await turned(desk, second, 101, "21\u201323")
    assert "list:turn_found#101" not in str(last["blocks"])
    seen = [name.strip("*") for page in (first, second, last) for name in names(page)]
    assert sorted(set(seen)) == [f"Number{n:02}" for n in range(23)]
    again = await turned(desk, last, 100, "11\u201320")
    assert names(again) == names(second)
    begun = await turned(desk, again, 100, ": 1\u201310")
    assert names(begun) == names(first)


async def test_lines_tell_two_of_one_name_apart(http_desk: Desk) -> None:
    desk = http_desk
    from bot.app import now

    change = Change(by="U0MAYA", at=now(), key="twins")
    rows = [
        NewContact(fields={"name": "Ana Souza", "company": name}, tags=("twin",))
        for name in ("Acme", "Bolt")
    ]
    await desk.store.take_in(rows, change=change)
    shown = text_of(await desk.types("/customer tag:twin"))
    assert "Acme" in shown
    assert "Bolt" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("orders:>", "Nothing follows `orders:&gt;` at sign 9: write e.g. `orders:&gt;3`."),
        ("ana taq:vip", "There is no `taq:` (sign 5): did you mean `tag:vip`?"),
        ("(ana OR bia", "The parenthesis that opens at sign 1 is never closed"),
        ("channel:fax", "There is no channel `fax` (sign 1): write one of whatsapp, sms"),
        ("seen:7d", "`seen:7d` at sign 1 needs how long ago"),
        ('tag:"<!channel>"', 'Nobody fits \u201ctag:"&lt;!channel&gt;"\u201d.'),
    ],
)  # fmt: skip
async def test_a_wrong_query_is_answered_with_the_place_and_the_mend(
    http_desk: Desk, typed: str, said: str
) -> None:
    assert said in text_of(await http_desk.types(f"/customer {typed}"))


async def test_one_who_fits_is_shown_at_once_and_commands_take_queries_too(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await imported(desk)
    assert "Order 1001" in text_of(await desk.types("/customer company:acme plan:enterprise"))
    told = await desk.types("/customer note plan:enterprise company:acme: sails on Sundays")
    assert "sails on Sundays" in text_of(told)


async def test_the_menu_takes_the_language(http_desk: Desk) -> None:
    desk = http_desk
    await crowd(desk, 3)
    await uses(desk, "find_customer")
    modal = await desk.top_modal()
    assert len(await looks_for(desk, modal, "tag:crowd")) == 3
    assert await looks_for(desk, modal, "tag:") == []
    assert await looks_for(desk, modal, "orders:>") == []
