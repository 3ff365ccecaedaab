"""What is too old goes while the bot works, without anybody asking for it."""

import asyncio
from datetime import timedelta
from typing import Final

from bot import retaining
from storage.retention import Retained
from tests.scenarios.desk import Desk
from tests.storage.desk import ANA, writes

OLD_AND_NEW: Final = (("old", 100), ("new", 1))


async def words(desk: Desk, contact_id: str) -> list[str]:
    profile = await desk.store.profile(contact_id, messages=10)
    assert profile is not None
    return [one.text for one in profile.messages]


async def test_a_working_bot_gives_up_old_words_by_itself_and_then_waits_an_hour(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.until(desk.store.retained_at, "a first run of the desk's own bot")
    now = desk.rapport.now().replace(microsecond=0) + timedelta(seconds=1)
    old, new = (writes(ANA, text=t, at=now - timedelta(days=d)) for t, d in OLD_AND_NEW)
    await desk.store.record(old, now=now, region="US")
    recorded = await desk.store.record(new, now=now, region="US")
    assert await retaining.when_due(desk.store, now=now) is None
    assert await words(desk, recorded.contact_id) == ["new", "old"]

    later = now + timedelta(minutes=61)
    running = asyncio.create_task(
        retaining.by_itself(desk.store, now=lambda: later, stop=asyncio.Event())
    )

    async def ran() -> bool | None:
        return await desk.store.retained_at() == later or None

    await desk.until(ran, "a second run, an hour later")
    running.cancel()
    assert await words(desk, recorded.contact_id) == ["new", ""]
    (told,) = [one for one in await desk.store.told() if one.what == "retain.messages"]
    assert (told.by, told.on, told.why) == (None, (), ("1",))
    assert await retaining.when_due(desk.store, now=later + timedelta(hours=1)) == Retained()
