"""Whoever fits a query is found, by whichever index, each once and page by page: as if everybody were looked at."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.contact import Order
from storage.identifiers import Identifier
from storage.message import Channel
from storage.profile import Profile
from storage.redis import finding
from storage.redis.places import RedisProfileStore
from storage.searching.fitting import fits
from storage.searching.found import Found
from storage.searching.parsing import parse
from storage.searching.query import Query
from storage.searching.reading import Mistake
from storage.store import NewContact
from tests.storage.conftest import workspace_of
from tests.storage.desk import NOW, by, row, writes
from tests.storage.queries import queries

DAY = timedelta(days=1)


def asked(text: str) -> Query:
    found = parse(text)
    assert not isinstance(found, Mistake), found
    return found


async def names(store: RedisProfileStore, text: str) -> list[str | None]:
    """The names of all that fit, in order."""
    return [hit.name for hit in (await store.find(asked(text), now=NOW, limit=50)).hits]


async def all_pages(store: RedisProfileStore, query: Query, *, limit: int) -> list[Found]:
    pages = [await store.find(query, now=NOW, limit=limit)]
    while pages[-1].after:
        pages.append(await store.find(query, now=NOW, after=pages[-1].after, limit=limit))
        assert len(pages) < 200
    return pages


async def crowd(store: RedisProfileStore) -> list[Profile]:
    """Forty contacts of some thirty people: with tags, fields, orders and messages, some of them merged."""
    random = Random(7)
    made = []
    for number in range(40):
        phone = Identifier(
            kind="phone", value=random.choice(["+55119123456", "+44207946012"]) + f"{number:02}"
        )
        fields = {
            "name": " ".join(random.sample(["Ana", "Anabel", "Souza", "Lima", "Kim", "Mr Don"], 2)),
            "company": random.choice(["Acme", "Acme Outfitters", "Bolt", ""]),
            "plan": random.choice(["enterprise", "Enterprise Pro", "pro", ""]),
            "language": random.choice(["pt-BR", "pt", "br", ""]),
            "owner": random.choice(["U0MAYA", "", ""]),
            "priority": random.choice(["high", "", ""]),
            "location": random.choice(["Leeds", "Head of Leeds", ""]),
            "field:Tier": random.choice(["pro", "high of", ""]),
            "field:Seats": random.choice(["3", "12.5", "2026-05-01", "1.6.2026", "many", ""]),
            "field:account manager": random.choice(["Enterprise Head", ""]),
        }  # fmt: skip
        if random.random() < 0.3:
            fields["address"] = f"1 Road\n\nTown\n\n{random.choice(['US', 'Brazil', ''])}"
        orders = tuple(
            Order(id=f"{number if one else 'same'}-{one}", status="paid")
            for one in range(random.choice([0, 0, 1, 2, 4]))
        )
        tags = random.sample(
            ["vip", "VIP2", "Big  Spender", 'says "hi"', "late*", "a=b|c"],
            random.choice([0, 0, 1, 2]),
        )
        new = NewContact(identifiers=(phone,), fields=fields, orders=orders, tags=tuple(tags))
        contact = (await store.create(new, change=by(), origin="agent")).contact_id
        for nth in range(random.choice([0, 0, 1, 2])):
            said = writes(
                phone,
                channel=random.choice([Channel.WHATSAPP, Channel.SMS]),
                at=NOW
                - timedelta(days=random.choice([0, 1, 2, 30, 90]), hours=1 + number, minutes=nth),
                thread=f"t{number}",
            )
            held = await store.attribute(said, contact, change=by())
            assert held.profile.message_count == nth + 1
        made.append(contact)
    for one, other in zip(made[:14:2], made[20::3], strict=False):
        await store.merge(one, other, change=by())
    return [profile for profile in await store.contacts() if profile.id == profile.contact_id]


@pytest.mark.timeout(120)
async def test_the_indexes_answer_as_if_everybody_were_looked_at(real: Any) -> None:
    store = workspace_of(real)
    everybody = await crowd(store)
    assert 25 < len(everybody) < 40
    looked_for: list[Query] = []

    @settings(
        max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(queries())
    def gathered(query: Query) -> None:
        looked_for.append(query)

    gathered()
    some = 0
    for query in looked_for:
        wanted = {one.id for one in everybody if fits(query, one, now=NOW)}
        pages = await all_pages(store, query, limit=7)
        hits = [hit for page in pages for hit in page.hits]
        heads = [profile.id for hit in hits if (profile := await store.profile(hit.contact_id))]
        assert len(heads) == len(set(heads)), f"somebody comes twice for {query}"
        assert set(heads) == wanted, str(query)
        assert (await store.count(query, now=NOW)).found == len(wanted)
        some += 0 < len(wanted) < len(everybody)
    assert some > 20, "the queries tell too few people apart to show anything"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tag:vip", ["Bia Lima", "Ana Souza"]),
        ("tag:VIP -tag:late", ["Ana Souza"]),
        ("tag:vip OR company:bolt", ["Bia Lima", "Ana Souza", "Kim Lee"]),
        ("company:acme", ["Ana Souza"]),
        ('company:"outfitters acme"', []),
        ("company:acm*", ["Ana Souza"]),
        ("plan:enterprise", ["Ana Souza"]),
        ("field:tier=gold", ["Bia Lima"]),
        ("field:seats>9", ["Kim Lee"]),
        ("field:seats<9", ["Bia Lima"]),
        ("field:seats=2", ["Bia Lima"]),
        ("field:seats=2,00", ["Bia Lima"]),
        ("field:seats=2*", ["Bia Lima"]),
        ("field:seats=10.50", ["Kim Lee"]),
        ("field:seats=10", []),
        ("field:seats=5", []),
        ("field:renewal=1.3.2026", ["Bia Lima"]),
        ("field:renewal=2026-03-02", []),
        ("field:renewal=2026 -tag:vip", ["Kim Lee"]),
        ("field:renewal<=1.3.2026", ["Bia Lima"]),
        ("field:renewal>2026-03-01", []),
        ("country:BR", ["Ana Souza"]),
        ("language:pt", ["Ana Souza"]),
        ("language:br", []),
        ("channel:whatsapp", ["Ana Souza"]),
        ("seen:<7d", ["Ana Souza"]),
        ("seen:>7d", ["Bia Lima"]),
        ("seen:never", ["Kim Lee"]),
        ("orders:>1", ["Bia Lima"]),
        ("orders:0", ["Kim Lee", "Ana Souza"]),
        ("-tag:vip", ["Kim Lee"]),
        ("zzz", []),
    ],
)
async def test_what_is_asked_for_is_found(
    real_store: RedisProfileStore, text: str, found: list[str]
) -> None:
    store = real_store
    people = {
        "Ana Souza": ({"company": "Acme Outfitters", "plan": "enterprise"}, ("vip",), 0, "+5511912345678", 1),
        "Bia Lima": ({"field:tier": "gold", "field:Seats": "2", "field:renewal": "2026-03-01"}, ("VIP", "late"), 2, "+442079460123", 30),
        "Kim Lee": ({"company": "Bolt", "field:seats": "10.5", "field:renewal": "in 2026"}, (), 0, None, 0),
    }  # fmt: skip
    for name, (fields, tags, orders, phone, days) in people.items():
        who = (Identifier(kind="phone", value=phone),) if phone else ()
        bought = tuple(Order(id=f"{name}{one}", status="paid") for one in range(orders))
        new = NewContact(identifiers=who, fields={"name": name, **fields}, tags=tags, orders=bought)
        await store.create(new, change=by(), origin="import")
        if who:
            channel = Channel.WHATSAPP if days == 1 else Channel.SMS
            said = writes(who[0], channel=channel, at=NOW - days * DAY)
            await store.record(said, now=NOW, region="US")
    assert await names(store, text) == found


async def test_who_wrote_last_comes_first_and_who_bought_most(
    real_store: RedisProfileStore,
) -> None:
    store = real_store
    for number in range(5):
        who = Identifier(kind="phone", value=f"+44207946010{number}")
        orders = tuple(Order(id=f"{number}{n}", status="paid") for n in range(number % 3 + 1))
        new = NewContact(identifiers=(who,), fields={"name": f"Kim Number{number}"}, orders=orders)
        await store.create(new, change=by(), origin="import")
        await store.record(writes(who, at=NOW - (number + 1) * DAY), now=NOW, region="US")
    assert await names(store, "seen:<10d") == [f"Kim Number{n}" for n in (0, 1, 2, 3, 4)]
    assert await names(store, "orders:>0") == [f"Kim Number{n}" for n in (2, 4, 1, 3, 0)]


async def test_a_page_goes_on_where_the_one_before_ended_whatever_came_between(
    real_store: RedisProfileStore,
) -> None:
    store = real_store
    people = [
        (await store.create(row(name=f"Kim Number{n}", tags=("vip",)), change=by(), origin="agent")).contact_id
        for n in range(9)
    ]  # fmt: skip
    query = asked("tag:vip")
    first = await store.find(query, now=NOW, limit=4)
    assert [hit.contact_id for hit in first.hits] == people[:4:-1]
    assert first.after
    await store.create(row(name="Kim Newest", tags=("vip",)), change=by(), origin="agent")
    await store.untag(people[5], ["vip"], change=by())  # the last of the first page
    second = await store.find(query, now=NOW, limit=4, after=first.after)
    assert [hit.contact_id for hit in second.hits] == people[4:0:-1]
    last = await store.find(query, now=NOW, limit=4, after=second.after or "")
    assert [hit.contact_id for hit in last.hits] == people[:1]
    assert last.after is None


async def test_who_wrote_again_between_two_pages_hides_nobody(
    real_store: RedisProfileStore,
) -> None:
    store = real_store
    whom = [Identifier(kind="phone", value=f"+44207946010{n}") for n in range(6)]
    for number, who in enumerate(whom):
        said = writes(who, name=f"Kim Number{number}", at=NOW - (number + 1) * DAY)
        await store.record(said, now=NOW, region="US")
    query = asked("seen:<30d")
    first = await store.find(query, now=NOW, limit=3)
    await store.record(writes(whom[2], at=NOW), now=NOW, region="US")
    second = await store.find(query, now=NOW, limit=3, after=first.after or "")
    assert [hit.name for hit in second.hits] == [f"Kim Number{n}" for n in (3, 4, 5)]


async def test_a_query_that_no_index_narrows_is_bounded_and_says_so(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = real_store
    monkeypatch.setattr(finding, "LOOKED_AT", 5)
    for number in range(12):
        tags = () if number < 2 else ("late",)
        await store.create(row(name=f"Kim Number{number}", tags=tags), change=by(), origin="agent")
    page = await store.find(asked("-tag:late"), now=NOW)
    assert (page.hits, page.looked_at, page.candidates, page.by_index) == ((), 5, 12, False)
    pages = await all_pages(store, asked("-tag:late"), limit=10)
    assert [len(one.hits) for one in pages] == [0, 0, 2]
    assert (await store.count(asked("-tag:late"), now=NOW, most=5)).is_all is False


async def test_an_unknown_cursor_begins_anew(store: RedisProfileStore) -> None:
    await store.create(row(name="Ana Souza"), change=by(), origin="agent")
    for after in ("x", "e30", "WzEsMiwzLDRd", "W1s5XSwwLCIiLCIiXQ"):
        assert len((await store.find(asked("ana"), now=NOW, after=after)).hits) == 1


@given(st.text(max_size=80))
def test_no_cursor_breaks_anything(text: str) -> None:
    found = finding.Cursor.decoded(text, 3)
    assert found is None or finding.Cursor.decoded(found.encode(), 3) == found
