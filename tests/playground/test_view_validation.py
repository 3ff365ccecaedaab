"""The limits of views: the last value that is taken, and the first that is not."""

from typing import Any

import pytest

from playground.validation import problems_in_view
from tests.playground.blocks import button, field, modal, mrkdwn, option, plain, section

DIVIDER = {"type": "divider"}
TEXT = {"type": "plain_text_input", "action_id": "a"}


@pytest.mark.parametrize(
    "view",
    [
        modal(field(TEXT)),
        modal(*[DIVIDER] * 100),
        modal(title=plain("x" * 24), submit=plain("x" * 24), close=plain("x" * 24)),
        modal(private_metadata="x" * 3000, callback_id="x" * 255, external_id="x" * 255),
        modal(field({**TEXT, "initial_value": "x" * 3000, "placeholder": plain("x" * 150)})),
        modal(field({**TEXT, "max_length": 3, "initial_value": "abc"}, hint=plain("x" * 2000))),
        modal(field({"type": "number_input", "is_decimal_allowed": False, "initial_value": "1"})),
        modal(
            field({"type": "external_select", "min_query_length": 0, "initial_option": option()})
        ),
        {"type": "home", "blocks": [section(text=mrkdwn())]},
    ],
)
def test_a_view_at_its_limits_is_taken(view: dict[str, Any]) -> None:
    assert problems_in_view(view) == []


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal(*[DIVIDER] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (
            modal(title=plain("x" * 25)),
            "must be less than 25 characters [json-pointer:/view/title/text]",
        ),
        (
            modal(submit=plain("x" * 25)),
            "must be less than 25 characters [json-pointer:/view/submit/text]",
        ),
        (
            modal(private_metadata="x" * 3001),
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (
            modal(field({**TEXT, "initial_value": "x" * 3001})),
            "must be less than 3001 characters [json-pointer:/view/blocks/0/element/initial_value]",
        ),
        (
            modal(field({**TEXT, "initial_value": "abcd", "max_length": 3})),
            "must be less than 4 characters [json-pointer:/view/blocks/0/element/initial_value]",
        ),
        (
            modal(field({**TEXT, "initial_value": "ab", "min_length": 3})),
            "must be more than 2 characters [json-pointer:/view/blocks/0/element/initial_value]",
        ),
        (
            modal(field({**TEXT, "min_length": 4, "max_length": 3})),
            (
                "min_length must not be greater than max_length"
                " [json-pointer:/view/blocks/0/element/min_length]"
            ),
        ),
        (
            modal(field(TEXT, label=plain("x" * 2001))),
            "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
        ),
        (
            modal(field(button())),
            "unsupported type: button [json-pointer:/view/blocks/0/element/type]",
        ),
        (
            modal(field({**TEXT, "focus_on_load": True}), field({**TEXT, "focus_on_load": True})),
            "only one element may have focus_on_load [json-pointer:/view/blocks]",
        ),
        (
            {"type": "modal", "title": plain(), "blocks": [field(TEXT)]},
            "missing required field: submit, as the view has an input block [json-pointer:/view]",
        ),
        (
            modal({"type": "markdown", "text": "x"}),
            "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
        ),
        (
            {"type": "home", "blocks": [], "title": plain()},
            "invalid additional property: title [json-pointer:/view]",
        ),
        ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
        ({"type": "window"}, "unsupported type: window [json-pointer:/view/type]"),
        ([], "must provide an object [json-pointer:/view]"),
    ],
)
def test_a_view_beyond_its_limits_is_refused(view: Any, problem: str) -> None:
    assert f"[ERROR] {problem}" in problems_in_view(view)
