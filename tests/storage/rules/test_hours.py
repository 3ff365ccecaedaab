"""Usual hours here and there, and the time zone of an address."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.address import written
from storage.hours import SHORTEST, in_usual_hours, next_overlap
from storage.zones import zone_at, zone_named

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
SAO_PAULO, AUCKLAND = ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Auckland")
ZONES = st.sampled_from([BERLIN, TOKYO, SAO_PAULO, AUCKLAND, ZoneInfo("America/Los_Angeles")])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("2026-11-24T09:00", True),
        ("2026-11-24T08:59", False),
        ("2026-11-24T17:59", True),
        ("2026-11-24T18:00", False),
        ("2026-11-27T12:00", True),
        ("2026-11-28T12:00", False),
    ],
)
def test_usual_hours_are_nine_to_six_on_weekdays(text: str, inside: bool) -> None:
    assert in_usual_hours(at(text), BERLIN) is inside


def test_the_next_hours_that_both_have_are_found() -> None:
    found = next_overlap(at("2026-11-24T03:12"), BERLIN, SAO_PAULO)
    assert found == (at("2026-11-24T13:00"), at("2026-11-24T18:00"))


def test_on_a_friday_evening_they_are_on_monday() -> None:
    found = next_overlap(at("2026-11-27T17:45"), BERLIN, SAO_PAULO)
    assert found == (at("2026-11-30T13:00"), at("2026-11-30T18:00"))


def test_half_a_day_apart_they_never_meet() -> None:
    assert next_overlap(at("2026-11-24T03:12"), BERLIN, AUCKLAND) is None


@given(now=MOMENTS, one=ZONES, other=ZONES)
def test_hours_that_both_have_are_usual_in_both_places(
    now: datetime, one: ZoneInfo, other: ZoneInfo
) -> None:
    found = next_overlap(now, one, other)
    assert found == next_overlap(now, other, one)
    if found:
        begins, ends = found
        assert begins >= now
        assert ends - begins >= SHORTEST
        for moment in (begins, ends - timedelta(seconds=1)):
            assert in_usual_hours(moment, one)
            assert in_usual_hours(moment, other)


@pytest.mark.parametrize(
    ("parts", "zone"),
    [
        ({"city": "Berlin", "country": "DE"}, "Europe/Berlin"),
        ({"country": "Japan"}, "Asia/Tokyo"),
        ({"city": "São Paulo", "country": "BR"}, "America/Sao_Paulo"),
        ({"city": "Campinas", "country": "BR"}, None),
        ({"city": "New York", "country": "United States"}, "America/New_York"),
        ({"city": "Springfield", "country": "US"}, None),
        ({"country": "Nowhere"}, None),
        ({"street": "1 Long Road"}, None),
    ],
)
def test_the_zone_of_an_address(parts: dict[str, str], zone: str | None) -> None:
    assert zone_at(written(parts)) == zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Copenhagen", "Europe/Copenhagen"),
        ("S\u00e3o  Paulo", "America/Sao_Paulo"),
        ("america_slash_sao_paulo", "America/Sao_Paulo"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("New Delhi", "Asia/Kolkata"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("Eastern", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_what_people_and_other_systems_call_it(
    name: str, zone: str | None
) -> None:
    assert zone_named(name) == zone
