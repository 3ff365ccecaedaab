"""What a customer writes of again: an agent says that it is about something else."""

from bot import clicks
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import nobody
from bot.listeners import look


async def another_matter(call: Call, deps: Deps, click: clicks.AnotherMatter) -> Reply:
    """*Another matter*: not counted as told before. Cards that everybody sees follow by themselves."""
    await call.store.set_apart(click.contact_id, click.message_id, change=call.change())
    if not call.place.is_private:
        return None
    profile = await call.store.profile(click.contact_id)
    return Privately(look.card(call, profile) if profile else nobody.gone(), in_place=True)
