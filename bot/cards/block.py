"""Blocks, and every limit that Slack has for them. What is too long is shortened, never refused.

Limits: https://docs.slack.dev/reference/block-kit/blocks and .../block-elements; the size of a whole
message is documented nowhere (about 13,200 characters, slackapi/bolt-js#2509).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NewType

from bot.cards.aloud import acts, aloud
from bot.cards.text import NOTHING, Safe, cleaned, flat, shortened, units
from bot.clicks import Click, FormContext

Block = NewType("Block", dict[str, Any])
View = NewType("View", dict[str, Any])
Element = dict[str, Any]

MESSAGE_BLOCKS: Final = 45
"""Of 50."""
VIEW_BLOCKS: Final = 95
"""Of 100."""
MESSAGE_CHARS: Final = 10_000
"""Of about 13,200, over all blocks."""
SECTION_TEXT: Final = 2900
FIELD_TEXT: Final = 1900
FIELDS: Final = 10
HEADER_TEXT: Final = 150
CONTEXT_ELEMENTS: Final = 10
BUTTON_TEXT: Final = 75
OPTION_TEXT: Final = 75
OPTIONS: Final = 100
CHECKBOXES: Final = 10
LABEL_TEXT: Final = 150
PLACEHOLDER_TEXT: Final = 150
INPUT_CHARS: Final = 3000
TITLE_TEXT: Final = 24
SPOKEN_TEXT: Final = 2500
"""Beside the blocks: what a message says in short, and then all of it for those who hear it."""
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: blocks, and the text that notifications begin with and screen readers read whole."""

    text: str
    blocks: tuple[Block, ...]
    about: str = ""
    """The contact whose card it is; empty for all else."""
    reads: tuple[str, ...] = ()
    """The contacts whose whole profiles it shows without being a card of theirs."""


def message(
    text: Safe, blocks: Sequence[Block], *, about: str = "", reads: tuple[str, ...] = ()
) -> Message:
    """A message within Slack's limits; what does not fit in is left out from the end, actions excepted."""
    kept: list[Block] = []
    room = MESSAGE_CHARS - units(text)
    actions = [block for block in blocks if acts(block)]
    room -= sum(size_of(block) for block in actions)
    places = MESSAGE_BLOCKS - len(actions)
    for block in blocks:
        if acts(block):
            kept.append(block)
            continue
        size = size_of(block)
        if size <= room and places > 0:
            kept.append(block)
            room -= size
            places -= 1
    told = shortened(aloud(text, kept), SPOKEN_TEXT)
    return Message(text=told or NOTHING, blocks=tuple(kept), about=about, reads=reads)


def size_of(block: Block) -> int:
    """The characters of all texts in a block."""
    own = block.get("text")
    size = units(own["text"]) if own else 0
    parts = block.get("fields") or block.get("elements") or ()
    if block["type"] == "rich_text":
        parts = [inside for part in parts for inside in part["elements"]]
    beside = block.get("accessory")
    for part in (*parts, *([beside] if beside else ())):
        inner = part.get("text", "")
        size += units(inner if isinstance(inner, str) else inner["text"])
        size += sum(units(one["text"]["text"]) for one in part.get("options", ()))
    return size


def mrkdwn(text: Safe, limit: int = SECTION_TEXT) -> Element:
    """Safe text as mrkdwn; nothing in it is linked or mentioned by Slack on its own."""
    shown = shortened(text, limit)
    return {"type": "mrkdwn", "text": shown if shown.strip() else NOTHING, "verbatim": True}


def plain(text: str, limit: int) -> Element:
    """Any text as plain text."""
    shown = shortened(flat(text[: 2 * limit]), limit)
    return {"type": "plain_text", "text": shown or NOTHING, "emoji": False}


def header(text: str) -> Block:
    """A heading, to screen readers too."""
    return Block({"type": "header", "text": plain(text, HEADER_TEXT)})


def section(text: Safe, *, accessory: Element | None = None) -> Block:
    """A paragraph, with a button or a menu at its side."""
    found: dict[str, Any] = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        found["accessory"] = accessory
    return Block(found)


def words(text: str) -> Block:
    """Words in their own lines, without any markup: at most as many as a section takes."""
    shown = shortened(cleaned(text), SECTION_TEXT) or NOTHING
    return Block({"type": "section", "text": {"type": "plain_text", "text": shown, "emoji": False}})


def field_section(fields: Iterable[Safe]) -> Block | None:
    """Short texts in two columns; None where there are none."""
    shown = [mrkdwn(text, FIELD_TEXT) for text in fields if text][:FIELDS]
    return Block({"type": "section", "fields": shown}) if shown else None


def context(*texts: Safe) -> Block | None:
    """Small print; None where there is none."""
    shown = [mrkdwn(text, FIELD_TEXT) for text in texts if text][:CONTEXT_ELEMENTS]
    return Block({"type": "context", "elements": shown}) if shown else None


def divider() -> Block:
    """A line."""
    return Block({"type": "divider"})


def actions(block_id: str, *elements: Element) -> Block:
    """Buttons in a row."""
    return Block({"type": "actions", "block_id": block_id[:255], "elements": list(elements)[:25]})


def button(label: str, click: Click, *, number: int | None = None, whom: str = "") -> Element:
    """A button that carries a click; in a list its number tells it apart.

    `whom` is the name of the customer, made safe already, for those who hear the button.
    """
    action_id = click.ACTION_ID if number is None else f"{click.ACTION_ID}#{number}"
    found: Element = {
        "type": "button",
        "text": plain(label, BUTTON_TEXT),
        "action_id": action_id,
        "value": click.encode(),
    }
    if whom:
        found["accessibility_label"] = shortened(
            f"{label}: {flat(whom[:BUTTON_TEXT])}", BUTTON_TEXT
        )
    return found


def text_input(
    name: str,
    label: str,
    *,
    initial: str | None = None,
    hint: str | None = None,
    multiline: bool = False,
    optional: bool = True,
    most: int = INPUT_CHARS,
) -> Block:
    """An input for words."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": multiline,
        "max_length": min(most, INPUT_CHARS),
    }
    if initial:
        element["initial_value"] = shortened(cleaned(initial), min(most, INPUT_CHARS))
    return input_block(name, label, element, hint=hint, optional=optional)


def select_input(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    *,
    initial: str | None = None,
    hint: str | None = None,
    optional: bool = True,
) -> Block:
    """An input to pick one of these (value, text)."""
    shown = [option(value, text) for value, text in options[:OPTIONS]]
    element: Element = {"type": "static_select", "action_id": name, "options": shown}
    chosen = next((one for one in shown if one["value"] == initial), None)
    if chosen:
        element["initial_option"] = chosen
    return input_block(name, label, element, hint=hint, optional=optional)


def search_input(
    name: str,
    label: str,
    *,
    placeholder: str,
    initial: Element | None = None,
    hint: str | None = None,
    optional: bool = False,
    least: int = 1,
) -> Block:
    """An input that searches while it is typed into; `initial` is the option that is picked at first.

    `least` is how many letters it takes.
    """
    element: Element = {
        "type": "external_select",
        "action_id": name,
        "min_query_length": least,
        "placeholder": plain(placeholder, PLACEHOLDER_TEXT),
    }
    if initial:
        element["initial_option"] = initial
    return input_block(name, label, element, hint=hint, optional=optional)


def multi_search_input(
    name: str, label: str, *, placeholder: str, initial: Sequence[str], hint: str | None = None
) -> Block:
    """An input for several, searching while it is typed into."""
    element: Element = {
        "type": "multi_external_select",
        "action_id": name,
        "min_query_length": 0,
        "placeholder": plain(placeholder, PLACEHOLDER_TEXT),
    }
    chosen = [option(value, value) for value in initial[:OPTIONS]]
    if chosen:
        element["initial_options"] = chosen
    return input_block(name, label, element, hint=hint, optional=True)


def search_menu(action_id: str, *, placeholder: str) -> Element:
    """A menu among buttons that searches while it is typed into, and tells at once what was picked."""
    return {
        "type": "external_select",
        "action_id": action_id,
        "min_query_length": 1,
        "placeholder": plain(placeholder, PLACEHOLDER_TEXT),
    }


def option(value: str, text: str, description: str | None = None) -> Element:
    """One line of a menu."""
    found: Element = {"text": plain(text, OPTION_TEXT), "value": value[:150]}
    if description:
        found["description"] = plain(description, OPTION_TEXT)
    return found


def view(
    context_: FormContext, title: str, blocks: Sequence[Block], *, submit: str, close: str
) -> View:
    """A modal."""
    found: dict[str, Any] = {
        "type": "modal",
        "callback_id": context_.CALLBACK_ID,
        "private_metadata": context_.encode(),
        "title": plain(title, TITLE_TEXT),
        "submit": plain(submit, TITLE_TEXT),
        "close": plain(close, TITLE_TEXT),
        "blocks": list(blocks)[:VIEW_BLOCKS],
    }
    return View(found)


def modal(title: str, blocks: Sequence[Block], *, close: str, carries: str = "") -> View:
    """A modal that only shows something; `carries` comes back with what is clicked in it."""
    found: dict[str, Any] = {
        "type": "modal",
        "title": plain(title, TITLE_TEXT),
        "close": plain(close, TITLE_TEXT),
        "blocks": list(blocks)[:VIEW_BLOCKS],
    }
    return View({**found, "private_metadata": carries} if carries else found)


def home_view(blocks: Sequence[Block], *, carries: str) -> View:
    """The bot's own page; `carries` comes back with what is clicked in it."""
    return View({"type": "home", "private_metadata": carries, "blocks": list(blocks)[:VIEW_BLOCKS]})


def asked_first(title: str, text: str, *, yes: str, no: str) -> Element:
    """The question that Slack asks before a click is sent."""
    return {
        "title": plain(title, CONFIRM_TITLE),
        "text": plain(text, CONFIRM_TEXT),
        "confirm": plain(yes, CONFIRM_BUTTON),
        "deny": plain(no, CONFIRM_BUTTON),
    }


def input_block(
    name: str, label: str, element: Element, *, hint: str | None, optional: bool
) -> Block:
    """An input of whatever element; its name is its block id too."""
    found: dict[str, Any] = {
        "type": "input",
        "block_id": name,
        "label": plain(label, LABEL_TEXT),
        "element": element,
        "optional": optional,
    }
    if hint:
        found["hint"] = plain(hint, LABEL_TEXT)
    return Block(found)
