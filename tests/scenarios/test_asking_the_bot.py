"""The bot is mentioned, or written to directly, and answers as to a command: to whoever asked alone."""

import pytest

from storage.identifiers import Identifier
from tests.scenarios.desk import MAYA, SAM, WHATSAPP, Desk, Found, text_of
from tests.scenarios.surfaces import modal_saying
from tests.scenarios.test_first_contact import imported

DIRECT = "D0MAYA"
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
ANA = Identifier(kind="email", value="ana@acme.example")


async def says(desk: Desk, text: str, *, channel: str, by: str = MAYA, **more: str) -> Found:
    """Somebody writes in a channel, a thread or to the bot: where it stands."""
    sent = text.replace("@rapport", "<@U0RAPPORT>")  # as Slack's own composer sends it
    return dict(await desk.post("/ui/say", **{"as": by}, channel=channel, text=sent, **more))


async def answers(desk: Desk, channel: str, *, by: str = MAYA, thread: str = "") -> list[Found]:
    """What the bot said to this person."""
    shown = await desk.messages(channel, by=by, thread=thread)
    return [one for one in shown if one.get("bot_id") == "B0RAPPORT"]


async def answer(
    desk: Desk, channel: str, saying: str, *, by: str = MAYA, thread: str = ""
) -> Found:
    """What the bot said to this person, once it says this."""

    async def look() -> Found | None:
        found = await answers(desk, channel, by=by, thread=thread)
        return next((one for one in found if saying in text_of(one)), None)

    return await desk.until(look, f"an answer saying {saying!r}")


# ---------------------------------------------------------------- mentions


async def test_a_mention_is_answered_to_whoever_asked_alone(desk: Desk) -> None:
    await imported(desk)
    await says(desk, "@rapport +55 11 91234-5678", channel=WHATSAPP)
    shown = await answer(desk, WHATSAPP, "Ana Souza")
    assert shown["is_ephemeral"]
    assert await answers(desk, WHATSAPP, by=SAM) == []


async def test_a_mention_in_a_thread_is_answered_in_it(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    root = await says(desk, "somebody from Acme is waiting", channel=WHATSAPP, by=SAM)
    await says(desk, "@rapport Ana Souza", channel=WHATSAPP, thread_ts=root["ts"])
    await answer(desk, WHATSAPP, "Ana Souza", thread=root["ts"])
    assert await answers(desk, WHATSAPP) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@rapport", "What `/customer` can do"),
        ("@rapport help", "What `/customer` can do"),
        ("who is ana@acme.example? @rapport", "Ana Souza"),
        ("@rapport: ana@acme.example", "Ana Souza"),
        ("@rapport /customer ana@acme.example", "Ana Souza"),
        ("hey @rapport #1001", "Ana Souza"),
        ("@rapport zebulon", "Nobody fits"),
        ("@rapport orders ana@acme.example", "Order 1001 is in transit"),
        ("@rapport tag ana@acme.example: late, vip", "`late`"),
        ("@rapport note ana@acme.example: prefers tea", "prefers tea"),
        ("@rapport untag", "Did you mean"),
    ],
)
async def test_a_mention_says_what_a_command_would(http_desk: Desk, text: str, said: str) -> None:
    await imported(http_desk)
    await says(http_desk, text, channel=WHATSAPP)
    await answer(http_desk, WHATSAPP, said)


async def test_a_number_beside_a_mention_is_offered_to_nobody_else(http_desk: Desk) -> None:
    """In a watched channel a colleague's words are read too: what they ask of the bot is not talk."""
    desk = http_desk
    await desk.watch()
    said = await says(desk, "@rapport +44 20 7946 0123", channel=WHATSAPP)
    await answer(desk, WHATSAPP, "Nobody fits")
    await desk.quiet()
    assert await desk.cards({"channel": WHATSAPP, "ts": said["ts"]}) == []


async def test_what_needs_a_form_opens_it_on_a_click(desk: Desk) -> None:
    await imported(desk)
    await says(desk, "@rapport edit ana@acme.example", channel=WHATSAPP)
    shown = await answer(desk, WHATSAPP, "opens forms only on a click")
    await desk.clicks(shown, "ask:open")
    form = await modal_saying(desk, "Edit customer")
    assert await desk.submits(form, {"company": "Acme Sails"}) == {"ok": True}
    (ana,) = await desk.store.owners([ANA])
    assert ana.value("company") == "Acme Sails"


async def test_a_change_by_mention_is_made_once_though_slack_sends_it_again(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await imported(desk)
    await desk.post("/ui/fault", method="delivery", status=500, times=2)
    await says(desk, "@rapport note ana@acme.example: prefers tea", channel=WHATSAPP)
    await answer(desk, WHATSAPP, "prefers tea")
    await desk.quiet()
    (ana,) = await desk.store.owners([ANA])
    assert [note.text for note in ana.notes].count("prefers tea") == 1
    assert len(await answers(desk, WHATSAPP)) == 1


async def test_other_bots_are_not_answered(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.customer_writes("<@U0RAPPORT> ana@acme.example", kind="papercups", channel=WHATSAPP)
    await says(desk, "@rapport help", channel=WHATSAPP)
    await answer(desk, WHATSAPP, "What `/customer` can do")
    await desk.quiet()
    assert len(await answers(desk, WHATSAPP)) == 1


@pytest.mark.parametrize(
    ("who", "said"), [("U0GUEST", "full members"), ("U0STRANGER", "members of this workspace only")]
)
async def test_guests_and_members_of_other_companies_are_refused(
    http_desk: Desk, who: str, said: str
) -> None:
    desk = http_desk
    await imported(desk)
    channel = "C0SHARED" if who == "U0STRANGER" else WHATSAPP
    await desk.post("/ui/invite", **{"as": MAYA}, channel=channel, user="U0RAPPORT")
    await says(desk, "@rapport ana@acme.example", channel=channel, by=who)
    refused = await answer(desk, channel, said, by=who)
    assert refused["is_ephemeral"]
    assert "Souza" not in text_of(refused)


async def test_in_a_channel_shared_with_another_company_only_who_asked_sees_anything(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await imported(desk)
    await desk.post("/ui/invite", **{"as": MAYA}, channel="C0SHARED", user="U0RAPPORT")
    await says(desk, "@rapport ana@acme.example", channel="C0SHARED")
    assert (await answer(desk, "C0SHARED", "Ana Souza"))["is_ephemeral"]
    (greeting,) = await answers(desk, "C0SHARED", by="U0STRANGER")
    assert "Souza" not in text_of(greeting)


async def test_an_answer_that_slack_refuses_is_not_kept(http_desk: Desk) -> None:
    """It would stay with a customer's words in it where erasing does not reach."""
    desk = http_desk
    await imported(desk)
    await desk.post("/ui/fault", method="chat.postEphemeral", error="user_not_in_channel", times=1)
    await says(desk, "@rapport ana@acme.example", channel=WHATSAPP)

    async def refused() -> bool:
        went = (await desk.get("/ui/requests"))["requests"]
        return any(one["what"] == "chat.postEphemeral" for one in went)

    await desk.until(refused, "the answer to be refused")
    await says(desk, "@rapport help", channel=WHATSAPP)
    await answer(desk, WHATSAPP, "What `/customer` can do")
    await desk.quiet()
    assert len(await answers(desk, WHATSAPP)) == 1
    assert await desk.store.outbox.dead_letters() == []


# ---------------------------------------------------------------- direct messages


async def test_a_direct_message_is_answered_in_the_conversation(desk: Desk) -> None:
    await imported(desk)
    await says(desk, "ana@acme.example", channel=DIRECT)
    shown = await answer(desk, DIRECT, "Ana Souza")
    assert not shown.get("is_ephemeral")
    assert "thread_ts" not in shown


async def test_a_direct_message_in_a_thread_is_answered_in_it(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    root = await says(desk, "help", channel=DIRECT)
    await answer(desk, DIRECT, "What `/customer` can do")
    await says(desk, "ana@acme.example", channel=DIRECT, thread_ts=root["ts"])
    await answer(desk, DIRECT, "Ana Souza", thread=root["ts"])


async def test_the_card_in_a_direct_message_works_in_its_place(desk: Desk) -> None:
    await imported(desk)
    await says(desk, "ana@acme.example", channel=DIRECT)
    card = await answer(desk, DIRECT, "Ana Souza")
    await desk.clicks(card, "card:note", channel=DIRECT)
    await desk.submits(await desk.top_modal(), {"note_text": "Prefers tea"})
    shown = await answer(desk, DIRECT, "Prefers tea")
    assert shown["ts"] == card["ts"]
    assert len(await answers(desk, DIRECT)) == 1


async def test_the_card_in_a_direct_message_follows_its_profile(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("hi", **PAT)
    await desk.card(place)
    await says(desk, "+442079460123", channel=DIRECT)
    card = await answer(desk, DIRECT, "Pat Doyle")
    await desk.types("/customer tag +442079460123: late", by=SAM)
    renewed = await answer(desk, DIRECT, "`late`")
    assert renewed["ts"] == card["ts"]
    assert "Last seen" in text_of(renewed)


async def test_whatever_slack_does_to_the_post_there_is_one_answer(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.post("/ui/fault", method="chat.postMessage", lose_reply=True, times=1)
    await says(desk, "ana@acme.example", channel=DIRECT)
    await answer(desk, DIRECT, "Ana Souza")
    await desk.quiet()
    assert len(await answers(desk, DIRECT)) == 1


async def test_edits_and_the_bots_own_words_are_not_answered(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    said = await says(desk, "help", channel=DIRECT)
    await answer(desk, DIRECT, "What `/customer` can do")
    await desk.post("/ui/edit", **{"as": MAYA}, channel=DIRECT, ts=said["ts"], text="help me")
    await desk.post("/ui/delete", **{"as": MAYA}, channel=DIRECT, ts=said["ts"])
    await says(desk, "ana@acme.example", channel=DIRECT)
    await answer(desk, DIRECT, "Ana Souza")
    await desk.quiet()
    assert len(await answers(desk, DIRECT)) == 2


async def test_a_guest_is_refused_in_a_direct_message(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await says(desk, "ana@acme.example", channel="D0GUEST", by="U0GUEST")
    assert "Souza" not in text_of(await answer(desk, "D0GUEST", "full members", by="U0GUEST"))


async def test_a_direct_message_cannot_be_watched(http_desk: Desk) -> None:
    await says(http_desk, "watch", channel=DIRECT)
    await answer(http_desk, DIRECT, "type `/customer watch` in one")
