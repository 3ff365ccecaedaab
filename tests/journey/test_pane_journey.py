"""The pane beside the conversation in a real browser: a profile's address written, opened, worked with."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.journey.test_journey import album
from tests.journey.workplace import workplace
from tests.scenarios.desk import open_desk
from tests.scenarios.panes import address, contact_of
from tests.scenarios.test_first_contact import imported

pytestmark = pytest.mark.journey


@pytest.mark.timeout(90)
async def test_a_profile_is_opened_beside_the_conversation(
    tmp_path: Path, artifacts: Path, chromium_options: dict[str, Any]
) -> None:
    async with (
        open_desk(tmp_path) as desk,
        workplace(desk.url, chromium_options) as maya,
    ):
        await imported(desk)
        keep = album(maya, artifacts / "pane")
        await maya.sits_down(channel="C0GENERAL")
        await maya.types(f"Who can call {address(await contact_of(desk, 'ana souza'))} back?")
        preview = maya.channel.get_by_role("group", name="A customer")
        await expect(preview).to_be_visible()
        await expect(preview).not_to_contain_text("Ana")
        await keep("a-preview-that-says-nothing")

        await preview.get_by_role("button", name="Open A customer").click()
        pane = maya.page.get_by_role("complementary", name="Details")
        for known in ("Ana Souza", "enterprise", "behind you", "ana@acme.example", "1001"):
            await expect(pane).to_contain_text(known)
        await keep("the-profile-beside-the-conversation")

        await pane.get_by_role("button", name="Note", exact=True).click()
        await maya.modal.get_by_label("What should colleagues know?").fill("Calls on Fridays")
        await maya.modal.get_by_role("button", name="Save").click()
        await expect(pane).to_contain_text("Calls on Fridays")
        await keep("the-note-stands-in-it")

        await pane.get_by_role("button", name="More actions").click()
        await maya.page.get_by_role("menuitem", name="Edit").click()
        await expect(maya.modal).to_contain_text("Edit customer")
        await maya.modal.get_by_role("button", name="Cancel").click()
        await pane.get_by_role("button", name="Close details").click()
        await expect(pane).to_have_count(0)

        await maya.sits_down("U0GUEST", channel="C0GENERAL")
        await maya.channel.get_by_role("button", name="Open A customer").click()
        await expect(pane).to_contain_text("full members")
        await keep("what-a-guest-sees")
