"""Who may come in: asked at every click, command, form, menu and question."""

from bot import wording
from bot.members import Members
from bot.parse.payloads import Actor
from bot.permissions import Action, Member, NotAllowed, Role, may
from bot.workspaces import Installation


async def admitted(
    actor: Actor, action: Action, *, installation: Installation, members: Members
) -> Member:
    """The member, if they may do this; all that is said to them from here on is in their language.

    Raises NotAllowed, or SlackSilent where Slack does not say.
    """
    ours = {installation.team_id, installation.enterprise_id}
    if not actor.user_id:
        raise NotAllowed(Role.UNKNOWN, action)
    if actor.team_id and actor.team_id not in ours and actor.enterprise_id not in ours - {None}:
        raise NotAllowed(Role.STRANGER, action)
    member = await members.find(
        actor.user_id,
        team_id=installation.team_id,
        enterprise_id=installation.enterprise_id,
        token=installation.token,
    )
    wording.turn_to(wording.language_of(member.locale, wording.spoken_now()))
    if not may(member.role, action):
        raise NotAllowed(member.role, action)
    return member
