"""Rules on a message that came: asked one after the other, out of the outbox, each done once."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from bot import jobs
from bot.calls import Deps
from bot.cards.replies import as_read
from bot.slack_errors import FAILURES, as_outcome, code_of
from bot.working import Later
from bot.workspaces import Installation
from storage.errors import NotThere
from storage.message import Message
from storage.profile import Profile
from storage.queue import Outgoing
from storage.ruled import Effects, Ruled
from storage.rules import Rule, Situation, Why, in_turn, place_of, times_of, why
from storage.searching.parsing import parse
from storage.searching.reading import Mistake
from storage.store import Change, ProfileStore
from storage.usage import Use, asked_in

log = structlog.get_logger()

LOOKED_BACK: Final = 50
"""Messages of each contact, to know which one about the same thing it is."""
MOST_ASKED: Final = 20
"""Members of a user group of whom it is asked whether they are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """The rules of one workspace at work."""

    deps: Deps
    installation: Installation
    now: Callable[[], datetime]

    async def go_on(self, body: Mapping[str, str], store: ProfileStore) -> None:
        """Each rule that is switched on is asked of the message, in order; what they did is noted down.

        A rule sees what those before it did. Begun again after a failure, nothing is done twice; of
        somebody who is erased meanwhile nothing is done or noted down any more.
        """
        with suppress(NotThere):
            await self._ask(body, store)

    async def _ask(self, body: Mapping[str, str], store: ProfileStore) -> None:
        profile = await store.profile(body["contact"], messages=LOOKED_BACK, notes=0)
        messages = profile.messages if profile else ()
        message = next((one for one in messages if one.source == body["source"]), None)
        if profile is None or message is None:
            return
        times = times_of(message, messages)
        verdicts: list[tuple[str, Why]] = []
        for rule in [one for one in await store.rules() if one.is_on]:
            place, at = place_of(message), message.sent_at
            if rule.query and not isinstance(query := parse(rule.query), Mistake):
                store.note_used(Use.SEARCHED, asked_in(query))
            verdict = why(rule, Situation(profile=profile, place=place, at=at, times=times))
            if verdict is Why.FIRED:
                profile, verdict = await self._fire(store, rule, profile, message, body["place"])
            verdicts.append((rule.id, verdict))
        if verdicts:
            told = Ruled(
                at=self.now(),
                contact_id=message.contact_id,
                message_id=message.id,
                verdicts=tuple(verdicts),
            )
            await store.note_ruled(told)

    async def _fire(
        self, store: ProfileStore, rule: Rule, profile: Profile, message: Message, place: str
    ) -> tuple[Profile, Why]:
        contacts = [one.id for one in profile.contacts]
        if await store.is_silent(rule, contacts, message.conversation):
            return profile, Why.SOON
        verdict = Why.FIRED
        owner, mention = "", rule.mention_group
        if rule.owner_group and not profile.value("owner"):
            members = await self._members(rule.owner_group)
            owner = await self._next(store, rule, members) if members else ""
            verdict = Why.GROUP_GONE if members is None else verdict if owner else Why.NOBODY_THERE
        if mention and await self._members(mention) is None:
            mention, verdict = "", Why.GROUP_GONE
        reply = rule.reply
        if reply and not await _can_be_said(store, reply, profile):
            reply, verdict = "", Why.REPLY_UNSAID
        suggest = rule.suggest
        if suggest and await store.template(suggest) is None:
            suggest, verdict = "", Why.NOT_OFFERED
        effects = Effects(
            tags=rule.tags,
            priority=rule.priority,
            owner=owner,
            conversation=message.conversation if rule.posts else "",
            replies=bool(reply),
        )
        cause = f"{rule.id}:{message.source}"
        then = _posts(
            rule, message, place, mention=mention, reply=reply, suggest=suggest, cause=cause
        )
        change = Change(by=rule.id, at=self.now(), key=f"rule:{cause}")
        fired = await store.fire(rule, message.contact_id, effects, then=then, change=change)
        return fired, verdict

    async def _members(self, group: str) -> list[str] | None:
        """Who is in a user group; None where it is there no more, or Slack does not let us see it."""
        try:
            answer = await self.deps.client.usergroups_users_list(
                usergroup=group, token=self.installation.token, team_id=self.installation.named_team
            )
        except FAILURES as error:
            outcome = as_outcome(error)
            if isinstance(outcome, Later):
                raise outcome from None
            log.warning("user group unknown", error=code_of(error))
            return None
        return [str(one) for one in answer.get("users") or ()]

    async def _next(self, store: ProfileStore, rule: Rule, members: list[str]) -> str:
        asked = sorted(members)[:MOST_ASKED]
        there = await asyncio.gather(*(self._is_there(one) for one in asked))
        present = {one for one, is_there in zip(asked, there, strict=True) if is_there}
        return in_turn(members, present, await store.turn_of(rule.id)) or ""

    async def _is_there(self, member: str) -> bool:
        """True where Slack says that a member is active; not where it does not say."""
        try:
            answer = await self.deps.client.users_getPresence(
                user=member, token=self.installation.token
            )
        except FAILURES as error:
            log.info("presence unknown", error=code_of(error))
            return False
        return answer.get("presence") == "active"


async def _can_be_said(store: ProfileStore, reply: str, profile: Profile) -> bool:
    """False where the customer would read a gap, or the reply is deleted."""
    template = await store.template(reply)
    return template is not None and not as_read(template, profile, agent="").gaps


def _posts(
    rule: Rule,
    message: Message,
    place: str,
    *,
    mention: str,
    reply: str,
    suggest: str,
    cause: str,
) -> tuple[Outgoing, ...]:
    found = []
    if mention:
        found.append(jobs.mention(place, mention, cause=cause))
    if rule.post_to:
        contact_id, link = message.contact_id, message.link or ""
        found.append(jobs.forwarded(rule.post_to, contact_id, link=link, cause=cause))
    if reply:
        found.append(jobs.reply(place, message.contact_id, reply, cause=cause))
    if suggest:
        found.append(jobs.suggest(place, message.contact_id, suggest, cause=cause))
    return tuple(found)
