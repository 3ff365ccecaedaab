"""Signed requests as Slack sends them: three seconds, then again, three times; and what came of each."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from prove.slack import Written, as_json, signed

ANSWER_LIMIT_SECONDS: Final = 3.0
RETRY_DELAYS_SECONDS: Final = (0.3, 3.0, 10.0)
"""Slack's own are 0, 60 and 300: in proportion to how fast processes are killed here."""
JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Post:
    """What delivers to one address, and remembers how it went."""

    url: str
    session: ClientSession
    acked: set[int] = field(default_factory=set)
    tried: Counter[int] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    """Of every answer; 0 where the connection was lost, -1 where none came within three seconds."""
    took: list[float] = field(default_factory=list)
    """How long each answer took, in seconds."""

    @classmethod
    def to(cls, url: str, *, connections: int = 50) -> "Post":
        """A post with a session of its own; `close` ends it."""
        connector = TCPConnector(limit=connections, force_close=False)
        timeout = ClientTimeout(total=ANSWER_LIMIT_SECONDS)
        return cls(url, ClientSession(timeout=timeout, connector=connector))

    async def close(self) -> None:
        """Ends its connections."""
        await self.session.close()

    async def once(
        self,
        raw: bytes,
        *,
        kind: str = JSON,
        retry: int = 0,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, str]:
        """The status and the text of one signed request; status 0 or -1 where there was none."""
        sent = headers if headers is not None else signed(raw)
        sent = {**sent, "Content-Type": kind}
        if retry:
            sent |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_error"}
        began = time.monotonic()
        try:
            async with self.session.post(self.url, data=raw, headers=sent) as answer:
                text = await answer.text(errors="replace")
                status = answer.status
        except TimeoutError:
            status, text = -1, ""
        except (ClientError, OSError):
            status, text = 0, ""
        self.took.append(time.monotonic() - began)
        self.statuses[status] += 1
        return status, text

    async def deliver(self, written: Written) -> bool:
        """True if the event was acknowledged, at once or on one of Slack's three retries."""
        raw = as_json(written.envelope)
        for attempt in range(1 + len(RETRY_DELAYS_SECONDS)):
            if attempt:
                await asyncio.sleep(RETRY_DELAYS_SECONDS[attempt - 1])
            self.tried[written.number] += 1
            status, _ = await self.once(raw, retry=attempt)
            if 200 <= status < 300:
                self.acked.add(written.number)
                return True
        return False

    async def command(self, text: str, *, trigger: str, user: str, channel: str) -> tuple[int, str]:
        """A slash command."""
        form = {
            "command": "/customer",
            "text": text,
            "team_id": "T0RAPPORT",
            "user_id": user,
            "user_name": user.lower(),
            "channel_id": channel,
            "channel_name": "sms",
            "trigger_id": trigger,
            "api_app_id": "A0RAPPORT",
            "is_enterprise_install": "false",
            "token": "prove",
        }
        return await self.once(urlencode(form).encode(), kind=FORM)

    async def interaction(self, payload: dict[str, Any]) -> tuple[int, str]:
        """A click, a shortcut or a submitted form."""
        return await self.once(urlencode({"payload": json.dumps(payload)}).encode(), kind=FORM)


async def at_rate(
    post: Post, messages: Iterable[Written], *, at_once: int, a_second: float = 0
) -> None:
    """Delivers all: so many at a time, and begins no more than so many a second (0: as fast as it goes)."""
    waiting = iter(messages)
    began, count = time.monotonic(), 0

    async def one_after_the_other() -> None:
        nonlocal count
        for written in waiting:
            count += 1
            early = count / a_second - (time.monotonic() - began) if a_second else 0
            if early > 0:
                await asyncio.sleep(early)
            await post.deliver(written)

    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))


async def in_turn(
    numbers: Iterable[int], do: Callable[[int], Awaitable[None]], *, at_once: int
) -> None:
    """Does it with each number, so many at a time."""
    waiting = iter(numbers)

    async def one_after_the_other() -> None:
        for number in waiting:
            await do(number)

    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
