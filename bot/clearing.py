"""A custom field cleared on everybody: batch after batch out of the outbox, begun again where it was left."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot import jobs
from storage.fields import CustomField
from storage.store import Change, ProfileStore

AT_A_TIME: Final = timedelta(seconds=5)
"""Of one job, a fifth of what a job may take; then the next one takes its turn."""

Done = Callable[[ProfileStore, Change, CustomField, int], Awaitable[None]]


async def go_on(
    body: Mapping[str, str], store: ProfileStore, *, now: Callable[[], datetime], done: Done
) -> None:
    """Done when nobody holds the field and it is defined no more, or when a further job is put that goes on.

    One that was brought back meanwhile is left as it is.
    """
    change = Change(by=body["by"], at=datetime.fromisoformat(body["at"]), key=body["key"])
    turn, changed = int(body["turn"]), int(body["changed"])
    every = await store.custom_fields()
    field = next((one for one in every if one.id == body["field"]), None)
    if field is None or not field.retired:
        return
    began = now()
    while True:
        batch = await store.clear_field(field.name, turn=turn, change=change)
        changed += batch.changed
        if batch.is_done:
            last = change.model_copy(update={"key": f"{change.key}/dropped/{turn}"})
            if await store.drop_field(field, change=last):
                await done(store, change, field, changed)
            return
        turn += 1
        if now() - began >= AT_A_TIME:
            break
    job = jobs.encoded(jobs.clear_field(field.id, change=change, turn=turn, changed=changed))
    await store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=now())
