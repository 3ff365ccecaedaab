"""Slack's Web API, asked politely: not before it said that we may, and not by everybody while it is down.

Slack limits by method and workspace, and what posts by channel too
(https://docs.slack.dev/apis/web-api/rate-limits). Whoever was told to wait tells all processes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import metrics, tracing
from bot.slack_errors import FAILURES, Meaning, NotAsked, code_of, meaning, retry_after
from storage.errors import StorageError

log = structlog.get_logger()

FAILURES_IN_A_ROW: Final = 5
"""After so many a method is left alone for a while: each call that hangs holds up a worker for 10 s."""
FIRST_REST: Final = timedelta(seconds=2)
LONGEST_REST: Final = timedelta(seconds=30)
UNNAMED_PAUSE: Final = timedelta(seconds=30)


class Pauses(Protocol):
    """What is not to be done again before a moment, known to all processes."""

    async def begin(self, what: str, *, lasting: timedelta) -> None:
        """Not before this time is over."""
        ...

    async def left(self, what: str) -> timedelta:
        """How long it is not to be done yet."""
        ...


@dataclass(slots=True)
class _Fuse:
    """How a method fared of late."""

    failures: int = 0
    rest_until: float = 0.0


class SlackClient(AsyncWebClient):
    """slack_sdk's client, without its retries, and with patience."""

    def __init__(self, *, pauses: Pauses, monotonic: Callable[[], float], **given: Any) -> None:
        super().__init__(retry_handlers=[], **given)  # a retry would post again after a lost reply
        self._pauses = pauses
        self._monotonic = monotonic
        self._fuses: dict[str, _Fuse] = {}
        self.refused_token = ""
        """Slack's code, while it takes our token no more."""

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """The answer. Raises what slack_sdk raises, and NotAsked where Slack is not to be asked now."""
        what = self._counted_as(api_method, given)
        fuse = self._fuses.setdefault(api_method, _Fuse())
        self._look_at(fuse)
        if not api_method.startswith("views."):  # nobody can wait for those: a trigger lives 3 s
            await self._wait_over(what)
        try:
            with tracing.span(api_method, tracing.Kind.CALL):
                answer = await super().api_call(api_method, **given)
        except FAILURES as error:
            metrics.API_REQUESTS.labels(api_method, meaning(error).value).inc()
            await self._learn(api_method, what, fuse, error)
            raise
        metrics.API_REQUESTS.labels(api_method, "ok").inc()
        fuse.failures, fuse.rest_until = 0, 0.0
        self.refused_token = ""
        return answer

    def _look_at(self, fuse: _Fuse) -> None:
        left = fuse.rest_until - self._monotonic()
        if left > 0:
            raise NotAsked("slack_is_down", timedelta(seconds=left))
        if fuse.failures >= FAILURES_IN_A_ROW:  # one goes ahead and looks; the others wait for it
            self._rest(fuse)

    async def _wait_over(self, what: str) -> None:
        try:
            left = await self._pauses.left(what)
        except StorageError:
            return
        if left:
            raise NotAsked("ratelimited", left)

    async def _learn(self, method: str, what: str, fuse: _Fuse, error: BaseException) -> None:
        match meaning(error):
            case Meaning.NOT_SENT_WAIT:
                metrics.RATE_LIMITED.labels(method).inc()
                fuse.failures = 0
                try:
                    await self._pauses.begin(what, lasting=retry_after(error) or UNNAMED_PAUSE)
                except StorageError:
                    log.warning("a limit of Slack is known here alone", method=method)
            case Meaning.MAYBE_SENT:
                fuse.failures += 1
                if fuse.failures >= FAILURES_IN_A_ROW:
                    self._rest(fuse)
                    log.warning(
                        "Slack is left alone for a while", method=method, error=code_of(error)
                    )
            case Meaning.NO_ACCESS:
                if code_of(error) != "missing_scope":  # that is said of one method alone
                    self.refused_token = code_of(error)
                log.error("Slack refuses the token", method=method, error=code_of(error))
            case _:
                fuse.failures = 0

    def _rest(self, fuse: _Fuse) -> None:
        doubled = FIRST_REST * 2 ** min(fuse.failures - FAILURES_IN_A_ROW, 10)
        fuse.rest_until = self._monotonic() + min(doubled, LONGEST_REST).total_seconds()

    def _counted_as(self, method: str, given: dict[str, Any]) -> str:
        arguments = given.get("json") or given.get("params") or given.get("data") or {}
        token = str(arguments.get("token") or self.token or "")
        whose = hashlib.sha256(token.encode()).hexdigest()[:16]
        channel = str(arguments.get("channel", "")) if method.startswith("chat.") else ""
        return f"{whose} {method} {channel}"
