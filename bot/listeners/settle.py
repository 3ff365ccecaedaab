"""An identifier that two customers have: an agent says whose it is."""

from bot import clicks
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import nobody
from bot.listeners import look
from storage.identifiers import parse_identifier


async def settled(call: Call, deps: Deps, click: clicks.Settle) -> Reply:
    """*This customer's*, or *The other's*: the other one names it from now on, and is known by it no more."""
    identifier = parse_identifier(clicks.unquoted(click.identifier))
    if identifier is None:
        return Privately(nobody.gone())
    owner = click.contact_id if click.whose else click.other_id
    await call.store.settle(identifier, owner, change=call.change())
    profile = await call.store.profile(click.contact_id)
    if profile is None:
        return Privately(nobody.gone())
    return Privately(look.card(call, profile), in_place=True)
