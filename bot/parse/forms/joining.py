"""Who leaves a profile, as it was picked."""

from bot.inputs import Field
from bot.parse.forms.entries import SplitEntry
from bot.parse.payloads import State


def parting(state: State) -> SplitEntry:
    """Who leaves a profile, and what changes sides."""
    moving = [value for name, value in state.items() if name.startswith(Field.MOVING)]
    ticked = {one for value in moving if isinstance(value, list) for one in value}
    chosen = state.get(Field.PARTING, [])
    return SplitEntry(tuple(chosen) if isinstance(chosen, list) else (), frozenset(ticked))
