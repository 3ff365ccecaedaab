"""Several workspaces on one bot: who comes, what each sees, and who may not come in."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.wiping import Wipes
from storage.errors import StoreUnreachable
from storage.installs import Standing
from tests.scenarios.desk import text_of
from tests.scenarios.neighbours import (
    EAST,
    GRID,
    NORTH,
    SOUTH,
    WEST,
    Neighbours,
    open_neighbours,
)

KIM = "U0KIM"
ANA = {"phone": "+5511912345678", "name": "Ana Souza"}
PAT = {"phone": "+442079460123", "name": "Pat Jones"}


@pytest.fixture(params=["http", "socket"])
async def anyway(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Neighbours]:
    """Several workspaces, whichever way Slack reaches the bot."""
    async with open_neighbours(tmp_path, transport=request.param) as opened:
        yield opened


@pytest.fixture
async def neighbours(tmp_path: Path) -> AsyncIterator[Neighbours]:
    """Several workspaces over signed HTTP."""
    async with open_neighbours(tmp_path) as opened:
        yield opened


async def test_two_workspaces_with_the_same_channels_see_nothing_of_each_other(
    anyway: Neighbours,
) -> None:
    north, south = await anyway.installed(NORTH), await anyway.installed(SOUTH)
    for desk in (north, south):
        await desk.watch()
    first = await north.customer_writes("where is my order?", **ANA)
    other = await south.customer_writes("I have a question", **PAT)
    assert first["channel"] == other["channel"]
    assert "Ana" in text_of(await north.card(first))
    assert "Pat" in text_of(await south.card(other))
    assert "Ana" in text_of(await north.types("/customer +55 11 91234-5678"))
    answer = text_of(await south.types("/customer +55 11 91234-5678"))
    assert "Ana" not in answer
    for desk, whom in ((north, "Ana"), (south, "Pat")):
        everybody = await desk.store.contacts()
        assert len(everybody) == 1
        assert whom in str(everybody[0].name)


async def test_a_workspace_that_never_installed_is_not_answered(neighbours: Neighbours) -> None:
    desk = neighbours.desk(NORTH)
    outcome = await desk.post(
        "/ui/command", **{"as": KIM}, channel="C0WHATSAPP", text="/customer help"
    )
    assert outcome["error"] == "dispatch_failed"
    assert await neighbours.rapport.stores.workspaces() == []


async def test_what_is_shown_in_the_browser_says_what_to_do_next(neighbours: Neighbours) -> None:
    page = await neighbours.browser().installs(NORTH)
    assert page.status == 200
    assert "/customer watch" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


async def test_the_cookie_is_for_this_installation_and_for_browsers_alone(
    neighbours: Neighbours,
) -> None:
    page = await neighbours.browser().get("/slack/install")
    cookie = page.headers["Set-Cookie"]
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/slack/oauth_redirect", "Max-Age=600"):
        assert part in cookie
    assert page.headers["Cache-Control"] == "no-store"


async def test_two_tabs_of_one_browser_both_end_well(neighbours: Neighbours) -> None:
    browser = neighbours.browser()
    asked = [await browser.goes_out() for _ in range(2)]
    for team, one in zip((NORTH, SOUTH), asked, strict=True):
        page = await browser.get(await browser.decides(one, team))
        assert page.status == 200
    assert browser.cookies == {}
    assert len(await neighbours.rapport.installations.all()) == 2


async def test_nobody_comes_back_twice_or_in_another_browser_or_without_having_gone_out(
    neighbours: Neighbours,
) -> None:
    browser, other = neighbours.browser(), neighbours.browser()
    await other.goes_out()
    back = await browser.decides(await browser.goes_out(), NORTH)
    stolen = await browser.decides(await browser.goes_out(), NORTH)
    swapped = dict(other.cookies)
    other.cookies = {name: next(iter(swapped.values())) for name in browser.cookies}
    assert (await other.get(stolen)).status == 400
    assert (await browser.get(stolen)).status == 400  # it was used up by whoever tried
    assert (await browser.get(back)).status == 200
    await neighbours.rapport.stores.installs.gone(NORTH)
    for path in (
        back,
        "/slack/oauth_redirect",
        "/slack/oauth_redirect?code=1",
        "/slack/oauth_redirect?state=1",
        "/slack/oauth_redirect?code=1&state=1",
        back + "&state=again",
        f"/slack/oauth_redirect?code=1&state={'s' * 500}",
    ):
        page = await browser.get(path)
        assert page.status == 400
        assert "Begin it again" in page.text
    assert await neighbours.rapport.stores.installs.all() == []


async def test_a_state_is_good_for_ten_minutes(neighbours: Neighbours) -> None:
    browser = neighbours.browser()
    asked = await browser.goes_out()
    client = vars(neighbours.rapport.stores)["_client"]
    [key] = [key async for key in client.scan_iter(match="{rapport}:begun:*")]
    assert 590 < await client.ttl(key) <= 600
    assert asked["state"].encode() not in key
    await client.delete(key)
    assert (await browser.get(await browser.decides(asked, NORTH))).status == 400


async def test_whoever_cancels_is_told_so_and_no_markup_of_the_reason_lives(
    neighbours: Neighbours,
) -> None:
    browser = neighbours.browser()
    page = await browser.get(await browser.decides(await browser.goes_out(), NORTH, "cancel"))
    assert page.status == 400
    assert "access_denied" in page.text
    asked = await browser.goes_out()
    reason = quote("<script>alert(1)</script>")
    page = await browser.get(f"/slack/oauth_redirect?error={reason}&state={asked['state']}")
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
    asked = await browser.goes_out()
    page = await browser.get(f"/slack/oauth_redirect?state={asked['state']}&next=//evil.example")
    assert (page.status, "evil" in page.text, "Location" in page.headers) == (400, False, False)


async def test_a_code_that_slack_does_not_know_installs_nothing(neighbours: Neighbours) -> None:
    browser = neighbours.browser()
    asked = await browser.goes_out()
    page = await browser.get(f"/slack/oauth_redirect?code=made-up&state={asked['state']}")
    assert page.status == 400
    assert "invalid_code" in page.text
    assert await neighbours.rapport.installations.all() == []


async def test_while_the_store_is_away_nothing_is_begun_and_nothing_is_half_done(
    neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise StoreUnreachable("away")

    browser, installs = neighbours.browser(), neighbours.rapport.stores.installs
    back = await browser.decides(await browser.goes_out(), NORTH)
    monkeypatch.setattr(installs, "begin", away)
    assert (await browser.get("/slack/install")).status == 503
    monkeypatch.setattr(installs, "save", away)
    page = await browser.get(back)
    assert (page.status, "in a minute" in page.text) == (503, True)


async def test_an_organisation_is_one_workspace_of_ours_and_its_stranger_none(
    anyway: Neighbours,
) -> None:
    east = await anyway.installed(GRID, team=EAST)
    west = anyway.desk(WEST, workspace=GRID)
    await east.watch("C1WHATSAPP")
    await west.watch("C2SMS")
    wrote = await east.customer_writes("where is my order?", **ANA)
    assert wrote["channel"] == "C1WHATSAPP"
    assert "Ana" in text_of(await east.card(wrote))
    wrote = await west.customer_writes("it is me again", kind="sms", **ANA)
    assert "Ana" in text_of(await west.card(wrote))
    assert "Ana" in text_of(
        await west.types("/customer +55 11 91234-5678", channel="C2SMS", by=KIM)
    )
    [ana] = await east.store.contacts()
    whole = await east.store.profile(ana.contact_id, messages=10)
    assert whole is not None
    assert {message.channel.value for message in whole.messages} == {"whatsapp", "sms"}
    assert await anyway.rapport.stores.workspaces() == [GRID]
    page = await anyway.browser().installs(NORTH)
    assert page.status == 200
    north = anyway.desk(NORTH)
    assert "Ana" not in text_of(await north.types("/customer +55 11 91234-5678"))


async def test_a_workspace_of_an_organisation_may_have_the_bot_for_itself(
    neighbours: Neighbours,
) -> None:
    east = await neighbours.installed(EAST)
    west = await neighbours.installed(GRID, team=WEST)
    # Slack tells of East's installation in its own name, whatever its organisation has.
    neighbours.playground.neighbours[EAST].courier.is_org_wide = False
    await east.watch("C1WHATSAPP")
    await west.watch("C2WHATSAPP")
    await east.card(await east.customer_writes("hello", **ANA))
    await west.card(await west.customer_writes("hello", **PAT))
    for desk, whom in ((east, "Ana"), (west, "Pat")):
        assert [whom in str(one.name) for one in await desk.store.contacts()] == [True]


@pytest.mark.parametrize(
    "events",
    [
        ["app_uninstalled", "tokens_revoked"],
        ["tokens_revoked", "app_uninstalled"],
        ["tokens_revoked", "app_uninstalled", "tokens_revoked", "app_uninstalled"],
    ],
)
async def test_whoever_puts_the_bot_out_takes_the_tokens_at_once_and_the_data_in_time(
    neighbours: Neighbours, events: list[str]
) -> None:
    north, south = await neighbours.installed(NORTH), await neighbours.installed(SOUTH)
    for desk in (north, south):
        await desk.watch()
        await desk.card(await desk.customer_writes("hello", **ANA))
    await neighbours.put_out(NORTH, *events)
    installs, stores = neighbours.rapport.stores.installs, neighbours.rapport.stores
    found = await installs.of(NORTH)
    assert found is not None
    assert (found.standing, found.tokens) == (Standing.LEFT, None)
    outcome = await north.post(
        "/ui/command", **{"as": KIM}, channel="C0WHATSAPP", text="/customer help"
    )
    assert outcome["error"] == "dispatch_failed"
    assert await neighbours.rapport.hosting.wipes.all_due() == []
    assert len(await north.store.contacts()) == 1
    assert "Ana" in text_of(await south.types("/customer +55 11 91234-5678"))
    assert NORTH in await stores.workspaces()


async def test_whoever_comes_back_in_time_finds_everything_and_what_is_told_late_ends_nothing(
    neighbours: Neighbours,
) -> None:
    north = await neighbours.installed(NORTH)
    await north.watch()
    await north.card(await north.customer_writes("hello", **ANA))
    await neighbours.put_out(NORTH, "app_uninstalled")
    await neighbours.installed(NORTH)
    await neighbours.put_out(NORTH, "tokens_revoked", "app_uninstalled", late=True)
    found = await neighbours.rapport.stores.installs.of(NORTH)
    assert found is not None
    assert found.standing is Standing.SERVED
    assert "Ana" in text_of(await north.types("/customer +55 11 91234-5678"))
    wrote = await north.customer_writes("me again", **ANA)
    assert "Ana" in text_of(await north.card(wrote))


async def test_revoked_tokens_alone_leave_the_data_for_whoever_installs_again(
    neighbours: Neighbours,
) -> None:
    north = await neighbours.installed(NORTH)
    await north.watch()
    await neighbours.put_out(NORTH, "tokens_revoked")
    found = await neighbours.rapport.stores.installs.of(NORTH)
    assert found is not None
    assert found.standing is Standing.WITHOUT_TOKEN
    await neighbours.installed(NORTH)
    await north.card(await north.customer_writes("hello", **ANA))


async def test_while_slack_does_not_say_whether_it_is_over_it_is_asked_to_tell_it_again(
    neighbours: Neighbours,
) -> None:
    await neighbours.installed(NORTH)
    fault = {"method": "auth.test", "status": 503, "times": 1}
    async with neighbours.session.post(f"{neighbours.playground.url}/ui/fault", json=fault):
        await neighbours.put_out(NORTH, "app_uninstalled")
    found = await neighbours.rapport.stores.installs.of(NORTH)
    assert found is not None
    assert found.standing is Standing.LEFT


async def test_an_organisation_that_leaves_takes_no_workspace_with_it_that_came_by_itself(
    neighbours: Neighbours,
) -> None:
    await neighbours.installed(EAST)
    await neighbours.installed(GRID, team=WEST)
    await neighbours.put_out(GRID, "app_uninstalled")
    served = {one.workspace for one in await neighbours.rapport.installations.all()}
    assert served == {EAST}


async def test_an_organisation_takes_the_bot_out_of_one_workspace_and_lets_it_in_again(
    anyway: Neighbours,
) -> None:
    east = await anyway.installed(GRID, team=EAST)
    west = anyway.desk(WEST, workspace=GRID)
    await east.watch("C1WHATSAPP")
    await west.watch("C2WHATSAPP")
    await east.card(await east.customer_writes("hello", **ANA))
    await anyway.approve(EAST, approved=False)
    installs = anyway.rapport.stores.installs
    found = await installs.of(GRID)
    assert found is not None
    assert (found.standing, found.closed) == (Standing.SERVED, frozenset([EAST]))
    asked = {"as": KIM, "channel": "C1WHATSAPP", "text": "/customer +55 11 91234-5678"}
    await east.post("/ui/command", **asked)
    shown = await east.messages("C1WHATSAPP", by=KIM)
    assert "Ana" not in "".join(text_of(one) for one in shown if one.get("is_ephemeral"))
    answer = await west.types("/customer +55 11 91234-5678", channel="C2WHATSAPP")
    assert "Ana" in text_of(answer)
    await anyway.approve(EAST, approved=True)
    answer = await east.types("/customer +55 11 91234-5678", channel="C1WHATSAPP")
    assert "Ana" in text_of(answer)
    told = [one for one in await east.store.told(limit=50) if one.what.startswith("team_access")]
    assert [(one.what, one.on) for one in reversed(told)] == [
        ("team_access_revoked", (EAST,)),
        ("team_access_granted", (EAST,)),
    ]


async def test_once_the_grace_is_over_nothing_is_left_but_the_neighbours(tmp_path: Path) -> None:
    async with open_neighbours(tmp_path, grace_days=0) as neighbours:
        north, south = await neighbours.installed(NORTH), await neighbours.installed(SOUTH)
        for desk in (north, south):
            await desk.watch()
            await desk.card(await desk.customer_writes("hello", **ANA))
        await neighbours.put_out(NORTH, "app_uninstalled")
        wipes, clock = neighbours.rapport.hosting.wipes, neighbours.rapport.stores.clock
        assert await wipes.all_due() == []  # others may still be at what they began
        vars(clock)["_ahead"] += 60.0
        [wiped] = await wipes.all_due()
        assert (wiped.workspace, wiped.remaining) == (NORTH, 0)
        assert wiped.keys > 20
        client = vars(neighbours.rapport.stores)["_client"]
        assert [key async for key in client.scan_iter(match="*T0NORTH*")] == []
        assert await neighbours.rapport.stores.workspaces() == [SOUTH]
        again = await neighbours.installed(NORTH)
        assert await again.store.contacts() == []
        await again.watch()
        await again.card(await again.customer_writes("hello", **PAT))
        assert len(await south.store.contacts()) == 1


async def test_what_is_too_old_goes_during_the_time_of_grace_too(neighbours: Neighbours) -> None:
    north = await neighbours.installed(NORTH)
    await north.watch()
    await north.card(await north.customer_writes("my very old words", **ANA))
    await neighbours.put_out(NORTH, "app_uninstalled")
    vars(neighbours.rapport.stores.clock)["_ahead"] += 100 * 86_400.0
    late = Wipes(
        neighbours.rapport.stores,
        grace=timedelta(days=400),
        now=neighbours.rapport.stores.clock.now,
    )
    assert await late.all_due() == []
    [ana] = await north.store.contacts()
    whole = await north.store.profile(ana.contact_id, messages=10)
    assert whole is not None
    assert "very old" not in str(whole.messages)


async def test_whoever_left_for_itself_is_still_its_organisations(neighbours: Neighbours) -> None:
    await neighbours.installed(EAST)
    east = await neighbours.installed(GRID, team=EAST)
    await neighbours.put_out(EAST, "app_uninstalled")
    neighbours.rapport.installations.drop(EAST)  # type: ignore[attr-defined] # of several
    await east.watch("C1WHATSAPP")
    await east.card(await east.customer_writes("hello", **ANA))
    assert len(await neighbours.desk(EAST, workspace=GRID).store.contacts()) == 1


async def test_tokens_are_renewed_before_they_end_and_nobody_notices(tmp_path: Path) -> None:
    async with open_neighbours(tmp_path, token_life_seconds=43200.0) as neighbours:
        north = await neighbours.installed(NORTH)
        await north.watch()
        installs, renewals = neighbours.rapport.stores.installs, neighbours.rapport.hosting.renewals
        before = await installs.of(NORTH)
        await renewals.all_due()
        assert await installs.of(NORTH) == before
        clock = neighbours.rapport.stores.clock
        vars(clock)["_ahead"] += 11 * 3600
        done = await asyncio.gather(*(renewals.renew(NORTH) for _ in range(4)))
        assert done.count(True) == 1
        after = await installs.of(NORTH)
        assert before is not None
        assert after is not None
        assert after.tokens != before.tokens
        assert "Pat" in text_of(await north.card(await north.customer_writes("hi", **PAT)))
        assert not await renewals.renew(SOUTH)


async def test_a_renewal_that_slack_refuses_leaves_the_old_token(tmp_path: Path) -> None:
    async with open_neighbours(tmp_path, token_life_seconds=3600.0) as neighbours:
        await neighbours.installed(NORTH)
        installs, renewals = neighbours.rapport.stores.installs, neighbours.rapport.hosting.renewals
        before = await installs.of(NORTH)
        neighbours.playground.grants.revoke(NORTH, "token_revoked")
        assert not await renewals.renew(NORTH)
        assert await installs.of(NORTH) == before


async def test_somebody_may_be_an_admin_here_and_a_guest_there(neighbours: Neighbours) -> None:
    north, south = await neighbours.installed(NORTH), await neighbours.installed(SOUTH)
    await south.post("/ui/role", user=KIM, role="guest", **{"as": KIM})
    for desk in (north, south):
        await desk.watch()
        await desk.card(await desk.customer_writes("hello", **ANA))
    assert "Ana" in text_of(await north.types("/customer +55 11 91234-5678", by=KIM))
    refused = text_of(await south.types("/customer +55 11 91234-5678", by=KIM))
    assert "Ana" not in refused
    assert "full members" in refused


async def test_a_button_of_one_workspace_does_nothing_in_another(neighbours: Neighbours) -> None:
    north, south = await neighbours.installed(NORTH), await neighbours.installed(SOUTH)
    for desk in (north, south):
        await desk.watch()
    wrote = await north.customer_writes("hello", **ANA)
    card = await north.card(wrote)
    posted = await south.card(await south.customer_writes("hello", **PAT))
    # South's card carries North's button: whoever presses it is answered out of South's store alone.
    stolen = {**posted, "blocks": card["blocks"]}
    for message in neighbours.playground.neighbours[SOUTH].world.messages["C0WHATSAPP"]:
        if message["ts"] == posted["ts"]:
            message["blocks"] = card["blocks"]
    await south.clicks(stolen, "card:note")
    place = {"channel": "C0WHATSAPP", "ts": posted["thread_ts"]}
    assert "no longer there" in await south.told(place)
    [ana] = await north.store.contacts()
    assert ana.note_count == 0


async def test_a_channel_that_two_workspaces_share_is_each_ones_own_and_says_nothing_of_anybody(
    neighbours: Neighbours,
) -> None:
    north, south = await neighbours.installed(NORTH), await neighbours.installed(SOUTH)
    for desk in (north, south):
        await desk.post("/ui/invite", **{"as": KIM}, channel="C0SHARED", user="U0RAPPORT")
        await desk.watch("C0SHARED")
    wrote = await north.customer_writes("hello", channel="C0SHARED", **ANA)
    card = await north.card(wrote)
    assert "Ana" not in text_of(card)
    assert len(await north.store.contacts()) == 1
    assert await south.store.contacts() == []
    assert await south.messages("C0SHARED", by=KIM) != []  # its own greeting, and no card
    assert "Ana" not in str(await south.messages("C0SHARED", by=KIM))
