"""Inputs by which some of several, a member, a channel or a day is picked."""

from collections.abc import Sequence

from bot.cards.block import CHECKBOXES, OPTIONS, Block, Element, input_block


def place_input(name: str, label: str, *, initial: str | None, hint: str | None = None) -> Block:
    """An input for a channel of the workspace's own."""
    element: Element = {
        "type": "conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    if initial:
        element["initial_conversation"] = initial
    return input_block(name, label, element, hint=hint, optional=True)


def places_input(
    name: str, label: str, *, initial: Sequence[str], hint: str | None = None
) -> Block:
    """An input for several channels."""
    element: Element = {
        "type": "multi_conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"]},
    }
    if initial:
        element["initial_conversations"] = list(initial)
    return input_block(name, label, element, hint=hint, optional=True)


def member_input(name: str, label: str, *, initial: str | None, hint: str | None = None) -> Block:
    """An input for a member of the workspace."""
    element: Element = {"type": "users_select", "action_id": name}
    if initial:
        element["initial_user"] = initial
    return input_block(name, label, element, hint=hint, optional=True)


def several_input(
    name: str,
    label: str,
    options: Sequence[Element],
    *,
    initial: Sequence[Element] = (),
    hint: str | None = None,
    optional: bool = True,
) -> Block:
    """An input to pick some of these: boxes to tick, or a menu where they are too many for that."""
    element: Element = {"type": "checkboxes", "action_id": name, "options": list(options)}
    if len(options) > CHECKBOXES:
        element |= {"type": "multi_static_select", "options": list(options[:OPTIONS])}
    if initial:
        element["initial_options"] = list(initial)
    return input_block(name, label, element, hint=hint, optional=optional)
