"""Around every listener: authorise, run, acknowledge, catch. No exception reaches Bolt.

A listener that acknowledges and then raises loses its acknowledgement (slack-bolt 1.30), and Slack
gives up after three seconds: so the work is awaited for as long as that allows, is acknowledged in any
case, and goes on as a task that the boundary owns.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import structlog
from slack_bolt.async_app import AsyncAck

from bot import wording
from bot.admission import admitted, told_read
from bot.calls import (
    Arrival,
    Call,
    Closes,
    Corrects,
    Deps,
    Opens,
    Privately,
    Redraws,
    Replaces,
    Reply,
    Submitted,
)
from bot.cards import panels
from bot.cards.problem import sentence
from bot.corrections import corrected
from bot.failures import Failures
from bot.parse.payloads import actor_of, place_of, response_url_of, team_of, trigger_of
from bot.permissions import Action, Member, Role
from bot.replies import spoken
from bot.showing import Showing
from bot.tasks import Tasks
from bot.workspaces import Installation, Installations, SlackUnreachable
from storage.store import Stores

log = structlog.get_logger()

PATIENCE: Final = timedelta(seconds=2.3)
"""Of Slack's three seconds, what is left for the work when the network has had its share."""

R = TypeVar("R")
P = ParamSpec("P")
Body = Mapping[str, Any]


def _heard(
    method: Callable[Concatenate["Boundary", P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate["Boundary", P], Coroutine[Any, Any, R]]:
    """Said in the workspace's language until it is known who reads it, and from then on in theirs."""

    @wraps(method)
    async def heard(boundary: "Boundary", /, *args: P.args, **kwargs: P.kwargs) -> R:
        with wording.speaking(boundary.deps.language.otherwise):
            return await method(boundary, *args, **kwargs)

    return heard


class Boundary:
    """What stands between Bolt and the listeners."""

    def __init__(
        self,
        *,
        deps: Deps,
        stores: Stores,
        installations: Installations,
        showing: Showing,
        failures: Failures,
        tasks: Tasks,
        now: Callable[[], datetime],
    ) -> None:
        self.deps = deps
        self._stores = stores
        self._installations = installations
        self._showing = showing
        self._failures = failures
        self._tasks = tasks
        self._now = now

    @_heard
    async def answer(
        self,
        ack: AsyncAck,
        body: Body,
        action: Action,
        listener: Callable[[Call], Awaitable[Reply]],
    ) -> None:
        """A command: the answer is the body of the acknowledgement wherever that is in time."""
        task = self._tasks.own(self._answered(body, action, listener))
        await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        if task.done():
            reply, call = task.result()
            if isinstance(reply, Privately):
                await ack(response_type="ephemeral", **spoken(reply.message))
                if call:
                    self._tasks.own(self._showing.afterwards(call, self.deps, reply))
                return
            await ack()
            return
        await ack(response_type="ephemeral", text=wording.still_working())
        self._tasks.own(self._after(task))

    @_heard
    async def react(
        self,
        ack: AsyncAck,
        body: Body,
        action: Action,
        listener: Callable[[Call], Awaitable[Reply]],
        about: Sequence[str] = (),
    ) -> None:
        """A click or a shortcut: done if that is in time, acknowledged, then shown."""
        task = self._tasks.own(self._shown(body, action, listener, about))
        await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        await ack()

    @_heard
    async def submit(
        self,
        ack: AsyncAck,
        body: Body,
        action: Action,
        listener: Callable[[Call], Awaitable[Submitted]],
        about: Sequence[str] = (),
    ) -> None:
        """A form: written before it is acknowledged, so that a failure is shown in the form."""
        task = self._tasks.own(self._run(body, action, listener, about))
        await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        if not task.done():
            await corrected(ack, body, sentence(wording.not_saved_yet()))
            return
        outcome, call = task.result()
        match outcome:
            case Closes(Privately() as then, answered) if answered and _is_for_home(answered, then):
                await ack()
                said = Redraws(said=then.message.text)
                self._tasks.own(self._quietly(self._showing.give(answered, self.deps, said)))
            case Closes(Privately() as then, answered) if answered and answered.is_nowhere:
                panel = panels.panel(then.message, carries=answered.place.carried)
                await ack(response_action="update", view=dict(panel))
                self._tasks.own(self._showing.afterwards(answered, self.deps, then))
            case Closes(then, answered):
                await ack()
                if shown_at := answered or call:
                    self._tasks.own(self._quietly(self._showing.give(shown_at, self.deps, then)))
            case Corrects(errors):
                await ack(response_action="errors", errors=dict(errors))
            case Replaces(view):
                await ack(response_action="update", view=dict(view))
            case Privately(message):  # something went wrong: the form keeps what was typed
                await corrected(ack, body, message)

    @_heard
    async def offer(
        self,
        ack: AsyncAck,
        body: Body,
        action: Action,
        listener: Callable[[Call], Awaitable[list[dict[str, Any]]]],
    ) -> None:
        """A searching menu: its options, or none when they cannot be had in time."""
        task = self._tasks.own(self._run(body, action, listener))
        await asyncio.wait({task}, timeout=PATIENCE.total_seconds())
        options = task.result()[0] if task.done() else []
        await ack(options=options if isinstance(options, list) else [])

    async def _answered(
        self, body: Body, action: Action, listener: Callable[[Call], Awaitable[Reply]]
    ) -> tuple[Reply, Call | None]:
        """The reply of a command; a modal is opened here, while its trigger lives."""
        reply, call = await self._run(body, action, listener)
        if isinstance(reply, Opens) and call:
            return await self._guarded(self._showing.give(call, self.deps, reply)), call
        return reply, call

    async def _after(self, task: asyncio.Task[tuple[Reply, Call | None]]) -> None:
        reply, call = await task
        if isinstance(reply, Privately) and call:
            await self._quietly(self._showing.give(call, self.deps, reply))

    async def _shown(
        self,
        body: Body,
        action: Action,
        listener: Callable[[Call], Awaitable[Reply]],
        about: Sequence[str],
    ) -> None:
        reply, call = await self._run(body, action, listener, about)
        call = call or await self._stranger(body)
        if reply is None or call is None:
            return
        failed = await self._guarded(self._showing.give(call, self.deps, reply))
        if failed and isinstance(reply, Opens | Redraws):
            await self._quietly(self._showing.give(call, self.deps, failed))

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> Privately | None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the boundary: everything becomes a sentence
            return Privately(self._failures.told(error), failed=True)
        return None

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        """Does what is nice to have: the change itself has landed, a failure is only logged."""
        try:
            await work
        except Exception as error:  # noqa: BLE001 - nobody is left to tell
            self._failures.noted(error)

    async def _run(
        self,
        body: Body,
        action: Action,
        listener: Callable[[Call], Awaitable[R]],
        about: Sequence[str] = (),
    ) -> tuple[R | Privately, Call | None]:
        call: Call | None = None
        try:
            call = await self._admitted(body, action, about)
            outcome = await listener(call)
            await told_read(call, outcome)
        except Exception as error:  # noqa: BLE001 - the boundary: everything becomes a sentence
            return Privately(self._failures.told(error), failed=True), call
        return outcome, call

    async def _admitted(self, body: Body, action: Action, about: Sequence[str]) -> Call:
        """The call of somebody who may do this. Raises NotAllowed, SlackSilent, SlackUnreachable."""
        installation = await self._installation(body)
        member = await admitted(
            actor_of(body),
            action,
            installation=installation,
            members=self.deps.members,
            store=self._stores(installation.workspace),
            now=self._now(),
            key=key_of(body),
            about=about,
        )
        return self._call(body, installation, member)

    async def arrival(self, body: Body, *, attempt: int = 1) -> Arrival:
        """An event with all that its listener needs. Raises SlackUnreachable."""
        installation = await self._installation(body)
        return Arrival(
            event=body["event"],
            event_id=str(body.get("event_id") or ""),
            installation=installation,
            store=self._stores(installation.workspace),
            now=self._now(),
            attempt=attempt,
        )

    async def _installation(self, body: Body) -> Installation:
        team, enterprise = team_of(body)
        installation = await self._installations.find(team_id=team, enterprise_id=enterprise)
        if installation is None:
            raise SlackUnreachable("not installed")
        return installation

    async def _stranger(self, body: Body) -> Call | None:
        """A call that can only be answered: for somebody who was refused."""
        try:
            installation = await self._installation(body)
        except SlackUnreachable:
            return None
        user_id = actor_of(body).user_id
        if not user_id:
            return None
        member = Member(user_id=user_id, role=Role.UNKNOWN, zone="UTC", locale="en-US")
        return self._call(body, installation, member)

    def _call(self, body: Body, installation: Installation, member: Member) -> Call:
        return Call(
            body=body,
            installation=installation,
            store=self._stores(installation.workspace),
            member=member,
            place=place_of(body),
            now=self._now(),
            key=key_of(body),
            trigger_id=trigger_of(body) or "",
            response_url=response_url_of(body) or "",
            public_url=self.deps.public_url,
        )


def _is_for_home(call: Call, then: Privately) -> bool:
    """True for a sentence after a form that was opened from Home: it is said there."""
    is_sentence = not then.message.about and len(then.message.blocks) == 1
    return call.is_in_home and is_sentence and not then.failed


def key_of(body: Body) -> str:
    """Equal for repetitions of one request: a form by its view as shown, all else by its trigger."""
    view = body.get("view")
    if body.get("type") == "view_submission" and isinstance(view, dict):
        named = f"{view.get('id')}/{view.get('hash')}"
    else:
        named = str(trigger_of(body) or "")
    return hashlib.sha256(named.encode()).hexdigest()[:32]
