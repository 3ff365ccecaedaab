"""Who is who, case by case: what the store makes of it."""

from datetime import timedelta
from itertools import product

import pytest

from storage.identifiers import Identifier, external, handle
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.profile import Profile
from storage.redis.places import RedisProfileStore
from storage.store import NewContact, Recorded, RecordedAs, Undone
from tests.storage.desk import ANA, ANA_MAIL, KIM, NOW, PAT, by, mail, number, row, writes

MONTHS = timedelta(days=200)


def named(kind: str, raw: str) -> Identifier:
    found = external(kind.partition(":")[2], raw) if ":" in kind else handle(kind, raw)
    assert found is not None, raw
    return found


def says(
    *who: Identifier | SenderClaim, name: str | None = None, text: str = "hello"
) -> CustomerMessage:
    """A message that the channel vouches for by all of these, unless a claim says otherwise."""
    claims = tuple(
        one
        if isinstance(one, SenderClaim)
        else SenderClaim(identifier=one, evidence=Evidence.VOUCHED)
        for one in who
    )
    return writes(None, name=name, text=text).model_copy(update={"claims": claims})


async def told(store: RedisProfileStore, message: CustomerMessage) -> Recorded:
    return await store.record(message, now=message.sent_at, region="US")


async def listed(store: RedisProfileStore, new: NewContact, *, name: str = "list") -> Profile:
    return await store.create(new, change=by(name), origin="import")


async def seen(store: RedisProfileStore, contact_id: str) -> Profile:
    found = await store.profile(contact_id)
    assert found is not None
    return found


async def asked(store: RedisProfileStore, contact_id: str) -> dict[str, str | None]:
    """Whom an agent is asked about, with what they may be instead of the same."""
    found = await seen(store, contact_id)
    return {one.other_id: one.related for one in found.suggestions}


# ------------------------------------------------------------ numbers that two have


async def test_case_04_an_argentine_landline_is_suggested_to_the_mobile_of_its_digits(
    store: RedisProfileStore,
) -> None:
    mobile = await listed(store, row(number("+5491141234567"), name="Ana Souza"))
    landline = await listed(store, row(number("+541141234567"), name="Ana Souza"))
    assert landline.id != mobile.id
    assert list(await asked(store, landline.id)) == [mobile.id]


async def test_case_12_a_family_on_one_phone_is_a_household_and_not_one_person(
    store: RedisProfileStore,
) -> None:
    erik = await listed(store, row(KIM, name="Erik Lund"))
    sofia = await listed(store, row(KIM, name="Sofia Lund"))
    assert sofia.id != erik.id
    assert await asked(store, sofia.id) == {erik.id: "household"}


async def test_case_13_a_switchboard_of_forty_joins_nobody_and_names_no_candidate(
    store: RedisProfileStore,
) -> None:
    given = ("Ana", "Bruno", "Clara", "Dimitri", "Erik", "Fatou", "Goran", "Hugo")
    family = ("Souza", "Miller", "Petrov", "Okafor", "Lindqvist")
    for first, last in product(given, family):
        made = await listed(store, row(KIM, name=f"{first} {last}"))
        assert made.links == ()
    newest = await listed(store, row(KIM, name="Zoe Quinn"))
    assert (newest.links, newest.suggestions) == ((), ())


@pytest.mark.parametrize(
    "who", [KIM, named("wa_bsuid", "US.13491208655302741918")], ids=["phone", "bsuid"]
)
async def test_case_14_a_number_that_went_to_somebody_else_is_not_the_old_customers(
    store: RedisProfileStore, who: Identifier
) -> None:
    old = await told(store, writes(who, name="Ana Souza", at=NOW - MONTHS))
    new = await told(store, writes(who, name="Bruno Lima"))
    assert (new.outcome, new.profile.message_count) == (RecordedAs.NEW, 1)
    assert list(await asked(store, new.contact_id)) == [old.contact_id]
    again = await told(store, writes(who, name="Bruno Lima"))
    assert (again.outcome, again.contact_id) == (RecordedAs.KNOWN, new.contact_id)


async def test_case_15_a_changed_number_joins_who_had_the_old_one_by_a_link_that_says_so(
    store: RedisProfileStore,
) -> None:
    old = await told(store, writes(KIM, name="Ana Souza"))
    former = SenderClaim(identifier=KIM, evidence=Evidence.VOUCHED, former=True)
    new = await told(store, says(PAT, former, name="Ana Souza"))
    assert (new.outcome, new.profile.id) == (RecordedAs.LINKED, old.contact_id)
    (link,) = new.profile.links
    assert (link.detail, link.by) == ("changed number", None)
    (made,) = [one for one in new.profile.contacts if one.id == new.contact_id]
    assert [claim.identifier for claim in made.claims] == [PAT]
    assert await store.split(link.id, change=by()) is Undone.APART


async def test_case_15_a_changed_number_joins_no_contradicting_names(
    store: RedisProfileStore,
) -> None:
    await told(store, writes(KIM, name="Ana Souza"))
    former = SenderClaim(identifier=KIM, evidence=Evidence.VOUCHED, former=True)
    new = await told(store, says(PAT, former, name="Bruno Lima"))
    assert (new.outcome, new.profile.links) == (RecordedAs.NEW, ())


# ------------------------------------------------------------ ids and handles of channels


async def test_case_16_a_whatsapp_user_without_a_number_has_one_when_it_is_told(
    store: RedisProfileStore,
) -> None:
    user = named("wa_bsuid", "BR.13491208655302741918")
    hidden = await told(store, says(user, named("wa_username", "ana.s"), name="Ana Souza"))
    assert not [one for one in hidden.profile.claims if one.identifier.kind == "phone"]
    shown = await told(store, says(user, ANA, name="Ana Souza"))
    assert shown.contact_id == hidden.contact_id
    assert ANA in [claim.identifier for claim in shown.profile.claims]


async def test_case_17_a_whatsapp_user_name_finds_and_joins_nobody(
    store: RedisProfileStore,
) -> None:
    name = named("wa_username", "ana.s")
    before = await told(store, says(named("wa_bsuid", "BR.1"), name, name="Ana Souza"))
    after = await told(store, says(named("wa_bsuid", "BR.2"), name, name="Ana Souza"))
    assert (after.outcome, after.profile.links) == (RecordedAs.NEW, ())
    alone = await told(store, says(name, name="Ana Souza"))
    assert alone.contact_id not in (before.contact_id, after.contact_id)
    assert alone.profile.links == ()


async def test_case_18_a_renamed_instagram_account_stays_who_it_is(
    store: RedisProfileStore,
) -> None:
    account = named("external:instagram", "17841400000000001")
    before = await told(store, says(account, named("instagram", "ana.s"), name="Ana Souza"))
    after = await told(store, says(account, named("instagram", "ana.codes"), name="Ana Souza"))
    assert after.contact_id == before.contact_id
    handles = {
        one.identifier.value for one in after.profile.claims if one.identifier.kind == "instagram"
    }
    assert handles == {"ana.s", "ana.codes"}


async def test_case_19_who_takes_a_released_handle_is_somebody_else(
    store: RedisProfileStore,
) -> None:
    name = named("instagram", "ana.s")
    before = await told(store, says(named("external:instagram", "111"), name, name="Ana Souza"))
    after = await told(store, says(named("external:instagram", "222"), name, name="Ana Souza"))
    assert (after.outcome, after.profile.links) == (RecordedAs.NEW, ())
    assert after.contact_id != before.contact_id


# ------------------------------------------------------------ how far a sender is believed


async def test_case_29_a_forged_sender_reads_nothing_into_and_joins_nothing_to_the_victim(
    store: RedisProfileStore,
) -> None:
    victim = await listed(store, row(ANA_MAIL, name="Ana Souza"))
    forged = SenderClaim(identifier=ANA_MAIL, evidence=Evidence.UNVERIFIED)
    attacker = await told(store, says(KIM, forged, name="Ana Souza"))
    assert (attacker.outcome, attacker.profile.links) == (RecordedAs.NEW, ())
    assert (await seen(store, victim.id)).message_count == 0
    assert KIM not in [claim.identifier for claim in (await seen(store, victim.id)).claims]
    assert list(await asked(store, attacker.contact_id)) == [victim.id]


async def test_case_30_an_address_that_somebody_only_claims_draws_its_owner_to_nobody(
    store: RedisProfileStore,
) -> None:
    forged = SenderClaim(identifier=ANA_MAIL, evidence=Evidence.UNVERIFIED)
    attacker = await told(store, says(KIM, forged, name="Ana"))
    victim = await told(store, writes(ANA_MAIL, name="Ana Souza", channel=Channel.EMAIL))
    assert victim.contact_id != attacker.contact_id
    imported = await listed(store, row(ANA_MAIL, name="Ana Souza"))
    assert attacker.contact_id not in [one.id for one in imported.contacts]


async def test_case_31_an_address_in_somebodys_text_contests_nobodys(
    store: RedisProfileStore,
) -> None:
    mentioned = SenderClaim(identifier=ANA_MAIL, evidence=Evidence.MENTIONED)
    await told(store, says(KIM, mentioned, name="Kim Lee"))
    first = await listed(store, row(ANA_MAIL, name="Ana Souza"))
    again = await told(store, writes(ANA_MAIL, name="Ana Souza", channel=Channel.EMAIL))
    assert (again.outcome, again.profile.id) == (RecordedAs.LINKED, first.id)


async def test_case_28_a_lookalike_domain_joins_nobody_and_says_why(
    store: RedisProfileStore,
) -> None:
    lookalike = mail("ana@gm\u0430il.com")
    first = await listed(store, row(lookalike, name="Ana Souza"))
    again = await listed(store, row(lookalike, name="Ana Souza"))
    assert again.links == ()
    found = await seen(store, again.contact_id)
    assert [one.reasons for one in found.suggestions if one.other_id == first.id] == [
        ("lookalike_domain",)
    ]


# ------------------------------------------------------------ names that tell two apart


async def test_case_33_father_and_son_on_one_phone_are_two(store: RedisProfileStore) -> None:
    father = await listed(store, row(KIM, mail("john@smith.example"), name="John Smith"))
    son = await listed(store, row(KIM, mail("junior@smith.example"), name="John Smith Jr."))
    assert son.id != father.id
    assert await asked(store, son.id) == {father.id: "household"}


async def test_case_35_two_of_one_usual_name_in_one_city_are_not_even_suggested(
    store: RedisProfileStore,
) -> None:
    made = []
    for at, street in enumerate(("Alfa", "Betis", "Cid", "Duero", "Ebro", "Feria", "Gracia")):
        fields = {"name": "Maria Garcia", "location": "Sevilla"}
        who = mail(f"{street}{at}@acme{at}.example")
        made.append(await listed(store, NewContact(identifiers=(who,), fields=fields)))
    assert (made[-1].links, made[-1].suggestions) == ((), ())


async def test_case_46_an_address_that_a_successor_has_is_not_the_predecessors(
    store: RedisProfileStore,
) -> None:
    address = mail("sales.desk@acme.example")
    jane = await told(
        store, writes(address, name="Jane Doe", channel=Channel.EMAIL, at=NOW - MONTHS)
    )
    john = await told(store, writes(address, name="Mark Hill", channel=Channel.EMAIL))
    assert (john.outcome, john.profile.message_count) == (RecordedAs.NEW, 1)
    assert list(await asked(store, john.contact_id)) == [jane.contact_id]
