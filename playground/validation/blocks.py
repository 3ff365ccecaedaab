"""The blocks of a message, a modal and a home page."""

from typing import Any

from playground.validation.checks import (
    Check,
    address,
    array,
    boolean,
    by_type,
    mapping,
    one_of,
    report,
    string,
)
from playground.validation.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION, SLACK_FILE
from playground.validation.texts import BLOCK_ID, RICH_TEXT, any_text, plain

_WEB = ("http://", "https://")


def _block(kind: str, required: dict[str, Check], optional: dict[str, Check], *rules: Any) -> Check:
    return mapping(
        required={"type": one_of(kind), **required},
        optional={"block_id": BLOCK_ID, **optional},
        rules=rules,
    )


def _says_something(value: Any, pointer: str, found: list[str]) -> None:
    if "text" not in value and "fields" not in value:
        report(found, "missing required field: text or fields", pointer)


def _one_source(value: Any, pointer: str, found: list[str]) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        report(found, "must provide exactly one of: image_url, slack_file", pointer)


def _action_ids_are_unique(value: Any, pointer: str, found: list[str]) -> None:
    seen: set[str] = set()
    for place, element in enumerate(value["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            report(
                found,
                f"action_id `{action_id}` already exists in this block",
                f"{pointer}/elements/{place}/action_id",
            )
        if action_id is not None:
            seen.add(action_id)


_CELL = by_type(
    {
        "raw_text": mapping(required={"type": one_of("raw_text"), "text": string(3000)}),
        "rich_text": RICH_TEXT,
    }
)
_FEEDBACK = mapping(
    required={"text": plain(75), "value": string(2000)},
    optional={"accessibility_label": string(75)},
)
_CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": mapping(
        required={
            "type": one_of("feedback_buttons"),
            "positive_button": _FEEDBACK,
            "negative_button": _FEEDBACK,
        },
        optional={"action_id": string(255)},
    ),
    "icon_button": mapping(
        required={"type": one_of("icon_button"), "icon": one_of("trash"), "text": plain(75)},
        optional={
            "action_id": string(255),
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": array(string(255), most=100),
        },
    ),
}
_TEXT_OR_IMAGE: dict[str, Check] = {
    "image": IMAGE,
    "plain_text": any_text(3000),
    "mrkdwn": any_text(3000),
}

ANYWHERE: dict[str, Check] = {
    "section": _block(
        "section",
        {},
        {
            "text": any_text(3000),
            "fields": array(any_text(2000), most=10),
            "accessory": by_type(IN_SECTION),
            "expand": boolean,
        },
        _says_something,
    ),
    "divider": _block("divider", {}, {}),
    "header": _block("header", {"text": plain(150)}, {}),
    "image": _block(
        "image",
        {"alt_text": string(2000)},
        {
            "image_url": address(3000, *_WEB),
            "slack_file": SLACK_FILE,
            "title": plain(2000),
        },
        _one_source,
    ),
    "actions": _block(
        "actions", {"elements": array(by_type(IN_ACTIONS), most=25)}, {}, _action_ids_are_unique
    ),
    "context": _block("context", {"elements": array(by_type(_TEXT_OR_IMAGE), most=10)}, {}),
    "rich_text": RICH_TEXT,
    "video": _block(
        "video",
        {
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": address(3000, *_WEB),
            "video_url": address(3000, "https://"),
        },
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": address(3000, *_WEB),
            "provider_name": string(255),
            "title_url": address(3000, "https://"),
        },
    ),
}
IN_MESSAGE: dict[str, Check] = {
    **ANYWHERE,
    "markdown": _block("markdown", {"text": string(12_000)}, {}),
    "table": _block(
        "table",
        {"rows": array(array(_CELL, most=20), most=100)},
        {
            "column_settings": array(
                mapping(
                    optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean}
                ),
                most=20,
            )
        },
    ),
    "context_actions": _block(
        "context_actions",
        {"elements": array(by_type(_CONTEXT_ACTIONS), most=5)},
        {},
        _action_ids_are_unique,
    ),
    "file": _block("file", {"external_id": string(255), "source": one_of("remote")}, {}),
}
IN_VIEW: dict[str, Check] = {
    **ANYWHERE,
    "input": _block(
        "input",
        {"label": plain(2000), "element": by_type(IN_INPUT)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
}
CUMULATIVE_MARKDOWN = 12_000
