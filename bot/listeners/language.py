"""The language that a customer writes in: an agent takes it over into the profile."""

from bot import clicks
from bot.calls import Call, Deps, Privately, Reply
from bot.listeners import look


async def used(call: Call, deps: Deps, click: clicks.UseLanguage) -> Reply:
    """*Use Portuguese*: the agent's word from now on. Cards that everybody sees follow by themselves."""
    profile = await call.store.edit(
        click.contact_id, fields={"language": click.language}, change=call.change()
    )
    return Privately(look.card(call, profile), in_place=True) if call.place.is_private else None
