"""Whether a second admin is needed, and if so, asked."""

from bot import jobs
from bot.calls import Call
from bot.cards import requests
from bot.cards.block import Message
from storage.policy import Needs


async def ask_second(call: Call, what: Needs, contact_id: str, *, part: str = "") -> Message | None:
    """What is said to whoever asked, where the workspace wants a second admin; else None."""
    policy = await call.store.policy()
    if not (policy.second_person and policy.asked_in):
        return None
    request = await call.store.ask(what, contact_id, change=call.change(f"ask{part}"))
    job = jobs.encoded(jobs.request(request.id, channel=policy.asked_in))
    await call.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=call.now)
    return requests.waits(policy.asked_in)
