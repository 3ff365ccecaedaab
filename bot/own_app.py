"""The app that workspaces install by themselves, as Slack knows it."""

from dataclasses import dataclass, field
from typing import Final

from bot.settings import Settings, Unconfigured

INSTALL: Final = "/slack/install"
BACK: Final = "/slack/oauth_redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnApp:
    """The app that workspaces install, as Slack knows it."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str = ""
    """Where Slack sends a browser back to; it must be registered there."""


def own_app(settings: Settings) -> OwnApp | None:
    """The app that several workspaces install; None where one is served by its bot token.

    Raises Unconfigured where it is not said whole, or both ways at once.
    """
    if not settings.slack_client_id and settings.slack_client_secret is None:
        return None
    if not settings.slack_client_id or settings.slack_client_secret is None:
        raise Unconfigured(
            "RAPPORT_SLACK_CLIENT_ID and RAPPORT_SLACK_CLIENT_SECRET are set together"
            " (Basic Information > App Credentials)"
        )
    if settings.slack_bot_token:
        raise Unconfigured(
            "RAPPORT_SLACK_BOT_TOKEN serves one workspace, RAPPORT_SLACK_CLIENT_ID several:"
            " leave the one out that is not meant"
        )
    if not settings.public_url:
        raise Unconfigured(
            "RAPPORT_SLACK_CLIENT_ID needs RAPPORT_PUBLIC_URL: Slack sends browsers back to it"
        )
    return OwnApp(
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret.get_secret_value(),
        redirect_uri=settings.public_url + BACK,
    )
