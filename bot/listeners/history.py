"""Who did what with a customer, and who looked: by command, and page by page."""

from bot import clicks
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import history_list, nobody
from bot.cards.block import Message
from bot.listeners import look
from bot.parse import commands
from bot.parse.paging import page_in
from storage.profile import Profile


async def command(call: Call, deps: Deps, asked: commands.HistoryOf) -> Reply:
    """`/customer history WHO`"""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.listed(call, asked.who, found))
    return Privately(await _page(call, found.profile, 0))


async def more(call: Call, deps: Deps, click: clicks.ShowHistory) -> Reply:
    """*History* on a card, and *More* below it."""
    profile = await call.store.profile(click.contact_id, messages=0, notes=0, orders=0)
    if profile is None:
        return Privately(nobody.gone())
    after = page_in(click.after)
    return Privately(await _page(call, profile, after), in_place=after > 0)


async def _page(call: Call, profile: Profile, after: int) -> Message:
    of = [contact.id for contact in profile.contacts]
    entries = await call.store.told_of(of, start=after, limit=history_list.READ + 1)
    await call.store.tell("history", profile.contact_id, change=call.change("history"))
    return history_list.history_list(profile, entries, after=after)
