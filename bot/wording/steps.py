"""What a step of a workflow says where it cannot do what is asked."""

from bot.wording.german import steps as german
from bot.wording.speaking import spoken


@spoken(german.step_needs_customer)
def step_needs_customer() -> str:
    """A step that was given nothing to look for."""
    return "The step was given no customer: a name, number, address, handle, order or message link."


@spoken(german.step_finds_nobody)
def step_finds_nobody(text: str) -> str:
    """Nobody fits."""
    return f"Nobody fits \u201c{text}\u201d."


@spoken(german.step_finds_several)
def step_finds_several(text: str, number: int) -> str:
    """More than one fits, and a workflow cannot pick."""
    return (
        f"{number} customers or more fit \u201c{text}\u201d. Give the step something that only one has:"
        " a number, an address or an id."
    )


@spoken(german.step_needs_tags)
def step_needs_tags() -> str:
    """A step that is to put on no tag."""
    return "The step was given no tag to put on."


@spoken(german.step_needs_note)
def step_needs_note() -> str:
    """A step that is to write an empty note."""
    return "The step was given no words for the note."


@spoken(german.step_unknown)
def step_unknown() -> str:
    """A step that this version does not have."""
    return (
        "Rapport has no such step any more. Remove it from the workflow, or install the app again."
    )
