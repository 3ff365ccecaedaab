"""What stands in the fields of a view or message: `state.values`, in Slack's shapes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from playground.shapes import Json, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """How one kind of element reports its value: under which name, and what it starts from."""

    name: str
    initial: str
    empty: Any = None
    kind: type = str

    def takes(self, value: Any) -> bool:
        """Whether a page may report this value; None is an emptied field."""
        if self.empty is not None:
            return isinstance(value, list)
        return value is None or type(value) is self.kind


def _kinds() -> dict[str, Field]:
    kinds = {
        "plain_text_input": Field(name="value", initial="initial_value"),
        "email_text_input": Field(name="value", initial="initial_value"),
        "url_text_input": Field(name="value", initial="initial_value"),
        "number_input": Field(name="value", initial="initial_value"),
        "rich_text_input": Field(name="rich_text_value", initial="initial_value", kind=dict),
        "datepicker": Field(name="selected_date", initial="initial_date"),
        "timepicker": Field(name="selected_time", initial="initial_time"),
        "datetimepicker": Field(name="selected_date_time", initial="initial_date_time", kind=int),
        "file_input": Field(name="files", initial="", empty=()),
    }
    for kind in ("static_select", "external_select", "radio_buttons"):
        kinds[kind] = Field(name="selected_option", initial="initial_option", kind=dict)
    for kind in ("multi_static_select", "multi_external_select", "checkboxes"):
        kinds[kind] = Field(name="selected_options", initial="initial_options", empty=())
    for noun in ("user", "conversation", "channel"):
        kinds[f"{noun}s_select"] = Field(name=f"selected_{noun}", initial=f"initial_{noun}")
        kinds[f"multi_{noun}s_select"] = Field(
            name=f"selected_{noun}s", initial=f"initial_{noun}s", empty=()
        )
    return kinds


FIELDS = _kinds()


def completed(blocks: Iterable[Json]) -> list[Json]:
    """The blocks as Slack returns them: every block with a block_id, every element an action_id."""
    found = []
    for block in blocks:
        whole = block if block.get("block_id") else {**block, "block_id": new_id("", 5)}
        for element in _elements(whole):
            if element.get("type") != "image":
                element.setdefault("action_id", new_id("", 5))
        found.append(whole)
    return found


def elements_of(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with the block it stands in."""
    for block in blocks:
        for element in _elements(block):
            if "action_id" in element:
                yield block, element


def values_of(blocks: Iterable[Json], given: Any) -> Json:
    """`state.values`: what the person entered, and the initial value wherever they did not."""
    values: Json = {}
    entered = given if isinstance(given, dict) else {}
    for block, element in elements_of(blocks):
        field = FIELDS.get(element["type"])
        if field is None:
            continue
        empty = list(field.empty) if field.empty is not None else None
        entry = {"type": element["type"], field.name: element.get(field.initial, empty)}
        typed = entered.get(block["block_id"])
        typed = typed.get(element["action_id"]) if isinstance(typed, dict) else None
        if isinstance(typed, dict) and field.name in typed and field.takes(typed[field.name]):
            entry[field.name] = typed[field.name]
        if entry[field.name] == "":
            entry[field.name] = None
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def _elements(block: Json) -> Iterator[Json]:
    kind = block.get("type")
    if kind == "section" and isinstance(block.get("accessory"), dict):
        yield block["accessory"]
    elif kind == "input":
        yield block["element"]
    elif kind in ("actions", "context_actions"):
        yield from block["elements"]
