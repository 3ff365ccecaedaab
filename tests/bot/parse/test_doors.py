"""What other systems send, read: as their makers write it, and whatever else comes under their signature."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.parse.doors.messages import DirectMessage, read_message_event
from bot.parse.doors.orders import OrderEvent, read_order_event
from bot.parse.doors.reading import Wrong, amount_of, moment_of, place_of, second_of
from bot.parse.doors.shopify import OrderTold, read_shopify
from bot.parse.doors.twilio import read_twilio
from bot.parse.doors.whatsapp import Arrived, Undelivered, parts_of, read_whatsapp
from storage.message import Evidence

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
STAMP = "2026-11-20T09:30:00Z"
SHOP = "tidewater.example"
ADDRESS = {
    "first_name": "Ana",
    "last_name": "Souza",
    "phone": "11 91234-5678",
    "country_code": "BR",
}
CUSTOMER = {"id": 77, "first_name": "Ana", "last_name": "Souza", "email": "ana@acme.example"}
ORDER: dict[str, Any] = {
    "id": 5001,
    "name": "#1001",
    "updated_at": STAMP,
    "total_price": "12.50",
    "currency": "EUR",
    "financial_status": "paid",
    "customer": CUSTOMER,
    "shipping_address": ADDRESS,
}


def shopify(topic: str, body: dict[str, Any]) -> Any:
    return read_shopify(topic, body, shop=SHOP, region="US", at=NOW)


def order(**more: Any) -> OrderTold:
    found = shopify("orders/updated", ORDER | more)
    assert isinstance(found, OrderTold), found
    return found


def vouched(found: OrderTold) -> list[str]:
    claims = found.buyer.claims if found.buyer else ()
    return [str(one.identifier) for one in claims if one.evidence is Evidence.VOUCHED]


# ------------------------------------------------------------ Shopify


def test_the_number_of_an_own_address_is_the_buyers_and_in_its_own_country() -> None:
    assert vouched(order()) == ["email:ana@acme.example", "phone:+5511912345678"]


def test_a_country_is_known_by_its_name_and_the_buyers_own_numbers_are_of_there() -> None:
    home = {
        "phone": "11 91234-5678",
        "first_name": "Ana",
        "last_name": "Souza",
        "country": "Brasil",
    }
    found = order(
        shipping_address=home,
        customer=CUSTOMER | {"phone": "(11) 91234-0000", "default_address": home},
    )
    numbers = [one for one in vouched(found) if one.startswith("phone:")]
    assert sorted(numbers) == ["phone:+5511912340000", "phone:+5511912345678"]
    assert found.news[0].told.country == "BR"
    assert found.buyer
    assert found.buyer.fields["address"].endswith("BR")


@pytest.mark.parametrize(
    ("named", "person"),
    [
        ({"first_name": "Kathleen", "last_name": "Hall Robinson"}, True),
        ({"first_name": "Ana", "last_name": "Souza"}, False),
        ({"first_name": "", "last_name": "Kathleen Hall Robinson"}, False),
    ],
)
def test_a_buyer_of_shopify_is_a_person_by_a_given_and_a_family_name(
    named: dict[str, str], person: bool
) -> None:
    found = order(customer=CUSTOMER | named)
    assert found.buyer
    assert found.buyer.of_person is person


def test_the_number_of_whoever_receives_the_parcel_is_only_mentioned() -> None:
    gift = order(shipping_address=ADDRESS | {"first_name": "Ben", "last_name": "Okafor"})
    assert vouched(gift) == ["email:ana@acme.example"]
    assert gift.buyer
    assert {one.evidence for one in gift.buyer.claims} == {Evidence.VOUCHED, Evidence.MENTIONED}


def test_an_address_that_shopify_did_not_verify_joins_nobody() -> None:
    assert vouched(order(customer=CUSTOMER | {"verified_email": False})) == ["phone:+5511912345678"]


def test_an_order_taken_at_a_counter_names_nobody() -> None:
    assert order(customer=None, shipping_address=None).buyer is None


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, "paid"),
        ({"financial_status": "pending"}, "pending"),
        ({"financial_status": "refunded"}, "refunded"),
        ({"cancelled_at": STAMP}, "cancelled"),
        ({"fulfillments": [{"status": "cancelled", "updated_at": STAMP}]}, "paid"),
    ],
)
def test_the_state_of_an_order(more: dict[str, Any], status: str) -> None:
    (news,) = order(**more).news
    assert news.told.status == status


def test_an_order_on_its_way_is_told_by_its_shipments_each_with_its_own_time() -> None:
    sent = {"status": "success", "updated_at": "2026-11-18T00:00:00Z", "shipment_status": None}
    there = sent | {"updated_at": "2026-11-19T00:00:00Z", "shipment_status": "delivered"}
    whole, first, second = order(fulfillments=[sent, there]).news
    assert (whole.told.status, first.told.status, second.told.status) == (
        None,
        "shipped",
        "delivered",
    )
    assert whole.at > second.at > first.at
    assert second.told.delivered_at == second.at


def test_the_total_is_in_the_customers_own_currency() -> None:
    shown = {"presentment_money": {"amount": "781.60", "currency_code": "BRL"}}
    (news,) = order(total_price_set=shown).news
    assert (str(news.told.total), news.told.currency) == ("781.60", "BRL")


def test_a_cancelled_label_says_nothing_of_the_order() -> None:
    body = {"order_id": 5001, "status": "cancelled", "updated_at": STAMP}
    assert shopify("fulfillments/update", body) is None


def test_a_deleted_order_is_told_so() -> None:
    (news,) = shopify("orders/delete", {"id": 5001}).news
    assert (news.told.status, news.at) == ("deleted", NOW)


def test_an_address_to_follow_a_parcel_at_is_only_taken_with_https() -> None:
    body = {"order_id": 1, "updated_at": STAMP, "tracking_url": "javascript:alert(1)"}
    (news,) = shopify("fulfillments/create", body).news
    assert news.told.tracking_url is None


@pytest.mark.parametrize(
    "topic", ["orders/create", "fulfillments/create", "fulfillment_events/create"]
)
def test_a_webhook_without_an_order_is_wrong(topic: str) -> None:
    assert isinstance(shopify(topic, {"updated_at": STAMP}), Wrong)
    assert isinstance(shopify(topic, {"id": 1, "order_id": 1}), Wrong)


# ------------------------------------------------------------ what is wrong


def test_what_is_wrong_with_a_body_names_its_place() -> None:
    found = read_order_event({"id": "1", "order": {"id": ""}}, region="US")
    assert isinstance(found, Wrong)
    assert "updated_at: is needed" in found.sentence
    assert "order.id" in found.sentence


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1,5", None, True, 1.5, [], "9" * 500])
def test_what_is_no_amount_is_none(text: object) -> None:
    found = amount_of(text)
    assert found is None or found.is_finite()


@pytest.mark.parametrize(
    "text", ["", "now", "2026-11-20", "2026-11-20T09:30:00", 5, None, "9999-99-99"]
)
def test_a_moment_without_its_zone_is_none(text: object) -> None:
    assert moment_of(text) is None


@pytest.mark.parametrize("text", ["", "-1", "1e9", "9" * 30, None, [], "\u0661\u0662"])
def test_what_is_no_count_of_seconds_is_no_moment(text: object) -> None:
    found = second_of(text)
    assert found is None or found.year > 3000


# ------------------------------------------------------------ whatever comes

TEXT = st.text(st.characters() | st.sampled_from("\ud800\udfff\x00"), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
ORDER_LIKE = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        [
            *ORDER,
            "fulfillments",
            "order_id",
            "cancelled_at",
            "status",
            "destination",
            "happened_at",
        ],
        JSON,
    ),
)
PART_LIKE = st.fixed_dictionaries(
    {},
    optional={
        "metadata": JSON,
        "contact": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(["profile", "wa_id", "user_id"], JSON)
        ),
        "message": st.fixed_dictionaries(
            {"type": st.sampled_from(["text", "image", "contacts", "system", "interactive", "x"])},
            optional=dict.fromkeys(
                [
                    "from",
                    "from_user_id",
                    "id",
                    "timestamp",
                    "text",
                    "image",
                    "contacts",
                    "system",
                    "interactive",
                ],
                JSON,
            ),
        ),
        "status": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(["status", "recipient_id", "errors"], JSON)
        ),
    },
)


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        (("Pier 39", "Beach St", 1, 2), "Pier 39, Beach St"),
        ((None, "Beach St", None, None), "Beach St"),
        ((None, None, 52.52, "13.4"), "52.52000, 13.40000"),
        ((None, None, 52.52, None), ""),
        ((None, None, "north", "east"), ""),
        ((None, None, 1e300, 2), ""),
        ((None, None, None, None), ""),
    ],
)
def test_a_place_is_told_by_its_name_else_by_where_it_is(
    shared: tuple[Any, Any, Any, Any], said: str
) -> None:
    assert place_of(*shared) == said


def test_a_place_that_comes_by_twilio_has_words() -> None:
    form = {"MessageSid": "SM1", "From": "whatsapp:+442079460123", "To": "whatsapp:+12125550100"}
    where = {"Latitude": "52.52", "Longitude": "13.4", "Body": ""}
    found = read_twilio({"form": form | where, "at": 1_795_000_000}, region="US")
    assert isinstance(found, DirectMessage)
    assert found.message.text == "52.52000, 13.40000"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"status": "Delivered"}, "delivered"),
        ({"status": "In Transit"}, "in_transit"),
        ({"delivered_at": STAMP}, "delivered"),
        ({"status": "returned", "delivered_at": STAMP}, "returned"),
        ({"status": " ", "total": "1"}, None),
        ({"total": "1"}, None),
    ],
)
def test_a_status_of_our_own_is_one_code_however_it_is_written(
    told: dict[str, str], status: str | None
) -> None:
    body = {"id": "e1", "updated_at": STAMP, "order": {"id": "1001"} | told}
    found = read_order_event(body, region="US")
    assert isinstance(found, OrderEvent)
    assert found.news.told.status == status


@pytest.mark.parametrize(
    ("customer", "person"),
    [
        ({"first_name": "Kathleen", "last_name": "Hall Robinson"}, True),
        ({"name": "Kathleen Hall Robinson"}, False),
    ],
)
def test_a_buyer_of_our_own_door_is_a_person_by_a_given_and_a_family_name(
    customer: dict[str, Any], person: bool
) -> None:
    body = {"id": "e1", "updated_at": STAMP, "order": {"id": "1001"}, "customer": customer}
    found = read_order_event(body, region="US")
    assert isinstance(found, OrderEvent)
    assert found.buyer is not None
    assert found.buyer.of_person is person


@given(
    topic=st.sampled_from(
        [
            "orders/create",
            "orders/delete",
            "fulfillments/update",
            "fulfillment_events/create",
            "customers/redact",
            "customers/data_request",
            "shop/redact",
            "x",
        ]
    ),
    body=st.dictionaries(st.text(max_size=5), JSON) | ORDER_LIKE,
)
def test_no_webhook_of_shopify_breaks_the_reading(topic: str, body: dict[str, Any]) -> None:
    shopify(topic, body)


@given(PART_LIKE)
@example(
    {
        "message": {
            "type": "text",
            "timestamp": "1",
            "from": "442079460123",
            "text": {"body": "\ud800"},
        }
    }
)
def test_no_part_of_a_webhook_of_meta_breaks_the_reading(part: dict[str, Any]) -> None:
    found = read_whatsapp(part)
    assert found is None or isinstance(found, DirectMessage | Undelivered | Arrived | Wrong)


@given(st.fixed_dictionaries({"entry": JSON | st.lists(st.fixed_dictionaries({"changes": JSON}))}))
def test_no_webhook_of_meta_breaks_the_taking_apart(body: dict[str, Any]) -> None:
    assert all(isinstance(key, str) for key, _ in parts_of(body))


@given(
    st.dictionaries(
        st.sampled_from(
            ["From", "To", "Body", "MessageSid", "MessageStatus", "NumMedia", "ProfileName"]
        ),
        st.text(max_size=30),
    )
)
def test_no_form_of_twilio_breaks_the_reading(form: dict[str, str]) -> None:
    found = read_twilio({"form": form, "at": 1_795_000_000}, region="US")
    assert found is None or isinstance(found, DirectMessage | Undelivered | Arrived | Wrong)


@given(
    st.fixed_dictionaries(
        {
            "id": JSON,
            "updated_at": st.just(STAMP) | JSON,
            "order": st.fixed_dictionaries(
                {"id": st.text(max_size=5)}, optional={"total": JSON, "eta": JSON}
            ),
            "customer": JSON,
        }
    )
)
def test_no_order_of_our_own_breaks_the_reading(body: dict[str, Any]) -> None:
    assert isinstance(read_order_event(body, region="US"), OrderEvent | Wrong)


@given(
    st.fixed_dictionaries(
        {
            "id": JSON,
            "channel": st.sampled_from(["sms", "email", "x"]),
            "from": st.dictionaries(
                st.sampled_from(["phone", "email", "handle", "external_id", "name"]), JSON
            ),
            "text": JSON,
            "sent_at": st.just(STAMP),
        }
    )
)
def test_no_message_of_our_own_breaks_the_reading(body: dict[str, Any]) -> None:
    assert isinstance(read_message_event(body, region="US"), DirectMessage | Wrong)
