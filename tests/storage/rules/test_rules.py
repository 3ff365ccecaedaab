"""Whether a rule fires, and by which of its conditions it does not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.message import Channel, Message
from storage.rules import SHIPPED, Hours, Rule, Situation, Why, in_turn, is_time, times_of, why
from tests.bot.cards.people import ana

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def met(at: datetime = MONDAY, *, place: str = "C1", times: int = 1) -> Situation:
    return Situation(profile=ana(), place=place, at=at, times=times)


def rule(**parts: object) -> Rule:
    return Rule.model_validate({"id": "rule_1", "at": MONDAY, **parts})


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({}, Why.FIRED),
        ({"query": "tag:vip"}, Why.FIRED),
        ({"query": "-tag:vip"}, Why.NO_FIT),
        ({"query": "tag:("}, Why.UNREADABLE),
        ({"places": ("C1", "C2")}, Why.FIRED),
        ({"places": ("C2",)}, Why.ELSEWHERE),
        ({"again": 2}, Why.NOT_AGAIN),
        ({"hours": "inside"}, Why.FIRED),
        ({"hours": "outside"}, Why.HOURS),
        ({"hours": "inside", "zone": "Asia/Tokyo"}, Why.HOURS),
        ({"hours": "outside", "zone": "Asia/Tokyo"}, Why.FIRED),
        ({"hours": "inside", "opens": "22:00", "closes": "10:00"}, Why.HOURS),
    ],
)
def test_a_rule_says_why(parts: dict[str, object], found: Why) -> None:
    if parts.get("opens"):  # Monday morning still belongs to Sunday night
        assert why(rule(**parts), met()) is Why.HOURS
        assert why(rule(**parts), met(MONDAY + timedelta(days=1))) is Why.FIRED
        return
    assert why(rule(**parts), met()) is found


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(["UTC", "America/Sao_Paulo", "Asia/Kolkata"]),
)
def test_at_any_moment_a_rule_is_within_its_hours_or_outside(at: datetime, zone: str) -> None:
    at = at.replace(year=2026) if (at.month, at.day) != (2, 29) else MONDAY
    found = {hours: why(rule(hours=hours.value, zone=zone), met(at)) for hours in Hours}
    assert found[Hours.ALWAYS] is Why.FIRED
    assert {found[Hours.INSIDE], found[Hours.OUTSIDE]} == {Why.FIRED, Why.HOURS}


def test_the_weekend_is_outside() -> None:
    saturday = MONDAY + timedelta(days=5)
    assert why(rule(hours="inside"), met(saturday)) is Why.HOURS


@given(
    st.lists(st.sampled_from("ABCDEF"), unique=True),
    st.sets(st.sampled_from("ABCDEFG")),
    st.integers(0, 50),
)
def test_owners_are_named_in_turn_of_those_who_are_there(
    members: list[str], present: set[str], turn: int
) -> None:
    able = sorted(set(members) & present) or sorted(members)
    found = [in_turn(members, present, turn + n) for n in range(len(able))]
    assert sorted(filter(None, found)) == able
    if not members:
        assert in_turn(members, present, turn) is None


def said(number: int, topic: str | None) -> Message:
    return Message(
        id=f"m_{number}", contact_id="c_1", channel=Channel.SMS, text="late",
        sent_at=MONDAY + timedelta(hours=number), source=f"C1/{number}", conversation="C1/1", topic=topic,
    )  # fmt: skip


def test_the_third_message_about_one_thing_is_the_third() -> None:
    messages = (said(4, "m_1"), said(3, None), said(2, "m_1"), said(1, None))
    assert [times_of(one, messages) for one in messages] == [3, 1, 2, 1]
    assert times_of(said(9, "m_9"), messages) == 1


def test_shipped_rules_are_off_and_can_be_read() -> None:
    assert [one.is_on for one in SHIPPED] == [False] * 4
    assert all(why(one, met()) is not Why.UNREADABLE for one in SHIPPED)
    assert [one.does_something for one in SHIPPED] == [True, False, False, False]


@pytest.mark.parametrize(("text", "found"), [("09:00", True), ("23:59", True), ("24:01", False), ("9:00", False), ("09:00:01", False), ("x", False)])  # fmt: skip
def test_a_time_of_day(text: str, *, found: bool) -> None:
    assert is_time(text) is found
