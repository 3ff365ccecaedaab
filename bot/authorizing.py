"""As whom Bolt acts in a workspace."""

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.workspaces import Installations, SlackUnreachable


class FromInstallations(AsyncAuthorize):
    """Authorises Bolt's requests out of what is known, without an `auth.test` for each.

    Whatever comes to Bolt was let in before. If its installation is gone by then, Bolt would say so to nobody, and an
    event would count as done: so that is raised.
    """

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_actor: object
    ) -> AuthorizeResult:
        """Raises SlackUnreachable where it cannot be known now, or there is no installation any more."""
        found = await self._installations.find(team_id=team_id, enterprise_id=enterprise_id)
        if found is None:
            raise SlackUnreachable("not installed")
        return AuthorizeResult(
            enterprise_id=found.enterprise_id,
            team_id=found.team_id,
            bot_user_id=found.bot_user_id,
            bot_id=found.bot_id,
            bot_token=found.token,
        )
