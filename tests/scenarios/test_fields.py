"""Custom fields: defined by an admin, filled in by agents, shown, searched for, retired and cleared."""

from datetime import timedelta
from typing import Any

import pytest

from bot import clearing, jobs
from bot.app import now
from storage.fields import CustomField, FieldType
from storage.identifiers import Identifier
from storage.redis import defining
from storage.rules import Rule
from storage.store import Change, NewContact, ProfileStore
from tests.scenarios.desk import MAYA, Desk, Found, text_of
from tests.scenarios.homes import (
    buttons_of,
    home_saying,
    opens_home,
    presses_in_home,
    turns_to,
)
from tests.scenarios.surfaces import modal_saying
from tests.scenarios.test_first_contact import imported

ADMIN = "U0KIM"
ANA = "ana@acme.example"


def picked(value: str) -> Found:
    return {"text": {"type": "plain_text", "text": value}, "value": value}


async def fields_page(desk: Desk, saying: str = "Custom fields") -> Found:
    home = await opens_home(desk, by=ADMIN, saying="Looked at last")
    await turns_to(desk, home, "fields", by=ADMIN)
    return await home_saying(desk, saying, by=ADMIN)


async def defined(desk: Desk, name: str, kind: FieldType, **more: Any) -> CustomField:
    """A field, as if an admin had defined it in Home."""
    field = CustomField(name=name, type=kind, at=now(), **more)
    await desk.store.define(field, change=Change(by=ADMIN, at=now(), key=f"define {name}"))
    return next(one for one in await desk.store.custom_fields() if one.name == name)


async def edits(desk: Desk, typed: Found, *, by: str = MAYA) -> Found:
    modal = await desk.opens(f"/customer edit {ANA}", by=by)
    return await desk.submits(modal, typed, by=by)


async def test_an_admin_defines_a_field_and_an_agent_fills_it_in(desk: Desk) -> None:
    await imported(desk)
    home = await fields_page(desk, "No custom field is defined yet")
    await presses_in_home(desk, home, "fields:open", by=ADMIN)
    form = await modal_saying(desk, "What stands in it?", by=ADMIN)
    wrong = await desk.submits(form, {"field_name": "Support level", "field_type": picked("choice")}, by=ADMIN)  # fmt: skip
    assert list(wrong["errors"]) == ["field_choices"]
    typed = {
        "field_name": "Support level",
        "field_type": picked("choice"),
        "field_choices": "Gold\nSilver",
        "field_purpose": "who answers first",
    }
    assert await desk.submits(form, typed, by=ADMIN) == {"ok": True}
    home = await home_saying(desk, "*Support level* is saved.", by=ADMIN)
    assert "Gold, Silver" in text_of(home)
    (field,) = await desk.store.custom_fields()
    assert await edits(desk, {f"own:{field.id}": picked("Gold")}) == {"ok": True}
    card = await desk.types(f"/customer {ANA}")
    assert "Support level: Gold" in text_of(card)
    found = await desk.types('/customer field:"support level"=gold')
    assert "Support level: Gold" in text_of(found)
    assert await edits(desk, {f"own:{field.id}": picked("-")}) == {"ok": True}
    assert "Support level" not in text_of(await desk.types(f"/customer {ANA}"))


async def test_each_type_has_its_own_input_and_its_own_mistake(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    kinds = {name: await defined(desk, name.title(), FieldType(name)) for name in ("text", "number", "date", "link")}  # fmt: skip
    modal = await desk.opens(f"/customer edit {ANA}")
    inputs = {block["block_id"]: block["element"]["type"] for block in modal["blocks"] if block.get("element")}  # fmt: skip
    named = {name: f"own:{field.id}" for name, field in kinds.items()}
    assert [inputs[named[name]] for name in kinds] == [
        *("plain_text_input", "number_input", "datepicker", "url_text_input")
    ]
    misleading = {named["link"]: "https://acme.example@evil.example/"}
    wrong = await desk.submits(modal, misleading)
    assert wrong["errors"] == {named["link"]: "This is no web address. Begin it with https://"}
    typed = {
        named["text"]: "<!channel> *hello*",
        named["number"]: "12.50",
        named["date"]: "2026-03-31",
        named["link"]: "https://acme.example/a?b=1&c=2",
    }
    assert await desk.submits(modal, typed) == {"ok": True}
    said = text_of(await desk.types(f"/customer {ANA}"))
    assert "Text: &lt;!channel&gt; *hello*" in said
    assert "Number: 12.50" in said
    assert "Date: 31 Mar 2026" in said
    assert "<https://acme.example/a?b=1&amp;c=2|acme.example>" in said


async def test_a_new_customer_has_the_fields_from_the_beginning(http_desk: Desk) -> None:
    desk = http_desk
    seats = await defined(desk, "Seats", FieldType.NUMBER)
    modal = await desk.opens("/customer new Pat Lee")
    wrong = await desk.submits(modal, {f"own:{seats.id}": "1234567890123456789"})
    assert list(wrong["errors"]) == [f"own:{seats.id}"]
    assert await desk.submits(modal, {f"own:{seats.id}": "12"}) == {"ok": True}
    nobody = text_of(await desk.types("/customer field:seets=3 field:seats>11"))
    assert "No customer has the field seets: write a field as it is called on a card." in nobody
    assert "No customer has" not in text_of(await desk.types("/customer field:seats>99"))
    found = await desk.types("/customer field:seats>11")
    assert "Seats: 12" in text_of(found)


async def test_what_is_not_personal_stands_on_the_card_that_all_read(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await defined(desk, "Tier", FieldType.TEXT, personal=False)
    await defined(desk, "Health", FieldType.TEXT)
    new = NewContact(
        identifiers=(Identifier(kind="phone", value="+442079460123"),),
        fields={"name": "Pat", "field:tier": "gold", "field:health": "poorly"},
    )
    change = Change(by="a list", at=now(), key="pat")
    contact = await desk.store.create(new, change=change, origin="import")
    place = await desk.customer_writes("Hello?", phone="+442079460123", name="Pat")
    card = text_of(await desk.card(place, saying="Pat"))
    assert "*Tier* gold" in card
    assert "poorly" not in card
    whole = text_of(await desk.types(f"/customer {contact.contact_id}"))
    assert "Health: poorly" in whole


async def test_a_retired_field_keeps_what_it_holds_until_it_is_cleared(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(defining, "AT_ONCE", 1)
    await imported(desk)
    for number in range(2):
        new = NewContact(fields={"name": f"Pat {number}", "field:seats": "many"})
        change = Change(by="a list", at=now(), key=f"pat {number}")
        await desk.store.create(new, change=change, origin="import")
    await defined(desk, "Seats", FieldType.NUMBER)
    home = await fields_page(desk, "on 2 contacts")
    await presses_in_home(desk, home, "fields:retire#0", by=ADMIN)
    home = await home_saying(desk, "What stands in it on 2 contacts stays until you clear it.", by=ADMIN)  # fmt: skip
    assert "Seats" not in text_of(await desk.types("/customer Pat 0"))
    await presses_in_home(desk, home, "fields:restore#0", by=ADMIN)
    home = await home_saying(desk, "*Seats* is filled in again.", by=ADMIN)
    assert "Seats: many" in text_of(await desk.types("/customer Pat 0"))
    await presses_in_home(desk, home, "fields:retire#0", by=ADMIN)
    home = await home_saying(desk, "is retired", by=ADMIN)
    await presses_in_home(desk, home, "fields:clear#0", by=ADMIN)
    await home_saying(desk, "*Seats* is gone: cleared on 2 contacts.", by=ADMIN)
    assert await desk.store.custom_fields() == ()
    assert await desk.store.field_use(("seats",)) == {"seats": 0}


async def test_what_an_import_brought_is_shown_and_offered_to_be_defined(http_desk: Desk) -> None:
    desk = http_desk
    new = NewContact(fields={"name": "Pat", "field:Account|Manager (=who)": "Kim"})
    await desk.store.create(new, change=Change(by="a list", at=now(), key="1"), origin="import")
    home = await fields_page(desk, "`Account|Manager (=who)`")
    await presses_in_home(desk, home, "fields:open#200", by=ADMIN)
    form = await modal_saying(desk, "What is it called?", by=ADMIN)
    assert await desk.submits(form, {}, by=ADMIN) == {"ok": True}
    home = await home_saying(desk, "*Account|Manager ( who)* is saved.", by=ADMIN)
    assert "Held, but not defined" not in text_of(home)
    (field,) = await desk.store.custom_fields()
    modal = await desk.opens("/customer edit Pat")
    shown = next(one for one in modal["blocks"] if one["block_id"] == f"own:{field.id}")
    assert shown["element"]["initial_value"] == "Kim"


async def test_a_value_that_is_none_of_its_type_stays_and_the_form_says_so(http_desk: Desk) -> None:
    desk = http_desk
    new = NewContact(fields={"name": "Pat", "field:seats": "a dozen"})
    made = await desk.store.create(new, change=Change(by="a list", at=now(), key="1"), origin="import")  # fmt: skip
    seats = await defined(desk, "Seats", FieldType.NUMBER, purpose="how large they are")
    modal = await desk.opens("/customer edit Pat")
    shown = next(one for one in modal["blocks"] if one["block_id"] == f"own:{seats.id}")
    assert (
        shown["hint"]["text"] == "\u201ca dozen\u201d stands there now, as text. how large they are"
    )
    assert await desk.submits(modal, {"title": "Owner"}) == {"ok": True}
    profile = await desk.store.profile(made.contact_id)
    assert profile
    assert (profile.value("field:Seats"), profile.value("title")) == ("a dozen", "Owner")


async def test_of_more_choices_than_a_form_holds_one_is_searched_for(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    choices = tuple(f"Level {number:02} of many".ljust(75, ".") for number in range(99))
    fields = [await defined(desk, f"F{n}", FieldType.CHOICE, choices=choices) for n in range(9)]
    modal = await desk.opens(f"/customer edit {ANA}")
    name = f"own:{fields[3].id}"
    assert len(await desk.options(modal, name, "")) == 100
    (found,) = await desk.options(modal, name, "level 07")
    assert await desk.submits(modal, {name: found}) == {"ok": True}
    await desk.until(lambda: held(desk, "F3", choices[7]), "the choice")
    again = await desk.opens(f"/customer edit {ANA}")
    shown = next(one for one in again["blocks"] if one["block_id"] == name)
    assert shown["element"]["initial_option"]["value"] == choices[7]
    (nothing, *_) = await desk.options(again, name, "")
    assert await desk.submits(again, {name: nothing}) == {"ok": True}
    await desk.until(lambda: held(desk, "F3", None), "nothing")


async def held(desk: Desk, name: str, value: str | None) -> bool:
    (hit,) = await desk.store.search("ana")
    profile = await desk.store.profile(hit.contact_id)
    return profile is not None and profile.value(f"field:{name}") == value


async def test_two_who_fill_in_one_field_lose_nothing(http_desk: Desk) -> None:
    desk = http_desk
    await imported(desk)
    seats = await defined(desk, "Seats", FieldType.NUMBER)
    mine = await desk.opens(f"/customer edit {ANA}")
    assert await edits(desk, {f"own:{seats.id}": "7"}, by="U0SAM") == {"ok": True}
    await desk.submits(mine, {f"own:{seats.id}": "9"})
    modal = await modal_saying(desk, "meanwhile", by=MAYA)
    assert "changed *Seats* to 7 meanwhile" in text_of(modal)
    assert await desk.submits(modal, {f"own:{seats.id}": "9"}) == {"ok": True}
    assert "Seats: 9" in text_of(await desk.types(f"/customer {ANA}"))


async def test_the_command_lists_and_changes_fields_where_it_was_typed(http_desk: Desk) -> None:
    desk = http_desk
    for number in range(12):
        await defined(desk, f"Field {number:02}", FieldType.TEXT)
    answer = await desk.types("/customer fields", by=ADMIN)
    assert "Field 09" in text_of(answer)
    assert "Field 10" not in text_of(answer)
    await desk.clicks(answer, "fields:list#101", by=ADMIN)

    async def second_page() -> Found | None:
        shown = await desk.messages("C0WHATSAPP", by=ADMIN)
        return next((one for one in shown if "Field 10" in text_of(one)), None)

    page = await desk.until(second_page, "the second page")
    await desk.clicks(page, "fields:open#0", by=ADMIN)
    form = await modal_saying(desk, "Field 10", by=ADMIN)
    assert await desk.submits(form, {"field_type": picked("date")}, by=ADMIN) == {"ok": True}
    changed = [one.type for one in await desk.store.custom_fields() if one.name == "Field 10"]
    assert changed == [FieldType.DATE]


async def test_a_name_that_is_taken_or_a_field_that_is_gone_is_said_at_the_form(
    http_desk: Desk,
) -> None:
    desk = http_desk
    field = await defined(desk, "Seats", FieldType.NUMBER)
    home = await fields_page(desk)
    await presses_in_home(desk, home, "fields:open", by=ADMIN)
    form = await modal_saying(desk, "What is it called?", by=ADMIN)
    taken = await desk.submits(form, {"field_name": "SEATS"}, by=ADMIN)
    assert "There is a field of this name already" in taken["errors"]["field_name"]
    await desk.post("/ui/close", **{"as": ADMIN}, view_id=form["id"])
    await presses_in_home(desk, home, "fields:open#0", by=ADMIN)
    form = await modal_saying(desk, "What stands in it?", by=ADMIN)
    retired = field.model_copy(update={"retired": True})
    await desk.store.define(retired, change=Change(by=ADMIN, at=now(), key="retire"))
    assert await desk.store.drop_field(field, change=Change(by=ADMIN, at=now(), key="drop"))
    gone = await desk.submits(form, {}, by=ADMIN)
    assert "This field is defined no more" in gone["errors"]["field_type"]
    await presses_in_home(desk, home, "fields:retire#0", by=ADMIN)
    await home_saying(desk, "This field is defined no more", by=ADMIN)


async def test_fields_are_for_admins_to_define(http_desk: Desk) -> None:
    desk = http_desk
    home = await opens_home(desk, saying="Looked at last")
    assert "Fields" not in buttons_of(home)
    assert "Only admins of this workspace may say which custom fields" in text_of(
        await desk.types("/customer fields")
    )


async def test_a_field_that_is_brought_back_while_it_waits_to_be_cleared_is_left_as_it_is(
    http_desk: Desk,
) -> None:
    desk = http_desk
    new = NewContact(fields={"name": "Pat", "field:Seats": "12"})
    await desk.store.create(new, change=Change(by="a list", at=now(), key="1"), origin="import")
    field = await defined(desk, "Seats", FieldType.NUMBER)
    told: list[int] = []

    async def done(_store: ProfileStore, _change: Change, _field: CustomField, number: int) -> None:
        told.append(number)

    change = Change(by=ADMIN, at=now(), key="clear")
    body = jobs.clear_field(field.id, change=change).body
    await clearing.go_on(body, desk.store, now=now, done=done)
    gone = jobs.clear_field("f_none", change=change).body
    await clearing.go_on(gone, desk.store, now=now, done=done)
    assert told == []
    assert await desk.store.field_use(("Seats",)) == {"Seats": 1}


async def test_clearing_that_takes_long_goes_on_job_after_job(
    http_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(defining, "AT_ONCE", 1)
    monkeypatch.setattr(clearing, "AT_A_TIME", timedelta(0))
    desk = http_desk
    for number in range(4):
        new = NewContact(fields={"name": f"Pat {number}", "field:Seats": "12"})
        change = Change(by="a list", at=now(), key=f"pat {number}")
        await desk.store.create(new, change=change, origin="import")
    field = await defined(desk, "Seats", FieldType.NUMBER)
    retired = field.model_copy(update={"retired": True})
    await desk.store.define(retired, change=Change(by=ADMIN, at=now(), key="retire"))
    home = await fields_page(desk, "on 4 contacts")
    await presses_in_home(desk, home, "fields:clear#0", by=ADMIN)
    await home_saying(desk, "*Seats* is gone: cleared on 4 contacts.", by=ADMIN)


async def test_a_rule_fires_by_a_custom_field(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await defined(desk, "Seats", FieldType.NUMBER)
    new = NewContact(
        identifiers=(Identifier(kind="phone", value="+442079460123"),),
        fields={"name": "Pat", "field:seats": "12"},
    )
    await desk.store.create(new, change=Change(by="a list", at=now(), key="1"), origin="import")
    large = Rule(id="", query="field:seats>10", tags=("large",), is_on=True, at=now())
    await desk.store.save_rule(large, change=Change(by=ADMIN, at=now(), key="rule"))
    place = await desk.customer_writes("Hello?", phone="+442079460123", name="Pat")
    await desk.card(place, saying="large")
