"""What stands where the cards of erased people stood, and what is said about requests to a second admin."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot import jobs
from bot.cards import data_requests, erased, requests
from bot.parcels import Parcel
from storage.store import ProfileStore

KINDS: Final = frozenset({jobs.ERASED, jobs.SETTLED, jobs.REQUEST, jobs.WANTED})


async def parcel_of(body: Mapping[str, str], store: ProfileStore) -> Parcel | None:
    """The parcel for such a job; None for a request that was answered before it was asked."""
    if body["kind"] == jobs.REQUEST:
        request = await store.request(body["request"])
        if request is None:
            return None
        asked = (requests.asked(request),)
        return Parcel(channel=body["channel"], thread_ts=None, sizes=asked, request=body["request"])
    if body["kind"] == jobs.WANTED:
        every = await store.data_requests()
        waits = [data_requests.asked(one) for one in every if one.id == body["request"]]
        return (
            Parcel(channel=body["channel"], thread_ts=None, sizes=tuple(waits)) if waits else None
        )
    channel, _, ts = body["place"].partition("/")
    if body["kind"] == jobs.ERASED:
        told = erased.card(by=body["by"] or None, at=datetime.fromisoformat(body["at"]))
        return Parcel(channel=channel, thread_ts=None, sizes=(told,), handle=body["handle"])
    told = requests.answered(
        body["what"], by=body["by"], second=body["second"], agreed=bool(body["agreed"])
    )
    return Parcel(channel=channel, thread_ts=None, sizes=(told,), handle=ts)
