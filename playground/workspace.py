"""All parts of the local Slack in one hand, for the functions that work on several."""

from dataclasses import dataclass, field

from playground.config import PlaygroundConfig
from playground.delivery import Courier
from playground.faults import Faults
from playground.inspector import Inspector
from playground.notices import Notices
from playground.shapes import Json, Team
from playground.sockets import Sockets
from playground.triggers import ResponseUrls, Triggers
from playground.views import Views
from playground.world import World


@dataclass(slots=True, kw_only=True)
class Workspace:
    """One running workspace: what it holds, and how it speaks with pages and the bot."""

    config: PlaygroundConfig
    world: World
    notices: Notices
    inspector: Inspector
    faults: Faults
    sockets: Sockets
    courier: Courier
    views: Views
    url: str = ""
    """Where it is reached, without a slash at the end."""
    triggers: Triggers = field(default_factory=Triggers)
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)
    panes: dict[str, Json] = field(default_factory=dict)
    """Which entity each person has open beside the conversation, and what the app said of it."""
    runs: dict[str, Json] = field(default_factory=dict)
    """Executions of steps, by id, the newest last."""
    uploads: dict[str, Json] = field(default_factory=dict)
    """Files that were announced, and their bytes once they came."""
    sent: list[Json] = field(default_factory=list)
    """What the makers of channels were given to send to customers."""

    @property
    def is_org_wide(self) -> bool:
        """Whether it is the whole organisation of this workspace that has the app."""
        return self.courier.is_org_wide

    def response_url(
        self,
        channel_id: str,
        user_id: str,
        *,
        message_ts: str | None = None,
        is_ephemeral: bool = False,
    ) -> str:
        """An address to which the bot may answer five times."""
        made = self.response_urls.issue(
            channel_id, user_id, message_ts=message_ts, is_ephemeral=is_ephemeral
        )
        return f"{self.url}/response/{made}"


def new_workspace(config: PlaygroundConfig) -> Workspace:
    """A workspace with nothing said in it yet."""
    notices, team = Notices(), Team()
    inspector, faults, sockets = Inspector(notices), Faults(), Sockets()
    return Workspace(
        config=config,
        world=World(team),
        notices=notices,
        inspector=inspector,
        faults=faults,
        sockets=sockets,
        courier=Courier(config, inspector, faults, sockets, team),
        views=Views(team),
    )


def neighbour(first: Workspace, team: Team) -> Workspace:
    """Another workspace that the same app may be installed in; it begins with nothing said in it."""
    notices = Notices()
    return Workspace(
        config=first.config,
        world=World(team),
        notices=notices,
        inspector=first.inspector,
        faults=first.faults,
        sockets=first.sockets,
        courier=Courier(first.config, first.inspector, first.faults, first.sockets, team),
        views=Views(team),
    )
