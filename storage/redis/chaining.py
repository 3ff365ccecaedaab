"""An audit entry as part of a change: numbered, signed and chained by the commit that it tells of."""

from collections.abc import Sequence
from datetime import datetime

from storage.redis.keys import Keys
from storage.redis.moments import ms
from storage.redis.program import Program


def tell(
    program: Program,
    keys: Keys,
    what: str,
    *on: str,
    by: str | None,
    at: datetime,
    why: Sequence[str] = (),
) -> None:
    """Who did what to whom, when and why: ids and codes, never values."""
    said = ["at", str(ms(at)), "by", by or "", "what", what, "on", " ".join(on)]
    if why:
        said += ["why", " ".join(why)]
    program.chain(keys.named("audit"), keys.named("chain"), keys.chain_key, said)
