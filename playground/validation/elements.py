"""Interactive elements and images, and which block may hold which."""

import re
from typing import Any

from playground.validation.checks import (
    Check,
    address,
    array,
    boolean,
    integer,
    mapping,
    one_of,
    report,
    string,
)
from playground.validation.texts import (
    ACTION_ID,
    CONFIRM,
    MARKED_OPTION,
    OPTION,
    OPTIONS_OR_GROUPS,
    OVERFLOW_OPTION,
    RICH_TEXT,
    initial_choice_is_offered,
    initial_text_fits,
    one_list_of_options,
    plain,
    values_are_unique,
)

_WEB = ("http://", "https://")
_PLACEHOLDER = plain(150)
_FOCUS: dict[str, Check] = {"focus_on_load": boolean}
_ID = string(255)
_MANY: dict[str, Check] = {"max_selected_items": integer(1, 100)}


def _pattern(pattern: str, named: str) -> Check:
    shape = re.compile(pattern)

    def check(value: Any, pointer: str, found: list[str]) -> None:
        if not isinstance(value, str) or not shape.fullmatch(value):
            report(found, f"must be {named}", pointer)

    return check


_DATE = _pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date, YYYY-MM-DD")
_TIME = _pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time, HH:mm")
_NUMBER = _pattern(r"-?\d+(\.\d+)?", "a number written as a string")


def _element(
    kind: str, required: dict[str, Check], optional: dict[str, Check], *rules: Any
) -> Check:
    return mapping(
        required={"type": one_of(kind), **required},
        optional={"action_id": ACTION_ID, **optional},
        rules=rules,
    )


def _one_image(value: Any, pointer: str, found: list[str]) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        report(found, "must provide exactly one of: image_url, slack_file", pointer)


SLACK_FILE = mapping(optional={"id": _ID, "url": address(3000, *_WEB)})
IMAGE = mapping(
    required={"type": one_of("image"), "alt_text": string(2000, least=0)},
    optional={"image_url": address(3000, *_WEB), "slack_file": SLACK_FILE},
    rules=(_one_image,),
)
_FILTER = mapping(
    optional={
        "include": array(one_of("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)
_MENU: dict[str, Check] = {"placeholder": _PLACEHOLDER, "confirm": CONFIRM, **_FOCUS}
_CONVERSATIONS: dict[str, Check] = {
    "default_to_current_conversation": boolean,
    "filter": _FILTER,
}


def _menus() -> dict[str, Check]:
    one: dict[str, Check] = {"initial_option": OPTION}
    several: dict[str, Check] = {"initial_options": array(OPTION, most=100), **_MANY}
    fits = (one_list_of_options, values_are_unique, initial_choice_is_offered)
    reply: dict[str, Check] = {"response_url_enabled": boolean}
    query: dict[str, Check] = {"min_query_length": integer(0, 255)}
    found = {
        "static_select": _element(
            "static_select", {}, {**_MENU, **OPTIONS_OR_GROUPS, **one}, *fits
        ),
        "multi_static_select": _element(
            "multi_static_select", {}, {**_MENU, **OPTIONS_OR_GROUPS, **several}, *fits
        ),
        "external_select": _element("external_select", {}, {**_MENU, **one, **query}),
        "multi_external_select": _element(
            "multi_external_select", {}, {**_MENU, **several, **query}
        ),
    }
    for noun, extra in (
        ("user", {}),
        ("conversation", {**_CONVERSATIONS, **reply}),
        ("channel", reply),
    ):
        single, multi = f"{noun}s_select", f"multi_{noun}s_select"
        found[single] = _element(single, {}, {**_MENU, f"initial_{noun}": _ID, **extra})
        without_reply = {name: check for name, check in extra.items() if name not in reply}
        found[multi] = _element(
            multi,
            {},
            {**_MENU, **_MANY, f"initial_{noun}s": array(_ID, most=100), **without_reply},
        )
    return found


def _ticks(kind: str, initial: dict[str, Check]) -> Check:
    return _element(
        kind,
        {"options": array(MARKED_OPTION, most=10)},
        {"confirm": CONFIRM, **_FOCUS, **initial},
        values_are_unique,
        initial_choice_is_offered,
    )


_DISPATCH = mapping(
    optional={
        "trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), most=2)
    }
)
_TYPED: dict[str, Check] = {
    "placeholder": _PLACEHOLDER,
    "dispatch_action_config": _DISPATCH,
    **_FOCUS,
}
_PICKED: dict[str, Check] = {"placeholder": _PLACEHOLDER, "confirm": CONFIRM, **_FOCUS}

MENUS = _menus()
CHOICES: dict[str, Check] = {
    "checkboxes": _ticks("checkboxes", {"initial_options": array(MARKED_OPTION, most=10)}),
    "radio_buttons": _ticks("radio_buttons", {"initial_option": MARKED_OPTION}),
    "datepicker": _element("datepicker", {}, {**_PICKED, "initial_date": _DATE}),
    "timepicker": _element(
        "timepicker", {}, {**_PICKED, "initial_time": _TIME, "timezone": string(255)}
    ),
    "datetimepicker": _element(
        "datetimepicker",
        {},
        {"confirm": CONFIRM, **_FOCUS, "initial_date_time": integer(0, 9_999_999_999)},
    ),
}
PRESSED: dict[str, Check] = {
    "button": _element(
        "button",
        {"text": plain(75)},
        {
            "url": address(3000, *_WEB, "mailto:", "slack:", "tel:"),
            "value": string(2000, least=0),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "overflow": _element(
        "overflow",
        {"options": array(OVERFLOW_OPTION, most=5)},
        {"confirm": CONFIRM},
        values_are_unique,
    ),
}
_LENGTHS: dict[str, Check] = {"min_length": integer(0, 3000), "max_length": integer(1, 3000)}
TYPED: dict[str, Check] = {
    "plain_text_input": _element(
        "plain_text_input",
        {},
        {**_TYPED, **_LENGTHS, "initial_value": string(3000, least=0), "multiline": boolean},
        initial_text_fits,
    ),
    "email_text_input": _element(
        "email_text_input", {}, {**_TYPED, "initial_value": string(3000, least=0)}
    ),
    "url_text_input": _element(
        "url_text_input", {}, {**_TYPED, "initial_value": string(3000, least=0)}
    ),
    "number_input": _element(
        "number_input",
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": _NUMBER, "min_value": _NUMBER, "max_value": _NUMBER},
    ),
    "rich_text_input": _element("rich_text_input", {}, {**_TYPED, "initial_value": RICH_TEXT}),
    "file_input": _element(
        "file_input",
        {},
        {"filetypes": array(string(255), most=100), "max_files": integer(1, 10)},
    ),
}

IN_SECTION: dict[str, Check] = {**PRESSED, **MENUS, **CHOICES, "image": IMAGE}
IN_ACTIONS: dict[str, Check] = {**PRESSED, **MENUS, **CHOICES}
IN_INPUT: dict[str, Check] = {**TYPED, **MENUS, **CHOICES}
