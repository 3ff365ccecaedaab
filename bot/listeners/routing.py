"""From a payload to the feature that answers it: a look into a table."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot import wording
from bot.boundary import Boundary
from bot.calls import Call, Closes, Corrects, Deps, Privately, Reply, Submitted
from bot.cards import outdated
from bot.clicks import Outdated, contacts_of, decode, decode_form
from bot.inbox import Delivery
from bot.inputs import OWN, own_in
from bot.parse import forms
from bot.parse.commands import parse_command
from bot.parse.payloads import (
    ENTITY_DETAIL,
    callback_id_of,
    click_of,
    is_pressed,
    query_of,
    state_of,
)
from bot.permissions import Action

log = structlog.get_logger()

Body = dict[str, Any]
Table = Mapping[Any, tuple[Action, Callable[..., Awaitable[Any]]]]


class Router(AsyncMiddleware):
    """Where Bolt's chain ends: one method a kind of payload.

    As listeners these would be asked one after the other, with all arguments rebuilt for each (slack-bolt 1.30).
    """

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name
    ) -> BoltResponse | None:
        """The answer to a payload of a kind that is known; all else goes on to Bolt's own 404."""
        body = req.body
        ack = req.context.ack
        kind = body.get("type")
        if body.get("command") == self._command:
            await self.command(ack, body)
        elif kind == "block_actions":
            await self.action(ack, body)
        elif kind in ("view_submission", "view_closed"):
            await self.view(ack, body)
        elif kind == "block_suggestion":
            await self.options(ack, body)
        elif kind in ("shortcut", "message_action"):
            await self.shortcut(ack, body)
        elif kind == "event_callback" and body["event"].get("type") in self._events:
            await self.event(body, req.context)
            return BoltResponse(status=200, body="")
        else:
            await next()
            return resp
        return ack.response

    def __init__(
        self,
        boundary: Boundary,
        *,
        command: str,
        commands: Table,
        clicks: Table,
        forms: Table,
        options: Table,
        shortcuts: Table,
        events: Mapping[str, Callable[..., Awaitable[None]]],
    ) -> None:
        self._boundary = boundary
        self._command = command
        self._commands = commands
        self._clicks = clicks
        self._forms = forms
        self._options = options
        self._shortcuts = shortcuts
        self._events = events

    @property
    def _deps(self) -> Deps:
        return self._boundary.deps

    async def command(self, ack: AsyncAck, body: Body) -> None:
        """`/customer ...`"""
        asked = parse_command(str(body.get("text") or ""))
        action, feature = self._commands[type(asked)]
        await self._boundary.answer(
            ack, body, action, lambda call: feature(call, self._deps, asked)
        )

    async def action(self, ack: AsyncAck, body: Body) -> None:
        """A button or a menu on a card; a menu inside a form only changes the form's state."""
        action_id, value = click_of(body)
        click = decode(action_id, value)
        if type(click) not in self._clicks:
            if not is_pressed(body):
                await ack()
                return
            await self._boundary.react(ack, body, Action.HELP, _too_old)
            return
        action, feature = self._clicks[type(click)]
        await self._boundary.react(
            ack, body, action, lambda call: feature(call, self._deps, click), contacts_of(click)
        )

    async def view(self, ack: AsyncAck, body: Body) -> None:
        """A form that was sent; its closing needs nothing."""
        if body.get("type") != "view_submission":
            await ack()
            return
        view = body["view"]
        if view.get("type") == ENTITY_DETAIL:
            await self._boundary.submit(ack, body, Action.SEE, _only_shown)
            return
        context = decode_form(callback_id_of(body), str(view.get("private_metadata") or ""))
        if isinstance(context, Outdated) or type(context) not in self._forms:
            await self._boundary.submit(ack, body, Action.HELP, _form_too_old)
            return
        action, feature = self._forms[type(context)]

        async def listener(call: Call) -> Submitted:
            # Read here, where it is known in which language a mistake in it is told.
            entry = forms.entry(
                context,
                state_of(view),
                shown=forms.shown_in(view),
                region=self._deps.default_region,
            )
            if isinstance(entry, forms.FieldErrors):
                return Corrects(entry.errors)
            answered = call.answered_at(context.opened_at)
            outcome: Submitted = await feature(answered, self._deps, context, entry)
            return replace(outcome, call=answered) if isinstance(outcome, Closes) else outcome

        await self._boundary.submit(ack, body, action, listener, contacts_of(context))

    async def options(self, ack: AsyncAck, body: Body) -> None:
        """A menu that searches while it is typed into."""
        action_id, typed = query_of(body)
        name = OWN if own_in(action_id) else action_id
        if name not in self._options:
            await ack(options=[])
            return
        action, feature = self._options[name]
        await self._boundary.offer(ack, body, action, lambda call: feature(call, self._deps, typed))

    async def shortcut(self, ack: AsyncAck, body: Body) -> None:
        """A shortcut on a message, or a global one."""
        name = callback_id_of(body)
        if name not in self._shortcuts:
            await self._boundary.react(ack, body, Action.HELP, _unknown_shortcut)
            return
        action, feature = self._shortcuts[name]
        await self._boundary.react(ack, body, action, partial(_begun, feature, self._deps))

    async def event(self, body: Body, context: AsyncBoltContext) -> None:
        """An event out of the inbox, or answered at once; its failure is for whoever handed it over to know."""
        feature = self._events[str(body["event"].get("type"))]
        delivery: Delivery = context["delivery"]
        try:
            with wording.speaking(self._deps.language.otherwise):
                arrival = await self._boundary.arrival(body, attempt=delivery.attempt)
                await feature(arrival, self._deps)
        except Exception as error:  # noqa: BLE001 - the queue decides what becomes of it
            delivery.failures.append(error)


async def _begun(
    feature: Callable[[Call, Deps], Awaitable[Reply]], deps: Deps, call: Call
) -> Reply:
    return await feature(call, deps)


async def _too_old(_call: Call) -> Reply:
    return Privately(outdated.outdated())


async def _unknown_shortcut(_call: Call) -> Reply:
    return Privately(outdated.unknown_shortcut())


async def _only_shown(call: Call) -> Submitted:
    """What is written over in the pane, where nothing of ours can be: by Slack's own clients it cannot come."""
    errors = outdated.not_changed(call.body["view"])
    return Corrects(errors) if errors else Closes()


async def _form_too_old(call: Call) -> Submitted:
    return Corrects(outdated.errors(call.body["view"]))
