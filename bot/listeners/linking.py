"""Messages that name nobody, or somebody else: an agent says whose they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import clicks, jobs
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Reply, Submitted
from bot.cards import link_form
from bot.listeners import look
from bot.listeners.pointing import customers_of, pointed_at
from bot.parse import forms
from bot.parse.payloads import shared_message
from storage.errors import NotThere
from storage.message import CustomerMessage
from storage.profile import Profile
from storage.queue import Outgoing
from storage.store import AttributedAs, NewContact, RecordedAs


async def link_message(call: Call, deps: Deps) -> Reply:
    """The message shortcut: pick whose it is, or make a new customer of whoever wrote it."""
    return await _asked(call, deps, shared_message(call.body), None)


async def submitted(
    call: Call, deps: Deps, context: clicks.LinkForm, entry: forms.LinkEntry
) -> Submitted:
    """The message is kept with the customer, its thread bound to them; what was ticked is learned."""
    written = await call.store.held(context.held)
    if written is None:
        return Corrects(link_form.errors_waited())
    channel, _, _ = written.conversation.partition("/")
    feed = await call.store.feed(channel)

    def then(contact_id: str, _outcome: RecordedAs) -> Sequence[Outgoing]:
        card = jobs.card(written.conversation, contact_id, cause=f"link:{call.key}")
        return (card,) if feed else ()

    learn = [
        written.claims[place].identifier for place in entry.learn if place < len(written.claims)
    ]
    try:
        done = await call.store.attribute(
            written.model_copy(update={"channel": entry.channel}),
            await _contact_of(call, entry),
            learn=learn,
            change=call.change(),
            then=then,
        )
    except NotThere:
        return Corrects(link_form.errors_gone())
    if done.outcome is AttributedAs.ELSEWHERE:
        return Corrects(link_form.errors_elsewhere())
    return Closes() if feed else Closes(Privately(look.card(call, done.profile)))


async def _asked(
    call: Call, deps: Deps, message: Mapping[str, Any], whose: Profile | None
) -> Reply:
    """The form; where the message is somebody's already, who else they are."""
    pointed = await pointed_at(call, deps, message)
    if pointed.is_own:
        return Privately(link_form.own_message())
    keeper = await call.store.customer_of(pointed.source, "")
    if keeper:
        merging = clicks.MergeForm(contact_id=keeper.contact_id, origin=call.origin)
        return Opens(link_form.kept_already(merging, keeper))
    written: CustomerMessage = pointed.as_customers()
    await call.store.hold(written, key=call.key)
    likely = [whose] if whose else await customers_of(call, pointed)
    about = clicks.LinkForm(held=call.key, origin=call.origin)
    return Opens(link_form.link_form(about, written, whose=look.picked(call, likely)))


async def _contact_of(call: Call, entry: forms.LinkEntry) -> str:
    """Whoever was picked, else a customer made anew."""
    if entry.contact_id:
        return entry.contact_id
    new = NewContact(fields={"name": entry.name})
    made = await call.store.create(new, change=call.change("new"), origin="agent")
    return made.contact_id
