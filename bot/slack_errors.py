"""What Slack's refusals mean for a post: wait, look whether it happened, shrink it, or give it up.

Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors and chat.update.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from typing import Any, Final

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.working import Hopeless, Later

log = structlog.get_logger()


class Meaning(Enum):
    """What follows from a refusal."""

    NOT_SENT_WAIT = "not_sent_wait"
    MAYBE_SENT = "maybe_sent"
    TOO_BIG = "too_big"
    GONE = "gone"
    CLOSED = "closed"
    """Not in this channel, until somebody lets us in."""
    NO_ACCESS = "no_access"
    """Not with this token, until an admin installs the app again."""
    NEVER = "never"


TOO_BIG: Final = frozenset(
    [
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_too_long",
        "msg_blocks_too_long",
        "metadata_too_large",
    ]
)
GONE: Final = frozenset(["message_not_found", "cant_update_message", "edit_window_closed"])
CLOSED: Final = frozenset(
    [
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "restricted_action",
        "team_access_not_granted",  # an organisation took us out of this one of its workspaces
    ]
)
NO_ACCESS: Final = frozenset(
    [
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_authed",
        "org_login_required",
        "token_expired",
        "token_revoked",
    ]
)
PARKED: Final = timedelta(minutes=2)
"""How long a post waits before it is tried whether somebody let us in."""
MAYBE: Final = frozenset(
    ["internal_error", "fatal_error", "service_unavailable", "request_timeout"]
)


class NotAsked(SlackClientError):
    """Slack was not asked: it said when we may, or it is down. Nothing was sent."""

    def __init__(self, code: str, left: timedelta) -> None:
        super().__init__(code)
        self.code = code
        self.left = left


FAILURES: Final = (SlackApiError, SlackClientError, ClientError, OSError, TimeoutError)
"""All that a call of slack_sdk's async client raises when Slack does not do what was asked."""


def code_of(error: BaseException) -> str:
    """Slack's code, or the kind of the error: never its text."""
    if isinstance(error, NotAsked):
        return error.code
    if isinstance(error, SlackApiError):
        answer = error.response
        status = getattr(answer, "status_code", 200)
        if isinstance(status, int) and status >= 500:
            return f"http_{status}"
        if status == 429:
            return "ratelimited"
        data = getattr(answer, "data", answer)  # an answer that is no JSON has its text there
        return str(data.get("error") or "unknown_error") if isinstance(data, dict) else "no_json"
    return type(error).__name__


def meaning(error: BaseException) -> Meaning:
    """What follows from this failure of a call."""
    code = code_of(error)
    if code == "ratelimited" or isinstance(error, NotAsked):
        return Meaning.NOT_SENT_WAIT
    if (
        not isinstance(error, SlackApiError)
        or code in MAYBE
        or code == "no_json"
        or code.startswith("http_")
    ):
        return Meaning.MAYBE_SENT
    if code in TOO_BIG:
        return Meaning.TOO_BIG
    if code in CLOSED:
        return Meaning.CLOSED
    if code in NO_ACCESS:
        return Meaning.NO_ACCESS
    return Meaning.GONE if code in GONE else Meaning.NEVER


def retry_after(error: BaseException) -> timedelta | None:
    """How long Slack asks to wait, or None."""
    if isinstance(error, NotAsked):
        return error.left
    if not isinstance(error, SlackApiError):
        return None
    headers = getattr(error.response, "headers", {})
    text = next((value for key, value in headers.items() if key.lower() == "retry-after"), "")
    return timedelta(seconds=min(int(text), 3600)) if str(text).isdecimal() else None


def as_outcome(error: BaseException) -> Later | Hopeless:
    """The failure as the queue understands it."""
    match meaning(error):
        case Meaning.NOT_SENT_WAIT:
            wait = retry_after(error) or timedelta(seconds=30)
            return Later(code_of(error), wait=wait, counts=False)
        case Meaning.MAYBE_SENT:
            return Later(code_of(error), counts=False)
        case Meaning.CLOSED | Meaning.NO_ACCESS:
            return Later(code_of(error), wait=PARKED, counts=False)
        case Meaning.TOO_BIG | Meaning.GONE | Meaning.NEVER:
            return Hopeless(code_of(error))


def warned(answer: Mapping[str, Any] | AsyncSlackResponse) -> None:
    """Logs what Slack took and then left out, which it says in a warning alone: a wrong entity."""
    if answer.get("warning"):
        said = answer.get("response_metadata") or {}
        messages = said.get("messages") or said.get("warnings") or []
        log.warning("left out by Slack", error=str(answer["warning"]), count=len(messages))
