"""Doors that bring customers' messages, and no channel to post them in: named before the first customer writes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.places import Places
from bot.settings import Settings
from bot.slack_errors import FAILURES, Meaning, code_of, meaning
from storage.fault import Fault
from storage.feed import Feed
from storage.message import Channel

Feeds = Mapping[str, Sequence[Feed]]
"""What each workspace of a store watches."""
_SETTING: Final = "RAPPORT_DIRECT_CHANNELS"


def unplaced(settings: Settings, feeds: Feeds) -> Iterator[Fault]:
    """The doors whose messages are posted nowhere, each with its mend.

    Twilio brings text messages or WhatsApp's, so one of the two is enough. The team's own door may bring
    anything, or orders alone: it is named only where no channel is watched at all.
    """
    places = settings.places()
    if settings.whatsapp_secret and not _leads(places, Channel.WHATSAPP, feeds):
        yield _fault("RAPPORT_WHATSAPP_SECRET", "WhatsApp's messages", "whatsapp", feeds)
    twilio = (Channel.SMS, Channel.WHATSAPP)
    if settings.twilio_token and not any(_leads(places, kind, feeds) for kind in twilio):
        yield _fault("RAPPORT_TWILIO_TOKEN", "Twilio's messages", "sms", feeds)
    if settings.ingest_secret and not (places.channels() or any(feeds.values())):
        yield _fault("RAPPORT_INGEST_SECRET", "messages to /ingest/messages", "whatsapp", feeds)


def _leads(places: Places, kind: Channel, feeds: Feeds) -> bool:
    """True if messages of this kind are posted somewhere. Of several workspaces one has to be named."""
    if len(feeds) > 1:
        return places.names(kind, workspace=True)
    watched = (feed for every in feeds.values() for feed in every)
    return places.names(kind) or any(feed.channel is kind for feed in watched)


def _fault(setting: str, what: str, kind: str, feeds: Feeds) -> Fault:
    wrong = f"{setting} lets {what} in, and there is no channel to post them in"
    mend = f"/customer watch in the channel where your team answers, or {_SETTING}={kind}=C0123ABCD"
    if len(feeds) > 1:
        mend = f"say in which of the workspaces: {_SETTING}={kind}=T0123ABCD/C0123ABCD"
    return Fault(code="door_without_channel", wrong=wrong, mend=mend)


async def unposted(client: AsyncWebClient, places: Places) -> list[Fault]:
    """The channels that the setting names and that the bot, by this client's token, posts nothing in."""
    faults = []
    for channel in sorted({one.channel for one in places.channels()}):
        if told := await _why_not(client, channel):
            wrong, mend = told
            wrong = f"{_SETTING} names {channel}, {wrong}"
            faults.append(Fault(code="door_channel_closed", wrong=wrong, mend=mend))
    return faults


async def _why_not(client: AsyncWebClient, channel: str) -> tuple[str, str] | None:
    """What is wrong with a channel, and the mend; None where nothing is, or where Slack may say later."""
    try:
        found = (await client.conversations_info(channel=channel))["channel"]
    except FAILURES as error:
        if meaning(error) in (Meaning.NOT_SENT_WAIT, Meaning.MAYBE_SENT):
            return None
        return f"which the bot does not see ({code_of(error)})", "is the id right? /invite @rapport"
    if found.get("is_archived"):
        return "which is archived", "name another one"
    if found.get("is_ext_shared") or found.get("is_pending_ext_shared"):
        return "which another company reads too: nothing is posted there", "name another one"
    if found.get("is_member") is False:
        return "where the bot is no member", "/invite @rapport there"
    return None
