"""Notes: what a colleague writes down about a customer."""

from bot import clicks, wording
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Reply, Submitted
from bot.cards import link_form, nobody, note_form, problem
from bot.listeners import look
from bot.listeners.pointing import customers_of, pointed_at
from bot.parse import commands, forms
from bot.parse.payloads import shared_message
from storage.errors import NotThere


async def command(call: Call, deps: Deps, asked: commands.NoteFor) -> Reply:
    """`/customer note WHO: text`; without a text, the form."""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.undone(call, asked.who, found, note=asked.text or ""))
    profile = found.profile
    if asked.text is None:
        return Opens(
            note_form.note_form(
                clicks.NoteForm(contact_id=profile.contact_id, origin=call.origin), profile
            )
        )
    if len(asked.text) > wording.NOTE_LIMIT_CHARS:
        return Privately(problem.note_too_long(asked.text))
    changed = await call.store.add_note(profile.contact_id, asked.text, change=call.change())
    return Privately(look.card(call, changed))


async def opened(call: Call, deps: Deps, click: clicks.OpenNote) -> Reply:
    """*Note* on a card."""
    profile = await call.store.profile(click.contact_id, messages=0, notes=0)
    if profile is None:
        return Privately(nobody.gone())
    return Opens(
        note_form.note_form(
            clicks.NoteForm(contact_id=click.contact_id, origin=call.origin), profile
        )
    )


async def submitted(
    call: Call, deps: Deps, context: clicks.NoteForm, entry: forms.NoteEntry
) -> Submitted:
    """The note is kept before the form closes."""
    profile = await call.store.add_note(
        context.contact_id, entry.text, change=call.change(), link=context.link or None
    )
    return look.after(call, profile)


async def add_to_notes(call: Call, deps: Deps) -> Reply:
    """The message shortcut: a note with what the message says, on whoever wrote it or is picked."""
    pointed = await pointed_at(call, deps, shared_message(call.body))
    profiles = await customers_of(call, pointed)
    about = clicks.MessageNoteForm(link=pointed.link or "", origin=call.origin)
    whose = look.picked(call, profiles)
    return Opens(note_form.from_message(about, text=pointed.words, whose=whose))


async def noted(
    call: Call, deps: Deps, context: clicks.MessageNoteForm, entry: forms.MessageNoteEntry
) -> Submitted:
    """The note is kept, with the link to the message, before the form closes."""
    try:
        profile = await call.store.add_note(
            entry.contact_id, entry.text, change=call.change(), link=context.link or None
        )
    except NotThere:
        return Corrects(link_form.errors_gone())
    return Closes(Privately(look.card(call, profile)))
