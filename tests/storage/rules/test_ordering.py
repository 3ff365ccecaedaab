"""What shops tell of orders: in whatever sequence events come, the same comes out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Order
from storage.ordering import OrderNews, OrderPart, each_once, listed, named_in, told

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SHOP = "shopify/tidewater.example"


def news(at: datetime = NOW, number: str | None = "1001", **fields: object) -> OrderNews:
    part = OrderPart.model_validate(fields)
    return OrderNews(source=SHOP, ref=f"{SHOP}/5001", number=number, at=at, told=part)


def after(*events: OrderNews) -> Order:
    order: Order | None = None
    for event in events:
        kept = Order.model_validate_json(order.model_dump_json()) if order else None
        order = told(kept, event)
    assert order is not None
    return order


moments = st.integers(0, 3).map(lambda days: NOW + days * DAY)
parts = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["paid", "in_transit", "delivered"]),
        "total": st.sampled_from([Decimal(9), Decimal("10.50")]),
        "eta": moments,
        "promised_at": moments,
        "country": st.sampled_from(["BR", "DE"]),
    },
)
events = st.builds(
    lambda at, number, part: news(at, number, **part),
    moments,
    st.sampled_from([None, "1001", "1001-B"]),
    parts,
)


@given(st.lists(events, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_sequence_of_events_does_not_matter(many: list[OrderNews], chance: object) -> None:
    shuffled = list(many)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # Hypothesis calls it a Random
    assert after(*many) == after(*shuffled)


@given(st.lists(events, min_size=1, max_size=4))
def test_events_told_again_change_nothing(many: list[OrderNews]) -> None:
    assert after(*many) == after(*many, *many)


def test_an_older_event_changes_nothing_that_a_newer_one_told() -> None:
    order = after(news(NOW, status="delivered"), news(NOW - DAY, status="in_transit", country="BR"))
    assert (order.status, order.country) == ("delivered", "BR")


def test_the_first_date_that_was_expected_is_the_one_promised() -> None:
    late = after(news(NOW, eta=NOW + 3 * DAY), news(NOW - DAY, eta=NOW + DAY))
    assert (late.eta, late.promised_at) == (NOW + 3 * DAY, NOW + DAY)


def test_a_date_that_the_shop_promised_stands_over_the_first_expected() -> None:
    order = after(news(eta=NOW + 2 * DAY), news(NOW + DAY, promised_at=NOW))
    assert order.promised_at == NOW


def test_an_order_of_which_only_shipping_was_told_has_no_known_status() -> None:
    assert after(news(carrier="DHL")).status == "unknown"


def test_a_list_fills_in_what_no_event_told_and_takes_back_nothing() -> None:
    kept = after(news(status="delivered", total=Decimal(10)))
    line = Order(id="1001", status="pending", total=Decimal(9), currency="BRL")
    both = listed(line, kept)
    assert (both.status, both.total, both.currency) == ("delivered", Decimal(10), "BRL")
    assert listed(line, None) == line
    assert listed(line, Order(id="1001", status="paid")) == line


def test_an_order_that_a_list_holds_too_is_counted_once() -> None:
    shops = after(news(status="paid"))
    line = Order(id="#1001", status="pending")
    other = Order(id="1002", status="pending")
    assert each_once([line, shops, other]) == [shops, other]
    assert each_once([line, other]) == [line, other]
    second = shops.model_copy(update={"ref": "shopify/other.example/1"})
    assert each_once([shops, second]) == [shops, second]


def test_the_number_in_a_message_names_the_order() -> None:
    orders = [Order(id="1001", status="paid"), Order(id="AB-77/2", status="paid")]
    for text in (
        "where is #1001?",
        "Order 1001.",
        "my order no. (1001)",
        "\u0661\u0660\u0660\u0661 ?",
        "\uff11\uff10\uff10\uff11",
    ):
        assert [one.id for one in named_in(text, orders)] == ["1001"], text
    assert [one.id for one in named_in("ab-77/2 and 1001, 1001", orders)] == ["AB-77/2", "1001"]
    for text in ("10011", "call me at 10", "+55 11 91234-1001", ""):
        assert named_in(text, orders) == [], text


def test_a_number_of_one_or_two_digits_is_any_number() -> None:
    assert named_in("I bought 12 of them", [Order(id="12", status="paid")]) == []
