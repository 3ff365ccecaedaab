"""What Slack tells of people and channels: what is remembered of them is asked again."""

from bot.calls import Arrival, Deps


async def user_changed(arrival: Arrival, deps: Deps) -> None:
    """A role, a zone or a locale may be another now."""
    user = arrival.event.get("user")
    if isinstance(user, dict) and user.get("id"):
        deps.members.forget(str(user["id"]), workspace=arrival.installation.workspace)


async def channel_changed(arrival: Arrival, deps: Deps) -> None:
    """A channel may be shared with another company now, or no longer."""
    channel = arrival.event.get("channel")
    if isinstance(channel, str):
        deps.channels.forget(channel, workspace=arrival.installation.workspace)


async def group_changed(arrival: Arrival, deps: Deps) -> None:
    """Somebody may lead now, or no longer."""
    deps.members.forget_all(workspace=arrival.installation.workspace)
