"""Steps of a workflow in a real browser: a customer looked up, tagged with what is offered, and why one failed."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.journey.test_journey import album
from tests.journey.workplace import workplace
from tests.scenarios.desk import open_desk
from tests.scenarios.test_first_contact import imported

pytestmark = pytest.mark.journey


@pytest.mark.timeout(90)
async def test_a_workflow_looks_a_customer_up_and_tags_them(
    tmp_path: Path, artifacts: Path, chromium_options: dict[str, Any]
) -> None:
    async with (
        open_desk(tmp_path) as desk,
        workplace(desk.url, chromium_options) as maya,
    ):
        await imported(desk)
        keep = album(maya, artifacts / "steps")
        await maya.sits_down()
        await maya.page.get_by_role("button", name="Run a step").click()
        panel = maya.page.get_by_role("complementary", name="Run a workflow step")
        await panel.get_by_label("Customer").fill("+55 11 91234-5678")
        await panel.get_by_role("button", name="Run").click()
        run = panel.get_by_role("region", name="Look up customer").first
        for known in ("Completed", "Ana Souza", "ana@acme.example", "enterprise"):
            await expect(run).to_contain_text(known)
        await keep("looked-up")

        await panel.get_by_label("Step").select_option(label="Tag customer")
        await panel.get_by_label("Tags").press_sequentially("from a form, whole")
        await expect(panel.locator("datalist option").first).to_have_attribute(
            "value", "from a form, wholesale"
        )
        await panel.get_by_label("Tags").fill("from a form, wholesale")
        await panel.get_by_label("On behalf of").select_option(label="Sam Okafor")
        await panel.get_by_role("button", name="Run").click()
        run = panel.get_by_role("region", name="Tag customer").first
        await expect(run).to_contain_text("from a form, vip, wholesale")
        await keep("tagged")

        await panel.get_by_label("On behalf of").select_option(label="Gus Guest")
        await panel.get_by_role("button", name="Run").click()
        failed = panel.get_by_role("region", name="Tag customer").first
        await expect(failed).to_contain_text("full members of this workspace")
        await keep("refused")
