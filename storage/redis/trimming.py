"""The oldest entries of the audit given up by age: signed, so that nobody else can give some up unnoticed."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any, Final

from storage.auditing import mac_of, trimmed_text
from storage.redis.connection import our_errors
from storage.redis.keys import Keys
from storage.redis.moments import ms
from storage.redis.program import NONCE_BYTES, Program

PAGE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Trim:
    """One batch of the oldest entries, and the commands that give them up."""

    count: int
    last_id: str
    program: Program


async def trim(client: Any, keys: Keys, before: datetime, *, start: str) -> Trim | None:
    """The oldest entries from `start` on that were written before; None where there are none."""
    audit, mark = keys.named("audit"), keys.named("trimmed")
    with our_errors():
        page = await client.xrange(audit, min=start, count=PAGE)
        there = await client.get(mark)
    rows = list(takewhile(lambda row: int(row[1].get(b"at", b"0")) < ms(before), page))
    if not rows:
        return None
    last_id = rows[-1][0].decode()
    at, _, sequence = last_id.partition("-")
    program = Program()
    program.check_value(mark, (there or b"").decode(errors="replace"))
    program.op("XTRIM", audit, "MINID", "=", f"{at}-{int(sequence) + 1}")
    number = rows[-1][1].get(b"n", b"").decode(errors="replace")
    if number.isdecimal():
        nonce = secrets.token_hex(NONCE_BYTES)
        seal = mac_of(keys.chain_key(nonce), trimmed_text(int(number)))
        program.op("SET", mark, f"{number} {nonce} {seal}")
    return Trim(count=len(rows), last_id=last_id, program=program)


async def trimmed(client: Any, keys: Keys) -> int:
    """Up to which number entries were given up by age; 0 where that is not signed by us."""
    with our_errors():
        text = await client.get(keys.named("trimmed"))
    number, _, rest = (text or b"").decode(errors="replace").partition(" ")
    nonce, _, seal = rest.partition(" ")
    if not number.isdecimal():
        return 0
    own = mac_of(keys.chain_key(nonce), trimmed_text(int(number)))
    return int(number) if hmac.compare_digest(own.encode(), seal.encode()) else 0
