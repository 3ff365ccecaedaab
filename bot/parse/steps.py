"""What a workflow asks of a step: which, with what, on whose behalf, and the token with which it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.parse.text import mapping_in, text_in
from bot.parse.text import plain as worded

LOOK_UP: Final = "look_up_customer"
TAG: Final = "tag_customer"
NOTE: Final = "add_note"
TAG_OPTIONS: Final = "tag_options"
"""Not a step of its own: asked while somebody sets *Tag customer* up, and answered before it is acknowledged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One execution of a step."""

    step: str
    execution_id: str
    token: str
    """Good for saying how this execution ended, and nothing else."""
    customer: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    query: str = ""
    acting: str = ""
    """The member on whose behalf it runs; empty where Slack and the workflow name nobody."""


def asked_in(event: Mapping[str, Any]) -> Asked | None:
    """The execution that an event asks for; None where it names none."""
    function = mapping_in(event.get("function"))
    inputs = mapping_in(event.get("inputs"))
    execution_id = text_in(event.get("function_execution_id"))
    if not execution_id:
        return None
    return Asked(
        step=text_in(function.get("callback_id")),
        execution_id=execution_id,
        token=text_in(event.get("bot_access_token")),
        customer=worded(inputs.get("customer")).strip(),
        note=worded(inputs.get("note")).strip(),
        tags=_words(inputs.get("tags")),
        query=text_in(inputs.get("query"))[:200],
        acting=text_in(inputs.get("acting_user"))
        or text_in(mapping_in(inputs.get("builder")).get("id"))
        or text_in(event.get("user")),
    )


def _words(given: object) -> tuple[str, ...]:
    """Tags as a list, or as a text with commas between them, as a variable of a workflow holds them."""
    parts = given if isinstance(given, list) else str(given or "").split(",")
    found = [" ".join(str(part).split()) for part in parts if isinstance(part, str)]
    return tuple(dict.fromkeys(part for part in found if part))
