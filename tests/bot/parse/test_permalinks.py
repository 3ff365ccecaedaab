"""The link of a message says which one it is, and is written as it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.permalinks import Pointer, permalink, pointer_in, without_permalink

ROOT = "https://tidewater.slack.com/archives/C0SMS/p1700000000000100"
REPLY = f"{ROOT}?thread_ts=1699999999.000200&cid=C0SMS"


@pytest.mark.parametrize(
    ("text", "source", "conversation"),
    [
        (ROOT, "C0SMS/1700000000.000100", "C0SMS/1700000000.000100"),
        (REPLY, "C0SMS/1700000000.000100", "C0SMS/1699999999.000200"),
        (f"<{REPLY.replace('&', '&amp;')}|a message>", "C0SMS/1700000000.000100", "C0SMS/1699999999.000200"),
        (
            f"who wrote {ROOT.replace('tidewater', 'acme.enterprise')}?",
            "C0SMS/1700000000.000100",
            "C0SMS/1700000000.000100",
        ),
        (f"{ROOT}?cid=C0SMS&thread_ts=1699999999.000200", "C0SMS/1700000000.000100", "C0SMS/1699999999.000200"),
    ],
)  # fmt: skip
def test_a_permalink_names_a_message_and_its_thread(
    text: str, source: str, conversation: str
) -> None:
    pointer = pointer_in(text)
    assert pointer is not None
    assert (pointer.source, pointer.conversation) == (source, conversation)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://tidewater.slack.com/archives/C0SMS",
        "https://slack.com.evil.example/archives/C0SMS/p1700000000000100",
        "https://evil.example/archives/C0SMS/p1700000000000100",
        "http://tidewater.slack.com/archives/C0SMS/p1700000000000100",
        "https://tidewater.slack.com/archives/C0SMS/p17",
    ],
)
def test_what_is_no_permalink_names_nothing(text: str) -> None:
    assert pointer_in(text) is None


@given(
    channel=st.from_regex(r"[CDG][A-Z0-9]{5,12}", fullmatch=True),
    ts=st.from_regex(r"1[0-9]{9}\.[0-9]{6}", fullmatch=True),
    thread=st.none() | st.from_regex(r"1[0-9]{9}\.[0-9]{6}", fullmatch=True),
)
def test_what_is_written_is_read_back(channel: str, ts: str, thread: str | None) -> None:
    event = {"channel": channel, "ts": ts} | ({"thread_ts": thread} if thread else {})
    link = permalink("https://tidewater.slack.com/", event)
    assert link is not None
    expected = thread if thread and thread != ts else ""
    assert pointer_in(link) == Pointer(channel_id=channel, ts=ts, thread_ts=expected)


def test_an_event_that_does_not_say_where_it_is_has_no_link() -> None:
    assert permalink("", {"channel": "C1", "ts": "1.2"}) is None
    assert permalink("https://x.slack.com/", {"channel": "C1"}) is None


def test_what_stands_beside_a_permalink_stays() -> None:
    assert without_permalink(f"{REPLY} to Ana Souza") == "to Ana Souza"
    assert without_permalink("Ana") == "Ana"
