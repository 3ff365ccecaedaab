"""Was it worth it: how conversations go, told by what really happened in them."""

from datetime import UTC, datetime

from tests.scenarios.desk import SAM, WHATSAPP, Desk, text_of
from tests.scenarios.homes import home_saying, opens_home, turns_to
from tests.scenarios.test_who_may_do_what import deeds

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}


async def answered(desk: Desk) -> None:
    """Waits until the answer is kept."""

    async def look() -> bool:
        return any(thread.replied_at for thread in await desk.store.threads(since=LONG_AGO))

    await desk.until(look, "the answer to be kept")


async def test_a_week_is_told_by_replies_ends_and_questions(desk: Desk) -> None:
    assert "No conversation began" in text_of(await desk.types("/customer report"))
    await desk.watch()
    place = await desk.customer_writes("My parcel has not arrived", **PAT)
    await desk.card(place, saying="Pat Doyle")
    said = {"as": SAM, "channel": place["channel"], "thread_ts": place["ts"]}
    await desk.post("/ui/say", **said, text="Which order is it?")
    await answered(desk)
    await desk.post("/ui/react", **{"as": SAM}, **place, name="white_check_mark")

    async def done() -> bool:
        return any(thread.done_at for thread in await desk.store.threads(since=LONG_AGO))

    await desk.until(done, "the check mark to be read")

    again = await desk.customer_writes("the parcel has not arrived yet", **PAT)
    card = await desk.card(again, saying="Second message about this")
    await desk.clicks(card, "card:done", by=SAM, channel=WHATSAPP)
    assert "Noted as done" in await desk.told(again, by=SAM)

    first, second = sorted(await desk.store.threads(since=LONG_AGO), key=lambda one: one.again)
    assert (first.known, first.questions, first.done_at is not None) == (False, 1, True)
    assert (second.known, second.again, second.done_at is not None) == (True, True, True)
    shown = await desk.types("/customer report")
    assert "This week 2 conversations began, 1 answered, 1 about the same thing again" in text_of(
        shown
    )
    (picture,) = [block for block in shown["blocks"] if block["type"] == "image"]
    assert "first reply" in picture["alt_text"]
    async with desk.session.get(
        f"{desk.url}/ui/file", params={"as": SAM, "id": picture["slack_file"]["id"]}
    ) as answer:
        assert (await answer.read()).startswith(b"\x89PNG")


async def test_where_slack_takes_no_file_the_numbers_stand_alone(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("My parcel has not arrived", **PAT)
    await desk.card(place, saying="Pat Doyle")
    said = {"as": SAM, "channel": place["channel"], "thread_ts": place["ts"]}
    await desk.post("/ui/say", **said, text="It comes on Friday")
    await answered(desk)
    await desk.post(
        "/ui/fault", method="files.getUploadURLExternal", times=1, error="missing_scope"
    )
    shown = await desk.types("/customer report")
    assert "1 answered" in text_of(shown)
    assert not [block for block in shown["blocks"] if block["type"] == "image"]


async def test_a_check_mark_counts_of_those_only_who_may_change_something(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("My parcel has not arrived", **PAT)
    await desk.card(place, saying="Pat Doyle")
    await desk.post("/ui/react", **{"as": "U0GUEST"}, **place, name="white_check_mark")

    async def refused() -> bool:
        return ("refused", ("change", "guest")) in await deeds(desk, by="U0GUEST")

    await desk.until(refused, "the refusal in the audit")
    assert [thread.done_at for thread in await desk.store.threads(since=LONG_AGO)] == [None]


async def an_answered_week(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("My parcel has not arrived", **PAT)
    await desk.card(place, saying="Pat Doyle")
    said = {"as": SAM, "channel": place["channel"], "thread_ts": place["ts"]}
    await desk.post("/ui/say", **said, text="It comes on Friday")
    await answered(desk)


async def test_the_report_stands_in_home_with_one_picture_for_the_same_figures(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await an_answered_week(desk)
    shown = await desk.types("/customer report")
    (before,) = [block for block in shown["blocks"] if block["type"] == "image"]
    home = await opens_home(desk, saying="Looked at last")
    await turns_to(desk, home, "report")
    home = await home_saying(desk, "This week 1 conversation began, 1 answered")
    (picture,) = [block for block in home["blocks"] if block["type"] == "image"]
    assert picture["slack_file"] == before["slack_file"]
    assert "reply, known" in str(home["blocks"])


async def test_where_a_picture_cannot_stand_in_home_yet_the_numbers_do(http_desk: Desk) -> None:
    desk = http_desk
    await an_answered_week(desk)
    home = await opens_home(desk, saying="Looked at last")
    fault = {"method": "views.publish", "error": "invalid_blocks"}
    desk.playground.workspace.faults.order(fault)
    await turns_to(desk, home, "report")
    home = await home_saying(desk, "1 answered")
    assert not [block for block in home["blocks"] if block["type"] == "image"]
