"""A tag changed on everybody: batch after batch out of the outbox, begun again where it was left."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot import jobs
from storage.store import Change, ProfileStore

AT_A_TIME: Final = timedelta(seconds=5)
"""Of one job, a fifth of what a job may take; then the next one takes its turn."""

Done = Callable[[ProfileStore, Change, str, str | None, int], Awaitable[None]]


async def go_on(
    body: Mapping[str, str], store: ProfileStore, *, now: Callable[[], datetime], done: Done
) -> None:
    """Done when the tag is changed on all, or when a further job is put that goes on.

    `done` is told who asked for it and when, the tag, its new name, and on how many contacts it was.
    """
    change = Change(by=body["by"], at=datetime.fromisoformat(body["at"]), key=body["key"])
    old, new = body["old"], json.loads(body["new"])
    after, turn, changed = body["after"], int(body["turn"]), int(body["changed"])
    began = now()
    while True:
        batch = await store.retag(old, new, after=after, turn=turn, change=change)
        changed += batch.changed
        if batch.after is None:
            await done(store, change, old, new, changed)
            return
        after, turn = batch.after, turn + 1
        if now() - began >= AT_A_TIME:
            break
    job = jobs.encoded(jobs.retag(old, new, change=change, after=after, turn=turn, changed=changed))
    await store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=now())
