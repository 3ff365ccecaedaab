"""What every door does by itself: it waits for a body no longer than its maker does, and answers in the maker's kind."""

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from bot.doors import door as every
from bot.doors.door import Door
from bot.doors.own import OrdersDoor
from bot.doors.shopify import ShopifyDoor
from bot.doors.twilio import TwilioDoor
from tests.bot.doors.signing import PLACES, URL, Knocked, knock, open_to_all
from tests.bot.doors.test_own import TOLD, own
from tests.bot.doors.test_shopify import ORDER, shop_door, shopify
from tests.bot.doors.test_twilio import SMS, twilio, twilio_door


async def test_a_body_that_comes_too_late_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(every, "READ_SECONDS", 0.0)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(1)
        yield b"}"

    async with open_to_all(shop_door()) as client:
        answer = await client.post(ShopifyDoor.path, data=slowly())
        assert (answer.status, await answer.text()) == (408, "The body did not arrive in time.")


@pytest.mark.parametrize(
    ("door", "raw", "headers", "kind"),
    [
        (
            OrdersDoor(Knocked().porter(), ["new"], region="GB"),
            json.dumps(TOLD).encode(),
            own(json.dumps(TOLD).encode()),
            "application/json",
        ),
        (twilio_door(), urlencode(SMS).encode(), twilio(SMS), "text/xml"),
    ],
    ids=["orders", "twilio"],
)
async def test_whoever_knocks_is_answered_in_what_they_read(
    door: Door, raw: bytes, headers: dict[str, str], kind: str
) -> None:
    async with open_to_all(door) as client:
        answer = await client.post(door.path, data=raw, headers=headers)
        assert (answer.status, answer.content_type) == (200, kind)


async def test_what_shopify_sends_is_kept_and_whom_it_refuses_is_told() -> None:
    knocked = Knocked()
    door = ShopifyDoor(knocked.porter(), ["new"], shops={})
    raw = json.dumps(ORDER).encode()
    assert (await knock(door, raw, shopify(raw)))[0] == 200
    assert (await knock(door, raw, shopify(raw, secret="guess")))[0] == 401
    assert [kind for kind, _ in knocked.intake.kept] == ["shopify"]
    assert len(knocked.refused) == 1


@pytest.mark.parametrize("url", [f"{URL}/X", f"{URL}/X/", f"{URL}/X//"])
async def test_only_the_strokes_at_the_end_of_our_address_are_left_out(url: str) -> None:
    door = TwilioDoor(Knocked().porter(), ["new"], public_url=url, places=PLACES)
    headers = twilio(SMS, path="/X/ingest/twilio")
    assert (await knock(door, urlencode(SMS).encode(), headers))[0] == 200
