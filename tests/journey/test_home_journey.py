"""Home in a real browser: a customer looked up there, a pair decided, a channel watched, a tag renamed."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.journey.test_journey import album
from tests.journey.workplace import workplace
from tests.scenarios.desk import open_desk
from tests.scenarios.test_deciding import alike
from tests.scenarios.test_first_contact import imported

pytestmark = pytest.mark.journey


@pytest.mark.timeout(90)
async def test_an_admin_works_from_home(
    tmp_path: Path, artifacts: Path, chromium_options: dict[str, Any]
) -> None:
    async with (
        open_desk(tmp_path) as desk,
        workplace(desk.url, chromium_options) as kim,
    ):
        await imported(desk)
        await alike(desk)
        await desk.types("/customer tag ana@acme.example: wholesale")
        keep = album(kim, artifacts / "home")
        await kim.sits_down("U0KIM", channel="D0KIM")
        home = kim.page.get_by_role("region", name="Rapport home")
        await expect(home).to_contain_text("Nobody yet")
        await keep("home")

        search = home.get_by_role("combobox").first
        await search.press_sequentially("ana sou")
        await kim.page.get_by_role("option").first.click()
        await expect(kim.modal).to_contain_text("Order 1001")
        await keep("a-customer-over-home")
        await kim.modal.get_by_role("button", name="Close").last.click()
        await expect(home).to_contain_text("Ana Souza")

        await home.get_by_role("button", name="Merge these two").first.click()
        await expect(kim.modal).to_contain_text("the merge can be undone at any time")
        await kim.modal.get_by_role("button", name="Merge", exact=True).click()
        await expect(kim.modal).to_contain_text("Undo merge")
        await kim.modal.get_by_role("button", name="Close").last.click()
        await expect(home).not_to_contain_text("differs in one digit")
        await keep("decided")

        await home.get_by_role("button", name="Channels").click()
        await expect(home).to_contain_text("Watched channels")
        await expect(home).to_contain_text("#whatsapp")
        await keep("channels")
        await home.get_by_role("button", name="Stop watching").click()
        await kim.page.get_by_role("dialog").get_by_role("button", name="Stop watching").click()
        await expect(home).to_contain_text("is no longer watched")

        await home.get_by_role("button", name="Tags").click()
        await home.get_by_role("button", name="Change: wholesale").click()
        await kim.modal.get_by_label("The new name").fill("reseller")
        await keep("a-tag-to-be-renamed")
        await kim.modal.get_by_role("button", name="Save").click()
        await expect(home).to_contain_text("is reseller now: changed on 2 contacts")
        await keep("renamed")
