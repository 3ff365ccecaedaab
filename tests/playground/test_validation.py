"""The limits of messages: the last value that is taken, and the first that is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.validation import (
    problems_in_message,
    problems_in_options,
    problems_in_view,
    text_size,
    utf16_length,
)
from tests.playground.blocks import (
    button,
    field,
    menu,
    mrkdwn,
    option,
    options,
    plain,
    rich,
    row,
    section,
)

IMAGE = {"type": "image", "image_url": "https://a.example/i.png", "alt_text": "an image"}
CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}

TAKEN_BY_MESSAGES = [
    section(text=mrkdwn("x" * 3000)),
    section(fields=[mrkdwn("x" * 1300)] * 10),
    section(text=mrkdwn(), accessory=button(action_id="a" * 255, value="v" * 2000)),
    section(text=mrkdwn(), accessory=menu(initial_option=option("1"))),
    section(text=mrkdwn(), accessory=IMAGE, expand=True),
    section(text={"type": "mrkdwn", "text": "x", "verbatim": True}),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [mrkdwn()] * 9 + [IMAGE]},
    {"type": "divider", "block_id": "b" * 255},
    {**IMAGE, "title": plain()},
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x"},
    row(*[button(action_id=str(n)) for n in range(25)]),
    row(button(text=plain("x" * 75), style="danger", confirm=CONFIRM, url="https://a.example")),
    row({"type": "overflow", "action_id": "o", "options": options(5)}),
    row(menu(options=options(100))),
    row({"type": "static_select", "option_groups": [{"label": plain(), "options": options(3)}]}),
    row({"type": "users_select", "initial_user": "U1"}),
    row({"type": "multi_conversations_select", "initial_conversations": ["C1"]}),
    row({"type": "datepicker", "initial_date": "2026-02-28"}),
    row({"type": "timepicker", "initial_time": "23:59"}),
    row({"type": "checkboxes", "options": [option(text="y", description=mrkdwn())]}),
    rich({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "user", "user_id": "U1"}),
    {"type": "markdown", "text": "x" * 12_000},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 20] * 100},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain(), "value": "1"},
                "negative_button": {"text": plain(), "value": "0"},
            }
        ],
    },
]

CROWDED = {"type": "context", "elements": [mrkdwn()] * 11}
TOO_LONG = "must be less than {} characters"
REFUSED_IN_MESSAGES: list[tuple[dict[str, Any], str, str]] = [
    (section(text=mrkdwn("x" * 3001)), TOO_LONG.format(3001), "/text/text"),
    (section(text=mrkdwn("😀" * 1501)), TOO_LONG.format(3001), "/text/text"),
    (section(text=mrkdwn("")), "must be more than 0 characters", "/text/text"),
    (section(text=mrkdwn(), fields=[mrkdwn()] * 11), "no more than 10 items allowed", "/fields"),
    (section(fields=[mrkdwn("x" * 2001)]), TOO_LONG.format(2001), "/fields/0/text"),
    (section(fields=[]), "must contain at least 1 items", "/fields"),
    (section(), "missing required field: text or fields", ""),
    (section(text="words"), "must provide an object", "/text"),
    (section(text={"type": "html", "text": "x"}), "unsupported type: html", "/text/type"),
    (section(text={"text": "x"}), "missing required field: type", "/text"),
    (
        section(text={"type": "mrkdwn", "text": "x", "emoji": True}),
        "invalid additional property: emoji",
        "/text",
    ),
    (section(text=mrkdwn(), colour="red"), "invalid additional property: colour", ""),
    (section(text=mrkdwn(7)), "must provide a string", "/text/text"),  # type: ignore[arg-type]  # the point of the row
    ({"type": "header", "text": plain("x" * 151)}, TOO_LONG.format(151), "/text/text"),
    ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn", "/text/type"),
    (
        {"type": "context", "elements": [mrkdwn()] * 11},
        "no more than 10 items allowed",
        "/elements",
    ),
    ({"type": "context", "elements": []}, "must contain at least 1 items", "/elements"),
    (row(*[button()] * 26), "no more than 25 items allowed", "/elements"),
    (row(), "must contain at least 1 items", "/elements"),
    (row(IMAGE), "unsupported type: image", "/elements/0/type"),
    (
        row(button(action_id="a"), button(action_id="a")),
        "action_id `a` already exists in this block",
        "/elements/1/action_id",
    ),
    (row(button(text=plain("x" * 76))), TOO_LONG.format(76), "/elements/0/text/text"),
    (row(button(text=mrkdwn())), "unsupported type: mrkdwn", "/elements/0/text/type"),
    (row(button(value="x" * 2001)), TOO_LONG.format(2001), "/elements/0/value"),
    (row(button(action_id="x" * 256)), TOO_LONG.format(256), "/elements/0/action_id"),
    (row(button(url="javascript:x")), "must be a valid URL", "/elements/0/url"),
    (
        row(button(style="green")),
        "must be a valid enum value: primary, danger",
        "/elements/0/style",
    ),
    (
        row(button(confirm={**CONFIRM, "title": plain("x" * 101)})),
        TOO_LONG.format(101),
        "/elements/0/confirm/title/text",
    ),
    (row(menu(options=options(101))), "no more than 100 items allowed", "/elements/0/options"),
    (row(menu(options=[])), "must contain at least 1 items", "/elements/0/options"),
    (
        row(menu(options=[option(text="x" * 76)])),
        TOO_LONG.format(76),
        "/elements/0/options/0/text/text",
    ),
    (
        row(menu(options=[option("x" * 151)])),
        TOO_LONG.format(151),
        "/elements/0/options/0/value",
    ),
    (
        row(menu(options=[option(description=plain("x" * 76))])),
        TOO_LONG.format(76),
        "/elements/0/options/0/description/text",
    ),
    (
        row(menu(options=[option(), option()])),
        "option value `v` must be unique",
        "/elements/0",
    ),
    (
        row(menu(initial_option=option("9"))),
        "must be one of the provided options",
        "/elements/0/initial_option",
    ),
    (
        row({"type": "static_select"}),
        "must provide exactly one of: options, option_groups",
        "/elements/0",
    ),
    (
        row(menu(placeholder=plain("x" * 151))),
        TOO_LONG.format(151),
        "/elements/0/placeholder/text",
    ),
    (
        row({"type": "overflow", "options": options(6)}),
        "no more than 5 items allowed",
        "/elements/0/options",
    ),
    (
        row({"type": "checkboxes", "options": options(11)}),
        "no more than 10 items allowed",
        "/elements/0/options",
    ),
    (
        row({"type": "datepicker", "initial_date": "28.2.2026"}),
        "must be a date, YYYY-MM-DD",
        "/elements/0/initial_date",
    ),
    (row({"type": "plain_text_input"}), "unsupported type: plain_text_input", "/elements/0/type"),
    ({"type": "image", "alt_text": "x"}, "must provide exactly one of: image_url, slack_file", ""),
    ({**IMAGE, "image_url": "ftp://a"}, "must be a valid URL", "/image_url"),
    ({"type": "divider", "block_id": "b" * 256}, TOO_LONG.format(256), "/block_id"),
    (field({"type": "plain_text_input"}), "unsupported type: input", "/type"),
    (rich({"type": "text"}), "missing required field: text", "/elements/0/elements/0"),
    (rich({"type": "blink"}), "unsupported type: blink", "/elements/0/elements/0/type"),
    ({"type": "markdown", "text": "x" * 12_001}, TOO_LONG.format(12_001), "/text"),
    ({"type": ["section"]}, "unsupported type: ['section']", "/type"),
    ({}, "missing required field: type", ""),
]


@pytest.mark.parametrize("block", TAKEN_BY_MESSAGES, ids=lambda block: str(block["type"]))
def test_a_block_at_its_limits_is_taken(block: dict[str, Any]) -> None:
    assert problems_in_message([block]) == []


@pytest.mark.parametrize(("block", "reason", "pointer"), REFUSED_IN_MESSAGES)
def test_a_block_beyond_its_limits_is_refused(
    block: dict[str, Any], reason: str, pointer: str
) -> None:
    assert f"[ERROR] {reason} [json-pointer:/blocks/0{pointer}]" in problems_in_message([block])


DIVIDER = {"type": "divider"}


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ([DIVIDER] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ("text", "must provide an array [json-pointer:/blocks]"),
        ([7], "must provide an object [json-pointer:/blocks/0]"),
        (
            [{**DIVIDER, "block_id": "b"}] * 2,
            "block_id `b` already exists [json-pointer:/blocks/1/block_id]",
        ),
        (
            [section(text=mrkdwn("x" * 2641))] * 5,
            "must be less than 13201 characters in all [json-pointer:/blocks]",
        ),
        (
            [{"type": "markdown", "text": "x" * 6001}] * 2,
            "markdown blocks must be less than 12001 characters [json-pointer:/blocks]",
        ),
    ],
)
def test_blocks_are_judged_together_too(blocks: Any, problem: str) -> None:
    assert f"[ERROR] {problem}" in problems_in_message(blocks)


def test_fifty_blocks_and_13200_characters_are_taken() -> None:
    assert problems_in_message([DIVIDER] * 50) == []
    assert problems_in_message([section(text=mrkdwn("x" * 2640))] * 5) == []


def test_options_are_one_list_or_groups() -> None:
    group = {"label": plain(), "options": options(2)}
    assert problems_in_options({"options": []}) == []
    assert problems_in_options({"option_groups": [group]}) == []
    answers: list[Any] = [{}, {"options": [], "option_groups": []}, None, []]
    for answer in answers:
        assert problems_in_options(answer) == [
            "[ERROR] must provide exactly one of: options, option_groups [json-pointer:]"
        ]


@given(st.text())
def test_lengths_are_counted_in_utf16_units(text: str) -> None:
    assert utf16_length(text) == sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


@given(st.text(min_size=1, max_size=4000))
def test_a_section_is_taken_exactly_up_to_three_thousand_units(text: str) -> None:
    taken = problems_in_message([section(text=mrkdwn(text))]) == []
    assert taken == (utf16_length(text) <= 3000)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "options", "blocks", "element", "value"])
            | st.text(max_size=3),
            inner
            | st.sampled_from(["section", "actions", "button", "modal", "rich_text", "input"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_whatever_comes_is_judged_without_a_crash(value: Any) -> None:
    for judge in (problems_in_message, problems_in_view, problems_in_options):
        for problem in judge(value):
            assert problem.startswith("[ERROR] ")
    assert text_size(value) >= 0
