"""Where an answer may be posted: to Slack itself, whatever address a request brought along."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

SLACKS_HOOKS: Final = "hooks.slack.com"


def is_slacks(url: str, *, api: SplitResult) -> bool:
    """True for Slack's own host, or the one that the Web API is reached at."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "https" and parts.netloc == SLACKS_HOOKS:
        return True
    return bool(url) and (parts.scheme, parts.netloc) == (api.scheme, api.netloc)
