"""Again about the same thing: by the number of an order, else by wording, in any script."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.message import Channel, Message
from storage.repeating import (
    MOST_HEARD,
    ONE_OCCASION,
    WITHIN,
    Commonness,
    again_in,
    likeness,
    order_numbers,
    same_as,
    wording_of,
)

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def said(
    text: str,
    *,
    name: str = "m_9",
    at: datetime = NOW,
    topic: str | None = None,
    thread: str = "",
    subject: str | None = None,
) -> Message:
    """A message as it is kept."""
    return Message(
        id=name,
        contact_id="c_1",
        channel=Channel.WHATSAPP,
        text=text,
        subject=subject,
        sent_at=at,
        source=f"C1/{name}",
        conversation=thread or f"C1/{name}",
        topic=topic,
    )


def like(one: str, other: str, common: Commonness | None = None) -> float:
    """How alike two texts are."""
    common = common or Commonness()
    ours, theirs = wording_of(one, common), wording_of(other, common)
    assert ours
    assert theirs
    return likeness(ours, theirs, common)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("My parcel still has not arrived", "the parcel hasn't arrived yet, where is it?"),
        ("Meine Bestellung ist immer noch nicht da", "Wo bleibt meine Bestellung?"),
        ("Где мой заказ? Жду неделю", "мой заказ так и не пришёл"),
        ("我的订单还没有到", "请问我的订单什么时候到"),
        ("注文した商品がまだ届きません", "商品が届かないのですが"),
        ("طلبي لم يصل بعد", "لم يصل طلبي حتى الآن"),
    ],
)
def test_the_same_complaint_in_other_words_is_about_the_same_thing(text: str, before: str) -> None:
    earlier = said(before, name="m_1", at=NOW - DAY)
    assert same_as(said(text), [earlier], common=Commonness()) is earlier


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("My parcel still has not arrived", "Do you have the blue tent in size XL?"),
        ("我的订单还没有到", "有蓝色的帐篷吗"),
        ("hello", "hello"),
        ("any news?", "any news?"),
        ("", ""),
        ("!!! ???", "!!! ???"),
    ],
)
def test_another_matter_or_none_at_all_is_not(text: str, before: str) -> None:
    earlier = said(before, name="m_1", at=NOW - DAY)
    assert same_as(said(text), [earlier], common=Commonness()) is None


def test_one_order_is_one_matter_however_it_is_told() -> None:
    earlier = said("#1001 came with a broken pole", name="m_1", at=NOW - DAY)
    later = said("what about the refund? order 1001", subject=None)
    assert same_as(later, [earlier], common=Commonness()) is earlier


def test_two_orders_are_two_matters_in_the_same_words() -> None:
    earlier = said("Where is my order 1001?", name="m_1", at=NOW - DAY)
    assert same_as(said("Where is my order 1002?"), [earlier], common=Commonness()) is None


def test_a_bare_number_is_an_order_only_where_the_customer_has_it() -> None:
    assert order_numbers("1001 is late, since 2024") == frozenset()
    assert order_numbers("1001 is late, since 2024", ["1001"]) == {"1001"}
    assert order_numbers("\u0637\u0644\u0628 \u0661\u0660\u0660\u0661", ["1001"]) == {"1001"}
    assert order_numbers("order no. 77812, Bestellung Nr. AB-4711") == {"77812", "ab-4711"}


def test_what_all_write_says_less_than_what_few_write() -> None:
    common = Commonness()
    for _ in range(50):
        common.hear("good morning dear team, could you please help me")
    greeting = like(
        "good morning dear team, the zipper broke", "good morning dear team, an invoice", common
    )
    matter = like("please, the zipper broke", "zipper broke again, thanks", common)
    assert greeting < 0.22 < matter


def test_of_very_many_messages_the_older_count_for_half() -> None:
    common = Commonness()
    for _ in range(MOST_HEARD):
        common.hear("the parcel is late")
    assert common.messages == MOST_HEARD // 2
    assert common.having["par"] == MOST_HEARD // 2


def test_what_is_too_old_or_later_is_not_looked_at() -> None:
    text = "my parcel has not arrived"
    old = said(text, name="m_1", at=NOW - WITHIN - DAY)
    later = said(text, name="m_2", at=NOW + DAY)
    assert same_as(said(text), [later, old], common=Commonness()) is None


def test_the_likeliest_of_several_is_taken() -> None:
    tent = said("the tent has a broken pole", name="m_1", at=NOW - DAY)
    parcel = said("my parcel has not arrived", name="m_2", at=NOW - 2 * DAY)
    found = same_as(said("parcel has not arrived yet"), [tent, parcel], common=Commonness())
    assert found is parcel


def test_the_third_time_is_counted_over_threads_and_channels() -> None:
    first = said("late", name="m_1", at=NOW - 6 * DAY)
    second = said("late", name="m_2", at=NOW - 2 * DAY, topic="m_1")
    other = said("tent", name="m_3", at=NOW - DAY)
    third = said("late", name="m_4", topic="m_1")
    found = again_in([third, other, second, first])
    assert found is not None
    assert (found.times, found.since) == (3, 6 * DAY)
    assert found.earlier == (second, first)


def test_lines_written_one_after_the_other_are_one_time() -> None:
    first = said("late", name="m_1", at=NOW - DAY, thread="C1/1")
    more = said("so late", name="m_2", at=NOW - DAY + ONE_OCCASION / 2, topic="m_1", thread="C1/1")
    third = said("late again", name="m_3", topic="m_1")
    found = again_in([third, more, first])
    assert found is not None
    assert found.times == 2
    assert again_in([more, first]) is None


def test_a_thread_is_told_of_its_own_newest_message() -> None:
    first = said("late", name="m_1", at=NOW - DAY)
    second = said("late", name="m_2", topic="m_1")
    assert again_in([second, first], first.conversation) is None
    found = again_in([second, first], second.conversation)
    assert found is not None
    assert found.message is second


def test_what_an_agent_set_apart_is_about_something_else() -> None:
    first = said("late", name="m_1", at=NOW - DAY)
    apart = said("late", name="m_2", topic="m_2")
    assert again_in([apart, first]) is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_the_same_both_ways_and_whole_for_one_text(one: str, other: str) -> None:
    common = Commonness()
    common.hear(other)
    ours, theirs = wording_of(one, common), wording_of(other, common)
    if ours and theirs:
        assert 0 <= likeness(ours, theirs, common) <= 1
        assert likeness(ours, theirs, common) == likeness(theirs, ours, common)
    if ours:
        assert likeness(ours, ours, common) > 0.999
