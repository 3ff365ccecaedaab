"""Who may come in: asked at every click, command, form, menu and question; refusals and what was read are told."""

from collections.abc import Sequence
from datetime import datetime

from bot import wording
from bot.calls import Call, Closes, Opens, Privately, Replaces
from bot.members import Members
from bot.parse.payloads import Actor
from bot.permissions import Action, Member, NotAllowed, Role, may
from bot.workspaces import Installation
from storage.store import Change, ProfileStore


async def admitted(
    actor: Actor,
    action: Action,
    *,
    installation: Installation,
    members: Members,
    store: ProfileStore,
    now: datetime,
    key: str,
    about: Sequence[str] = (),
) -> Member:
    """The member, if they may do this. Raises NotAllowed, or SlackSilent where Slack does not say.

    A refusal stands in the audit before it is said; `about` are the contacts that it was asked of.
    """
    try:
        return await _member(actor, action, installation=installation, members=members)
    except NotAllowed as refused:
        change = Change(by=actor.user_id or None, at=now, key=f"refused:{key}")
        await store.tell("refused", *about, change=change, why=(action.value, refused.role.value))
        raise


async def permitted(call: Call, action: Action, *about: str) -> None:
    """Goes on if the member of this call may do this as well. Raises NotAllowed, which is told before."""
    if not may(call.member.role, action):
        why = (action.value, call.member.role.value)
        await call.store.tell("refused", *about, change=call.change("refused"), why=why)
        raise NotAllowed(call.member.role, action)


async def told_read(call: Call, outcome: object) -> None:
    """Whose whole profile an answer shows stands in the audit before it is shown."""
    match outcome:
        case Privately(message) | Closes(then=Privately(message)):
            shown = message.reads or (message.about,)
        case Opens(reads=shown) | Replaces(reads=shown):
            pass
        case _:
            shown = ()
    if any(shown):
        await call.store.tell("read", *shown, change=call.change("read"))


async def _member(
    actor: Actor, action: Action, *, installation: Installation, members: Members
) -> Member:
    """The member, if they may do this; all that is said to them from here on is in their language."""
    ours = {installation.team_id, installation.enterprise_id}
    if not actor.user_id:
        raise NotAllowed(Role.UNKNOWN, action)
    if actor.team_id and actor.team_id not in ours and actor.enterprise_id not in ours - {None}:
        raise NotAllowed(Role.STRANGER, action)
    member = await members.find(
        actor.user_id,
        workspace=installation.workspace,
        team_id=installation.team_id,
        enterprise_id=installation.enterprise_id,
        token=installation.token,
    )
    wording.turn_to(wording.language_of(member.locale, wording.spoken_now()))
    if not may(member.role, action):
        raise NotAllowed(member.role, action)
    return member
