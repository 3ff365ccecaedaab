"""Deciding together: what waits, taking apart, and identifiers that are nobody's own."""

from datetime import UTC, datetime

from storage.identifiers import Identifier
from storage.store import Change, NewContact
from tests.scenarios.desk import SAM, Desk, Found, text_of
from tests.scenarios.homes import opens_home

KIM = "U0KIM"  # an admin

ANA = {"phone": "+55 11 91234-5678", "name": "Ana Souza"}
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
PAT_TOO = {"phone": "+44 20 7946 0958", "name": "Patrick Doyle"}
FAMILIES = (
    *("Quillfeather", "Brankovic", "Osterhagen", "Vandermolen", "Ikwuemesi", "Tsukahara"),
    *("Fjeldstrom", "Castellanos", "Zawadzki", "Morningstar", "Lindqvist", "Papadakis"),
)


async def three(desk: Desk) -> None:
    await desk.watch()
    for who in (ANA, PAT, PAT_TOO):
        await desk.card(await desk.customer_writes("Hello?", **who))


async def alike(desk: Desk) -> None:
    """Two who are likely one, and are not joined by any rule."""
    await desk.watch()
    for phone in ("+55 11 91234-5678", "+55 11 91234-5679"):
        await desk.card(
            await desk.customer_writes("Hello?", phone=phone, name="Jadwiga Szczepanska")
        )


async def listed(desk: Desk, saying: str, *, by: str = "U0MAYA") -> Found:
    """The private list once it says this."""
    return await desk.until(lambda: private(desk, saying, by=by), f"a list saying {saying!r}")


async def test_a_pair_is_told_apart_for_everybody_and_that_is_taken_back(http_desk: Desk) -> None:
    desk = http_desk
    await alike(desk)
    waiting = await desk.types("/customer duplicates")
    assert "1 pair may be one person" in text_of(waiting)
    assert "phone number differs in one digit" in text_of(waiting)
    assert "+55 11 91234-5679" in text_of(waiting)
    await desk.clicks(waiting, "list:not_same#0")
    shown = await listed(desk, "Remembered: not the same person.")
    assert shown["ts"] == waiting["ts"]
    sams = await desk.types("/customer duplicates", by=SAM)
    assert "No two customers wait" in text_of(sams)
    assert "Not the same: *Jadwiga Szczepanska (" in text_of(sams)
    assert "+55 11 91234-5679)*" in text_of(sams)
    assert "by <@U0MAYA>" in text_of(sams)
    assert "phone number differs in one digit" in text_of(sams)

    mayas = await desk.types("/customer duplicates")
    await desk.clicks(sams, "list:take_back#0", by=SAM)
    again = await listed(desk, "Taken back: they may be one person again.", by=SAM)
    assert "1 pair may be one person" in text_of(again)
    assert "list:take_back" not in str(again["blocks"])
    await desk.clicks(mayas, "list:take_back#0")
    await listed(desk, "That was taken back before")


async def test_a_pair_that_was_told_apart_waits_again_when_something_new_speaks_for_it(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await alike(desk)
    await desk.clicks(await desk.types("/customer duplicates"), "list:not_same#0")
    await listed(desk, "Remembered: not the same person.")
    await desk.customer_writes("And?", phone="+55 11 91234-5678", name="Jadwiga Szczepanska")
    assert "No two customers wait" in text_of(await desk.types("/customer duplicates"))

    for one in await desk.store.contacts():
        change = Change(by=SAM, at=datetime(2026, 11, 20, tzinfo=UTC), key=one.id)
        await desk.store.edit(one.contact_id, fields={"born": "1984-03-07"}, change=change)
    waiting = text_of(await desk.types("/customer duplicates"))
    assert "1 pair may be one person" in waiting
    assert "new since \u201cNot the same\u201d: same birthday" in waiting
    card = text_of(await desk.types("/customer +55 11 91234-5678"))
    assert "new since \u201cNot the same\u201d: same birthday" in card
    await opens_home(desk, saying="new since \u201cNot the same\u201d: same birthday")
    assert len({profile.id for profile in await desk.store.contacts()}) == 2


async def test_a_merge_out_of_the_list_and_a_split_are_taken_back_there(http_desk: Desk) -> None:
    desk = http_desk
    await alike(desk)
    waiting = await desk.types("/customer duplicates")
    await desk.clicks(waiting, "card:merge_suggested#0")
    modal = await desk.top_modal()
    assert "kept beside it" in text_of(modal) or "the same in both" in text_of(modal)
    assert await desk.submits(modal, {}) == {"ok": True}
    await desk.no_modal()
    decided = await desk.types("/customer duplicates")
    assert "Merged: *Jadwiga Szczepanska (" in text_of(decided)
    assert "% likely: " in text_of(decided)
    await desk.clicks(decided, "list:take_back#0")
    apart = await listed(desk, "Taken apart: these are two customers again")
    assert "Taken apart: *Jadwiga Szczepanska (" in text_of(apart)
    await desk.clicks(apart, "list:take_back#0")
    one = await listed(desk, "Taken back: they are one customer again.")
    assert "Merged: *Jadwiga Szczepanska (" in text_of(one)
    assert len({profile.id for profile in await desk.store.contacts()}) == 1


async def test_who_says_not_the_same_of_two_that_a_colleague_merged_is_told_so(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await alike(desk)
    mine = await desk.types("/customer duplicates")
    sams = await desk.types("/customer duplicates", by=SAM)
    await desk.clicks(sams, "card:merge_suggested#0", by=SAM)
    assert await desk.submits(await desk.top_modal(SAM), {}, by=SAM) == {"ok": True}
    await desk.clicks(mine, "list:not_same#0")
    told = text_of(await listed(desk, "Nothing changed: they were merged."))
    assert "Remembered: not the same person." not in told
    assert "Merged: *Jadwiga Szczepanska" in told


async def test_the_list_goes_on_page_by_page_and_a_decided_page_fills_up(http_desk: Desk) -> None:
    desk = http_desk
    at = datetime(2026, 11, 20, tzinfo=UTC)
    for number in range(24):
        told = {"name": f"Ada {FAMILIES[number // 2]}", "born": f"19{60 + number // 2}-02-01"}
        change = Change(by="U0MAYA", at=at, key=f"made {number}")
        await desk.store.create(NewContact(fields=told), change=change, origin="agent")
    waiting = await desk.store.waiting(limit=50)
    assert len(waiting) == 12
    first = await desk.types("/customer duplicates")
    assert "10 pairs may be one person" in text_of(first)
    await desk.clicks(first, "list:more_waiting")
    second = await listed(desk, "after the first 10")
    assert "2 pairs may be one person" in text_of(second)
    assert "list:more_waiting" not in str(second["blocks"])
    for left in ("1 pair may", "10 pairs may"):
        shown = await listed(desk, "may be one person")
        await desk.clicks(shown, "list:not_same#0")
        assert left in text_of(await listed(desk, left))


async def joined(desk: Desk) -> None:
    """Ana, Pat and Patrick as one customer, joined by Maya in a chain."""
    await three(desk)
    for kept, other in (("+5511912345678", "+442079460123"), ("+442079460123", "+442079460958")):
        modal = await desk.opens(f"/customer merge {kept} with {other}")
        assert await desk.submits(modal, {}) == {"ok": True}
        await desk.no_modal()


async def test_some_of_a_profile_leave_and_take_along_what_was_meant_for_them(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await joined(desk)
    await desk.types("/customer note +5511912345678: Pat is on holiday until Monday")
    await desk.types("/customer note +5511912345678: Ana wants the red one")
    await desk.types("/customer tag +442079460123: vip")

    modal = await desk.opens("/customer split +5511912345678")
    shown = text_of(modal)
    assert "1. *Ana Souza*  WhatsApp" in shown
    assert "1 and 2: merged by <@U0MAYA>" in shown
    assert "1 message" in shown
    everybody = options(modal, "parting")
    assert await desk.submits(modal, {"parting": everybody}) == {
        "errors": {"parting": "These are all of them. Leave at least one that stays."}
    }
    pats = [one for one in everybody if "Doyle" in one["text"]["text"]]
    assert await desk.submits(modal, {"parting": pats}) == {"ok": True}
    modal = await desk.top_modal()
    shown = text_of(modal)
    assert "*Becomes a customer of its own*\n2. WhatsApp: Pat Doyle\n3. WhatsApp: Pat" in shown
    assert "*This link is cut*\n1 and 2: merged by <@U0MAYA>" in shown
    boxes = options(modal, "moving_0")
    assert [one["text"]["text"] for one in boxes] == [
        "Tag: vip",
        "Note: Ana wants the red one",
        "Note: Pat is on holiday until Monday",
    ]
    assert await desk.submits(modal, {"moving_0": [boxes[2]]}) == {"ok": True}
    await desk.no_modal()
    told = await desk.until(lambda: private(desk, "card:merge_again"), "the two customers")
    assert "Ana Souza and Patrick Doyle are two customers now" in text_of(told)

    ana = text_of(await desk.types("/customer +5511912345678"))
    assert "red one" in ana
    assert "holiday" not in ana
    assert "Doyle" not in ana
    both = text_of(await desk.types("/customer +442079460958"))
    assert "holiday" in both
    assert "vip" in both
    assert "+44 20 7946 0123" in both

    await desk.clicks(told, "card:merge_again")
    whole = await desk.until(lambda: private(desk, "card:undo"), "the one customer again")
    assert "red one" in text_of(whole)
    assert "holiday" in text_of(whole)


async def test_a_field_that_was_filled_in_while_two_were_one_is_shown_and_goes_along(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await joined(desk)
    form = await desk.opens("/customer edit +5511912345678")
    told = {"company": "Doyle & Sons", "title": "Buyer", "emails": "pat@doyle.example"}
    assert await desk.submits(form, told) == {"ok": True}
    await desk.quiet()

    modal = await desk.opens("/customer split +5511912345678")
    pats = [one for one in options(modal, "parting") if "Doyle" in one["text"]["text"]]
    await desk.submits(modal, {"parting": pats})
    modal = await desk.top_modal()
    boxes = {one["text"]["text"]: one for one in options(modal, "moving_0")}
    assert sorted(boxes) == ["Company: Doyle & Sons", "Title: Buyer", "pat@doyle.example"]
    ticked = [boxes["Company: Doyle & Sons"], boxes["pat@doyle.example"]]
    assert await desk.submits(modal, {"moving_0": ticked}) == {"ok": True}
    await desk.no_modal()
    await desk.quiet()

    (ana,), (pat,) = [await desk.store.search(one) for one in ("Ana Souza", "Patrick Doyle")]
    assert (ana.company, pat.company) == (None, "Doyle & Sons")
    left = text_of(await desk.types("/customer +5511912345678"))
    assert "Buyer" in left
    assert "pat@doyle.example" not in left
    assert "pat@doyle.example" in text_of(await desk.types("/customer Patrick Doyle"))


async def test_a_conversation_that_was_kept_with_the_wrong_one_goes_along_and_so_does_its_card(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await joined(desk)
    place = await desk.customer_writes(
        "it is Pat with my wife's phone", phone="+5511912345678", name="Ana Souza"
    )
    assert "Ana Souza" in text_of(await desk.card(place))
    await desk.quiet()

    modal = await desk.opens("/customer split +5511912345678")
    pats = [one for one in options(modal, "parting") if "Doyle" in one["text"]["text"]]
    await desk.submits(modal, {"parting": pats})
    modal = await desk.top_modal()
    (box,) = options(modal, "moving_0")
    assert box["text"]["text"] == (
        "1 message of one conversation, the last: it is Pat with my wife's phone"
    )
    assert await desk.submits(modal, {"moving_0": [box]}) == {"ok": True}
    await desk.no_modal()

    async def of_pat_alone() -> str | None:
        shown = text_of(await desk.card(place))
        return shown if "Patrick Doyle" in shown and "Ana Souza" not in shown else None

    assert "Pat Doyle" in await desk.until(of_pat_alone, "the card of Pat in the thread")
    assert "wife's phone" in text_of(await desk.types("/customer timeline +442079460958"))
    assert "wife's phone" not in text_of(await desk.types("/customer timeline +5511912345678"))


async def test_a_form_without_a_field_says_over_itself_why_nothing_was_done(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await three(desk)
    modal = await desk.opens("/customer merge +5511912345678 with +442079460123")
    pat = await desk.store.search("Pat Doyle")
    await desk.store.erase(
        pat[0].contact_id, change=Change(by="U0SAM", at=datetime(2026, 11, 20, tzinfo=UTC), key="e")
    )
    await desk.submits(modal, {})
    over = await desk.until(lambda: another_modal(desk, modal["id"]), "the sentence over the form")
    assert "no longer there" in text_of(over)
    assert over["submit"] is None


async def another_modal(desk: Desk, before: str) -> Found | None:
    """The modal in front, once it is another one."""
    view = await desk.top_modal()
    return view if view["id"] != before else None


async def test_a_second_agent_is_told_that_it_was_taken_apart_before(http_desk: Desk) -> None:
    desk = http_desk
    await joined(desk)
    mayas = await desk.opens("/customer split +5511912345678")
    sams = await desk.opens("/customer split +5511912345678", by=SAM)
    ana = options(mayas, "parting")[:1]
    for who, modal in (("U0MAYA", mayas), (SAM, sams)):
        assert await desk.submits(modal, {"parting": ana}, by=who) == {"ok": True}
    for who in ("U0MAYA", SAM):
        assert await desk.submits(await desk.top_modal(who), {}, by=who) == {"ok": True}
        await desk.no_modal(who)
    await desk.until(lambda: private(desk, "There was nothing to take apart", by=SAM), "the answer")
    assert len({profile.id for profile in await desk.store.contacts()}) == 2


def options(modal: Found, block_id: str) -> list[Found]:
    """The boxes of an input of a modal."""
    (block,) = (one for one in modal["blocks"] if one.get("block_id") == block_id)
    return list(block["element"]["options"])


async def private(desk: Desk, saying: str, *, by: str = "U0MAYA") -> Found | None:
    """The newest message that only this person sees and that holds this."""
    for message in reversed(await desk.messages("C0WHATSAPP", by=by)):
        if message.get("is_ephemeral") and saying in str(message.get("blocks")):
            return message
    return None


async def test_a_profile_of_one_contact_is_not_taken_apart(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await desk.card(await desk.customer_writes("Hello?", **PAT))
    assert "nothing to take apart" in text_of(await desk.types("/customer split +442079460123"))


async def test_only_admins_mark_and_all_see_what_is_marked(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    assert "No number or address is marked" in text_of(await desk.types("/customer marks"))
    refused = text_of(await desk.types("/customer mark +44 20 7946 0123 shared", by=SAM))
    told = text_of(await desk.types("/customer mark +44 20 7946 0123 shared", by=KIM))
    assert "Only admins" in refused
    assert "joins nobody" in told
    assert "+44 20 7946 0123" in text_of(await desk.types("/customer marks", by=SAM))
    await desk.card(await desk.customer_writes("Hello?", **PAT))
    card = text_of(await desk.types("/customer +44 20 7946 0123"))
    assert "+44 20 7946 0123 _(shared by several)_" in card
    assert "no longer marked" in text_of(await desk.types("/customer unmark +442079460123", by=KIM))
    assert "That may be Instagram" in text_of(
        await desk.types("/customer mark @ana.s shared", by=KIM)
    )
    shown = text_of(await desk.types("/customer mark instagram:@ana.s blocked", by=KIM))
    assert "Instagram @ana.s" in shown
    assert "It was so before" in text_of(
        await desk.types("/customer mark instagram:@Ana.S blocked", by=KIM)
    )
    assert "Only a number" in text_of(await desk.types("/customer mark somebody blocked", by=KIM))


async def test_whose_a_number_is_that_two_have_is_asked_on_the_card_and_taken_back_in_the_list(
    http_desk: Desk,
) -> None:
    desk = http_desk
    number = Identifier(kind="phone", value="+442079460123")
    for name in ("Pat Doyle", "Omar Haddad"):
        new = NewContact(identifiers=(number,), fields={"name": name})
        change = Change(by="import:list", at=datetime(2026, 11, 20, tzinfo=UTC), key=name)
        await desk.store.take_in([new], change=change)
    asked = "*Pat Doyle* has +44 20 7946 0123 too"
    card = await desk.types("/customer Omar Haddad")
    assert asked in text_of(card)
    await desk.clicks(card, "card:settle#0")

    async def answered() -> bool:
        shown = await private(desk, "Omar Haddad")
        return shown is not None and asked not in text_of(shown)

    await desk.until(answered, "the card without the question")
    assert "Omar Haddad" in text_of(await desk.types("/customer +442079460123"))
    shown = await desk.types("/customer duplicates")
    assert "A number or address is *Omar Haddad*'s, and not *Pat Doyle*'s" in text_of(shown)
    assert "by <@U0MAYA>" in text_of(shown)
    assert "a phone number" in text_of(shown)
    await desk.clicks(shown, "list:take_back#0")
    await listed(desk, "both have it again")
    told = text_of(await desk.types("/customer history Omar Haddad", by=KIM))
    assert "said whose a number or address is (a phone number)" in told
    assert asked in text_of(await desk.types("/customer Omar Haddad"))
