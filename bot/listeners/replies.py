"""Replies that are kept ready: offered in the thread, posted at a click or edited first, written by leads."""

from datetime import timedelta
from typing import Final

from bot import clicks, jobs, wording
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Redraws, Reply, Submitted
from bot.cards import nobody, replies, reply_form
from bot.inputs import Field
from bot.makers.way import READ, Way, way_back
from bot.parse import commands, forms
from bot.permissions import Action, may
from storage.message import Answer
from storage.templating import Rendered, Template, fields_in
from storage.usage import Use

READ_MESSAGES: Final = 1
PRESSED_TWICE: Final = timedelta(seconds=30)


async def opened(call: Call, deps: Deps, click: clicks.OpenReplies) -> Reply:
    """*Reply* on a card in a thread."""
    profile = await call.store.profile(click.contact_id, messages=READ_MESSAGES, notes=0)
    if profile is None:
        return Privately(nobody.gone())
    place = _thread(call)
    if not place:
        return Privately(replies.told(wording.no_thread_to_reply()))
    templates = await call.store.templates()
    way = await _way(call, deps, click.contact_id, place)
    if isinstance(way, str):
        return Privately(replies.told(way))
    goes = _goes(way) if way else ""
    told = replies.offers(profile, templates, place=place, agent=call.member.name, goes=goes)
    return Privately(told)


async def posted(call: Call, deps: Deps, click: clicks.PostReply) -> Reply:
    """*Post in thread*"""
    found = await _read(call, click, seen=click.seen)
    if isinstance(found, Privately):
        return found
    if found.gaps:  # it was known when the reply was offered
        return Privately(replies.told(wording.not_known_any_more(found.gaps)), failed=True)
    once = f"reply {click.place} {click.template_id} {click.seen}"
    if refused := await _post(call, deps, click.contact_id, click.place, found.text, once=once):
        return Privately(replies.told(refused))
    return Privately(replies.told(wording.posted_reply()), in_place=True)


async def edited(call: Call, deps: Deps, click: clicks.EditReply) -> Reply:
    """*Edit first*, or *Write your own*"""
    text = ""
    if click.template_id:
        found = await _read(call, click)
        if isinstance(found, Privately):
            return found
        text = found.text
    profile = await call.store.profile(click.contact_id, messages=0, notes=0)
    if profile is None:
        return Privately(nobody.gone())
    about = clicks.ReplyForm(contact_id=click.contact_id, place=click.place, origin=call.origin)
    way = await _way(call, deps, click.contact_id, click.place)
    if isinstance(way, str):
        return Privately(replies.told(way))
    return Opens(reply_form.reply_form(about, profile, text, goes=_goes(way) if way else ""))


async def submitted(
    call: Call, deps: Deps, context: clicks.ReplyForm, entry: forms.ReplyEntry
) -> Submitted:
    """The edited reply is posted."""
    if await call.store.profile(context.contact_id, messages=0, notes=0) is None:
        return Corrects(reply_form.errors_gone())
    if refused := await _post(call, deps, context.contact_id, context.place, entry.text):
        return Corrects({Field.REPLY: refused})
    return Closes(Privately(replies.told(wording.posted_reply()), in_place=True))


async def command(call: Call, deps: Deps, asked: commands.Replies) -> Reply:
    """`/customer replies`"""
    return await _listed(call)


async def more(call: Call, deps: Deps, click: clicks.ShowTemplates) -> Reply:
    """*More* below what is kept ready."""
    after = int(click.after) if click.after.isdecimal() else 0
    listed = await _listed(call, after)
    return Privately(listed.message, in_place=True)


async def template_opened(call: Call, deps: Deps, click: clicks.OpenTemplate) -> Reply:
    """*Change*, or *New reply*"""
    template = await call.store.template(click.template_id) if click.template_id else None
    about = clicks.TemplateForm(template_id=click.template_id, origin=call.origin)
    return Opens(reply_form.template_form(about, template))


async def template_submitted(
    call: Call, deps: Deps, context: clicks.TemplateForm, entry: forms.TemplateEntry
) -> Submitted:
    """The template is kept."""
    named = [one.name for one in await call.store.custom_fields() if not one.retired]
    if wrong := forms.undefined_in(entry, named):
        return Corrects(wrong)
    change = call.change()
    template = Template(
        id=context.template_id or f"t_{change.key[:20]}",
        name=entry.name,
        texts=entry.texts,
        by=change.by,
        at=change.at,
    )
    done = await call.store.keep_template(template, change=change)
    said = replies.kept(template) if done else replies.told(wording.too_many_templates())
    return Closes(Privately(said))


async def template_dropped(call: Call, deps: Deps, click: clicks.DropTemplate) -> Reply:
    """*Delete*"""
    await call.store.drop_template(click.template_id, change=call.change())
    if call.is_in_home:
        return Redraws(said=wording.template_dropped())
    listed = await _listed(call)
    return Privately(listed.message, in_place=True)


async def _listed(call: Call, after: int = 0) -> Privately:
    templates = await call.store.templates()
    may_edit = may(call.member.role, Action.EDIT_RULES)
    return Privately(replies.listed(templates, after=after, may_edit=may_edit))


async def _read(
    call: Call, click: clicks.PostReply | clicks.EditReply, *, seen: str = ""
) -> Rendered | Privately:
    """The reply as this customer would read it; what is kept ready anew where that is not what was `seen`."""
    profile = await call.store.profile(click.contact_id, messages=READ_MESSAGES, notes=0)
    if profile is None:
        return Privately(nobody.gone())
    template = await call.store.template(click.template_id)
    if template is None:
        return Privately(replies.told(wording.template_gone()), in_place=True)
    found = replies.as_read(template, profile, agent=call.member.name)
    if seen and not found.gaps and seen != replies.reading_of(template, profile):
        said, named = wording.reads_otherwise(), call.member.name
        again = replies.offers(profile, [template], place=click.place, agent=named, goes=said)
        return Privately(again, in_place=True)
    own = [one.name for one in profile.custom]
    call.store.note_used(Use.SAID, fields_in(template.texts[found.language], own))
    return found


async def _post(
    call: Call, deps: Deps, contact_id: str, place: str, text: str, *, once: str = ""
) -> str:
    """Why the reply is not posted; empty where it is on its way, and kept as what was answered.

    Of two who press at one moment, or of one who presses twice, the second posts nothing more: `once`.
    """
    if refused := await _closed(call, deps, place):
        return refused
    way = await _way(call, deps, contact_id, place)
    if isinstance(way, str):
        return way
    if way and (refused := _not_by(way, text)):
        return refused
    if once and not await call.store.is_first(once.encode(), lasting=PRESSED_TWICE):
        return ""
    change = call.change()
    line, channel = (way.line, way.channel) if way else ("", None)
    job = jobs.said(
        place,
        text,
        contact_id=contact_id,
        cause=change.key,
        at=call.now,
        line=line,
        channel=channel,
    )
    put = jobs.encoded(job)
    await call.store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=call.now)
    answer = Answer(by=change.by, at=change.at, text=text[:500], source=f"reply/{change.key}")
    await call.store.answered(place, answer, change=call.change("answered"))
    return ""


async def _closed(call: Call, deps: Deps, place: str) -> str:
    """Why nothing is posted in this channel; empty where it is."""
    channel = place.partition("/")[0]
    ours = call.installation
    if await deps.channels.leads_outside(channel, workspace=ours.workspace, token=ours.token):
        return wording.not_in_shared()
    return "" if await call.store.feed(channel) else wording.not_where_unwatched()


async def _way(call: Call, deps: Deps, contact_id: str, place: str) -> Way | str | None:
    """How a reply reaches the customer of this thread without a relay; None where it does not.

    A sentence where the thread is another customer's by now: what is theirs is not said to somebody else.
    """
    owner = await call.store.bound(place)
    if owner is None:
        return None
    profile = await call.store.profile(contact_id, messages=READ, notes=0)
    if profile is None or profile.id != owner.id:
        return wording.not_their_thread()
    return way_back(profile, place, deps.makers, now=call.now)


def _not_by(way: Way, text: str) -> str:
    """Why a reply cannot go out by this way; empty where it can."""
    if not way.is_open:
        return wording.window_closed()
    most = way.maker.most_chars
    return wording.too_long_to_send(len(text), most) if len(text) > most else ""


def _goes(way: Way) -> str:
    """Where a reply goes from here, said before it is posted."""
    named = wording.channel(way.channel)
    return wording.goes_out_by(named) if way.is_open else wording.window_closed()


def _thread(call: Call) -> str:
    """The thread of the card that was clicked; empty where it is in none."""
    place = call.place
    return f"{place.channel_id}/{place.thread_ts}" if place.channel_id and place.thread_ts else ""
