"""Labels in a relay's fields: read as far as a relay writes, and no further."""

from typing import Any

import pytest

from bot.parse.labels import LABEL_CHARS, labelled
from bot.parse.text import FIELDS_CHARS, SCANNED_CHARS, body_of, fields_of


def attachment(*fields: tuple[str, str]) -> dict[str, Any]:
    return {"attachments": [{"fields": [{"title": t, "value": v} for t, v in fields]}]}


def sections(*texts: str) -> list[dict[str, Any]]:
    return [{"type": "section", "fields": [{"type": "mrkdwn", "text": text}]} for text in texts]


@pytest.mark.parametrize("title", ["Email", "*E-Mail:*", " email ", "_Correo electr\u00f3nico_"])
def test_a_label_is_known_however_it_is_written(title: str) -> None:
    found = labelled(attachment((title, "<mailto:a@b.example|a@b.example>")), "")
    assert found.get("email") == "a@b.example"
    assert found.in_fields == {"email"}


def test_what_is_no_label_has_no_value() -> None:
    found = labelled(attachment(("Colour", "Email: a@b.example"), ("x" * 200, "y")), "")
    assert (found.values, found.in_fields) == ({}, set())


def test_a_title_longer_than_any_label_is_none() -> None:
    padded = "Email" + " " * LABEL_CHARS + "x"
    assert labelled(attachment((padded, "a@b.example")), "").get("email") == "a@b.example"
    assert labelled(attachment(("x" * LABEL_CHARS + "Email", "y")), "").values == {}


def test_a_former_number_is_read_in_fields() -> None:
    assert labelled(attachment(("Old number", "+44 20 7946 0123")), "").former == "+44 20 7946 0123"


def test_of_all_fields_together_so_much_is_read_and_no_more() -> None:
    long = "x" * SCANNED_CHARS
    many = [("Source", long)] * (FIELDS_CHARS // SCANNED_CHARS)
    assert labelled(attachment(*many[1:], ("Email", "a@b.example")), "").get("email")
    assert labelled(attachment(*many, ("Email", "a@b.example")), "").get("email") == ""
    assert len(fields_of(sections(*[long] * 9))) == FIELDS_CHARS // SCANNED_CHARS
    assert fields_of(sections("a", "b")) == ["a", "b"]
    assert fields_of([{"type": "context", "fields": sections("a")[0]["fields"]}]) == []


def test_the_words_of_blocks_are_read_in_their_order_as_far_as_they_are_scanned() -> None:
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "one"}},
        *sections("two"),
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "three"}]},
        {"type": "markdown", "text": "four"},
        {"type": "divider"},
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * SCANNED_CHARS}},
        *sections("never"),
    ]
    body = body_of({"blocks": blocks})
    assert body.startswith("one\ntwo\nthree\nfour\nxxx")
    assert len(body) == SCANNED_CHARS
