"""Workflow Builder, as far as steps of apps need it: one is run with inputs, and its end is waited for."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from playground.clock import now
from playground.shapes import APP, Json, Refused, Wrong, new_id
from playground.workspace import Workspace
from playground.world import copied

TOKEN_LIFETIME_SECONDS: Final = 15 * 60.0
_KEPT: Final = 50


def parameter(title: str, *, required: bool = True, kind: str = "string") -> Json:
    """One input or output of a step."""
    return {"type": kind, "title": title, "is_required": required}


_CUSTOMER: Final = parameter("Customer")
_ACTING: Final = parameter("On behalf of", required=False, kind="slack#/types/user_id")
STEPS: Final[Mapping[str, Json]] = {
    "look_up_customer": {
        "title": "Look up customer",
        "input_parameters": {"customer": _CUSTOMER, "acting_user": _ACTING},
        "output_parameters": (
            *("customer", "name", "email", "phone", "company", "plan", "tags", "owner", "link"),
        ),
    },
    "tag_customer": {
        "title": "Tag customer",
        "input_parameters": {
            "customer": _CUSTOMER,
            "tags": parameter("Tags", kind="array") | {"options_by": "tag_options"},
            "acting_user": _ACTING,
        },
        "output_parameters": ("customer", "name", "tags"),
    },
    "add_note": {
        "title": "Add note",
        "input_parameters": {
            "customer": _CUSTOMER,
            "note": parameter("Note"),
            "acting_user": _ACTING,
        },
        "output_parameters": ("customer", "name", "tags"),
    },
    "tag_options": {
        "title": "Tags in use",
        "input_parameters": {
            "query": parameter("Query", required=False),
            "builder": parameter("Builder", required=False, kind="slack#/types/user_context"),
        },
        "output_parameters": ("options",),
    },
}
"""The steps of the app that is installed here, as its manifest has them."""
OFFERED: Final = tuple(name for name in STEPS if name != "tag_options")


def _begun(workspace: Workspace, name: str, inputs: Json) -> Json:
    run = {
        "id": new_id("Fx0"),
        "workflow": new_id("Wx0"),
        "step": name,
        "inputs": copied(inputs),
        "token": f"xwfp-{secrets.token_hex(16)}",
        "began": now(),
        "state": "running",
        "outputs": None,
        "error": None,
    }
    workspace.runs[run["id"]] = run
    for old in list(workspace.runs)[:-_KEPT]:
        del workspace.runs[old]
    return run


def _event(run: Json) -> Json:
    step = STEPS[run["step"]]
    described = [{"name": name, **told} for name, told in step["input_parameters"].items()]
    given = [{"name": name, "type": "string"} for name in step["output_parameters"]]
    return {
        "type": "function_executed",
        "function": {
            "id": f"Fn0{run['step'].upper()}",
            "callback_id": run["step"],
            "title": step["title"],
            "type": "app",
            "input_parameters": described,
            "output_parameters": given,
            "app_id": APP,
        },
        "inputs": copied(run["inputs"]),
        "function_execution_id": run["id"],
        "workflow_execution_id": run["workflow"],
        "event_ts": f"{run['began']:.6f}",
        "bot_access_token": run["token"],
    }


def run_step(workspace: Workspace, name: str, inputs: Json) -> Json:
    """A workflow comes to a step: the app is told, with a token for its answer."""
    if name not in OFFERED:
        raise Wrong(f'"step" must be one of: {", ".join(OFFERED)}')
    for parameter_name, told in STEPS[name]["input_parameters"].items():
        if told["is_required"] and not inputs.get(parameter_name):
            raise Wrong(f"{told['title']!r} is needed")
    if "function_executed" not in workspace.config.bot_events:
        raise Wrong("the app is not subscribed to function_executed")
    run = _begun(workspace, name, inputs)
    workspace.notices.tell("step", run=run["id"])
    workspace.courier.event(_event(run))
    return seen(run)


async def offered_options(
    workspace: Workspace, user_id: str, name: str, parameter_name: str, query: str
) -> Json:
    """What a menu offers to whoever sets a step up: the app answers before it acknowledges, or not at all."""
    told = STEPS.get(name, {}).get("input_parameters", {}).get(parameter_name, {})
    if "options_by" not in told:
        raise Wrong(f"{parameter_name!r} of {name!r} has no menu of the app's")
    builder = {"id": user_id, "secret": secrets.token_hex(16)}
    run = _begun(workspace, told["options_by"], {"query": query, "builder": builder})
    answer = await workspace.courier.ask(_event(run))
    if answer.failure is not None or run["state"] != "completed":
        return {"options": [], "error": run["error"] or "The app offered nothing in time."}
    return {"options": copied(run["outputs"].get("options") or [])}


def seen(run: Json) -> Json:
    """A run as its page sees it."""
    return {name: copied(value) for name, value in run.items() if name != "token"}


def ended(workspace: Workspace, token: str, execution_id: str) -> Json:
    """The run that an answer is about; raises Refused where it is none, not this one's, or over."""
    run = workspace.runs.get(execution_id)
    if run is None:
        raise Refused("invalid_function_execution_id")
    if token.startswith("xwfp-") and token != run["token"]:
        raise Refused("access_denied")
    if run["state"] != "running":
        raise Refused("function_execution_already_completed")
    return run


def is_token(workspace: Workspace, token: str) -> bool:
    """True for the token of a run that still goes on, for a quarter of an hour at most."""
    return any(
        run["token"] == token
        and run["state"] == "running"
        and now() - run["began"] < TOKEN_LIFETIME_SECONDS
        for run in workspace.runs.values()
    )


def problems_in_outputs(run: Json, outputs: Any) -> list[str]:
    """What Slack would refuse in what a step gives."""
    if not isinstance(outputs, dict):
        return ["[ERROR] must provide an object [json-pointer:/outputs]"]
    known = STEPS[run["step"]]["output_parameters"]
    return [
        f"[ERROR] invalid additional property: {name} [json-pointer:/outputs]"
        for name in outputs
        if name not in known
    ]
