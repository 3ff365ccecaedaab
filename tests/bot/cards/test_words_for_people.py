"""What stands on cards for identifiers, and at fields for what is gone or too old."""

import pytest

from bot.cards import merge_form, outdated
from bot.cards.edit_form import edit_form
from bot.cards.identifiers import called, readable
from bot.cards.note_form import note_form
from bot.cards.options import customer_options, find_options, tag_options
from bot.cards.results import results
from bot.clicks import EditForm, NoteForm
from storage.identifiers import Identifier
from storage.store import Hit
from tests.bot.cards.people import DAY, NOW, ana, overfull

PHONE = Identifier(kind="phone", value="+5511912345678")
MAIL = Identifier(kind="email", value="ana@acme.example")


@pytest.mark.parametrize(
    ("identifier", "told"),
    [
        (PHONE, "+55 11 91234-5678"),
        (Identifier(kind="phone", value="+442079460123;ext=12"), "+44 20 7946 0123 ext. 12"),
        (Identifier(kind="phone", value="nobody's"), "nobody's"),
        (Identifier(kind="email", value="ana@acme.example"), "ana@acme.example"),
        (Identifier(kind="instagram", value="ana.s"), "Instagram @ana.s"),
        (Identifier(kind="external:crm", value="42"), "crm 42"),
        (Identifier(kind="wa_bsuid", value="BR.123"), "WhatsApp BR.123"),
    ],
)
def test_identifiers_are_written_as_people_read_them(identifier: Identifier, told: str) -> None:
    assert readable(identifier) == told


def test_somebody_is_called_by_name_else_by_what_is_known_else_new() -> None:
    assert called(" Ana\n Souza ", [PHONE]) == "Ana Souza"
    assert called("\u200b", [PHONE]) == "+55 11 91234-5678"
    assert called(None, []) == "Somebody new"


def test_buttons_that_look_alike_say_by_ear_whom_they_show() -> None:
    hits = [
        Hit(contact_id="c_1", name="Ana", company=None),
        Hit(contact_id="c_2", name="Bo", company=None),
    ]
    listed = results(hits, searched="", now=NOW).blocks[1:]
    assert [block["accessory"]["accessibility_label"] for block in listed] == [
        "Show: Ana",
        "Show: Bo",
    ]


def test_two_of_one_name_are_told_apart_in_a_menu() -> None:
    hits = [
        Hit(contact_id="c_1", name="Ana", company="Acme", identifiers=(PHONE,)),
        Hit(contact_id="c_2", name="Ana", company=None),
        Hit(
            contact_id="c_3",
            name="Ana",
            company="Acme Outfitters of the Northern Territories",
            identifiers=(MAIL, PHONE),
            last_seen=NOW - 2 * DAY,
        ),
        Hit(contact_id="c_4", name=None, company=None, identifiers=(PHONE,)),
    ]
    lines = customer_options(hits, now=NOW)
    assert [(line["text"]["text"], line.get("description", {}).get("text")) for line in lines] == [
        ("Ana", "Acme \u00b7 +55 11 91234-5678"),
        ("Ana", None),
        (
            "Ana",
            "Acme Outfitters of\u2026 \u00b7 ana@acme.example \u00b7 last wrote 2 days ago",
        ),
        ("+55 11 91234-5678", None),
    ]
    assert [line["value"] for line in find_options(hits[:2], now=NOW)] == ["1|c_1", "1|c_2"]


def test_a_tag_that_is_typed_is_offered_as_new_only_where_it_is() -> None:
    assert [one["value"] for one in tag_options(["vip", "late"], typed="  big   one ")] == [
        *("vip", "late", "big one")
    ]
    assert [one["value"] for one in tag_options(["vip"], typed="VIP")] == ["vip"]
    assert [one["value"] for one in tag_options([], typed="\u200b ")] == []
    assert len(tag_options([str(number) for number in range(500)], typed="new")) == 100


def test_a_form_that_is_too_old_says_so_at_its_first_field() -> None:
    told = "This card is too old for its buttons. Look the customer up again with `/customer`."
    assert outdated.errors(note_form(NoteForm("c_1"), ana())) == {"note_text": told}
    assert outdated.errors({}) == {}


def test_a_merge_that_cannot_be_says_why_at_the_pick() -> None:
    assert merge_form.errors_gone() == {
        "pick:customer": "This customer is no longer there: the profile was deleted."
    }
    assert merge_form.errors_same() == {
        "pick:customer": "That is the customer you are looking at. Pick the other one."
    }


def test_inferred_values_do_not_become_an_agents_word_by_saving_the_form() -> None:
    blocks = edit_form(EditForm("c_1"), ana())["blocks"]
    shown = {block["block_id"]: block["element"].get("initial_value") for block in blocks}
    assert shown["company"] == "Acme Outfitters"
    assert shown["timezone"] is None
    assert shown["language"] is None


def test_a_form_offers_no_more_characters_than_it_may_hold() -> None:
    blocks = edit_form(EditForm("c_1"), overfull())["blocks"]
    name = next(block["element"] for block in blocks if block["block_id"] == "name")
    assert name["max_length"] == 200
    assert len(name["initial_value"].encode("utf-16-le")) // 2 <= 200
