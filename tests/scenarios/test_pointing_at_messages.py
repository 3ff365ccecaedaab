"""Shortcuts on messages: noted down, and said to be somebody's, wherever and however they came."""

import pytest

from bot.clicks import LinkForm, decode_form
from storage.identifiers import Identifier
from storage.message import Evidence
from storage.profile import Profile
from storage.redis import attributing
from tests.scenarios.desk import SAM, WHATSAPP, Desk, Found, text_of
from tests.scenarios.surfaces import modal_saying, uses
from tests.scenarios.test_first_contact import imported

GENERAL = "C0GENERAL"
PHONE = Identifier(kind="phone", value="+442079460123")
ANA = Identifier(kind="email", value="ana@acme.example")


async def says(
    desk: Desk, text: str, *, by: str = SAM, channel: str = WHATSAPP, **more: str
) -> Found:
    """A colleague's message: where it stands."""
    return dict(await desk.post("/ui/say", **{"as": by}, channel=channel, text=text, **more))


async def forwarded(desk: Desk, place: Found, *, into: str = GENERAL) -> Found:
    """A message forwarded by a colleague into another channel: where it stands."""
    source = {"from_channel": place["channel"], "ts": place["ts"]}
    return dict(await desk.post("/ui/share", **{"as": SAM}, channel=into, **source))


async def whispered(desk: Desk, channel: str, saying: str, *, by: str = "U0MAYA") -> Found:
    """What the bot says to this person alone in a channel."""

    async def look() -> Found | None:
        shown = [one for one in await desk.messages(channel, by=by) if one.get("is_ephemeral")]
        return next((one for one in reversed(shown) if saying in text_of(one)), None)

    return await desk.until(look, f"a private answer saying {saying!r}")


async def ana_of(desk: Desk) -> Profile:
    (found,) = await desk.store.owners([ANA])
    return found


async def picked(desk: Desk, modal: Found, typed: str) -> Found:
    """The first customer that the menu of a form offers."""
    return dict((await desk.options(modal, "pick:customer", typed))[0])


def value_of(modal: Found, name: str) -> str:
    """What an input of a form holds when it is opened."""
    (block,) = [one for one in modal["blocks"] if one["block_id"] == name]
    element = block["element"]
    option = element.get("initial_option", {"text": {"text": ""}})
    return str(element.get("initial_value") or option["text"]["text"])


# ---------------------------------------------------------------- notes


async def test_a_customers_message_is_noted_on_them_with_its_link(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("Please ring after six", phone=PHONE.value, name="Pat Doyle")
    await desk.card(place)
    await uses(desk, "add_to_notes", place)
    form = await desk.top_modal()
    assert value_of(form, "pick:customer") == "Pat Doyle"
    assert value_of(form, "note_text") == "Please ring after six"
    assert await desk.submits(form, {"note_text": "Ring after six"}) == {"ok": True}
    shown = await desk.told(place)
    assert "Ring after six" in shown
    assert f"/archives/{WHATSAPP}/p{place['ts'].replace('.', '')}|message>" in shown


async def test_a_forwarded_message_is_noted_in_a_channel_that_the_bot_is_not_in(
    desk: Desk,
) -> None:
    await imported(desk)
    place = await desk.customer_writes(
        "I am moving to Lisbon", kind="sms", phone="+55 11 91234-5678"
    )
    shared = await forwarded(desk, place)
    await uses(desk, "add_to_notes", shared)
    form = await desk.top_modal()
    assert value_of(form, "pick:customer") == "Ana Souza"
    assert "I am moving to Lisbon" in value_of(form, "note_text")
    await desk.submits(form, {})
    await whispered(desk, GENERAL, "I am moving to Lisbon")
    (note,) = [one for one in (await ana_of(desk)).notes if "Lisbon" in one.text]
    assert note.link is not None
    assert f"/archives/{GENERAL}/p{shared['ts'].replace('.', '')}" in note.link


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("email", {"email": "ana@acme.example", "subject": "Sails"}, "Sails\n\nWhere are they?"),
        (
            "email",
            {"email": "ana@acme.example", "subject": "Sails", "stub": True},
            "Where are they?",
        ),
        ("papercups", {"email": "ana@acme.example", "name": "Ana"}, "Where are they?"),
        ("zapier", {"email": "ana@acme.example", "name": "Ana"}, "Where are they?"),
    ],
    ids=["mail", "a mail that is a stub", "a chat's bot", "Zapier"],
)
async def test_mails_and_bots_messages_are_noted(
    http_desk: Desk, kind: str, more: Found, words: str
) -> None:
    desk = http_desk
    await imported(desk)
    place = await desk.customer_writes("Where are they?", kind=kind, channel=GENERAL, **more)
    await uses(desk, "add_to_notes", place)
    form = await desk.top_modal()
    assert words in value_of(form, "note_text")
    await desk.submits(form, {"pick:customer": await picked(desk, form, "ana sou")})
    await whispered(desk, GENERAL, "Where are they?")


async def test_a_mail_that_slack_does_not_hand_over_can_still_be_noted(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.post("/ui/fault", target="files.info", error="file_not_found", times=1)
    place = await desk.customer_writes(
        "Where are they?", kind="email", email="ana@acme.example", subject="Sails", stub=True
    )
    await uses(desk, "add_to_notes", place)
    form = await desk.top_modal()
    typed = {"pick:customer": await picked(desk, form, "ana sou"), "note_text": "Asked for sails"}
    assert await desk.submits(form, typed) == {"ok": True}
    await whispered(desk, "C0EMAIL", "Asked for sails")


async def test_a_colleagues_words_are_noted_on_whoever_is_picked(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    said = await says(desk, "Ana told me she prefers tea", channel=GENERAL)
    await uses(desk, "add_to_notes", said)
    form = await desk.top_modal()
    refused = await desk.submits(form, {})
    assert list(refused["errors"]) == ["pick:customer"]
    await desk.submits(form, {"pick:customer": await picked(desk, form, "ana sou")})
    shown = await whispered(desk, GENERAL, "she prefers tea")
    assert "Ana Souza" in text_of(shown)


# ---------------------------------------------------------------- whose it is


async def test_a_message_of_nobody_is_linked_and_has_a_card_in_its_thread(desk: Desk) -> None:
    await imported(desk)
    await desk.watch()
    said = await says(desk, "The lady from Acme rang: still no sails")
    await uses(desk, "link_message", said)
    form = await desk.top_modal()
    assert "still no sails" in text_of(form)
    typed = {"pick:customer": await picked(desk, form, "ana sou")}
    assert await desk.submits(form, typed) == {"ok": True}
    card = await desk.card(said, saying="Ana Souza")
    assert "1001" in text_of(card)
    assert [message.text for message in (await ana_of(desk)).messages] == [
        "The lady from Acme rang: still no sails"
    ]
    await uses(desk, "show_customer", said)
    assert "Ana Souza" in await desk.told(said)


async def test_the_thread_stays_with_whom_it_was_linked_to(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.watch("C0CHATWOOT")
    said = await says(desk, "somebody at the door", channel="C0CHATWOOT")
    await uses(desk, "link_message", said)
    form = await desk.top_modal()
    await desk.submits(form, {"pick:customer": await picked(desk, form, "ana sou")})
    await desk.card(said, saying="Ana Souza")
    await desk.customer_writes(
        "it is me", kind="chatwoot", name="snowy-frog-12", thread_ts=said["ts"]
    )

    async def kept() -> bool:
        return (await ana_of(desk)).messages[0].text == "it is me"

    await desk.until(kept, "the reply to be hers")


async def test_what_is_not_ticked_is_not_learned_and_what_is_finds_them_from_then_on(
    desk: Desk,
) -> None:
    await imported(desk)
    for number, ticked in enumerate([False, True]):
        said = await says(desk, f"Call {number} on +44 20 7946 0123", channel=GENERAL)
        await uses(desk, "link_message", said)
        form = await desk.top_modal()
        (learn,) = [one for one in form["blocks"] if one["block_id"] == "learn"]
        (option,) = learn["element"]["options"]
        assert option["text"]["text"] == "+44 20 7946 0123"
        assert "initial_options" not in learn["element"]
        typed = {"pick:customer": await picked(desk, form, "ana sou")}
        await desk.submits(form, typed | ({"learn": [option]} if ticked else {}))
        await whispered(desk, GENERAL, f"Call {number} on")
        known = await desk.store.owners([PHONE])
        assert [profile.name for profile in known] == (["Ana Souza"] if ticked else [])
    claims = {str(one.identifier): one.evidence for one in (await ana_of(desk)).claims}
    assert claims["phone:+442079460123"] is Evidence.VOUCHED


async def test_a_message_in_a_channel_that_is_not_read_is_answered_to_the_agent_alone(
    desk: Desk,
) -> None:
    await imported(desk)
    place = await desk.customer_writes("hi", kind="sms", phone="+44 20 7946 0999")
    shared = await forwarded(desk, place)
    await uses(desk, "link_message", shared)
    form = await desk.top_modal()
    assert value_of(form, "came_by") == "SMS"
    await desk.submits(form, {"pick:customer": await picked(desk, form, "ana sou")})
    await whispered(desk, GENERAL, "Ana Souza")
    assert await desk.messages(GENERAL, by="U0SAM", thread=shared["ts"]) == [
        one for one in await desk.messages(GENERAL, by="U0SAM") if one["ts"] == shared["ts"]
    ]


async def test_a_new_customer_is_made_of_whoever_wrote(desk: Desk) -> None:
    place = await desk.customer_writes(
        "Do you ship to Leith?", kind="sms", phone=PHONE.value, channel=GENERAL
    )
    await uses(desk, "link_message", place)
    form = await desk.top_modal()
    refused = await desk.submits(form, {})
    assert list(refused["errors"]) == ["pick:customer"]
    (learn,) = [one for one in form["blocks"] if one["block_id"] == "learn"]
    typed = {"new_name": "Pat Doyle", "learn": learn["element"]["options"]}
    assert await desk.submits(form, typed) == {"ok": True}
    await whispered(desk, GENERAL, "Do you ship to Leith?")
    shown = text_of(await desk.types("/customer +442079460123"))
    assert "Pat Doyle" in shown
    assert "Do you ship to Leith?" in shown


async def test_a_message_that_is_somebodys_asks_who_else_they_are(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    await desk.watch("C0SMS")
    place = await desk.customer_writes("It is me, from the boat", kind="sms", phone=PHONE.value)
    await desk.card(place)
    await uses(desk, "link_message", place)
    form = await modal_saying(desk, "This message is kept with")
    await desk.submits(form, {"pick:customer": await picked(desk, form, "ana sou")})
    await desk.submits(await modal_saying(desk, "can be undone at any time"), {})
    await desk.card(place, saying="Ana Souza")
    assert "It is me, from the boat" in [one.text for one in (await ana_of(desk)).messages]


async def test_the_bots_own_card_is_nobodys_message(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    place = await desk.customer_writes("hi", phone=PHONE.value)
    card = await desk.card(place)
    await uses(desk, "link_message", {"channel": WHATSAPP, "ts": card["ts"]})
    assert "Rapport's own message" in await desk.told(place)


async def test_a_form_that_waited_for_hours_says_so(
    http_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = http_desk
    await imported(desk)
    monkeypatch.setattr(attributing, "HELD_SECONDS", 1)
    said = await says(desk, "who is this?", channel=GENERAL)
    await uses(desk, "link_message", said)
    form = await desk.top_modal()
    whose = {"pick:customer": await picked(desk, form, "ana sou")}

    kept = decode_form("form:link", form["private_metadata"])
    assert isinstance(kept, LinkForm)

    async def gone() -> bool:
        return await desk.store.held(kept.held) is None

    await desk.until(gone, "the message to be kept aside no more")
    refused = await desk.submits(form, whose)
    assert "open for too long" in refused["errors"]["pick:customer"]


@pytest.mark.parametrize("shortcut", ["show_customer", "add_to_notes", "link_message"])
async def test_guests_and_strangers_are_refused(http_desk: Desk, shortcut: str) -> None:
    desk = http_desk
    await imported(desk)
    said = await says(desk, "ana@acme.example is waiting", channel=GENERAL)
    await uses(desk, shortcut, said, by="U0GUEST")
    refused = await whispered(desk, GENERAL, "full members", by="U0GUEST")
    assert "Ana" not in text_of(refused)
    assert (await desk.get("/ui/views", **{"as": "U0GUEST"}))["views"] == []


@pytest.mark.parametrize("shortcut", ["add_to_notes", "link_message"])
async def test_who_became_a_guest_meanwhile_is_refused_at_the_submit(
    http_desk: Desk, shortcut: str
) -> None:
    desk = http_desk
    await imported(desk)
    said = await says(desk, "Ana prefers tea", channel=GENERAL)
    before = await ana_of(desk)
    await uses(desk, shortcut, said)
    form = await desk.top_modal()
    whose = {"pick:customer": await picked(desk, form, "ana sou")}
    desk.playground.workspace.world.users["U0MAYA"]["is_restricted"] = True
    desk.rapport.members.forget("U0MAYA", workspace="T0RAPPORT")
    refused = await desk.submits(form, whose)
    assert "full members" in str(refused["errors"])
    assert await ana_of(desk) == before
