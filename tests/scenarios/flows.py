"""Steps of workflows, as somebody runs them."""

from typing import Any

from tests.scenarios.desk import MAYA, Desk, Found


async def runs(desk: Desk, step: str, **inputs: Any) -> Found:
    """A workflow comes to a step: how it ended."""
    begun = await desk.post("/ui/run_step", **{"as": MAYA}, step=step, inputs=inputs)

    async def look() -> Found | None:
        for run in (await desk.get("/ui/runs", **{"as": MAYA}))["runs"]:
            if run["id"] == begun["id"] and run["state"] != "running":
                return dict(run)
        return None

    return await desk.until(look, f"the step {step} to end")


async def offers(desk: Desk, query: str) -> list[str]:
    """The tags that are offered while *Tag customer* is set up."""
    answer = await desk.post(
        "/ui/step_options", **{"as": MAYA}, step="tag_customer", parameter="tags", query=query
    )
    assert "error" not in answer, answer
    return [str(option["value"]) for option in answer["options"]]
