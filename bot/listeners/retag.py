"""Tags renamed, put together and retired, on everybody."""

from collections.abc import Sequence
from typing import Final

from bot import clicks, jobs, wording
from bot.calls import Call, Closes, Deps, Opens, Privately, Redraws, Reply, Submitted
from bot.cards import home_tags, problem
from bot.cards.text import badge, excerpt
from bot.listeners import home
from bot.parse import commands, forms
from bot.workspaces import Installation
from storage.store import Change, ProfileStore
from storage.tagging import lookalikes

MOST_KNOWN: Final = 1000


async def opened(call: Call, deps: Deps, click: clicks.OpenRetag) -> Reply:
    """*Change* beside a tag."""
    about = clicks.RetagForm(tag=click.tag, origin=call.origin)
    return Opens(home_tags.retag_form(about, clicks.unquoted(click.tag)))


async def command(call: Call, deps: Deps, asked: commands.Tags) -> Reply:
    """`/customer tags`, `tags rename A to B`, `tags merge A into B`, `tags retire A`"""
    if not asked.old:
        page = await call.store.tag_page(limit=home_tags.SHOWN)
        return Privately(home_tags.tag_list(page))
    known = await call.store.tags(limit=MOST_KNOWN)
    old = _in_use(asked.old, known)
    if old is None:
        near = lookalikes([asked.old], known)
        return Privately(home_tags.not_in_use(asked.old, near[0][1] if near else ""))
    new = (_in_use(asked.new, known) or asked.new) if asked.new else None
    if new and len(new) > forms.TAG_CHARS:
        told = wording.tag_too_long(excerpt(new, 30), forms.TAG_CHARS)
        return Privately(problem.sentence(told), failed=True)
    if new == old:
        return Privately(problem.sentence(wording.same_name()), failed=True)
    await _begin(call, old, new)
    told = wording.retagging(shown(old), shown(new))
    return Privately(problem.sentence(told))


def _in_use(name: str, known: Sequence[str]) -> str | None:
    """The tag in use that is called so, in this case or in another."""
    same = [one for one in known if one.casefold() == name.casefold()]
    return name if name in same else next(iter(same), None)


async def _begin(call: Call, old: str, new: str | None) -> None:
    job = jobs.encoded(jobs.retag(old, new, change=call.change()))
    await call.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=call.now)


async def submitted(
    call: Call, deps: Deps, context: clicks.RetagForm, entry: forms.RetagEntry
) -> Submitted:
    """Durable before the form closes; the outbox goes from customer to customer (bot.retagging)."""
    old = clicks.unquoted(context.tag)
    await _begin(call, old, entry.new)
    told = wording.retagging(shown(old), shown(entry.new))
    return Closes(Redraws(said=told) if call.place.home else Privately(problem.sentence(told)))


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
