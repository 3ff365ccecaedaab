"""Customer text made safe, at its exact edges: what goes, what stays, where it is cut."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from time import tzset

import pytest

from bot.cards.text import (
    LONGEST_ADDRESS_CHARS,
    LONGEST_CHARS,
    Safe,
    badge,
    bold,
    cleaned,
    day,
    escaped,
    excerpt,
    flat,
    has_hidden,
    host_of,
    joined,
    link,
    moment,
    ours,
    shortened,
    units,
    web_address,
)

FACE = "\U0001f600"
AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("  Ana  ", "Ana"),
        ("a\tb", "a\tb"),
        ("a\r\nb\rc\n", "a\nb\nc"),
        ("\r\nAna \u00e9", "Ana \u00e9"),
        ("a\u202eb\u200bc", "abc"),
        ("e\u0301", "\u00e9"),
        ("a\x00b\x07c\x7f", "abc"),
        ("a\ud800b", "ab"),
        ("a\ue000b\u0378c", "abc"),
        ("z" + "\u0335" * 9, "z" + "\u0335" * 3),
        ("z\u0335\u0335\u0335\u0335y\u0335", "z\u0335\u0335\u0335y\u0335"),
        ("\u0101\u20dd\u20dd\u20dd\u20dd", "\u0101\u20dd\u20dd\u20dd"),
        ("\u05e9\u05dc\u05d5\u05dd \u4f60 " + FACE, "\u05e9\u05dc\u05d5\u05dd \u4f60 " + FACE),
        ("\U000e0041\u3164", ""),
        ("\u200b \u00e9", "\u00e9"),
        ("\u0335" * 4 + "\u0378a", "\u0335" * 3 + "a"),
    ],
)
def test_what_cannot_be_seen_goes(text: str, left: str) -> None:
    assert cleaned(text) == left


def test_no_more_is_looked_at_than_is_ever_shown() -> None:
    assert len(cleaned("x" * (LONGEST_CHARS + 1))) == LONGEST_CHARS
    assert cleaned("x" * LONGEST_CHARS + "\u202e") == "x" * LONGEST_CHARS
    assert has_hidden("x" * (LONGEST_CHARS - 1) + "\u202e")
    assert not has_hidden("x" * LONGEST_CHARS + "\u202e")


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff"])
def test_what_reorders_or_hides_is_told(mark: str) -> None:
    assert has_hidden(f"a{mark}b")
    assert not has_hidden("a\u0301b\tc")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Ana", "Ana"),
        ("a & b", "a &amp; b"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("a<b", "a&lt;b"),
        ("a>b", "a&gt;b"),
        ("&lt;", "&amp;lt;"),
        ("*a* _b_", "*a* _b_"),
        (" <\u200b!here> ", "&lt;!here&gt;"),
    ],
)
def test_markup_becomes_text(text: str, safe: str) -> None:
    assert escaped(text) == safe


def test_one_line_stays_one_line() -> None:
    assert flat(" a\n\n b\t c\u200b ") == "a b c"


def test_an_excerpt_is_one_escaped_line_within_the_limit() -> None:
    assert excerpt("a\n<b>", 20) == "a &lt;b&gt;"
    assert excerpt("<<<<", 10) == "&lt;&lt;\u2026"
    assert excerpt("\u200b" * 10 + "abcdefgh", 9) == "abcdefgh"  # twice as much is read as shown
    assert excerpt("\u200b" * 20 + "abcdefgh", 10) == ""


def test_what_ends_bold_or_a_badge_is_taken_out_of_it() -> None:
    assert bold(Safe("a*b\nc`d")) == "*a\u2217b c\u2019d*"
    assert badge(Safe("a`b\n c*")) == "`a\u2019b c*`"
    assert (bold(Safe(" \n")), badge(Safe(" \n"))) == ("", "")
    assert ours("*a*") == "*a*"


def test_parts_that_are_empty_leave_no_mark() -> None:
    assert joined([Safe("a"), Safe(""), Safe("b")]) == "a  \u00b7  b"
    assert joined((Safe("a"), Safe("b")), " ") == "a b"


@pytest.mark.parametrize(
    "url",
    [
        "https://tidewater.example/a?b=c#d",
        "http://tidewater.example",
        "https://x.example/" + "a" * (LONGEST_ADDRESS_CHARS - 18),
    ],
)
def test_an_address_leads_where_it_seems_to(url: str) -> None:
    assert web_address(url) == url
    assert link(url, "a <b>") == f"<{url}|a &lt;b&gt;>"


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/" + "a" * (LONGEST_ADDRESS_CHARS - 17),
        "ftp://x.example",
        "javascript:alert(1)",
        "https:",
        "https:///x",
        "https://bank.example@elsewhere.example",
        "https://\u00e9.example",
        "https://x.example/a b",
        "https://x.example/<a",
        "https://x.example/a|b",
        "https://[::1",
        "",
    ],
)
def test_what_is_no_address_is_no_link(url: str) -> None:
    assert web_address(url) is None
    assert link(url, "here") == ""


def test_an_and_in_an_address_is_escaped() -> None:
    assert web_address("https://x.example/?a=1&b=2&c") == "https://x.example/?a=1&amp;b=2&amp;c"
    assert host_of("https://User@X.example:8443/a") == "x.example"
    assert host_of("x") == ""


def test_a_moment_is_told_in_the_readers_zone_and_otherwise_in_utc() -> None:
    seconds = int(AT.timestamp())
    here = AT.astimezone(timezone(timedelta(hours=2)))
    told = "2026-11-24 09:05 UTC"
    assert moment(here, "{date}") == f"<!date^{seconds}^{{date}}|{told}>"
    assert moment(here).startswith(f"<!date^{seconds}^{{date")
    assert moment(datetime(1969, 12, 31, 23, 59, tzinfo=UTC)) == "1969-12-31 23:59 UTC"
    assert moment(datetime(1970, 1, 1, tzinfo=UTC), "{date}").startswith("<!date^0^")


@pytest.fixture
def _on_a_machine_in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    tzset()
    yield
    monkeypatch.undo()
    tzset()


@pytest.mark.usefixtures("_on_a_machine_in_new_york")
def test_the_zone_of_the_machine_is_nobodys() -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert midnight.astimezone().utcoffset() == timedelta(hours=-5)
    assert moment(AT, "{date}").endswith("|2026-11-24 09:05 UTC>")
    assert "!date" not in day(midnight)
    assert "24" in day(midnight)


def test_a_day_without_a_time_is_that_day_everywhere() -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert "!date" not in day(midnight)
    assert "24" in day(midnight)
    assert day(midnight.astimezone(timezone(timedelta(hours=5)))) == day(midnight)
    assert day(AT) == moment(AT, "{date_short_pretty}")


def test_length_is_counted_as_slack_counts_it() -> None:
    counts = [units("abc"), units("\u00e9"), units(FACE), units("\ud800")]
    assert (counts, {type(one) for one in counts}) == ([3, 1, 2, 1], {int})


@pytest.mark.parametrize(
    ("text", "limit", "left"),
    [
        ("abcde", 5, "abcde"),
        ("abcdef", 5, "abcd\u2026"),
        ("ab", 4, "ab"),
        ("abc  def", 6, "abc\u2026"),
        ("&amp;&amp;", 10, "&amp;&amp;"),
        ("&amp;&amp;", 9, "&amp;\u2026"),
        ("&amp;&amp;", 6, "&amp;\u2026"),
        ("&amp;&amp;", 5, "\u2026"),
        ("ab<!date^1^{date}|x>", 12, "ab\u2026"),
        (FACE * 3, 6, FACE * 3),
        (FACE * 3, 5, FACE * 2 + "\u2026"),
        (FACE * 3, 4, FACE + "\u2026"),
        ("a\nbcdef", 4, "a\nb\u2026"),
    ],
)
def test_a_cut_is_made_between_whole_signs(text: str, limit: int, left: str) -> None:
    assert shortened(text, limit) == left
    assert units(left) <= limit
