"""A customer erased for good or exported, by whoever may, and with a second admin where the workspace says so."""

import json

import pytest

from bot.app import now
from tests.scenarios.desk import Desk, Found, text_of
from tests.scenarios.homes import home_saying, home_without, opens_home, turns_to
from tests.scenarios.knocking import whatsapp
from tests.scenarios.panes import writes
from tests.scenarios.test_agents_work import PAT
from tests.scenarios.test_message_doors import card_below, cloud, posted, watch
from tests.scenarios.test_replies import keep, offered, said_in

KIM = "U0KIM"
LENA = "U0LENA"
NUMBER = "+442079460123"


async def pat_writes(desk: Desk) -> Found:
    await desk.watch()
    place = await desk.customer_writes("My parcel is late", **PAT)
    await desk.card(place)
    await desk.types(f"/customer note {NUMBER}: rings at dawn")
    return place


async def who_is_left(desk: Desk) -> list[str | None]:
    return [hit.name for hit in await desk.store.search("doyle")]


async def test_an_admin_erases_by_typing_the_name_and_the_card_says_so(desk: Desk) -> None:
    place = await pat_writes(desk)
    modal = await desk.opens(f"/customer erase {NUMBER}", by=KIM)
    assert "1 contact, 1 message, 1 note" in str(modal)
    outcome = await desk.submits(modal, {"confirm_erase": "Pat"}, by=KIM)
    assert "Nothing was erased." in outcome["errors"]["confirm_erase"]
    assert await who_is_left(desk) == ["Pat Doyle"]
    assert await desk.submits(modal, {"confirm_erase": "pat  doyle"}, by=KIM) == {"ok": True}
    card = await desk.card(place, saying="This customer was erased on")
    assert "by <@U0KIM>" in text_of(card)
    assert "Pat" not in text_of(card)
    assert "parcel" not in text_of(card)
    assert await who_is_left(desk) == []


async def erased(desk: Desk) -> str:
    """What Kim is told beforehand who erases the one customer of the desk, by their number."""
    modal = await desk.opens(f"/customer erase {NUMBER}", by=KIM)
    assert await desk.submits(modal, {"confirm_erase": "ERASE"}, by=KIM) == {"ok": True}
    return str(modal)


async def test_a_reply_that_was_posted_goes_with_whoever_it_was_for(http_desk: Desk) -> None:
    desk = http_desk
    place = await pat_writes(desk)
    await keep(desk, "Late", "Hi {{ customer.first_name }}, we look into it.", by=KIM)
    await desk.clicks(await offered(desk, place), "reply:post#0", by="U0SAM")
    await desk.until(lambda: said_in(desk, place), "the reply in the thread")
    await desk.quiet()
    told = await erased(desk)
    assert "What Rapport cannot reach stays" in told
    await desk.quiet()
    in_thread = [text_of(one) for one in await desk.cards(place)]
    assert len(in_thread) == 2
    assert all(text.startswith("This customer was erased on") for text in in_thread), in_thread
    relayed = await desk.messages(place["channel"], thread=place["ts"])
    assert "My parcel is late" in text_of(relayed[0])


async def test_a_list_of_whom_a_message_mentions_goes_with_whoever_was_in_it(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    said = await writes(desk, f"Can somebody call back {NUMBER}?", channel="C0WHATSAPP")
    told = "This message does not say which customer it is from. It mentions:"
    listed = await desk.card(said, saying=told)
    assert "+44 20 7946 0123" in text_of(listed)
    await desk.customer_writes("My parcel is late", **PAT)
    await desk.until(lambda: who_is_left(desk), "the customer")
    await desk.quiet()
    await erased(desk)
    gone = await desk.card(said, saying="This customer was erased on")
    assert "7946" not in text_of(gone)


async def test_a_message_that_came_by_a_door_goes_with_whoever_wrote_it(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    assert (await whatsapp(desk, cloud("Is the tent back?")))[0] == 200
    place = await posted(desk, "Is the tent back?")
    await card_below(desk, place, "First contact")
    await desk.quiet()
    await erased(desk)
    await desk.quiet()
    shown = await desk.messages("C0WHATSAPP", thread=place["ts"])
    words = "\n".join(text_of(one) for one in shown)
    assert words.count("This customer was erased on") >= 2
    assert "tent" not in words
    assert "Pat" not in words


async def test_whoever_writes_by_a_door_after_being_erased_begins_a_thread_of_their_own(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await watch(desk)
    assert (await whatsapp(desk, cloud("Is the tent back?")))[0] == 200
    await card_below(desk, await posted(desk, "Is the tent back?"), "First contact")
    await erased(desk)
    hello = cloud("Hello again", key="wamid.2")
    (said,) = hello["entry"][0]["changes"][0]["value"]["messages"]
    said["timestamp"] = str(int(now().timestamp()) + 2)  # in whole seconds: after they were erased
    assert (await whatsapp(desk, hello))[0] == 200
    place = await posted(desk, "Hello again")
    await card_below(desk, place, "First contact")


@pytest.mark.parametrize("word", ["ERASE", "erase", "Löschen"])
async def test_the_word_itself_confirms_as_well(http_desk: Desk, word: str) -> None:
    desk = http_desk
    await pat_writes(desk)
    modal = await desk.opens(f"/customer erase {NUMBER}", by=KIM)
    assert await desk.submits(modal, {"confirm_erase": word}, by=KIM) == {"ok": True}
    assert await who_is_left(desk) == []


async def test_an_agent_neither_erases_nor_exports(http_desk: Desk) -> None:
    desk = http_desk
    await pat_writes(desk)
    for what in ("erase", "export"):
        said = text_of(await desk.types(f"/customer {what} {NUMBER}"))
        assert f"Only admins of this workspace may {what} customers" in said
    assert await who_is_left(desk) == ["Pat Doyle"]


async def test_whoever_writes_again_after_being_erased_is_somebody_new(http_desk: Desk) -> None:
    desk = http_desk
    await pat_writes(desk)
    modal = await desk.opens(f"/customer erase {NUMBER}", by=KIM)
    await desk.submits(modal, {"confirm_erase": "ERASE"}, by=KIM)
    place = await desk.customer_writes("Hello again", **PAT)
    card = text_of(await desk.card(place))
    assert "rings at dawn" not in card
    assert "First contact" in card


async def test_an_admin_gets_all_that_is_held_as_a_file(desk: Desk) -> None:
    await pat_writes(desk)
    said = text_of(await desk.types(f"/customer export {NUMBER}", by=KIM))
    assert "as a file in a direct message" in said
    told = await the_file(desk, KIM)
    assert told["contacts"][0]["notes"][0]["text"] == "rings at dawn"
    assert told["contacts"][0]["messages"][0]["text"] == "My parcel is late"
    assert told["purposes"]["messages"] == "To answer what was asked, and not ask twice."
    assert [entry.what for entry in await desk.store.told(by=KIM)][0] == "export"  # noqa: RUF015


async def the_file(desk: Desk, user: str) -> Found:
    async def look() -> Found | None:
        shown = await desk.messages(f"D{user[1:]}", by=user)
        return next((m["files"][0] for m in reversed(shown) if m.get("files")), None)

    file = await desk.until(look, "a file in the direct message")
    query = {"id": file["id"], "as": user}
    async with desk.session.get(f"{desk.url}/ui/file", params=query) as answer:
        assert answer.status == 200
        return dict(json.loads(await answer.text()))


async def a_second_admin_is_needed(desk: Desk) -> None:
    await desk.watch("C0SMS")
    await desk.post("/ui/role", user=LENA, role="admin")
    second = {"text": {"type": "plain_text", "text": "A second admin has to agree"}}
    typed = {"policy_second_person": [{**second, "value": "second"}], "policy_asked_in": "C0SMS"}
    modal = await desk.opens("/customer settings", by=KIM)
    assert await desk.submits(modal, typed, by=KIM) == {"ok": True}
    desk.rapport.members.forget_all(workspace="T0RAPPORT")


async def the_request(desk: Desk, *, saying: str = "asks to") -> Found:
    async def look() -> Found | None:
        shown = await desk.messages("C0SMS")
        return next((m for m in reversed(shown) if saying in text_of(m)), None)

    return await desk.until(look, f"a request {saying}")


async def test_a_second_admin_agrees_and_only_then_it_is_done(desk: Desk) -> None:
    await pat_writes(desk)
    await a_second_admin_is_needed(desk)
    modal = await desk.opens(f"/customer erase {NUMBER}", by=KIM)
    assert "A second admin has to agree before it is done." in str(modal)
    assert await desk.submits(modal, {"confirm_erase": "ERASE"}, by=KIM) == {"ok": True}
    request = await the_request(desk)
    assert "Pat" not in text_of(request)
    assert NUMBER not in text_of(request)
    await desk.clicks(request, "request:agree", by=KIM, channel="C0SMS")
    await desk.until(lambda: _said(desk, KIM, "You asked for this yourself"), "the refusal")
    await desk.clicks(request, "request:agree", channel="C0SMS")
    await desk.until(lambda: _said(desk, "U0MAYA", "Only admins"), "the refusal of an agent")
    assert await who_is_left(desk) == ["Pat Doyle"]
    await desk.clicks(request, "request:agree", by=LENA, channel="C0SMS")
    settled = await the_request(desk, saying="agreed")
    assert "request:agree" not in str(settled["blocks"])
    assert await who_is_left(desk) == []
    told = {(entry.by, entry.what) for entry in await desk.store.told()}
    assert told >= {(KIM, "erase.asked"), (LENA, "erase"), (LENA, "erase.confirmed")}
    erase = next(entry for entry in await desk.store.told(by=LENA) if entry.what == "erase")
    assert erase.why == ("asked:U0KIM",)


async def test_a_second_admin_declines_and_nothing_is_done(http_desk: Desk) -> None:
    desk = http_desk
    await pat_writes(desk)
    await a_second_admin_is_needed(desk)
    await desk.types(f"/customer export {NUMBER}", by=KIM)
    request = await the_request(desk)
    await desk.clicks(request, "request:decline", by=LENA, channel="C0SMS")
    await the_request(desk, saying="declined")
    await desk.quiet()
    assert await desk.messages(f"D{KIM[1:]}", by=KIM) == []
    told = {(entry.by, entry.what) for entry in await desk.store.told()}
    assert told >= {(KIM, "export.asked"), (LENA, "export.declined")}
    assert (KIM, "export") not in told


async def _said(desk: Desk, by: str, words: str) -> bool:
    shown = await desk.messages("C0SMS", by=by)
    return any(m.get("is_ephemeral") and words in text_of(m) for m in shown)


async def test_no_home_that_stands_open_names_whoever_is_erased(desk: Desk) -> None:
    await pat_writes(desk)
    await desk.types(f"/customer {NUMBER}")
    await opens_home(desk, saying="Pat Doyle")
    await desk.types(f"/customer {NUMBER}", by="U0SAM")
    home = await opens_home(desk, by="U0SAM", saying="Pat Doyle")
    await turns_to(desk, home, "report", by="U0SAM")
    before = await home_saying(desk, "How it goes", by="U0SAM")
    desk.rapport.deps.homes._shown.clear()  # another process published them
    await erased(desk)
    home = await home_without(desk, "Pat Doyle")
    assert "Looked at last" in text_of(home)
    await desk.quiet()
    assert (await home_saying(desk, "", by="U0SAM"))["hash"] == before["hash"]


async def test_a_home_of_somebody_who_may_see_nothing_any_more_is_emptied(http_desk: Desk) -> None:
    desk = http_desk
    await pat_writes(desk)
    await desk.types(f"/customer {NUMBER}")
    await opens_home(desk, saying="Pat Doyle")
    await desk.post("/ui/role", user="U0MAYA", role="guest")
    desk.rapport.members.forget_all(workspace="T0RAPPORT")
    await erased(desk)
    assert "full members" in text_of(await home_without(desk, "Pat Doyle"))


async def test_a_home_that_slack_does_not_take_now_is_drawn_again(http_desk: Desk) -> None:
    desk = http_desk
    await pat_writes(desk)
    await desk.types(f"/customer {NUMBER}")
    await opens_home(desk, saying="Pat Doyle")
    fault = {"method": "views.publish", "error": "internal_error"}
    desk.playground.workspace.faults.order(fault)
    await erased(desk)
    await home_without(desk, "Pat Doyle")
