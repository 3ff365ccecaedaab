"""How one local Slack is set up: whom it talks to, with which secrets, how patiently."""

from dataclasses import dataclass
from pathlib import Path

from playground.shapes import Team

SLACKS_RETRY_DELAYS_SECONDS = (0.0, 60.0, 300.0)
QUICK_RETRY_DELAYS_SECONDS = (0.05, 0.1, 0.2)

DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "links:read",
        "links:write",
        "team:read",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
)
DEFAULT_BOT_EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "entity_details_requested",
        "function_executed",
        "link_shared",
        "member_joined_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "reaction_added",
        "subteam_members_changed",
        "subteam_updated",
        "tokens_revoked",
        "user_change",
    }
)

DEFAULT_UNFURL_DOMAINS = ("rapport.example.com",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaygroundConfig:
    """The settings of one local Slack; `port` 0 takes a free one."""

    signing_secret: str
    bot_token: str
    app_token: str
    bot_url: str = "http://127.0.0.1:3001/slack/events"
    port: int = 0
    state_file: Path | None = None
    seed: str = "shop"
    retry_delays_seconds: tuple[float, ...] = SLACKS_RETRY_DELAYS_SECONDS
    answer_limit_seconds: float = 3.0
    scopes: frozenset[str] = DEFAULT_SCOPES
    bot_events: frozenset[str] = DEFAULT_BOT_EVENTS
    whatsapp_secret: str = ""
    """What WhatsApp's own webhooks to the bot are signed with; empty: there are none."""
    unfurl_domains: tuple[str, ...] = DEFAULT_UNFURL_DOMAINS
    client_id: str = ""
    client_secret: str = ""
    """With both of them the app can be installed by OAuth; `bot_token` is then that of nobody."""
    redirect_urls: tuple[str, ...] = ()
    """Where Slack sends a browser back to, and to no other address."""
    neighbours: tuple[Team, ...] = ()
    """Workspaces beside the first, reached under /in/<id of the team>."""
    token_life_seconds: float = 0.0
    """How long an access token is good for where tokens are rotated; 0: for ever, and nothing is rotated."""
