"""Orders as shops tell of them: with whom they are kept, and whom a shop asks to be forgotten."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from storage.contact import Order
from storage.fields import CustomField, FieldType
from storage.identifiers import Identifier
from storage.message import Channel, Evidence, SenderClaim
from storage.ordering import Buyer, OrderNews, OrderPart
from storage.redis.places import RedisProfileStore
from storage.store import NewContact, NotedAs
from tests.storage.desk import ANA, ANA_MAIL, KIM, NOW, PAT, by, mail, row, writes
from tests.storage.test_taking_in import keys_of

SHOP = "shopify/tidewater.example"
HOUR = timedelta(hours=1)


def news(
    number: str = "1001", *, at: datetime = NOW, shop: str = SHOP, **fields: object
) -> OrderNews:
    part = OrderPart.model_validate({"status": "paid"} | fields)
    return OrderNews(source=shop, ref=f"{shop}/5{number}", number=number, at=at, told=part)


def shipping(number: str = "1001", *, at: datetime = NOW, **fields: object) -> OrderNews:
    part = OrderPart.model_validate({"status": "in_transit"} | fields)
    return OrderNews(source=SHOP, ref=f"{SHOP}/5{number}", at=at, told=part)


def buyer(
    *identifiers: Identifier,
    own: str | None = "77",
    name: str | None = "Ana Souza",
    mentioned: Sequence[Identifier] = (),
) -> Buyer:
    sure = [SenderClaim(identifier=one, evidence=Evidence.VOUCHED) for one in identifiers]
    heard = [SenderClaim(identifier=one, evidence=Evidence.MENTIONED) for one in mentioned]
    return Buyer(
        external_id=Identifier(kind="external:shopify", value=own) if own else None,
        claims=(*sure, *heard),
        fields={"name": name} if name else {},
    )


ANA_SOUZA = buyer(ANA, ANA_MAIL)


async def test_an_order_makes_a_customer_of_whoever_nobody_knew(store: RedisProfileStore) -> None:
    noted = await store.take_order([news(total="129.90", currency="BRL")], ANA_SOUZA, change=by())
    assert (noted.outcome, noted.is_new) == (NotedAs.KEPT, True)
    (profile,) = await store.owners([ANA])
    assert profile.name == "Ana Souza"
    assert [(one.id, one.status, str(one.total)) for one in profile.orders] == [
        ("1001", "paid", "129.90")
    ]
    assert await store.ordered("#1001") == [profile]


async def test_the_same_event_again_changes_nothing(store: RedisProfileStore) -> None:
    first = await store.take_order([news()], ANA_SOUZA, change=by(key="e1"))
    again = await store.take_order([news(status="cancelled")], ANA_SOUZA, change=by(key="e1"))
    assert (again.outcome, again.contact_id) == (NotedAs.REPEATED, first.contact_id)
    (profile,) = await store.owners([ANA])
    assert profile.orders[0].status == "paid"


async def test_an_event_that_comes_late_does_not_take_back_what_is_newer(
    store: RedisProfileStore,
) -> None:
    await store.take_order([news(at=NOW, status="cancelled")], ANA_SOUZA, change=by())
    await store.take_order([news(at=NOW - HOUR, status="paid")], ANA_SOUZA, change=by())
    (profile,) = await store.owners([ANA])
    assert [one.status for one in profile.orders] == ["cancelled"]


async def test_a_buyer_who_is_told_by_a_given_and_a_family_name_is_kept_as_a_person(
    store: RedisProfileStore,
) -> None:
    for own, parted in (("77", True), ("78", False)):
        told = buyer(own=own, name="Kathleen Hall Robinson")
        kathleen = told.model_copy(update={"of_person": parted})
        await store.take_order([news(own)], kathleen, change=by())
        (profile,) = await store.ordered(own)
        (contact,) = profile.contacts
        assert contact.is_told_a_persons is parted


async def test_shipping_that_comes_before_its_order_waits_for_it(store: RedisProfileStore) -> None:
    ahead = await store.take_order([shipping(at=NOW + HOUR, carrier="DHL")], None, change=by())
    assert ahead.outcome is NotedAs.ASIDE
    assert await store.contacts() == []
    await store.take_order([news()], ANA_SOUZA, change=by())
    (profile,) = await store.owners([ANA])
    assert [(one.status, one.carrier) for one in profile.orders] == [("in_transit", "DHL")]
    assert [key for key in await keys_of(store) if b":early:" in key] == []


async def test_shipping_of_a_known_order_needs_no_buyer(store: RedisProfileStore) -> None:
    await store.take_order([news()], ANA_SOUZA, change=by())
    noted = await store.take_order([shipping(at=NOW + HOUR)], None, change=by())
    assert noted.outcome is NotedAs.KEPT
    (profile,) = await store.owners([ANA])
    assert profile.orders[0].status == "in_transit"


async def test_whoever_writes_from_the_number_of_an_order_is_its_buyer(
    store: RedisProfileStore,
) -> None:
    await store.take_order([news()], ANA_SOUZA, change=by())
    recorded = await store.record(writes(ANA, text="my order is late"), now=NOW, region="US")
    assert [one.id for one in recorded.profile.orders] == ["1001"]


async def test_an_order_finds_whoever_wrote_before(store: RedisProfileStore) -> None:
    await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
    await store.take_order([news()], ANA_SOUZA, change=by())
    (profile,) = await store.owners([ANA])
    assert len(profile.contacts) == 2
    assert [one.id for one in profile.orders] == ["1001"]


async def test_an_order_for_two_people_makes_them_no_one_person(store: RedisProfileStore) -> None:
    """The address is Ana's, the number Pat's: it goes to whom the name says, and is a question beyond."""
    wrote = writes(ANA_MAIL, name="Ana Souza", channel=Channel.EMAIL)
    await store.record(wrote, now=NOW, region="US")
    await store.record(writes(PAT, name="Pat Doyle"), now=NOW, region="US")
    await store.take_order([news()], buyer(ANA_MAIL, PAT), change=by())
    people = await store.owners([ANA_MAIL, PAT])
    with_order = [one for one in people if one.orders]
    assert len(people) == 2
    assert [one.name for one in with_order] == ["Ana Souza"]
    assert {one.name for one in people} == {"Ana Souza", "Pat Doyle"}


async def test_an_order_of_a_third_name_joins_neither(store: RedisProfileStore) -> None:
    for who, name in ((ANA_MAIL, "Ana Souza"), (PAT, "Pat Doyle")):
        await store.record(writes(who, name=name), now=NOW, region="US")
    await store.take_order([news()], buyer(ANA_MAIL, PAT, name="Chiara Ricci"), change=by())
    people = await store.owners([ANA_MAIL, PAT])
    assert sorted((one.name or "", len(one.orders)) for one in people) == [
        ("Ana Souza", 0),
        ("Chiara Ricci", 1),
        ("Pat Doyle", 0),
    ]


async def test_the_number_of_whoever_receives_it_joins_nobody(store: RedisProfileStore) -> None:
    await store.record(writes(PAT, name="Pat Doyle"), now=NOW, region="US")
    await store.take_order([news()], buyer(ANA_MAIL, mentioned=[PAT]), change=by())
    assert len({one.id for one in await store.owners([ANA_MAIL, PAT])}) == 2


async def test_a_guest_who_buys_again_is_the_same_contact(store: RedisProfileStore) -> None:
    guest = buyer(ANA_MAIL, own=None)
    for number in ("1001", "1002", "1003"):
        await store.take_order([news(number)], guest, change=by())
    (profile,) = await store.owners([ANA_MAIL])
    assert len(profile.contacts) == 1
    assert len(profile.orders) == 3


async def test_a_guest_of_another_name_is_another_contact(store: RedisProfileStore) -> None:
    await store.take_order([news("1001")], buyer(PAT, own=None), change=by())
    await store.take_order([news("1002")], buyer(PAT, own=None, name="Tom Souza"), change=by())
    assert sorted(len(one.orders) for one in await store.owners([PAT])) == [1, 1]


async def test_a_guest_who_is_given_an_account_stays_one_contact(store: RedisProfileStore) -> None:
    await store.take_order([news()], buyer(ANA_MAIL, own=None), change=by())
    await store.take_order([news(at=NOW + HOUR)], buyer(ANA_MAIL), change=by())
    (profile,) = await store.owners([ANA_MAIL])
    assert [str(one.external_id) for one in profile.contacts] == ["external:shopify:77"]


async def test_an_order_that_the_shop_gives_to_another_customer_goes_there(
    store: RedisProfileStore,
) -> None:
    await store.take_order([news()], ANA_SOUZA, change=by())
    kim = buyer(KIM, own="78", name="Kim Lee")
    await store.take_order([news(at=NOW + HOUR)], kim, change=by())
    await store.take_order([news(at=NOW - HOUR)], ANA_SOUZA, change=by())
    (ana,), (other,) = await store.owners([ANA]), await store.owners([KIM])
    assert (len(ana.orders), len(other.orders)) == (0, 1)


async def test_an_older_event_does_not_take_back_a_newer_name(store: RedisProfileStore) -> None:
    await store.take_order([news()], ANA_SOUZA, change=by())
    before = buyer(ANA, ANA_MAIL, name="Ana Lima")
    await store.take_order([news("1002", at=NOW - HOUR)], before, change=by())
    (profile,) = await store.owners([ANA])
    assert profile.name == "Ana Souza"


async def test_two_shops_may_have_orders_of_one_number(store: RedisProfileStore) -> None:
    other = "shopify/other.example"
    await store.take_order([news()], ANA_SOUZA, change=by())
    await store.take_order([news(shop=other, status="delivered")], ANA_SOUZA, change=by())
    (profile,) = await store.owners([ANA])
    assert sorted(one.status for one in profile.orders) == ["delivered", "paid"]


async def test_what_a_list_told_of_an_order_stays_beside_what_the_shop_tells(
    store: RedisProfileStore,
) -> None:
    listed = Order(id="1001", status="pending", country="BR")
    line = NewContact(
        external_id=Identifier(kind="external:shopify", value="77"),
        identifiers=(ANA,),
        fields={"name": "Ana Souza"},
        orders=(listed,),
    )
    await store.take_in([line], change=by("import:list"))
    await store.take_order([news()], ANA_SOUZA, change=by())
    (profile,) = await store.owners([ANA])
    assert [(one.id, one.status, one.country) for one in profile.orders] == [("1001", "paid", "BR")]
    assert len(profile.contacts) == 1


async def test_many_events_at_once_lose_nothing(real_store: RedisProfileStore) -> None:
    many = [
        real_store.take_order([news(str(number))], ANA_SOUZA, change=by())
        for number in range(1001, 1005)
    ]
    await asyncio.gather(*many)
    (profile,) = await real_store.owners([ANA])
    assert len(profile.contacts) == 1
    assert len(profile.orders) == 4


# ------------------------------------------------------------ forgotten


async def test_whom_a_shop_asks_to_forget_leaves_no_trace(store: RedisProfileStore) -> None:
    before = set(await keys_of(store))
    await store.take_order([news()], ANA_SOUZA, change=by())
    ids = Identifier(kind="external:shopify", value="77")
    gone = await store.forget_buyer(ids, [news().ref], source=SHOP, change=by("shop"))
    assert gone == 1
    left = set(await keys_of(store)) - before
    assert [key for key in left if not {b"ref", b"told", b"erasures"} & set(key.split(b":"))] == []
    assert await store.ordered("1001") == []


async def test_what_comes_late_of_a_forgotten_order_is_not_taken_in(
    store: RedisProfileStore,
) -> None:
    await store.take_order([news()], ANA_SOUZA, change=by())
    await store.forget_buyer(ANA_SOUZA.external_id, [news().ref], source=SHOP, change=by())
    noted = await store.take_order([news(at=NOW + HOUR)], ANA_SOUZA, change=by())
    assert noted.outcome is NotedAs.FORGOTTEN
    assert await store.contacts() == []


async def test_an_order_from_before_somebody_was_erased_does_not_bring_them_back(
    store: RedisProfileStore,
) -> None:
    (known,) = [(await store.take_order([news("1001")], ANA_SOUZA, change=by())).contact_id]
    assert known
    await store.erase_person(known, change=by(at=NOW + 2 * HOUR))
    before = await store.take_order([news("1002", at=NOW + HOUR)], ANA_SOUZA, change=by())
    assert before.outcome is NotedAs.FORGOTTEN
    assert await store.contacts() == []
    after = await store.take_order([news("1003", at=NOW + 3 * HOUR)], ANA_SOUZA, change=by())
    assert after.outcome is NotedAs.KEPT, "who buys again is a customer again"
    gift = Buyer(
        external_id=Identifier(kind="external:shopify", value="99"),
        claims=tuple(
            one.model_copy(update={"evidence": Evidence.MENTIONED}) for one in ANA_SOUZA.claims
        ),
        fields={"name": "Pat Doyle"},
    )
    theirs = await store.take_order([news("1004", at=NOW + HOUR)], gift, change=by())
    assert theirs.outcome is NotedAs.KEPT, "whoever is only mentioned was not the buyer"


async def test_forgetting_a_buyer_keeps_what_they_wrote_elsewhere(store: RedisProfileStore) -> None:
    await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
    await store.take_order([news()], ANA_SOUZA, change=by())
    await store.forget_buyer(ANA_SOUZA.external_id, [], source=SHOP, change=by())
    (profile,) = await store.owners([ANA])
    assert (profile.orders, profile.message_count) == ((), 1)


async def test_forgetting_a_shop_takes_its_customers_and_what_it_told_of_others(
    store: RedisProfileStore,
) -> None:
    crm = row(KIM, name="Kim Lee").model_copy(update={"external_id": buyer(own="78").external_id})
    await store.take_in([crm], change=by("import:crm"))
    await store.take_order([news("1001")], ANA_SOUZA, change=by())
    await store.take_order([news("1002")], buyer(KIM, own="78", name="Kim Lee"), change=by())
    await store.take_order(
        [news("1003", shop="shopify/other.example")], buyer(PAT, own="9"), change=by()
    )
    assert await store.forget_source(SHOP, change=by()) == 1
    people = await store.contacts()
    assert sorted((one.name or "", len(one.orders)) for one in people) == [
        ("Ana Souza", 1),
        ("Kim Lee", 0),
    ]


async def test_the_contacts_of_a_buyer_are_found_for_an_export(store: RedisProfileStore) -> None:
    noted = await store.take_order([news()], ANA_SOUZA, change=by())
    assert await store.buyers(ANA_SOUZA.external_id, []) == [noted.contact_id]
    assert await store.buyers(None, [news().ref]) == [noted.contact_id]
    assert await store.buyers(None, [news("9999").ref]) == []


async def test_what_is_asked_by_mail_address_is_matched_in_any_writing(
    store: RedisProfileStore,
) -> None:
    await store.take_order([news()], buyer(mail("Ana@ACME.example"), own=None), change=by())
    await store.take_order([news("1002")], buyer(ANA_MAIL, own=None), change=by())
    (profile,) = await store.owners([ANA_MAIL])
    assert len(profile.contacts) == 1


async def test_a_newer_list_does_not_take_back_what_the_shop_told_since(
    store: RedisProfileStore,
) -> None:
    own = Identifier(kind="external:shopify", value="77")
    old = NewContact(external_id=own, orders=(Order(id="1001", status="paid", country="BR"),))
    await store.take_order([news(status="delivered")], ANA_SOUZA, change=by())
    (taken,) = await store.take_in([old], change=by("july.csv"))
    profile = await store.profile(taken.contact_id)
    assert profile is not None
    assert [(one.status, one.country) for one in profile.orders] == [("delivered", "BR")]


async def test_of_a_buyer_nothing_is_stored_that_nobody_defined(store: RedisProfileStore) -> None:
    told = {"name": "Ana Souza", "field:seats": "12", "field:odd": "x", "field:phone": "12"}
    who = ANA_SOUZA.model_copy(update={"fields": told})
    await store.take_order([news("1001")], who, change=by())
    (profile,) = await store.owners([ANA])
    assert {name for name in profile.fields if ":" in name} == {"field:phone"}
    await store.define(CustomField(name="Seats", type=FieldType.NUMBER, at=NOW), change=by())
    await store.take_order([news("1002", at=NOW + HOUR)], who, change=by())
    (profile,) = await store.owners([ANA])
    assert {name for name in profile.fields if ":" in name} == {"field:phone", "field:Seats"}
