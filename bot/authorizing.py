"""As whom Bolt acts in a workspace."""

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.workspaces import Installations


class FromInstallations(AsyncAuthorize):
    """Authorises Bolt's requests out of what is known, without an `auth.test` for each."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_actor: object
    ) -> AuthorizeResult | None:
        found = await self._installations.find(team_id=team_id, enterprise_id=enterprise_id)
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=found.enterprise_id,
            team_id=found.team_id,
            bot_user_id=found.bot_user_id,
            bot_id=found.bot_id,
            bot_token=found.token,
        )
