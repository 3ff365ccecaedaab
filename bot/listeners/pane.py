"""The pane beside the conversation: addresses of profiles previewed, and one opened for one member."""

from datetime import datetime
from typing import Any, Final

import structlog

from bot import clicks, wording
from bot.admission import admitted
from bot.calls import Arrival, Call, Deps
from bot.cards import nobody, pane
from bot.cards.block import Message
from bot.cards.viewer import Viewer
from bot.failures import Failures
from bot.members import SlackSilent
from bot.parse.payloads import Actor
from bot.parse.profile_links import contact_in, contact_of, profile_link
from bot.parse.text import mappings_in, text_in
from bot.permissions import Action, Member, NotAllowed
from bot.slack_errors import FAILURES, Meaning, as_outcome, code_of, meaning, warned
from storage.errors import StorageError
from storage.store import Change, ProfileStore
from storage.usage import Use, shown_in

log = structlog.get_logger()

MOST_LINKS: Final = 5


async def shared(arrival: Arrival, deps: Deps) -> None:
    """Somebody wrote the address of a profile: a preview that says nothing of whom it is."""
    wording.turn_to(await deps.language.of(arrival.installation.workspace, arrival.store))
    previews: list[pane.Entity] = []
    for link in mappings_in(arrival.event.get("links"))[:MOST_LINKS]:
        posted = text_in(link.get("url"))
        contact_id = contact_in(posted, deps.public_url)
        if contact_id and await arrival.store.profile(contact_id, messages=0, notes=0, orders=0):
            address = profile_link(deps.public_url, contact_id)
            previews.append(pane.preview(contact_id, address, posted=posted))
    if not previews:
        return
    try:
        answer = await deps.client.chat_unfurl(
            **_where(arrival), metadata={"entities": previews}, token=arrival.installation.token
        )
    except FAILURES as error:
        if meaning(error) in (Meaning.NOT_SENT_WAIT, Meaning.MAYBE_SENT):
            raise as_outcome(error) from None
        log.warning("link not unfurled", error=code_of(error))
        return
    warned(answer)


def _where(arrival: Arrival) -> dict[str, Any]:
    """The message that holds the link, or the place where it is being written."""
    unfurl_id, source = arrival.event.get("unfurl_id"), arrival.event.get("source")
    if unfurl_id and source:
        return {"unfurl_id": unfurl_id, "source": source}
    return {"channel": arrival.event.get("channel"), "ts": arrival.event.get("message_ts")}


async def asked(arrival: Arrival, deps: Deps) -> None:
    """A member opened a profile: shown to them alone, if they may see it."""
    event = arrival.event
    contact_id = contact_of(event)
    shown: pane.Entity | Message
    try:
        member = await _admitted(arrival, deps, contact_id)
        shown = await _details(arrival.store, contact_id, member, deps, arrival.now)
        if not isinstance(shown, Message):
            change = Change(by=member.user_id, at=arrival.now, key=f"pane:{arrival.event_id}")
            await arrival.store.tell("read", contact_id, change=change)
            await arrival.store.opened(member.user_id, contact_id, at=arrival.now)
    except (NotAllowed, SlackSilent, StorageError) as error:
        shown = Failures().told(error)
    token = arrival.installation.token
    await _present(deps, shown, trigger_id=text_in(event.get("trigger_id")), token=token)


async def _admitted(arrival: Arrival, deps: Deps, contact_id: str) -> Member:
    actor = Actor(user_id=text_in(arrival.event.get("user")), team_id=None, enterprise_id=None)
    return await admitted(
        actor,
        Action.SEE,
        installation=arrival.installation,
        members=deps.members,
        store=arrival.store,
        now=arrival.now,
        key=f"pane:{arrival.event_id}",
        about=[contact_id] if contact_id else [],
    )


async def present(call: Call, deps: Deps) -> None:
    """The pane as it is after what was done from it."""
    contact_id = clicks.contact_of_pane(call.place.pane)
    shown = await _details(call.store, contact_id, call.member, deps, call.now)
    token = call.installation.token
    await _present(deps, shown, trigger_id=call.trigger_id, token=token)


async def _details(
    store: ProfileStore, contact_id: str, member: Member, deps: Deps, now: datetime
) -> pane.Entity | Message:
    """What stands in the pane; a sentence where there is no such customer."""
    profile = await store.profile(contact_id) if contact_id else None
    if profile is None:
        return nobody.gone()
    store.note_used(Use.SHOWN, shown_in(profile))
    viewer = Viewer(user_id=member.user_id, zone=member.zone, locale=member.locale)
    link = profile_link(deps.public_url, contact_id)
    return pane.details(profile, contact_id, link, now=now, viewer=viewer)


async def _present(
    deps: Deps, shown: pane.Entity | Message, *, trigger_id: str, token: str
) -> None:
    """Fills the pane. Whoever opened it opens it again where that comes too late: nothing is tried again."""
    content: dict[str, Any] = (
        {"error": dict(pane.problem(shown))}
        if isinstance(shown, Message)
        else {"metadata": dict(shown)}
    )
    try:
        answer = await deps.client.entity_presentDetails(
            trigger_id=trigger_id, token=token, **content
        )
    except FAILURES as error:
        log.warning("pane not filled", error=code_of(error))
        return
    warned(answer)
