"""What Slack makes of a text, and of rich text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.markup import command_text, escaped, sent_text, typed_text, unescaped
from playground.rich_text import rich_text_of


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("<!channel> hi", "&lt;!channel&gt; hi"),
        ("<@U0SAM> and <#C0SMS>", "<@U0SAM> and <#C0SMS>"),
        ("ana@acme.example", "<mailto:ana@acme.example|ana@acme.example>"),
        ("see https://acme.example/a?b=1.", "see <https://acme.example/a?b=1>."),
        ("acme.com is down", "<http://acme.com|acme.com> is down"),
        ("e.g. this", "e.g. this"),
        ("+44 7911 123456", "<tel:+447911123456|+44 7911 123456>"),
        ("(404) 382-0134", "<tel:4043820134|(404) 382-0134>"),
        ("777 2025-04-02", "777 2025-04-02"),
        ("order 1001, 2 pieces", "order 1001, 2 pieces"),
    ],
)
def test_what_people_type_is_escaped_and_linked(typed: str, text: str) -> None:
    assert typed_text(typed) == text


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("<!channel> <https://a.example|x>", "<!channel> <https://a.example|x>"),
        ("<b>bold</b> & &lt;ok&gt;", "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;ok&gt;"),
        ("<mailto:a@b.example|a@b.example>", "<mailto:a@b.example|a@b.example>"),
        ("<!date^1392734382^{date}|then>", "<!date^1392734382^{date}|then>"),
        ("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;"),
    ],
)
def test_what_apps_send_keeps_its_tokens(sent: str, text: str) -> None:
    assert sent_text(sent) == text


@given(st.text())
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.text())
def test_nothing_a_person_types_becomes_a_broadcast(text: str) -> None:
    assert "<!" not in typed_text(text)


@given(st.text(alphabet="ab <>&*_~`:\n\u202e@.com+1234567890", max_size=60))
def test_every_text_but_an_empty_one_is_laid_out_in_one_block(text: str) -> None:
    shown = typed_text(text)
    blocks = rich_text_of(shown)
    assert [block["type"] for block in blocks] == (["rich_text"] if text else [])


def test_a_command_names_those_it_mentions() -> None:
    names = {"U0SAM": "sam"}
    assert command_text("<@U0SAM> <@U0X> a&b", names) == "<@U0SAM|sam> <@U0X> a&amp;b"


def test_styles_links_quotes_and_code_are_elements() -> None:
    text = typed_text("*bold* _it_ ~no~ `x` :wave: ana@acme.example")
    elements = rich_text_of(text)[0]["elements"][0]["elements"]
    assert [e for e in elements if e.get("text") != " "] == [
        {"type": "text", "text": "bold", "style": {"bold": True}},
        {"type": "text", "text": "it", "style": {"italic": True}},
        {"type": "text", "text": "no", "style": {"strike": True}},
        {"type": "text", "text": "x", "style": {"code": True}},
        {"type": "emoji", "name": "wave"},
        {"type": "link", "url": "mailto:ana@acme.example", "text": "ana@acme.example"},
    ]


def test_quoted_lines_and_code_fences_are_parts_of_their_own() -> None:
    parts = rich_text_of("&gt; she said\nyes\n```\na &lt; b\n```\nend")[0]["elements"]
    assert [part["type"] for part in parts] == [
        "rich_text_quote",
        "rich_text_section",
        "rich_text_preformatted",
        "rich_text_section",
    ]
    assert parts[2]["elements"] == [{"type": "text", "text": "a < b"}]


def test_tokens_become_elements() -> None:
    text = "<@U1><#C1><!here><!subteam^S1|x><!date^1^{date}|then><https://a.example>"
    assert rich_text_of(text)[0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "text", "text": "then"},
        {"type": "link", "url": "https://a.example"},
    ]
