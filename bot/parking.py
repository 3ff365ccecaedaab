"""Posts that Slack will not take until somebody lets us in: they wait, and one person is told, once."""

from datetime import datetime, timedelta
from typing import Final

import structlog

from bot import jobs
from bot.slack_errors import Meaning, code_of, meaning
from storage.queue import Job
from storage.store import ProfileStore

log = structlog.get_logger()

TOLD_AGAIN: Final = timedelta(days=7)


async def told(error: BaseException, job: Job, *, store: ProfileStore, now: datetime) -> None:
    """Has the member who said that a channel is read told that nothing can be said there; once a week."""
    if meaning(error) is not Meaning.CLOSED or job.id.startswith(jobs.NOTICE):
        return
    feed, code = await store.feed(job.lane), code_of(error)
    log.warning("posts wait for a way in", channel=job.lane, error=code)
    if feed is None or feed.by is None:
        return
    if await store.is_first(f"closed {job.lane} {code}".encode(), lasting=TOLD_AGAIN):
        notice = jobs.encoded(jobs.notice(feed.by, channel=job.lane, code=code, at=now))
        await store.outbox.put(notice.id, lane=notice.lane, payload=notice.payload, now=now)
