"""How an answer is shown, and what follows from it: Home and the pane show what was done from them."""

from collections.abc import Awaitable, Callable

from bot.calls import Call, Deps, Opens, Privately, Redraws, Reply
from bot.failures import Failures
from bot.replies import Replies


class Showing:
    """Shows answers to members, wherever they asked."""

    def __init__(
        self,
        *,
        replies: Replies,
        failures: Failures,
        redraw: Callable[[Call, Deps, Redraws], Awaitable[None]],
        present: Callable[[Call, Deps], Awaitable[None]],
    ) -> None:
        self._replies = replies
        self._failures = failures
        self._redraw = redraw
        self._present = present

    async def give(self, call: Call, deps: Deps, reply: Reply) -> None:
        """Shows the reply. Raises what Slack's refusal raises; what is only nice to have is logged."""
        if isinstance(reply, Redraws):
            await self._redraw(call, deps, reply)
            return
        await self._replies.give(call, reply)
        if not isinstance(reply, Opens):
            await self.afterwards(call, deps, reply)

    async def afterwards(self, call: Call, deps: Deps, reply: Privately | None) -> None:
        """Whose card it was is remembered for Home; Home or the pane that led there is drawn anew."""
        if reply and reply.failed:
            return
        try:
            if reply and reply.message.about:
                await call.store.opened(call.member.user_id, reply.message.about, at=call.now)
            if call.place.home:
                await self._redraw(call, deps, Redraws())
            if call.place.pane and _is_trigger_left(call, reply):
                await self._present(call, deps)
        except Exception as error:  # noqa: BLE001 - the change itself has landed; nobody is left to tell
            self._failures.noted(error)


def _is_trigger_left(call: Call, reply: Privately | None) -> bool:
    """True where no modal was opened with the trigger of this request: one trigger does one thing."""
    if call.body.get("type") == "view_submission":
        return True
    return bool(call.place.view_id and reply and reply.in_place)
