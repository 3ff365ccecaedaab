"""Every request between Slack and the bot, kept for whoever wants to look."""

import re
from collections import deque
from typing import Any

from playground.clock import now
from playground.notices import Notices
from playground.shapes import Json

_KEPT = 500
_SECRET = re.compile(r"(xox[a-z]-|xapp-|v0=)([A-Za-z0-9-]{4})[A-Za-z0-9-]+")


def shortened(value: Any) -> Any:
    """The same value with every token and signature cut short."""
    if isinstance(value, str):  # most hold none, and looking for that costs a tenth of the pattern
        may_hold = "xox" in value or "xapp-" in value or "v0=" in value
        return _SECRET.sub(r"\1\2…", value) if may_hold else value
    if isinstance(value, dict):
        return {name: shortened(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [shortened(entry) for entry in value]
    return value


class Inspector:
    """The newest 500 requests in both directions, oldest first."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._seen: deque[Json] = deque(maxlen=_KEPT)
        self._count = 0

    def saw(
        self,
        direction: str,
        what: str,
        *,
        method: str = "POST",
        status: int | None,
        started: float,
        request: Any,
        response: Any,
        problems: list[str] | None = None,
    ) -> None:
        """Keeps one request; `started` is when it was sent, `status` is None if nothing came."""
        self._count += 1
        ended = now()
        self._seen.append(
            {
                "n": self._count,
                "at": started,
                "direction": direction,
                "what": what,
                "method": method,
                "status": status,
                "ms": round((ended - started) * 1000, 1),
                "request": shortened(request),
                "response": shortened(response),
                "problems": problems or [],
            }
        )
        self._notices.tell("request", n=self._count)

    def after(self, n: int) -> list[Json]:
        """The requests kept that came after the n-th."""
        return [entry for entry in self._seen if entry["n"] > n]
