"""Handing a payload to Bolt's listeners: what Bolt itself fails on is raised, and nothing is taken for done.

Bolt (1.30) catches whatever fails before a listener is found, on who is installed or on a shape that it takes for
another, and says 500: an event that waited was gone then, undone.
"""

from collections.abc import Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.response import BoltResponse

_FAILED: Final = "failed"


class Undispatched(Exception):
    """Bolt came to no listener and did not say why."""


class Dispatch:
    """The one way to Bolt's listeners."""

    def __init__(self, bolt: AsyncApp) -> None:
        self._bolt = bolt
        bolt.error(_noted)

    async def __call__(self, body: Mapping[str, Any], context: Mapping[str, Any]) -> BoltResponse:
        """What was answered; 404 where nobody listens. Raises what Bolt failed on: no listener lets an error out."""
        # "socket_mode" makes Bolt take the parsed body and not verify it: that is done by now.
        request = AsyncBoltRequest(body=dict(body), mode="socket_mode", context=dict(context))
        response = await self._bolt.async_dispatch(request)
        if response.status >= 500:
            raise request.context.get(_FAILED) or Undispatched(f"status {response.status}")
        return response


async def _noted(error: Exception, context: AsyncBoltContext) -> None:
    context[_FAILED] = error
