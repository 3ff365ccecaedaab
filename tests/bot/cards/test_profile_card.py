"""What an agent reads on a card, line by line."""

from typing import Any

from bot.cards.profile_card import profile_card
from bot.cards.viewer import Viewer
from storage.address import written
from storage.contact import Claim, Fact, FactSource, Note
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Channel, Evidence
from storage.message import Message as Written
from storage.profile import Profile, Shelf, Suggestion
from tests.bot.cards.people import DAY, NOW, a_link, ana, contact, fact, overfull, wrote
from tests.bot.cards.reading import MAYA, buttons, compact, full, kinds, person, words

APART = "outside usual hours, both at work 13:00\u201318:00 on Tuesday, Berlin time"

# ---------------------------------------------------------------- at a glance


def test_the_compact_card_is_read_from_the_top_in_the_order_of_need() -> None:
    first, *_ = compact(ana(), "C1/3.1").blocks
    assert first["text"]["text"].split("\n") == [
        "*Ana Souza*  _enterprise plan_  `late` `vip`",
        ":clock3: 06:30 on Tuesday, 4 hours behind Berlin _(from the number)_  \u00b7  " + APART,
        ":speech_balloon: \u201cPrefers WhatsApp, doesn't check e-mail.\u201d",
        ":package: Order 1001 is in transit, *2 days late*",
    ]


def test_notifications_begin_with_the_card_in_a_sentence() -> None:
    assert full(ana()).text.split("\n")[0] == (
        "Ana Souza \u2014 enterprise plan, late, vip. Order 1001 is in transit, 2 days late."
        " \u201cPrefers WhatsApp, doesn't check e-mail.\u201d."
        " 06:30 on Tuesday, 4 hours behind you _(from the number)_"
    )


def test_the_full_card_begins_with_a_heading_and_ends_with_its_buttons() -> None:
    card = profile_card(ana(), now=NOW, viewer=MAYA, undo=a_link())
    assert card.blocks[0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "Ana Souza", "emoji": False},
    }
    assert kinds(card)[-1] == "actions"
    assert buttons(card) == [
        *("Merge these two", "Not the same"),
        *("Tag", "Note", "Edit", "Merge", "Undo merge"),
    ]


def test_wrong_person_is_offered_only_where_something_can_be_taken_out() -> None:
    assert buttons(compact(person())) == ["Reply", "Tag", "Note", "Edit", "Merge", "Show all"]
    shelves = [
        Shelf(contact=contact("Pat", id=contact_id), revision=1) for contact_id in ("c_1", "c_2")
    ]
    assert buttons(compact(fold(shelves, contact_id="c_2")))[-1] == "Wrong person?"


def test_a_name_cannot_wear_what_looks_like_a_tag() -> None:
    spoof = person(fact("name", "Eve* `vip` _enterprise plan_ *", FactSource.AGENT))
    first = compact(spoof).blocks[0]["text"]["text"].split("\n")[0]
    assert first == "*Eve\u2217 \u2019vip\u2019 _enterprise plan_ \u2217*"


def test_somebody_without_a_name_is_called_by_their_number() -> None:
    claim = Claim(
        identifier=Identifier(kind="phone", value="+442079460123"),
        evidence=Evidence.VOUCHED,
        at=NOW,
    )
    nameless = fold(
        [Shelf(contact=contact("", facts=(), claims=(claim,)), revision=1)], contact_id="c_1"
    )
    assert full(nameless).blocks[0]["text"]["text"] == "+44 20 7946 0123"


# ---------------------------------------------------------------- time and preference


def test_the_distance_is_the_viewers_where_one_looks_and_the_teams_otherwise() -> None:
    far = person(fact("timezone", "Pacific/Auckland"))
    assert "22:30 on Tuesday, 12 hours ahead of you" in words(full(far))
    assert "22:30 on Tuesday, 12 hours ahead of Berlin" in words(compact(far))
    assert (
        ":clock3: 22:30 on Tuesday  \u00b7  outside usual hours\n"
        in words(compact(far, zone=None)) + "\n"
    )


def test_a_zone_that_is_none_is_left_out() -> None:
    lost = person(fact("timezone", "../../etc/passwd"))
    assert "Local time" not in words(full(lost))
    near = person(fact("timezone", "Europe/Berlin"))
    strange = Viewer(user_id="U1", zone="Middle/Earth", locale="en")
    assert "*Local time*\n10:30 on Tuesday\n" in words(full(near, strange)) + "\n"


def test_the_newest_note_that_tells_a_preference_is_quoted() -> None:
    notes = tuple(
        Note(id=f"n{number}", contact_id="c_1", text=text, at=NOW - number * DAY)
        for number, text in enumerate(
            ["Called twice.", "Never by phone!", "Prefers e-mail", "Asked on WhatsApp about oars"]
        )
    )
    assert ":speech_balloon: \u201cNever by phone!\u201d" in words(compact(person(notes=notes)))


def test_a_note_is_no_preference_for_a_channel_that_it_does_not_name() -> None:
    note = Note(id="n", contact_id="c_1", text="Never by phone!", at=NOW)
    likes_mail = person(fact("preferred_channel", "email"), notes=(note,), note_count=1)
    assert ":speech_balloon: Prefers e-mail" in words(compact(likes_mail))
    assert "*Prefers*\ne-mail\n" in words(full(likes_mail))


def test_a_team_keeps_fields_of_its_own_in_small_print() -> None:
    many = person(*(fact(f"field:shoe_size_{number:02}", str(number)) for number in range(10)))
    small = next(block for block in full(many).blocks if block["type"] == "context")
    told = small["elements"][0]["text"]
    assert told.startswith("Shoe size 00: 0  \u00b7  Shoe size 01: 1")
    assert told.endswith("Shoe size 07: 7  \u00b7  +2")


def test_a_value_that_lost_stays_visible_and_a_guess_that_lost_does_not() -> None:
    moved = person(
        fact("location", "Porto", FactSource.AGENT),
        fact("location", "Lisbon", FactSource.IMPORT),
        fact("location", "Portugal", FactSource.INFERRED),
    )
    assert "*Location*\nPorto\n_also: Lisbon_" in words(full(moved))
    assert "Portugal" not in words(full(moved))


# ---------------------------------------------------------------- what was said before


def test_what_a_merge_keeps_beside_what_is_shown_can_be_read_on_the_full_card() -> None:
    def both(field: str, shown: str, kept: str) -> tuple[Fact, Fact]:
        older = Fact(field=field, value=kept, source=FactSource.IMPORT, at=NOW - 40 * DAY)
        return fact(field, shown), older

    facts = (
        *both("plan", "pro", "basic"),
        *both("language", "pt-BR", "en"),
        *both("preferred_channel", "whatsapp", "email"),
        *both("owner", "U0MAYA", "U0SAM"),
        *both("priority", "high", "low"),
        *both("field:Seats", "5", "7"),
    )
    shown = words(full(person(*facts)))
    assert "_pro plan_\n_also: basic plan_" in shown
    assert "Portuguese (Brazil)\n_also: English_" in shown
    assert "WhatsApp\n_also: e-mail_" in shown
    assert "<@U0MAYA>\n_also: <@U0SAM>_" in shown
    assert "High\n_also: Low_" in shown
    assert "Seats: 5 _also: 7_" in shown


def test_a_thread_shows_the_newest_message_that_was_written_elsewhere() -> None:
    said = (wrote("here", 0.01, number=3), wrote("there", 2, Channel.EMAIL, 2))
    told = words(compact(person(messages=said, message_count=2), "C1/3.1"))
    assert (
        "Before that, on <https://tidewater.slack.com/archives/C1/p2|e-mail>, 2 days ago: \u201cthere\u201d"
        in told
    )
    assert "here\u201d" not in told.replace("there\u201d", "")


def test_a_first_contact_is_told_so_and_a_long_conversation_is_not() -> None:
    said = (wrote("hello", 0, number=3),)
    alone = "First contact: nothing was written anywhere else."
    assert alone in words(compact(person(messages=said, message_count=1), "C1/3.1"))
    assert alone not in words(compact(person(messages=said, message_count=9), "C1/3.1"))


def test_a_message_without_words_is_known_by_its_subject_or_its_files() -> None:
    def line(**more: Any) -> str:
        written = Written.model_validate(wrote("", 1).model_dump() | {"link": None} | more)
        found = words(full(person(messages=(written,))))
        return found[found.index("WhatsApp, ") :].split("\n")[1]

    assert line(subject="Invoice", text="See below") == ">Invoice \u2014 See below"
    assert line(files=("receipt.pdf", "photo.jpg")) == ">receipt.pdf, photo.jpg"
    assert line() == ">(no text)"
    assert line(text="one\n&gt; two\n<!here>") == ">one &amp;gt; two &lt;!here&gt;"


def test_a_claimed_sender_is_marked_at_the_message() -> None:
    claimed = Written.model_validate(wrote("hi", 1).model_dump() | {"verified": False})
    assert "_(sender not verified)_" in words(full(person(messages=(claimed,))))


def test_notes_say_who_wrote_them_and_how_many_more_there_are() -> None:
    notes = (
        Note(id="1", contact_id="c_1", text="Owes\nus oars", by="U0MAYA", at=NOW),
        Note(id="2", contact_id="c_1", text="From the CRM", by="import <crm>", at=NOW - DAY),
    )
    told = words(full(person(notes=notes, note_count=5)))
    assert ":memo: Owes us oars \u2014 <@U0MAYA>, 2026-11-24 09:30 UTC" in told
    assert ":memo: From the CRM \u2014 import &lt;crm&gt;, 2026-11-23 09:30 UTC" in told
    assert "_and 3 older notes_" in told


# ---------------------------------------------------------------- too much of everything


def test_the_fullest_card_still_fits_without_losing_a_part() -> None:
    most = overfull()
    suggestion = Suggestion(
        contact_id="c_1", other_id="c_2", score=0.9, reasons=("same_name",) * 9, other_name="x" * 9000, at=NOW
    )  # fmt: skip
    card = full(most.model_copy(update={"suggestions": (suggestion,)}))
    assert kinds(card) == [
        *("header", "section", "section", "context", "section", "section", "section"),
        *("divider", "section", "actions", "actions"),
    ]
    assert "Perhaps the same person" in words(card)


# ------------------------------------------------------------ local time and usual hours


def zoned(zone: str, *more: Fact) -> Profile:
    return person(fact("timezone", zone), *more)


def test_the_card_says_that_it_is_a_usual_hour_there() -> None:
    assert "within usual hours" in words(compact(zoned("Europe/Berlin")))


def test_outside_usual_hours_the_card_says_when_both_are_at_work_next() -> None:
    told = words(compact(zoned("America/Sao_Paulo"), zone="Europe/Berlin"))
    assert "outside usual hours, both at work 13:00\u201318:00 on Tuesday, Berlin time" in told
    mine = words(full(zoned("America/Sao_Paulo")))
    assert "both at work 13:00\u201318:00 on Tuesday, your time" in mine


def test_usual_hours_that_never_meet_are_said_to() -> None:
    told = words(compact(zoned("Pacific/Auckland"), zone="Europe/Berlin"))
    assert "outside usual hours, which never meet the usual hours here" in told


def test_the_zone_of_an_address_says_more_than_that_of_a_number() -> None:
    home = fact("address", written({"city": "Berlin", "country": "DE"}))
    number = fact("timezone", "America/Sao_Paulo", FactSource.INFERRED)
    told = words(full(person(number, home)))
    assert "(from the address)" in told
    assert "same time as you" in told
    assert "(from the number)" in words(full(person(number)))
