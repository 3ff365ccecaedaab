"""Every post to Slack, once: intent, do, confirm; when in doubt, look whether it happened.

Taking a job out of the queue is the intent (its attempt is counted before anything is sent). A second
attempt therefore first looks for the message by the key that it carries as metadata, since Slack has
no idempotency key and a lost reply is no proof that nothing was posted.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot import handing_over, jobs, metrics, parking, tracing
from bot.cards import erased
from bot.cards.block import Message
from bot.deliveries import Deliveries
from bot.errands import Errands
from bot.parcels import Parcel, state_of
from bot.slack_errors import FAILURES, Meaning, as_outcome, code_of, meaning, warned
from bot.working import Hopeless, Later, unsent
from bot.workspaces import Installation
from storage.profile import Posting
from storage.queue import Job
from storage.store import ProfileStore

log = structlog.get_logger()

ANSWER_LIVES: Final = timedelta(minutes=10)
METADATA_TYPE: Final = "rapport_post"
_QUIET: Final = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}


class Outbox:
    """Posts and updates cards in one workspace."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        store: ProfileStore,
        installation: Installation,
        deliveries: Deliveries,
        now: Callable[[], datetime],
        errands: Errands,
    ) -> None:
        self._client = client
        self._store = store
        self._installation = installation
        self._deliveries = deliveries
        self._now = now
        self._errands = errands

    async def work_off(self, job: Job) -> None:
        """Done when the post stands in Slack, exactly once. Raises Later or Hopeless."""
        body: dict[str, str] = json.loads(job.payload)
        tracing.note(kind=body["kind"])
        if errand := self._errands.by_kind.get(body["kind"]):
            await errand(body, job, self._store)
            return
        if body["kind"] in (jobs.NOTICE, jobs.WANTED) and _maybe_sent(job):
            return  # told once, or not at all: a direct message cannot be looked for
        try:
            await self._do(body, job)
        except FAILURES as error:
            outcome = as_outcome(error)
            await parking.told(error, job, store=self._store, now=self._now())
            if body["kind"] == jobs.ANSWER and self._is_last(job, outcome):
                log.warning("an answer was not said", job=job.id, error=code_of(error))
                return  # what it says of a customer is not kept for a person to look at
            if isinstance(outcome, Later) and not _maybe_sent(job) and not_sent(error):
                outcome.reason = unsent(job.attempt)
            raise outcome from None

    async def _do(self, body: Mapping[str, str], job: Job) -> None:
        if body["kind"] == jobs.EXPORT:  # where a reply of Slack was lost the file comes again
            token = self._installation.token
            await handing_over.give(body, store=self._store, client=self._client, token=token)
            return
        parcel = await self._deliveries.parcel(body, self._store, self._installation)
        if parcel is None:
            return
        if parcel.handle:
            await self._update(parcel, parcel.handle)
        elif parcel.carries or parcel.sends or parcel.request:
            ts = await self._found(parcel, job) or await self._post(parcel, job)
            await self._tells(
                parcel, ts
            )  # before anybody is asked to send what may be given up here
            await self._errands.stood(parcel, ts, self._store)
        elif parcel.user_id:
            await self._whisper(parcel, parcel.user_id)
        elif parcel.place is None:
            await self._say(parcel, job)
        else:
            await self._show(parcel, parcel.place, job)

    async def _show(self, parcel: Parcel, place: str, job: Job) -> None:
        """One card a place: the first time it is posted, afterwards it is updated."""
        posting = await self._store.posting(place)
        handle = posting.handle if posting else ""
        if not handle and parcel.only_update:
            return
        digest = digest_of(parcel.sizes[0])
        if handle and posting and posting.digest == digest:
            return
        if handle and job.lane != jobs.lane_of_card(place):
            await self._put(jobs.card_again(job, place))
            return
        if handle:
            handle = await self._update(parcel, handle) or ""
        if not handle and posting and parcel.only_update:
            # Whoever deleted it had a reason: it is back when the customer writes again.
            await self._store.posted(posting.model_copy(update={"handle": "", "digest": ""}))
            return
        if not handle and jobs.FULL in parcel.marks:
            return  # an answer that its reader deleted
        if not handle:
            handle = await self._found(parcel, job) or await self._post(parcel, job)
        await self._remember(parcel, handle, place=place, digest=digest)

    async def _say(self, parcel: Parcel, job: Job) -> None:
        """Said once; a card is remembered where it stands, so that it follows its profile."""
        handle = await self._found(parcel, job) or await self._post(parcel, job)
        await self._tells(parcel, handle)
        if parcel.contact_id:
            place, digest = f"{parcel.channel}/{handle}", digest_of(parcel.sizes[0])
            await self._remember(parcel, handle, place=place, digest=digest)

    async def _remember(self, parcel: Parcel, handle: str, *, place: str, digest: str) -> None:
        """The card follows its profile from now on; of whoever was erased meanwhile it says only that."""
        posting = Posting(
            place=place,
            contact_id=parcel.contact_id or "",
            handle=handle,
            digest=digest,
            marks=parcel.marks,
        )
        if not await self._store.posted(posting):
            await self._redact(parcel.channel, handle)
        elif parcel.shows:
            await self._keep_up(parcel, posting)

    async def _tells(self, parcel: Parcel, ts: str) -> None:
        """What it says of somebody is given up with them."""
        if parcel.names:
            named = Posting(place=f"{parcel.channel}/{ts}", contact_id="", handle=ts)
            await self._store.named_at(named, parcel.names)
        if not parcel.tells_of:
            return
        posting = Posting(place=f"{parcel.channel}/{ts}", contact_id=parcel.tells_of, handle=ts)
        if not await self._store.told_at(posting):
            await self._redact(parcel.channel, ts)

    async def _redact(self, channel: str, ts: str) -> None:
        gone = Parcel(channel=channel, thread_ts=None, sizes=(erased.card(),))
        await self._update(gone, ts)

    async def _keep_up(self, parcel: Parcel, posting: Posting) -> None:
        """What changed while the card was on its way was announced to nobody: it is shown anew."""
        profile = await self._store.profile(posting.contact_id, messages=10)
        state = state_of(profile)
        if state != parcel.shows:
            await self._put(jobs.encoded(jobs.refresh(posting, token=state)))

    async def _put(self, job: jobs.Encoded) -> None:
        await self._store.outbox.put(
            job.id, lane=job.lane, payload=job.payload, now=self._now(), settles=job.settles
        )

    async def _whisper(self, parcel: Parcel, user_id: str) -> None:
        """Said to one member alone.

        Slack shows such a message to nobody else, us included, so it cannot be looked for: where a reply
        of Slack was lost it is said again.
        """
        for size in parcel.sizes:
            try:
                await self._client.chat_postEphemeral(
                    channel=parcel.channel,
                    user=user_id,
                    thread_ts=parcel.thread_ts,
                    token=self._installation.token,
                    text=size.text,
                    blocks=list(size.blocks),
                    parse="none",
                    link_names=False,
                )
            except FAILURES as error:
                self._smaller_or_raise(error, None)
            else:
                return
        raise Hopeless("refused_in_every_size")

    async def _post(self, parcel: Parcel, job: Job) -> str:
        for size in parcel.sizes:
            try:
                answer = await self._client.chat_postMessage(
                    channel=parcel.channel,
                    thread_ts=parcel.thread_ts,
                    token=self._installation.token,
                    metadata={
                        "event_type": METADATA_TYPE,
                        "event_payload": {"k": key_of(job)},
                        **_entities(parcel),
                    },
                    **_arguments(size),
                )
                warned(answer)
                return str(answer["ts"])
            except FAILURES as error:
                self._smaller_or_raise(error, job)
        raise Hopeless("refused_in_every_size")

    async def _update(self, parcel: Parcel, ts: str) -> str | None:
        """The message's ts, or None when it is there no more."""
        for size in parcel.sizes:
            try:
                await self._client.chat_update(
                    channel=parcel.channel,
                    ts=ts,
                    token=self._installation.token,
                    metadata=_entities(parcel) or None,
                    **_arguments(size, update=True),
                )
            except FAILURES as error:
                if meaning(error) is Meaning.GONE:
                    return None
                self._smaller_or_raise(error, None)
            else:
                return ts
        raise Hopeless("refused_in_every_size")

    async def _found(self, parcel: Parcel, job: Job) -> str | None:
        """The ts of the message that an earlier attempt posted after all."""
        if not _maybe_sent(job):
            return None
        oldest = f"{job.put_at.timestamp() - 60:.6f}"
        since: dict[str, Any] = {"oldest": oldest, "include_all_metadata": True, "limit": 200}
        common: dict[str, Any] = {"channel": parcel.channel, "token": self._installation.token}
        answer = (
            await self._client.conversations_replies(ts=parcel.thread_ts, **common, **since)
            if parcel.thread_ts
            else await self._client.conversations_history(**common, **since)
        )
        for message in answer.get("messages") or ():
            metadata = message.get("metadata") or {}
            ours = (
                message.get("bot_id") == self._installation.bot_id
                or message.get("user") == self._installation.bot_user_id
            )
            if ours and metadata.get("event_payload", {}).get("k") == key_of(job):
                log.info("post found again", job=job.id, attempt=job.attempt)
                metrics.RECONCILED.labels("found").inc()
                return str(message["ts"])
        metrics.RECONCILED.labels("missing").inc()
        return None

    def _smaller_or_raise(self, error: BaseException, job: Job | None) -> None:
        if meaning(error) is not Meaning.TOO_BIG:
            raise error
        metrics.FALLBACKS.inc()
        log.warning(
            "card refused, a smaller one is sent", job=job.id if job else "", error=code_of(error)
        )

    def _is_last(self, job: Job, outcome: Later | Hopeless) -> bool:
        """True if what was asked is not answered any more: its asker has gone on."""
        is_late = self._now() - job.put_at > ANSWER_LIVES
        return isinstance(outcome, Hopeless) or is_late


def _maybe_sent(job: Job) -> bool:
    """True if an earlier attempt may have posted after all; the last one says whether all ended before that."""
    return job.attempt > 1 and job.last_error != unsent(job.attempt - 1)


def not_sent(error: BaseException) -> bool:
    """True if Slack took nothing in."""
    return meaning(error) in (Meaning.NOT_SENT_WAIT, Meaning.CLOSED, Meaning.NO_ACCESS)


def digest_of(message: Message) -> str:
    """Tells two cards apart."""
    shown = json.dumps([message.text, message.blocks], sort_keys=True)
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


def key_of(job: Job) -> str:
    """What a posted message carries, to be found again by: opaque."""
    return hashlib.sha256(job.id.encode()).hexdigest()[:32]


def _entities(parcel: Parcel) -> dict[str, Any]:
    return {"entities": [parcel.entity]} if parcel.entity else {}


def _arguments(message: Message, *, update: bool = False) -> dict[str, Any]:
    arguments: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks)}
    if update:
        return {**arguments, "parse": "none", "link_names": False}
    return {**arguments, **_QUIET}
