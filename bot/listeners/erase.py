"""A customer erased for good: by command or from the card, after a typed confirmation."""

from bot import clicks, jobs, wording
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Reply, Submitted
from bot.cards import erase_form, erased, nobody
from bot.cards.identifiers import title_of
from bot.cards.text import excerpt
from bot.inputs import Field
from bot.listeners import look, second
from bot.parse import commands, forms
from storage.errors import NotThere
from storage.policy import Needs
from storage.profile import Posting, Profile
from storage.queue import Outgoing


async def command(call: Call, deps: Deps, asked: commands.EraseOne) -> Reply:
    """`/customer erase WHO`"""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.undone(call, asked.who, found))
    return await _form(call, found.profile)


async def opened(call: Call, deps: Deps, click: clicks.OpenErase) -> Reply:
    """*Erase* on a card."""
    profile = await call.store.profile(click.contact_id)
    return await _form(call, profile) if profile else Privately(nobody.gone())


async def submitted(
    call: Call, deps: Deps, context: clicks.EraseForm, entry: forms.ConfirmEntry
) -> Submitted:
    """Gone before the form closes; or a second admin is asked."""
    profile = await call.store.profile(context.contact_id)
    if profile is None:
        raise NotThere("there is no such customer, or no more")
    if not forms.confirms(entry.text, title_of(profile)):
        name = excerpt(title_of(profile), erase_form.NAME_CHARS)
        return Corrects({Field.CONFIRM: wording.wrong_confirmation(name)})
    asked = await second.ask_second(call, Needs.ERASE, context.contact_id)
    if asked:
        return Closes(Privately(asked))
    outcome = await call.store.erase_person(
        context.contact_id, change=call.change(), then=redaction(call)
    )
    told = erased.done(outcome) if outcome else nobody.gone()
    return Closes(Privately(told, in_place=call.place.is_private))


def redaction(call: Call) -> "jobs.Redaction":
    """What is made of each posted card."""

    def job(posting: Posting) -> Outgoing:
        return jobs.redaction(posting, by=call.member.user_id, at=call.now)

    return job


async def _form(call: Call, profile: Profile) -> Reply:
    policy = await call.store.policy()
    about = clicks.EraseForm(contact_id=profile.contact_id, origin=call.origin)
    form = erase_form.erase_form(about, profile, second=policy.second_person)
    return Opens(form, reads=(profile.contact_id,))
