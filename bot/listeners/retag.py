"""Tags renamed, put together and retired, on everybody."""

from bot import clicks, jobs, wording
from bot.calls import Call, Closes, Deps, Opens, Redraws, Reply, Submitted
from bot.cards import home_tags
from bot.cards.text import badge, excerpt
from bot.listeners import home
from bot.parse import forms
from bot.workspaces import Installation
from storage.store import Change, ProfileStore


async def opened(call: Call, deps: Deps, click: clicks.OpenRetag) -> Reply:
    """*Change* beside a tag."""
    about = clicks.RetagForm(tag=click.tag, origin=call.origin)
    return Opens(home_tags.retag_form(about, clicks.unquoted(click.tag)))


async def submitted(
    call: Call, deps: Deps, context: clicks.RetagForm, entry: forms.RetagEntry
) -> Submitted:
    """Durable before the form closes; the outbox goes from customer to customer (bot.retagging)."""
    old = clicks.unquoted(context.tag)
    job = jobs.encoded(jobs.retag(old, entry.new, change=call.change()))
    await call.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=call.now)
    return Closes(Redraws(said=wording.retagging(shown(old), shown(entry.new))))


async def done(
    deps: Deps,
    installation: Installation,
    store: ProfileStore,
    change: Change,
    old: str,
    new: str | None,
    number: int,
) -> None:
    """It is done on everybody: said in the Home of whoever asked for it."""
    page = clicks.ShowHome(home_tags.PAGE)
    await home.show_to(
        change.by or "",
        page,
        said=lambda: wording.retagged(shown(old), shown(new), number),
        deps=deps,
        installation=installation,
        store=store,
        now=change.at,
    )


def shown(tag: str | None) -> str:
    """A tag in a sentence; empty for none."""
    return badge(excerpt(tag or "", home_tags.NAME_CHARS))
