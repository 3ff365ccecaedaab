"""What stood in a channel before it was watched: read in together with who answered it."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.app import now
from bot.backfill import backfill
from bot.workspaces import OneWorkspace
from storage.feed import Feed
from storage.message import Channel
from storage.store import Change
from tests.scenarios.desk import MAYA, SAM, WHATSAPP, Desk
from tests.scenarios.test_report import LONG_AGO, PAT

TOKEN = "xoxb-desk"


async def test_who_answered_before_is_known_too_and_only_once(http_desk: Desk) -> None:
    desk = http_desk
    started = now()
    place = await desk.customer_writes("My parcel has not arrived", **PAT)
    said = {"as": SAM, "channel": place["channel"], "thread_ts": place["ts"]}
    await desk.post("/ui/say", **said, text="Which order is it?")
    await desk.customer_writes("Do you ship to Cork?", phone="+353 21 555 0199", name="Nora Byrne")
    await desk.quiet()
    assert await desk.store.threads(since=LONG_AGO) == []

    feed = Feed(place=WHATSAPP, channel=Channel.WHATSAPP, by=MAYA, at=now())
    await desk.store.watch(feed, change=Change(by=MAYA, at=now(), key="watch"))
    client = AsyncWebClient(token=TOKEN, base_url=f"{desk.url}/api/")
    ours = (await OneWorkspace(client, token=TOKEN).all())[0]
    for _ in range(2):
        await backfill(client, desk.store, feed, ours, region="US", now=now())

    nora, pat = [one for one in await desk.store.threads(since=started) if one.began_at > started]
    assert (nora.customer_messages, nora.replied_at) == (1, None)
    assert (pat.customer_messages, pat.team_messages, pat.questions) == (1, 1, 1)
    assert pat.replied_at is not None
    assert pat.replied_at > pat.began_at
