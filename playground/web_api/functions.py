"""functions.*: how an app says that a step of a workflow has ended."""

from typing import Any

from playground.shapes import Json, Refused
from playground.steps import ended, problems_in_outputs
from playground.web_api.call import Call, Method


async def complete_success(call: Call) -> Json:
    """functions.completeSuccess."""
    run = ended(call.workspace, call.token, call.needed("function_execution_id"))
    outputs: Any = call.structure("outputs")
    problems = problems_in_outputs(run, outputs)
    if problems:
        raise Refused("parameter_validation_failed", response_metadata={"messages": problems})
    run |= {"state": "completed", "outputs": outputs}
    call.workspace.notices.tell("step", run=run["id"])
    return {}


async def complete_error(call: Call) -> Json:
    """functions.completeError."""
    run = ended(call.workspace, call.token, call.needed("function_execution_id"))
    run |= {"state": "failed", "error": call.needed("error")}
    call.workspace.notices.tell("step", run=run["id"])
    return {}


METHODS = {
    "functions.completeSuccess": Method(answer=complete_success, caller="step"),
    "functions.completeError": Method(answer=complete_error, caller="step"),
}
