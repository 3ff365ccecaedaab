"""Numbers, times, money and codes read as a person would say them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot import wording
from bot.permissions import Action, Role
from storage.message import Channel

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (0 * MINUTE, "a moment"),
        (59 * timedelta(seconds=1), "a moment"),
        (MINUTE, "1 min"),
        (59 * MINUTE, "59 min"),
        (HOUR, "1 hour"),
        (12 * HOUR, "12 hours"),
        (3 * HOUR + 30 * MINUTE, "3 h 30 min"),
        (-2 * DAY, "2 days"),
        (DAY, "1 day"),
        (59 * DAY, "59 days"),
        (60 * DAY, "2 months"),
        (729 * DAY, "24 months"),
        (730 * DAY, "2 years"),
    ],
)
def test_a_length_of_time_is_told_in_its_largest_unit(length: timedelta, told: str) -> None:
    assert wording.span(length) == told


def test_what_was_just_now_is_told_so() -> None:
    assert wording.ago(timedelta(seconds=20)) == "just now"
    assert wording.ago(2 * DAY) == "2 days ago"


def test_what_happened_again_at_once_is_not_told_as_if_it_were_to_come() -> None:
    assert wording.within(timedelta(seconds=20)) == "within a minute"
    assert wording.within(10 * MINUTE) == "in 10 min"
    assert wording.within(6 * DAY) == "in 6 days"


@pytest.mark.parametrize(
    ("theirs", "mine", "told"),
    [
        ("Pacific/Auckland", "Europe/Berlin", "12 hours ahead of you"),
        ("America/Sao_Paulo", "Europe/Berlin", "4 hours behind you"),
        ("Asia/Kolkata", "Europe/London", "5 h 30 min ahead of you"),
        ("Europe/Paris", "Europe/Berlin", "same time as you"),
    ],
)
def test_how_far_a_clock_is_from_the_readers(theirs: str, mine: str, told: str) -> None:
    assert wording.distance(ZoneInfo(theirs), ZoneInfo(mine), NOW, whose=None) == told


def test_summer_time_counts_on_the_day_it_is_asked_for() -> None:
    auckland, berlin = ZoneInfo("Pacific/Auckland"), ZoneInfo("Europe/Berlin")
    july = datetime(2026, 7, 1, tzinfo=UTC)
    assert wording.distance(auckland, berlin, july, whose=None) == "10 hours ahead of you"


def test_a_local_time_names_the_day_and_the_distance() -> None:
    there = datetime(2026, 11, 24, 3, 12, tzinfo=UTC)
    told = wording.local_time(there, "12 hours ahead of you")
    assert told == "03:12 on Tuesday, 12 hours ahead of you"
    assert wording.city("America/Argentina/Buenos_Aires") == "Buenos Aires"


def test_counts_agree_with_their_number() -> None:
    assert wording.count(0, "order") == "0 orders"
    assert wording.count(1, "order") == "1 order"
    assert wording.count(1240, "order") == "1,240 orders"
    assert wording.counted((2, "message"), (0, "note"), (1, "tag")) == "2 messages, 1 tag"
    assert wording.more_notes(1) == "and 1 older note"
    assert wording.more_open_orders(3) == "and 3 more open orders"


def test_money_is_written_as_its_reader_does() -> None:
    assert wording.money(Decimal("1240.50"), "BRL") == "R$1,240.50"
    assert wording.money(Decimal("1240.50"), "EUR", "de_DE") == "1.240,50\u00a0\u20ac"
    assert wording.money(Decimal(1240), "JPY") == "\u00a51,240"


def test_money_of_no_known_kind_is_still_told() -> None:
    assert wording.money(Decimal("1240.50"), None) == "1,240.50"
    assert wording.money(Decimal("9.90"), "EUR", "no-such") == "9.90 EUR"
    assert wording.money(Decimal("1E+1000000"), "EUR") == "1.00e+1000000 EUR"


def test_codes_are_put_in_words_and_unknown_ones_shown_as_they_are() -> None:
    assert wording.language("pt-BR") == "Portuguese (Brazil)"
    assert wording.language("no language") == "no language"
    assert wording.country("br") == "Brazil"
    assert wording.country("QQQ") == "QQQ"
    assert wording.channel("whatsapp") == "WhatsApp"
    assert wording.channel("pigeon") == "pigeon"
    assert wording.status("in_transit") == "in transit"
    assert wording.status("held_at_customs") == "held at customs"
    assert wording.reason("same_name") == "same name"
    assert wording.reason("of_a_later_version") == "of a later version"
    assert wording.plan("enterprise") == "enterprise plan"
    assert wording.plan("Gold Plan") == "Gold Plan"


def test_an_order_is_late_against_what_was_promised_first() -> None:
    promised, expected = NOW - 4 * DAY, NOW - 2 * DAY
    assert wording.lateness(expected, None, NOW) == "2 days late"
    assert wording.lateness(expected, promised, NOW) == "4 days late"
    assert wording.lateness(NOW + 3 * DAY, promised, NOW) == "7 days late"


def test_an_order_that_is_in_time_is_not_late() -> None:
    assert wording.lateness(NOW + DAY, None, NOW) == ""
    assert wording.lateness(NOW, None, NOW) == ""
    assert wording.lateness(NOW + HOUR, NOW + DAY, NOW) == ""


def test_an_order_expected_on_a_day_is_late_when_that_day_is_over() -> None:
    today = datetime(2026, 11, 24, tzinfo=UTC)
    assert wording.lateness(today, None, NOW) == ""
    assert wording.lateness(today - DAY, None, NOW) == "1 day late"
    assert wording.lateness(today + 3 * DAY, today + DAY, NOW) == "2 days late"


def test_every_channel_has_a_name() -> None:
    assert set(wording.CHANNELS) == set(Channel)
    counts = [(Channel.WHATSAPP, 1), (Channel.EMAIL, 2000)]
    assert wording.wrote_on(counts) == "WhatsApp (1 message), e-mail (2,000)"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_every_refusal_is_a_sentence(role: Role, action: Action) -> None:
    assert wording.refused(role, action).endswith(".")


def test_a_list_says_what_was_looked_for() -> None:
    assert wording.several(3, "ana") == "3 customers fit \u201cana\u201d. Which one?"
    assert wording.several(2, "") == "2 customers fit. Which one?"
    assert wording.nobody_found("ana") == "Nobody fits \u201cana\u201d."
    assert wording.nobody_found("") == "Nobody fits."


def test_of_an_answer_whose_words_are_not_kept_it_is_told_that_it_was_given() -> None:
    assert (
        wording.answered("Kim", "3 days ago", "sent") == "Kim answered 3 days ago: \u201csent\u201d"
    )
    assert wording.answered("Kim", "3 days ago", "") == "Kim answered 3 days ago."
    with wording.speaking(wording.Language.GERMAN):
        assert wording.answered("Kim", "gestern", "") == "Kim hat gestern geantwortet."


def test_figures_are_written_as_each_language_writes_them() -> None:
    assert (wording.figure(1240), wording.figure(2.4)) == ("1,240", "2.4")
    with wording.speaking(wording.Language.GERMAN):
        assert (wording.figure(1240), wording.figure(2.4)) == ("1.240", "2,4")


@pytest.mark.parametrize(("score", "told"), [(0.5, 50), (0.934, 93), (0.996, 99), (1.0, 99)])
def test_no_guess_is_told_as_certain(score: float, told: int) -> None:
    assert wording.in_percent(score) == told
