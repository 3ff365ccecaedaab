"""What a Slack channel is: shared with another company or not, asked of Slack and kept for a minute."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_errors import FAILURES, Meaning, code_of, meaning

LIFETIME_SECONDS: Final = 60.0
REMEMBERED: Final = 2_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A channel, as far as Slack tells."""

    outside: bool
    """People of another company read it, or Slack will not say."""
    member: bool
    """The bot is in it."""
    refusal: str = ""
    """Slack's code, where it will not say."""


class Channels:
    """The channels of the workspaces served."""

    def __init__(self, client: AsyncWebClient, *, monotonic: Callable[[], float]) -> None:
        self._client = client
        self._monotonic = monotonic
        self._known: OrderedDict[tuple[str, str], tuple[float, Seen]] = OrderedDict()

    async def leads_outside(self, channel: str, *, workspace: str, token: str) -> bool:
        """True if people of another company read this channel, or if Slack will not say.

        Raises what the call raised when Slack may say later.
        """
        return (await self.look(channel, workspace=workspace, token=token)).outside

    async def look(self, channel: str, *, workspace: str, token: str) -> Seen:
        """What Slack says of a channel. Raises what the call raised when Slack may say later."""
        key = (workspace, channel)
        kept = self._known.get(key)
        if kept and self._monotonic() - kept[0] < LIFETIME_SECONDS:
            return kept[1]
        try:
            answer = await self._client.conversations_info(channel=channel, token=token)
        except FAILURES as error:
            if meaning(error) in (Meaning.NOT_SENT_WAIT, Meaning.MAYBE_SENT):
                raise
            log.warning("channel unknown", channel=channel, error=code_of(error))
            return Seen(outside=True, member=False, refusal=code_of(error))
        found = answer["channel"]
        seen = Seen(
            outside=bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared")),
            member=found.get("is_member") is not False,  # a direct message does not say
        )
        self._known[key] = (self._monotonic(), seen)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return seen

    def forget(self, channel: str, *, workspace: str) -> None:
        """Ask again the next time: Slack said that this channel changed."""
        self._known.pop((workspace, channel), None)
