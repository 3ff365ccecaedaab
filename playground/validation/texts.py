"""Text objects, confirmation dialogues, options and rich text."""

from typing import Any

from playground.validation.checks import (
    Check,
    address,
    array,
    boolean,
    by_type,
    integer,
    mapping,
    one_of,
    report,
    string,
    utf16_length,
)

ACTION_ID = string(255)
BLOCK_ID = string(255)
MAX_OPTIONS = 100


def plain(most: int, *, least: int = 1) -> Check:
    """Accepts a plain_text object."""
    return by_type(
        {
            "plain_text": mapping(
                required={"type": one_of("plain_text"), "text": string(most, least=least)},
                optional={"emoji": boolean},
            )
        }
    )


def any_text(most: int) -> Check:
    """Accepts a plain_text or mrkdwn object."""
    return by_type(
        {
            "plain_text": plain(most),
            "mrkdwn": mapping(
                required={"type": one_of("mrkdwn"), "text": string(most)},
                optional={"verbatim": boolean},
            ),
        }
    )


CONFIRM = mapping(
    required={"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    optional={"style": one_of("primary", "danger")},
)

OPTION = mapping(
    required={"text": plain(75), "value": string(150)}, optional={"description": plain(75)}
)
MARKED_OPTION = mapping(
    required={"text": any_text(75), "value": string(150)}, optional={"description": any_text(75)}
)
OVERFLOW_OPTION = mapping(
    required={"text": plain(75), "value": string(150)},
    optional={"description": plain(75), "url": address(3000, "http://", "https://", "mailto:")},
)
OPTION_GROUP = mapping(
    required={"label": plain(75), "options": array(OPTION, most=MAX_OPTIONS)},
)

_STYLES = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "client_highlight",
    "unlink",
)
_STYLE = mapping(optional=dict.fromkeys(_STYLES, boolean))


def _leaf(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    return mapping(
        required={"type": one_of(kind), **required}, optional={"style": _STYLE, **(optional or {})}
    )


_WORD = string(3000)
_LEAVES: dict[str, Check] = {
    "text": _leaf("text", {"text": string(12_000)}),
    "link": _leaf("link", {"url": string(3000)}, {"text": _WORD, "unsafe": boolean}),
    "user": _leaf("user", {"user_id": string(255)}),
    "usergroup": _leaf("usergroup", {"usergroup_id": string(255)}),
    "channel": _leaf("channel", {"channel_id": string(255)}),
    "emoji": _leaf(
        "emoji", {"name": string(255)}, {"unicode": string(255), "skin_tone": integer(1, 6)}
    ),
    "broadcast": _leaf("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "date": _leaf(
        "date",
        {"timestamp": integer(0, 2**53), "format": string(255)},
        {"url": address(3000, "http://", "https://"), "fallback": string(255)},
    ),
    "color": _leaf("color", {"value": string(7)}),
}
_SECTION = mapping(
    required={
        "type": one_of("rich_text_section"),
        "elements": array(by_type(_LEAVES), least=0, most=1000),
    }
)
_PARTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_list": mapping(
        required={
            "type": one_of("rich_text_list"),
            "style": one_of("bullet", "ordered"),
            "elements": array(by_type({"rich_text_section": _SECTION}), most=1000),
        },
        optional={"indent": integer(0, 8), "offset": integer(0, 10_000), "border": integer(0, 1)},
    ),
    "rich_text_preformatted": mapping(
        required={
            "type": one_of("rich_text_preformatted"),
            "elements": array(
                by_type({"text": _LEAVES["text"], "link": _LEAVES["link"]}), least=0, most=1000
            ),
        },
        optional={"border": integer(0, 1), "language": string(255)},
    ),
    "rich_text_quote": mapping(
        required={
            "type": one_of("rich_text_quote"),
            "elements": array(by_type(_LEAVES), least=0, most=1000),
        },
        optional={"border": integer(0, 1)},
    ),
}
RICH_TEXT = mapping(
    required={"type": one_of("rich_text"), "elements": array(by_type(_PARTS), most=1000)},
    optional={"block_id": BLOCK_ID},
)


OPTIONS_OR_GROUPS: dict[str, Check] = {
    "options": array(OPTION, most=MAX_OPTIONS),
    "option_groups": array(OPTION_GROUP, most=MAX_OPTIONS),
}


def one_list_of_options(value: Any, pointer: str, found: list[str]) -> None:
    """Refuses a select with both `options` and `option_groups`, or with neither."""
    if ("options" in value) == ("option_groups" in value):
        report(found, "must provide exactly one of: options, option_groups", pointer)


def offered(value: dict[str, Any]) -> list[Any]:
    """Every option of a menu, those in groups included."""
    inside = [entry for group in value.get("option_groups", ()) for entry in group["options"]]
    return [*value.get("options", ()), *inside]


def values_are_unique(value: Any, pointer: str, found: list[str]) -> None:
    """Refuses two options with one value, which nobody could tell apart afterwards."""
    seen: set[str] = set()
    for option in offered(value):
        if option["value"] in seen:
            report(found, f"option value `{option['value']}` must be unique", pointer)
        seen.add(option["value"])


def initial_choice_is_offered(value: Any, pointer: str, found: list[str]) -> None:
    """Refuses an initial choice that is not, field by field, one of the options."""
    single = value.get("initial_option")
    if single is not None and single not in offered(value):
        report(found, "must be one of the provided options", f"{pointer}/initial_option")
    for place, chosen in enumerate(value.get("initial_options", ())):
        if chosen not in offered(value):
            report(
                found, "must be one of the provided options", f"{pointer}/initial_options/{place}"
            )
    most = value.get("max_selected_items")
    if most is not None and len(value.get("initial_options", ())) > most:
        report(found, f"no more than {most} items allowed", f"{pointer}/initial_options")


def initial_text_fits(value: Any, pointer: str, found: list[str]) -> None:
    """Refuses an initial text that the field itself would not let anyone type."""
    least, most = value.get("min_length", 0), value.get("max_length", 3000)
    if least > most:
        report(found, "min_length must not be greater than max_length", f"{pointer}/min_length")
    initial = value.get("initial_value")
    if initial is None:
        return
    if utf16_length(initial) > most:
        report(found, f"must be less than {most + 1} characters", f"{pointer}/initial_value")
    if initial and utf16_length(initial) < least:
        report(found, f"must be more than {least - 1} characters", f"{pointer}/initial_value")
