"""Several workspaces, each with the installation that it was let in by: out of the store, without asking Slack.

Slack takes 300 to 500 ms for an `auth.test`, which Bolt would ask for at each request. What is read here is kept
for a few seconds in each process; whoever installs anew or leaves is dropped at once in the process that hears it.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog

from bot.approving import Approvals
from bot.departing import Departures
from bot.workspaces import Installation, SlackUnreachable, Told
from storage.errors import StorageError, StoreUnsafe
from storage.installs import Install, Standing
from storage.redis.installs import Installs

log = structlog.get_logger()

LIFETIME: Final = timedelta(seconds=5)
"""How long a process may go on with what another one has changed."""
REMEMBERED: Final = 5_000
Asked = tuple[str | None, str | None]


class SeveralWorkspaces:
    """The workspaces that installed the bot by OAuth."""

    def __init__(
        self,
        installs: Installs,
        *,
        departures: Departures,
        approvals: Approvals,
        monotonic: Callable[[], float],
        forget: Callable[[str], None],
    ) -> None:
        self._installs = installs
        self._departures = departures
        self._approvals = approvals
        self._monotonic = monotonic
        self._forget = forget
        """Of a workspace that installed anew: nothing that is kept of its store holds any more."""
        self._known: OrderedDict[Asked, tuple[float, Installation]] = OrderedDict()
        self._numbers: dict[str, str] = {}

    async def find(self, *, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        """The workspace's own installation, or else that of its whole organisation; never another's."""
        asked = (team_id, enterprise_id)
        kept = self._known.get(asked)
        if kept and self._monotonic() - kept[0] < LIFETIME.total_seconds():
            return kept[1]
        asked_at = self._monotonic()
        try:
            found = await self._installs.find(team_id, enterprise_id)
        except StorageError as error:
            raise SlackUnreachable(_named(error)) from None
        installation = self._served(found, team_id=team_id)
        self._known.pop(asked, None)
        if installation:
            self._known[asked] = (asked_at, installation)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return installation

    async def of(self, workspace: str) -> Installation | None:
        """The installation that a workspace's store belongs to."""
        try:
            return self._served(await self._installs.of(workspace), team_id=None)
        except StorageError as error:
            raise SlackUnreachable(_named(error)) from None

    async def all(self) -> list[Installation]:
        """Every installation that is served."""
        try:
            every = await self._installs.all()
        except StorageError as error:
            raise SlackUnreachable(_named(error)) from None
        for one in every:
            if one.standing is Standing.UNREADABLE:
                log.error("no secret key opens a token", workspace=one.granted.workspace)
        served = [self._served(one, team_id=None) for one in every]
        return [one for one in served if one is not None]

    def known(self) -> frozenset[str]:
        """The workspaces that were found of late."""
        return frozenset(one.workspace for _, one in self._known.values())

    async def left(self, team_id: str | None, enterprise_id: str | None, *, told: Told) -> None:
        """Its tokens are gone from the store at once; an uninstallation starts its time of grace."""
        try:
            workspace = await self._departures.left(team_id, enterprise_id, told=told)
        except StorageError as error:
            raise SlackUnreachable(_named(error)) from None
        if workspace:
            self.drop(workspace)

    async def access_told(self, organisation: str | None, teams: frozenset[str]) -> None:
        """Which of its workspaces an organisation lets the bot in to is asked of Slack."""
        try:
            changed = await self._approvals.told(organisation, teams)
        except StorageError as error:
            raise SlackUnreachable(_named(error)) from None
        if changed:
            self.drop(changed)

    async def admits(self, installation: Installation, team_id: str | None) -> bool:
        """What comes from a workspace that is shut is a reason to ask whether it still is."""
        if team_id is None or team_id not in installation.closed:
            return True
        try:
            is_open = await self._approvals.admits(installation.workspace, team_id)
        except StorageError as error:
            raise SlackUnreachable(_named(error)) from None
        if is_open:
            self.drop(installation.workspace)
        return is_open

    def drop(self, workspace: str) -> None:
        """Read it anew the next time."""
        for asked in [at for at, (_, one) in self._known.items() if one.workspace == workspace]:
            del self._known[asked]

    def _served(self, found: Install | None, *, team_id: str | None) -> Installation | None:
        if found is None or found.standing is not Standing.SERVED or found.tokens is None:
            return None
        granted = found.granted
        if self._numbers.get(granted.workspace, granted.number) != granted.number:
            self._forget(granted.workspace)
        self._numbers[granted.workspace] = granted.number
        return Installation(
            team_id=granted.team or team_id or "",
            enterprise_id=granted.organisation,
            bot_id=granted.bot,
            bot_user_id=granted.bot_user,
            token=found.tokens.access,
            url=granted.url,
            is_org_wide=granted.is_org_wide,
            closed=found.closed,
        )


def _named(error: StorageError) -> str:
    return "no secret key opens its token" if isinstance(error, StoreUnsafe) else "the store"
