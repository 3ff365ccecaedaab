"""Installations looked over, changing nothing: tokens that no key opens, that an older key sealed, or that are gone."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from storage.fault import Fault
from storage.installs import Install, Standing
from storage.redis.installs import Installs
from storage.redis.sealing import KeyRing

OVERDUE: Final = timedelta(hours=1)
"""Tokens are renewed two hours before they end."""


async def token_faults(client: Any, keys: Sequence[str], *, now: datetime) -> list[Fault]:
    """What is wrong with them; nothing where there is no ring of keys to look with, which is a fault of its own."""
    try:
        installs = Installs(client, KeyRing(keys))
    except ValueError:
        return []
    faults = [fault for one in await installs.all() for fault in _standing(one, now)]
    if older := await installs.sealed_by_older_keys():
        wrong = f"tokens of {older} workspaces are sealed by a key that does not stand first"
        mend = "rapport rotate-keys, and only then leave the older keys out"
        faults.append(Fault(code="tokens_of_older_key", wrong=wrong, mend=mend))
    return faults


def _standing(one: Install, now: datetime) -> Iterator[Fault]:
    name = one.granted.workspace
    match one.standing:
        case Standing.UNREADABLE:
            wrong = f"no key of RAPPORT_SECRET_KEY opens the token of {name}"
            mend = (
                "add the key that sealed it, after the newest and a comma; or let it install again"
            )
            yield Fault(code="token_unreadable", wrong=wrong, mend=mend)
        case Standing.WITHOUT_TOKEN:
            wrong = f"the token of {name} was revoked, so it is not served"
            mend = "an admin of it opens /slack/install again"
            yield Fault(code="token_revoked", wrong=wrong, mend=mend)
        case Standing.SERVED if one.tokens and one.tokens.is_due(now, ahead=OVERDUE):
            wrong = f"the token of {name} ends within the hour, or has ended, and was not renewed"
            mend = "does `rapport serve` or `rapport worker` run? else install it again by /slack/install"
            yield Fault(code="token_not_renewed", wrong=wrong, mend=mend)
        case _:
            pass
