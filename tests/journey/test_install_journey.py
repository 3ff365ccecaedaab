"""An installation in a real browser: out to Slack and back, with the cookies and redirects that browsers insist on."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from storage.installs import Standing
from tests.journey.test_journey import album
from tests.journey.workplace import workplace
from tests.scenarios.desk import PUBLIC_URL, text_of
from tests.scenarios.neighbours import NORTH, Neighbours, open_neighbours

pytestmark = pytest.mark.journey


async def reach(page: Page, neighbours: Neighbours) -> None:
    """What is asked of the bot's public address, which is https, is answered by the bot that runs here."""

    async def forward(route: Route) -> None:
        headers = await route.request.all_headers()
        sent = {name: headers[name] for name in ("cookie",) if name in headers}
        address = route.request.url.replace(PUBLIC_URL, neighbours.bot_url)
        async with neighbours.session.get(address, headers=sent, allow_redirects=False) as answer:
            told = {
                name: "\n".join(answer.headers.getall(name))
                for name in set(answer.headers)
                if name.lower() not in ("content-length", "date", "server")
            }
            await route.fulfill(status=answer.status, headers=told, body=await answer.text())

    await page.context.route(f"{PUBLIC_URL}/**", forward)


@pytest.mark.timeout(90)
async def test_a_workspace_installs_the_bot_in_a_browser(
    tmp_path: Path, artifacts: Path, chromium_options: dict[str, Any]
) -> None:
    async with (
        open_neighbours(tmp_path) as neighbours,
        workplace(neighbours.playground.url, chromium_options) as admin,
    ):
        page = admin.page
        keep = album(admin, artifacts / "install")
        await reach(page, neighbours)
        await page.goto(f"{PUBLIC_URL}/slack/install")
        await expect(page.get_by_role("heading")).to_have_text("rapport asks for access")
        await keep("slack-asks")
        await page.get_by_label("Workspace").select_option(NORTH)
        await page.get_by_role("button", name="Allow").click()
        await expect(page.get_by_role("heading")).to_have_text("Rapport is installed")
        await keep("installed")
        back = page.url
        found = await neighbours.rapport.stores.installs.of(NORTH)
        assert found is not None
        assert found.standing is Standing.SERVED
        north = neighbours.desk(NORTH)
        await north.watch()
        wrote = await north.customer_writes("hello", phone="+5511912345678", name="Ana Souza")
        assert "Ana" in text_of(await north.card(wrote))

        assert await page.context.cookies(PUBLIC_URL) == []
        again = await page.request.get(back.replace(PUBLIC_URL, neighbours.bot_url))
        assert again.status == 400
        assert "Rapport is not installed" in await again.text()
