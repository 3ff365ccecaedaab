"""Whole messages, views and option lists: what Slack would say about each."""

from collections.abc import Iterator, Mapping
from typing import Any

from playground.validation.blocks import CUMULATIVE_MARKDOWN, IN_MESSAGE, IN_VIEW
from playground.validation.checks import (
    Check,
    array,
    boolean,
    by_type,
    mapping,
    one_of,
    report,
    string,
    utf16_length,
)
from playground.validation.texts import OPTION, OPTION_GROUP, plain

MAX_MESSAGE_CHARS = 13_200
_TEXT_KEYS = ("text", "alt_text")


def problems_in_message(blocks: Any) -> list[str]:
    """Everything Slack would refuse in the blocks of a message; empty when it takes them."""
    found: list[str] = []
    _blocks(IN_MESSAGE, most=50)(blocks, "/blocks", found)
    if text_size(blocks) > MAX_MESSAGE_CHARS:
        report(found, f"must be less than {MAX_MESSAGE_CHARS + 1} characters in all", "/blocks")
    return found


def problems_in_view(view: Any) -> list[str]:
    """Everything Slack would refuse in a modal or a home page; empty when it takes it."""
    found: list[str] = []
    by_type({"modal": _MODAL, "home": _HOME})(view, "/view", found)
    return found


def problems_in_options(answer: Any) -> list[str]:
    """Everything Slack would refuse in the answer to a block_suggestion."""
    found: list[str] = []
    if not isinstance(answer, dict) or ("options" in answer) == ("option_groups" in answer):
        report(found, "must provide exactly one of: options, option_groups", "")
        return found
    if "options" in answer:
        array(OPTION, least=0, most=100)(answer["options"], "/options", found)
    else:
        array(OPTION_GROUP, least=0, most=100)(answer["option_groups"], "/option_groups", found)
    return found


def text_size(blocks: Any) -> int:
    """All the text of some blocks, in UTF-16 units: what `msg_blocks_too_long` counts."""
    return sum(utf16_length(text) for text in _texts(blocks))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, dict):
        for name, entry in value.items():
            if name in _TEXT_KEYS and isinstance(entry, str):
                yield entry
            else:
                yield from _texts(entry)


def _blocks(kinds: Mapping[str, Check], *, most: int) -> Check:
    every = array(by_type(kinds), least=0, most=most)

    def check(value: Any, pointer: str, found: list[str]) -> None:
        every(value, pointer, found)
        if isinstance(value, list):
            known = [entry for entry in value if isinstance(entry, dict)]
            _block_ids_are_unique(known, pointer, found)
            _markdown_fits(known, pointer, found)

    return check


def _block_ids_are_unique(blocks: list[Any], pointer: str, found: list[str]) -> None:
    seen: set[Any] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if not isinstance(block_id, str):
            continue
        if block_id in seen:
            report(found, f"block_id `{block_id}` already exists", f"{pointer}/{place}/block_id")
        seen.add(block_id)


def _markdown_fits(blocks: list[Any], pointer: str, found: list[str]) -> None:
    texts = [block.get("text") for block in blocks if block.get("type") == "markdown"]
    if sum(utf16_length(text) for text in texts if isinstance(text, str)) > CUMULATIVE_MARKDOWN:
        report(
            found,
            f"markdown blocks must be less than {CUMULATIVE_MARKDOWN + 1} characters",
            pointer,
        )


def _submit_goes_with_input(view: Any, pointer: str, found: list[str]) -> None:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        report(found, "missing required field: submit, as the view has an input block", pointer)


def _one_focus(view: Any, pointer: str, found: list[str]) -> None:
    if sum(_focused(block) for block in view["blocks"]) > 1:
        report(found, "only one element may have focus_on_load", f"{pointer}/blocks")


def _focused(block: Mapping[str, Any]) -> int:
    inside = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
    return sum(1 for each in inside if isinstance(each, dict) and each.get("focus_on_load") is True)


_COMMON: dict[str, Check] = {
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
    "private_metadata": string(3000, least=0),
}
_MODAL = mapping(
    required={
        "type": one_of("modal"),
        "title": plain(24),
        "blocks": _blocks(IN_VIEW, most=100),
    },
    optional={
        **_COMMON,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    rules=(_submit_goes_with_input, _one_focus),
)
_HOME = mapping(
    required={"type": one_of("home"), "blocks": _blocks(IN_VIEW, most=100)},
    optional=_COMMON,
    rules=(_one_focus,),
)
