"""Who may be somebody is read only as far as it is compared: and is found as if all of it had been read."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier
from storage.linking.asking import asked_by
from storage.linking.comparing import compare
from storage.linking.traits import Traits, named_by, traits_of
from storage.linking.weights import shipped
from storage.matching import likeness, rarity_among
from storage.message import Evidence
from storage.offering import Possible
from storage.redis.glimpsing import glimpse
from storage.redis.places import RedisProfileStore
from storage.redis.records import written
from storage.store import NewContact
from tests.storage.desk import MINUTE, NOW, by, number, writes

FIELDS = {
    "name": "Ana Souza",
    "born": "1984-03-07",
    "company": "Acme Outfitters",
    "location": "Leeds, GB",
    "plan": "enterprise",
    "field:phone": "020 7946 0123",
    "field:website": "https://acme.example",
    "field:card": "12345678",
}
KINDS = {
    "email": "ana@acme.example",
    "phone": "+5511912345678",
    "instagram": "ana.s",
    "external:crm": "42",
}


def contact(*, fields: dict[str, str], kinds: dict[str, str], origin: str = "import") -> Contact:
    """Somebody who told each field twice, the second time otherwise."""
    facts = [
        Fact(field=field, value=before + value, source=FactSource.IMPORT, at=NOW + later)
        for field, value in fields.items()
        for before, later in (("A ", timedelta()), ("", MINUTE))
    ]
    claims = [
        Claim(identifier=Identifier(kind=kind, value=value), evidence=evidence, at=NOW)
        for (kind, value), evidence in zip(kinds.items(), Evidence, strict=False)
    ]
    return Contact(
        id="c_1",
        source=None,
        origin=origin,
        created_at=NOW,
        claims=tuple(claims),
        facts=(
            *facts,
            Fact(field="location", value="York", source=FactSource.INFERRED, at=NOW + 2 * MINUTE),
        ),
    )


def test_two_are_as_alike_by_what_was_asked_as_by_all_that_stands_in_the_store() -> None:
    whole = [contact(fields=FIELDS, kinds=KINDS, origin=one) for one in ("import", "channel")]
    usual = rarity_among({}, 1000)
    for many in range(3):
        for fields in combinations(FIELDS.items(), many):
            for kinds in combinations(KINDS.items(), 2):
                ours = traits_of(contact(fields=dict(fields), kinds=dict(kinds)))
                for other in whole:
                    seen = glimpse(written(other).encode(), asked_by(ours))
                    theirs = traits_of(seen, asked=asked_by(ours).fields)
                    assert compare(ours, theirs, usual) == compare(ours, traits_of(other), usual)
                    assert compare(ours, named_by(seen), usual) == compare(
                        ours, named_by(other), usual
                    )


def test_that_a_name_was_told_in_its_parts_is_seen_too() -> None:
    told = [
        Fact(field="name", value="Kathleen Hall Robinson", source=FactSource.IMPORT, at=NOW),
        Fact(field="title", value="Cook", source=FactSource.IMPORT, at=NOW),
    ]
    for parted in (True, False):
        facts = (told[0].model_copy(update={"of_person": parted}), told[1])
        one = Contact(id="c_1", source=None, origin="import", created_at=NOW, facts=facts)
        seen = traits_of(glimpse(written(one).encode(), asked_by(traits_of(one))))
        assert seen == traits_of(one)
        assert bool(seen.name) is parted
        assert bool(seen.title) is not parted


def test_of_somebody_of_whom_nothing_is_told_nothing_is_read() -> None:
    bare = Contact(id="c_1", source=None, origin="agent", created_at=NOW)
    seen = glimpse(written(bare).encode(), asked_by(traits_of(bare)))
    assert (seen.id, seen.origin, seen.claims, seen.facts) == ("c_1", "agent", (), ())


def test_what_is_not_asked_is_not_read() -> None:
    ours = traits_of(contact(fields={"name": "Ana Souza"}, kinds={"phone": "+5511912345678"}))
    seen = glimpse(written(contact(fields=FIELDS, kinds=KINDS)).encode(), asked_by(ours))
    assert {fact.field for fact in seen.facts} == {"name", "company", "field:phone"}
    assert [claim.identifier.kind for claim in seen.claims] == ["phone"]


async def test_of_those_with_a_usual_name_only_whose_number_is_alike_may_be_the_one_who_writes(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a store of a million, where two of one name are seldom one person or of one house, as these weights say."""
    compared: list[str] = []

    def noting(ours: Traits, theirs: Traits, **among: Any) -> Possible | None:
        compared.append(theirs.contact_id)
        return likeness(ours, theirs, **among)

    monkeypatch.setattr("storage.redis.likening.likeness", noting)
    weights = shipped().model_copy(update={"doubles": 1e-3, "relatives": 1e-3})
    text = weights.model_dump_json()
    await store._client.hset(store._bare.named("meta"), "weights", text)
    numbers = ["+442079460123", "+442079460999", "+442079461111"]
    rows = [NewContact(identifiers=(number(one),), fields={"name": "Ana Souza"}) for one in numbers]
    known = [one.contact_id for one in await store.take_in(rows, change=by("june.csv"))]
    slip = await store.record(writes(number("+442079460132"), name="Ana Souza"), now=NOW, region="GB")  # fmt: skip
    assert [one.other_id for one in slip.profile.suggestions] == known[:1]
    assert compared == known[:1]
    other = await store.record(writes(number("+12125550123"), name="Ana Souza"), now=NOW, region="GB")  # fmt: skip
    assert other.profile.suggestions == ()


async def test_in_a_small_store_all_of_one_name_are_compared(store: RedisProfileStore) -> None:
    known = await store.take_in(
        [NewContact(identifiers=(number("+442079460123"),), fields={"name": "Marta Szczepanska"})],
        change=by("june.csv"),
    )
    told = writes(number("+12125550123"), name="Marta Szczepanska")
    weights = shipped().model_copy(update={"doubles": 1.0})
    await store._client.hset(store._bare.named("meta"), "weights", weights.model_dump_json())
    store._read_weights_at = None
    writer = await store.record(told, now=NOW, region="GB")
    assert [one.other_id for one in writer.profile.suggestions] == [known[0].contact_id]
