"""Which channels are read: `/customer watch`, `/customer unwatch`, and the greeting on an invitation."""

from bot import clicks, jobs, wording
from bot.calls import Arrival, Call, Closes, Deps, Opens, Privately, Redraws, Reply, Submitted
from bot.cards import greeting, home_channels, watch_form
from bot.parse import commands, forms
from storage.feed import Feed


async def command(call: Call, deps: Deps, asked: commands.Watch) -> Reply:
    """`/customer watch`: what kind of channel is this?"""
    return await _asked(call, deps, call.place.channel_id)


async def picked(call: Call, deps: Deps, click: clicks.PickWatch) -> Reply:
    """A channel picked in Home, to be watched."""
    return await _asked(call, deps, click.channel_id)


async def opened(call: Call, deps: Deps, click: clicks.OpenWatch) -> Reply:
    """*Change* beside a watched channel in Home."""
    return await _asked(call, deps, click.channel_id)


async def _asked(call: Call, deps: Deps, channel: str) -> Reply:
    if channel.startswith("D"):
        return Privately(greeting.is_for_channels())
    deps.channels.forget(
        channel, workspace=call.installation.workspace
    )  # who was invited just now?
    seen = await deps.channels.look(
        channel, workspace=call.installation.workspace, token=call.installation.token
    )
    if seen.refusal == "missing_scope":
        return Privately(greeting.needs_permission())
    if not seen.member:
        return Privately(greeting.needs_invitation())
    feed = await call.store.feed(channel)
    workspace = call.installation.workspace
    fed = deps.places.fed(channel, await call.store.feeds(), workspace=workspace)
    return Opens(
        watch_form.watch_form(
            clicks.WatchForm(channel_id=channel, origin=call.origin),
            feed,
            default_region=deps.default_region,
            leads_outside=seen.outside,
            fed=[(kind, ours) for kind, ours in fed if kind in deps.doors],
            answers=bool(deps.makers),
        )
    )


async def submitted(
    call: Call, deps: Deps, context: clicks.WatchForm, entry: forms.WatchEntry
) -> Submitted:
    """The channel is read from now on."""
    feed = Feed(
        place=context.channel_id,
        channel=entry.channel,
        region=entry.region,
        own_domains=entry.own_domains,
        zone=call.member.zone,
        by=call.member.user_id,
        at=call.now,
    )
    await call.store.watch(feed, change=call.change())
    if call.is_in_home:
        return Closes(Redraws(said=wording.watched_now(home_channels.named(feed.place))))
    return Closes(Privately(greeting.watching(feed)))


async def unwatch(call: Call, deps: Deps, asked: commands.Unwatch) -> Reply:
    """`/customer unwatch`: nothing more is read here; what is known stays."""
    was = await call.store.unwatch(call.place.channel_id, change=call.change())
    return Privately(greeting.no_longer_watching(was=was))


async def stopped(call: Call, deps: Deps, click: clicks.StopWatching) -> Reply:
    """*Stop watching* beside a channel in Home."""
    was = await call.store.unwatch(click.channel_id, change=call.change())
    told = wording.watched_no_more(home_channels.named(click.channel_id), was=was)
    return Redraws(said=told)


async def joined(arrival: Arrival, deps: Deps) -> None:
    """The bot was invited to a channel: it says how to begin, once."""
    event = arrival.event
    if event.get("user") != arrival.installation.bot_user_id:
        return
    channel = str(event.get("channel"))
    if await arrival.store.feed(channel):
        return
    job = jobs.encoded(jobs.greeting(channel, cause=arrival.event_id))
    await arrival.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=arrival.now)
