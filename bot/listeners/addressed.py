"""Mentions of the bot and direct messages to it: answered as `/customer` is, to whoever asked and nobody else."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot import clicks, jobs
from bot.admission import admitted, permitted, told_read
from bot.calls import Arrival, Call, Deps, Opens, Privately, Redraws, Reply
from bot.cards import asked
from bot.cards.block import Message
from bot.failures import Failures
from bot.members import SlackSilent
from bot.parse.addressed import Question, question_in
from bot.parse.commands import parse_command
from bot.parse.payloads import Place
from bot.permissions import Action, NotAllowed, Role
from bot.working import Later
from storage.errors import Conflict, NotThere, StorageError

Commands = Mapping[type, tuple[Action, Callable[[Call, Deps, Any], Awaitable[Reply]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """What people say to the bot, beside what they say to each other."""

    commands: Commands
    otherwise: Callable[[Arrival, Deps], Awaitable[None]]
    """Messages that are not for the bot."""
    failures: Failures

    async def message(self, arrival: Arrival, deps: Deps) -> None:
        """A message: for the bot where it is a direct one."""
        if arrival.event.get("channel_type") == "im":
            await self.mention(arrival, deps)
        else:
            await self.otherwise(arrival, deps)

    async def mention(self, arrival: Arrival, deps: Deps) -> None:
        """Something said to the bot. Apps are never answered, so that no two bots go on for ever."""
        question = question_in(arrival.event, bot_user_id=arrival.installation.bot_user_id)
        told = await self._told(arrival, deps, question) if question else None
        if question is None or told is None:
            return
        job = jobs.encoded(
            jobs.answer(
                told,
                channel=question.channel_id,
                thread_ts=question.thread_ts,
                user_id=None if question.is_direct else question.actor.user_id,
                cause=arrival.event_id,
            )
        )
        if told.about:
            await arrival.store.opened(question.actor.user_id, told.about, at=arrival.now)
        await arrival.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=arrival.now)

    async def clicked(self, call: Call, deps: Deps, click: clicks.Ask) -> Reply:
        """*Open the form* under an answer: Slack opens forms on a click alone."""
        command = parse_command(click.text)
        action, feature = self.commands[type(command)]
        await permitted(call, action)
        return await feature(call, deps, command)

    async def _told(self, arrival: Arrival, deps: Deps, question: Question) -> Message | None:
        """The answer; None for apps. What passes by itself is asked again later, by the inbox."""
        try:
            reply = await self._reply(arrival, deps, question)
        except SlackSilent:
            raise Later("slack_silent") from None
        except NotAllowed as refused:
            return None if refused.role is Role.MACHINE else self.failures.told(refused)
        except Exception as error:
            if isinstance(error, StorageError) and not isinstance(error, (Conflict, NotThere)):
                raise
            return self.failures.told(error)
        match reply:
            case Privately(message):
                return message
            case Opens() | Redraws():
                return asked.opens_on_click(question.text)
            case None:
                return None

    async def _reply(self, arrival: Arrival, deps: Deps, question: Question) -> Reply:
        command = parse_command(question.text)
        action, feature = self.commands[type(command)]
        ours = arrival.installation
        key = hashlib.sha256(f"event:{arrival.event_id}".encode()).hexdigest()[:32]
        member = await admitted(
            question.actor,
            action,
            installation=ours,
            members=deps.members,
            store=arrival.store,
            now=arrival.now,
            key=key,
        )
        call = Call(
            body={},
            installation=ours,
            store=arrival.store,
            member=member,
            place=Place(channel_id=question.channel_id, thread_ts=question.thread_ts),
            now=arrival.now,
            key=key,
            trigger_id="",
            response_url="",
            public_url=deps.public_url,
        )
        reply = await feature(call, deps, command)
        if not isinstance(
            reply, Opens
        ):  # a form is opened by the click that follows, and told then
            await told_read(call, reply)
        return reply
