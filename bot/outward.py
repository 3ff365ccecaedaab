"""Answers that go out to customers by the maker of their channel: asked for once, and told what became of them.

The answer stands in the thread first, so that the team sees it whatever happens. Then the maker is asked. That it
is about to be asked is written down before: a second attempt whose predecessor may have been heard asks no more,
and the team is told so, since no maker here knows repetitions of a request by a key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot import jobs, metrics, tracing, wording
from bot.calls import Deps
from bot.cards import sent
from bot.makers.maker import Line, Outcome, Refused, Taken, is_closed
from bot.makers.way import READ
from bot.parcels import Sends
from bot.slack_errors import FAILURES, Meaning, as_outcome, code_of, meaning
from bot.working import Later, unsent
from bot.workspaces import Installation
from storage.message import Channel
from storage.queue import Job, Outgoing
from storage.sending import Fate, Sending
from storage.store import ProfileStore

log = structlog.get_logger()

TOO_LATE: Final = timedelta(minutes=15)
"""What a maker did not take for so long is not sent any more: somebody said something else by then."""
AGAIN: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outward:
    """The answers of one workspace."""

    deps: Deps
    installation: Installation
    now: Callable[[], datetime]

    async def begin(self, sends: Sends, *, place: str, ts: str, store: ProfileStore) -> None:
        """The answer stands at `ts` in the thread at `place`: it goes on to the customer."""
        sending = Sending(place=place, handle=ts, at=self.now())
        await store.begin_sending(sends.key, sending)
        await self._put(store, jobs.send(sends, place=place))

    async def send(self, body: Mapping[str, str], job: Job, store: ProfileStore) -> None:
        """The maker is asked once. Raises Later where it did not take the answer yet, and was asked nothing else."""
        key = body["key"]
        sending = await store.sending(key)
        if sending is None:
            return
        heard = sending.fate is Fate.UNCLEAR and job.last_error != unsent(job.attempt - 1)
        if heard or sending.fate not in (Fate.WAITS, Fate.UNCLEAR):
            await self._show(
                store, sending, key
            )  # it is known, or may have been heard: nobody asks again
            return
        if reason := await self._why_not(body, store):
            await self.tell(store, key, Fate.FAILED, reason=reason)
            return
        await store.tell_fate(key, Fate.UNCLEAR, at=self.now())
        outcome = await self._ask(body, key)
        came = type(outcome).__name__.lower()
        metrics.ANSWERS.labels(came).inc()
        log.info("answer sent", job=job.id, outcome=came)
        match outcome:
            case Taken():
                await self.tell(store, key, Fate.SENT)
            case Refused(reason, again=True, wait=wait):
                log.info("answer not taken yet", job=job.id, reason=reason)
                raise Later(unsent(job.attempt), wait=wait or AGAIN, counts=False)
            case Refused(reason):
                await self.tell(store, key, Fate.FAILED, reason=reason)
            case _:
                await self.tell(store, key, Fate.UNCLEAR)

    async def tell(self, store: ProfileStore, key: str, fate: Fate, *, reason: str = "") -> bool:
        """True if the answer of this key is known: what became of it is shown where it stands.

        Also where that is no news, since whoever wrote it down may have died before it was shown; each is shown once.
        """
        await store.tell_fate(key, fate, reason=reason, at=self.now())
        sending = await store.sending(key)
        if sending is None:
            return False
        await self._show(store, sending, key)
        if sending.fate is Fate.FAILED:
            await self._put(store, jobs.undelivered(sending.place, sending.reason, cause=key))
        return True

    async def show(self, body: Mapping[str, str], job: Job, store: ProfileStore) -> None:
        """What became of an answer stands below it in the thread. Raises Later or Hopeless."""
        sending = await store.sending(body["key"])
        if sending is None:
            return
        channel, _, thread = sending.place.partition("/")
        token, at = self.installation.token, sending.handle
        language = await self.deps.language.of(self.installation.workspace, store)
        try:
            answer = await self.deps.client.conversations_replies(
                channel=channel, ts=thread, oldest=at, latest=at, inclusive=True, token=token
            )
            found = [one for one in answer.get("messages") or () if one.get("ts") == at]
            if not found:
                return
            with wording.speaking(language):
                blocks = sent.with_fate(found[0].get("blocks") or (), sending)
            if not blocks:
                return
            await self.deps.client.chat_update(
                channel=channel,
                ts=at,
                text=str(found[0].get("text") or ""),
                blocks=blocks,
                token=token,
                parse="none",
                link_names=False,
            )
        except FAILURES as error:
            log.info("what became of an answer is not shown", job=job.id, error=code_of(error))
            if meaning(error) is not Meaning.GONE:
                raise as_outcome(error) from None

    async def _why_not(self, body: Mapping[str, str], store: ProfileStore) -> str:
        """Why it may not be sent (any more); empty where it may."""
        profile = await store.profile(body["contact"], messages=READ, notes=0)
        line = Line.of(body["line"])
        if profile is None or line is None:
            return "gone"
        if line.maker not in self.deps.makers:
            return "no_maker"
        if is_closed(Channel(body["channel"]), profile.messages, body["line"], now=self.now()):
            return "window"
        began = datetime.fromisoformat(body["at"])
        return "late" if self.now() - began > TOO_LATE else ""

    async def _ask(self, body: Mapping[str, str], key: str) -> Outcome:
        line = Line.of(body["line"])
        maker = self.deps.makers[line.maker] if line else None
        if line is None or maker is None:
            return Refused("gone")
        with tracing.span("send answer", tracing.Kind.CALL):
            return await maker.send(line, body["text"], key=key)

    async def _show(self, store: ProfileStore, sending: Sending, key: str) -> None:
        await self._put(store, jobs.fate(sending, key, fate=sending.fate))

    async def _put(self, store: ProfileStore, job: Outgoing) -> None:
        put = jobs.encoded(job)
        await store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=self.now())
