"""What was one person's alone who was erased is known again by a keyed digest, and brings nobody back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import pytest

from storage.contact import Claim, Contact
from storage.identifiers import Identifier, match_key
from storage.message import Evidence
from storage.redis.keys import Keys
from storage.redis.moments import ms
from storage.redis.places import RedisProfileStore
from storage.redis.program import Program
from storage.redis.records import Hit
from storage.redis.tombs import (
    bury,
    identifiers_of,
    tomb_of,
    tomb_of_line,
    tombs_of,
    were_before,
)
from tests.storage.desk import ANA, ANA_MAIL, NOW, PAT, mail, number

KEYS: Final = Keys("T1", b"p" * 32)
INFO: Final = mail("info@acme.example")
DESK: Final = number("+1 212 555 0123 ext. 7")
MILLISECOND: Final = timedelta(milliseconds=1)


def tomb(*erased: int) -> Hit:
    """What stands in a tomb."""
    return Hit(count=len(erased), mark=None, values=tuple(map(str, erased)))


def test_a_tomb_is_named_by_a_digest_of_its_own_kind() -> None:
    assert tomb_of(KEYS, ANA) == KEYS.digest("tomb", match_key(ANA))
    assert tomb_of(KEYS, ANA).startswith("{T1}:tomb:")
    assert ANA.value not in tomb_of(KEYS, ANA)
    names = {tomb_of(KEYS, one) for one in (ANA, PAT, ANA_MAIL)}
    names |= {tomb_of(Keys("T1", b"q" * 32), ANA), KEYS.digest("who", match_key(ANA))}
    assert len(names) == 5


@pytest.mark.parametrize("row", ["{T1}:row:ab12", "row:ab12", "ab12"])
def test_the_tomb_of_a_line_has_the_digest_of_the_line(row: str) -> None:
    assert tomb_of_line(KEYS, row) == "{T1}:tomb:ab12"


def test_what_many_share_keeps_nobody_out() -> None:
    assert tombs_of(KEYS, [INFO, ANA, DESK, ANA_MAIL]) == [
        tomb_of(KEYS, ANA),
        tomb_of(KEYS, ANA_MAIL),
    ]
    assert tombs_of(KEYS, [INFO]) == []


@pytest.mark.parametrize(
    ("tombs", "was_before"),
    [
        ([], False),
        ([tomb()], False),
        ([tomb(ms(NOW))], True),
        ([tomb(ms(NOW) + 1)], True),
        ([tomb(ms(NOW) - 1)], False),
        ([tomb(), tomb(ms(NOW) - 1), tomb(ms(NOW) + 5)], True),
        ([tomb(ms(NOW) - 9, ms(NOW))], True),
    ],
)
def test_what_was_said_until_somebody_was_erased_brings_them_back_never(
    tombs: Sequence[Hit], *, was_before: bool
) -> None:
    assert were_before(tombs, NOW) is was_before


async def test_the_tombs_stand_with_the_moment_and_a_later_one_takes_its_place(
    client: Any, store: RedisProfileStore
) -> None:
    keys = await store._keys()
    names = tombs_of(keys, [ANA, PAT])
    for at in (NOW, NOW + MILLISECOND):
        program = Program()
        bury(program, names, at)
        assert await program.commit(client) == ("ok", "")
        assert await client.mget(names) == [str(ms(at)).encode()] * 2
    assert [await client.ttl(name) for name in names] == [-1, -1]
    empty = Program()
    bury(empty, [], NOW)
    assert empty.is_empty


def test_all_that_contacts_claim_is_told_once_in_its_order() -> None:
    def contact(*claimed: Identifier, external_id: Identifier | None = None) -> Contact:
        claims = tuple(Claim(identifier=one, evidence=Evidence.VOUCHED, at=NOW) for one in claimed)
        return Contact(
            id="c_1",
            source=None,
            origin="import",
            created_at=NOW,
            external_id=external_id,
            claims=claims,
        )

    crm, erp = (Identifier(kind="external", value=name) for name in ("crm/1", "erp/2"))
    some = [contact(PAT, ANA, external_id=crm), contact(ANA), contact(ANA_MAIL, external_id=erp)]
    assert identifiers_of(some) == [PAT, ANA, ANA_MAIL, crm, erp]
    assert identifiers_of([contact()]) == []
