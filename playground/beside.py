"""What the page asks for what stands beside a conversation: the pane of an entity, and steps of workflows."""

from playground import panes, steps
from playground.page_requests import (
    channel_of,
    message_of,
    optional_text_of,
    person_of,
    text_of,
)
from playground.shapes import Json, Wrong
from playground.workspace import Workspace
from playground.world import copied


async def pane(workspace: Workspace, asked: Json) -> Json:
    """The entity this person has open beside the conversation."""
    return {"pane": copied(workspace.panes.get(person_of(workspace, asked)))}


async def open_pane(workspace: Workspace, asked: Json) -> Json:
    """A person opens an entity that a message shows."""
    user_id, channel = person_of(workspace, asked), channel_of(workspace, asked)
    message = message_of(workspace, channel, asked)
    return panes.open_pane(workspace, user_id, channel, message, asked)


async def close_pane(workspace: Workspace, asked: Json) -> Json:
    """A person closes the pane."""
    workspace.panes.pop(person_of(workspace, asked), None)
    return {"ok": True}


async def runs(workspace: Workspace, asked: Json) -> Json:
    """The steps that can be run, and how those that were have ended, the newest first."""
    del asked
    offered = {name: steps.STEPS[name] for name in steps.OFFERED}
    ran = [run for run in workspace.runs.values() if run["step"] in offered]
    return {"steps": copied(offered), "runs": [steps.seen(run) for run in ran[::-1]]}


async def run_step(workspace: Workspace, asked: Json) -> Json:
    """A workflow comes to a step of the app."""
    person_of(workspace, asked)
    inputs = asked.get("inputs")
    if not isinstance(inputs, dict):
        raise Wrong('"inputs" must be an object')
    return steps.run_step(workspace, text_of(asked, "step"), inputs)


async def step_options(workspace: Workspace, asked: Json) -> Json:
    """What a menu offers while a step is set up."""
    user_id, query = person_of(workspace, asked), optional_text_of(asked, "query") or ""
    name, parameter = text_of(asked, "step"), text_of(asked, "parameter")
    return await steps.offered_options(workspace, user_id, name, parameter, query)
