"""Custom fields in a real browser: defined in Home, filled in on a form, read on a card, and retired."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.journey.test_journey import album
from tests.journey.workplace import Workplace, workplace
from tests.scenarios.desk import open_desk
from tests.scenarios.test_first_contact import imported

pytestmark = pytest.mark.journey


async def picks(kim: Workplace, label: str, option: str) -> None:
    """One line of a menu in the modal."""
    await kim.modal.get_by_label(label).click()
    await kim.page.get_by_role("option", name=option, exact=True).click()


async def defines(kim: Workplace, name: str, kind: str, choices: str = "") -> None:
    """A field defined in Home."""
    home = kim.page.get_by_role("region", name="Rapport home")
    await home.get_by_role("button", name="New field").click()
    await kim.modal.get_by_label("What is it called?").fill(name)
    await picks(kim, "What stands in it?", kind)
    await kim.modal.get_by_label("What is there to choose from?").fill(choices)
    await kim.modal.get_by_role("button", name="Save").click()
    await expect(home).to_contain_text(f"{name} is saved.")


@pytest.mark.timeout(90)
async def test_an_admin_defines_fields_and_an_agent_fills_them_in(
    tmp_path: Path, artifacts: Path, chromium_options: dict[str, Any]
) -> None:
    async with (
        open_desk(tmp_path) as desk,
        workplace(desk.url, chromium_options) as kim,
    ):
        await imported(desk)
        keep = album(kim, artifacts / "fields")
        await kim.sits_down("U0KIM", channel="D0KIM")
        home = kim.page.get_by_role("region", name="Rapport home")
        await home.get_by_role("button", name="Fields").click()
        await expect(home).to_contain_text("Held, but not defined")
        await defines(kim, "Support level", "One of several", "Gold\nSilver")
        await defines(kim, "Renewal", "A day")
        await defines(kim, "Seats", "A number")
        await defines(kim, "Shop", "A link")
        await keep("defined")

        await kim.sits_down("U0KIM")
        await kim.types("/customer edit ana@acme.example")
        form = kim.modal
        await picks(kim, "Support level", "Gold")
        await form.get_by_label("Renewal").fill("2026-03-31")
        await form.get_by_label("Seats").fill("12")
        await form.get_by_label("Shop").fill("https://acme.example/shop")
        await form.get_by_label("Shop").scroll_into_view_if_needed()
        await keep("filled-in")
        await form.get_by_role("button", name="Save").click()
        await expect(kim.modal).to_have_count(0)
        await kim.types("/customer field:seats>10 field:renewal<2026-06-01")
        card = kim.whispers.last
        await expect(card).to_contain_text("Support level: Gold")
        await expect(card).to_contain_text("Renewal: 31 Mar 2026")
        await expect(card.get_by_role("link", name="acme.example")).to_be_visible()
        await keep("on-the-card")

        await kim.sits_down("U0KIM", channel="D0KIM")
        await expect(home).to_contain_text("on 1 contact")  # drawn anew since it was filled in
        await home.get_by_role("button", name="Retire: Seats").click()
        await expect(kim.modal).to_contain_text("on 1 contact, until you clear it")
        await kim.modal.get_by_role("button", name="Retire").click()
        await expect(home).to_contain_text("Seats is retired.")
        await keep("retired")
