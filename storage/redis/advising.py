"""What would be better otherwise with a store: who may do what in it, who listens on the way, hasty Sentinels."""

from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from storage.errors import StoreRefused
from storage.fault import Fault
from storage.redis.connection import each_master, our_errors, waited_by_sentinels

PATIENT: Final = timedelta(seconds=2)
RIGHTS: Final = (
    "~* +@read +@write +@connection -@dangerous +eval +evalsha +script|load +wait +time"
    " +info +config|get +bgrewriteaof +cluster|slots +command"
)
"""All that Rapport asks of a server. Without `@dangerous` nobody who has its password can empty or reconfigure it."""


async def advised(client: Any, url: str) -> list[Fault]:
    """What is advised for the store behind a URL: of the way to it only for another machine. Raises StorageError."""
    waits = await waited_by_sentinels(client)
    advice = []
    if waits is not None and waits < PATIENT:
        wrong = "the Sentinels may take a master that they have just chosen for gone: they reach it up to 1 s later"
        mend = (
            "SENTINEL SET SERVICE down-after-milliseconds 5000 on each of them (2000 is the least)"
        )
        advice.append(Fault(code="sentinels_hasty", wrong=wrong, mend=mend, level="advice"))
    if not is_remote(url):
        return advice
    if urlsplit(url).scheme != "rediss":
        wrong = "what customers wrote goes to the store unencrypted"
        mend = "name it as rediss:// where its server speaks TLS; else keep the way to it private, by a VPN"
        advice.append(Fault(code="store_unencrypted", wrong=wrong, mend=mend, level="advice"))
    if await _may_all(client):
        wrong = "whoever has the password of the store may empty it and change its settings"
        mend = (
            f"a user of Rapport's own: ACL SETUSER rapport on >PASSWORD {RIGHTS}; then put"
            " rapport:PASSWORD@ before the host in RAPPORT_REDIS_URL"
        )
        advice.append(Fault(code="store_user_may_all", wrong=wrong, mend=mend, level="advice"))
    return advice


def is_remote(url: str) -> bool:
    """True if any of the hosts that a URL names is another machine."""
    hosts = urlsplit(url).netloc.rpartition("@")[2]
    return any(_is_elsewhere(host) for host in hosts.split(",") if host)


def _is_elsewhere(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return not ip_address(name).is_loopback
    except ValueError:
        return name != "localhost"


async def _may_all(client: Any) -> bool:
    """True if our user may read who may do what: which only one may who could also change it."""
    with suppress(StoreRefused), our_errors():
        (name, *_) = await each_master(client, "ACL WHOAMI")
        await each_master(client, "ACL GETUSER", name)
        return True
    return False
