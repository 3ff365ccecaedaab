"""What is typed into forms becomes values, or a sentence at the field that is wrong."""

from dataclasses import MISSING, fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clicks
from bot.cards import split_form
from bot.cards.edit_form import edit_form
from bot.cards.erase_form import erase_form
from bot.cards.fields import field_form
from bot.cards.home_tags import retag_form
from bot.cards.identifiers_form import identifiers_form
from bot.cards.link_form import link_form
from bot.cards.merge_form import pick
from bot.cards.note_form import from_message, note_form
from bot.cards.owner_form import owner_form
from bot.cards.policy_form import policy_form
from bot.cards.reply_form import reply_form, template_form
from bot.cards.rules import rule_form
from bot.cards.segments import segment_form
from bot.cards.tag_form import tag_form
from bot.cards.watch_form import watch_form
from bot.clicks import FORMS, FormContext
from bot.inputs import Field
from bot.parse import forms
from bot.parse.forms import (
    Enrichment,
    FieldEntry,
    FieldErrors,
    LinkEntry,
    MergeEntry,
    MessageNoteEntry,
    NoteEntry,
    RetagEntry,
    SplitEntry,
    TagEntry,
    WatchEntry,
    entry,
)
from bot.parse.payloads import State
from bot.wording import Language
from storage.contact import Contact
from storage.fields import FieldType
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage
from storage.policy import Policy
from storage.profile import Shelf
from tests.bot.cards.people import NOW, ana

PHONE = Identifier(kind="phone", value="+442079460123")


def errors_of(found: object) -> dict[str, str]:
    assert isinstance(found, FieldErrors)
    return found.errors


def enriched(**typed: str) -> Enrichment | FieldErrors:
    return forms.enrichment(dict(typed), shown={}, region="GB")


# ---------------------------------------------------------------- notes


def test_a_note_is_taken_as_it_was_typed_without_the_space_around_it() -> None:
    assert forms.note({Field.NOTE: "  Prefers *WhatsApp*\nno mail "}) == NoteEntry(
        "Prefers *WhatsApp*\nno mail"
    )


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_note_without_words_is_refused(text: str) -> None:
    assert errors_of(forms.note({Field.NOTE: text})) == {"note_text": "A note needs some words."}


def test_a_note_of_ten_thousand_characters_is_refused_with_the_limit() -> None:
    assert errors_of(forms.note({Field.NOTE: "x" * 10_000})) == {
        "note_text": "At most 3,000 characters; shorten it, or write two."
    }
    assert forms.note({Field.NOTE: "x" * 3000}) == NoteEntry("x" * 3000)


# ---------------------------------------------------------------- tags


def test_tags_are_those_picked_and_those_typed_each_once() -> None:
    typed: State = {Field.TAGS: ["vip", "late"], Field.NEW_TAGS: "Late, big  spender,,\nVIP"}
    assert forms.tags(typed, shown={}) == TagEntry(("vip", "late", "big spender"))


def test_no_tag_is_a_wish_too() -> None:
    assert forms.tags({Field.TAGS: [], Field.NEW_TAGS: ""}, shown={}) == TagEntry(())


def test_a_tag_that_is_too_long_is_named_instead_of_cut() -> None:
    found = errors_of(forms.tags({Field.TAGS: [], Field.NEW_TAGS: f"vip, {'x' * 76}"}, shown={}))
    assert found == {
        "new_tags": f"\u201c{'x' * 30}\u2026\u201d is too long for a tag: at most 75 characters."
    }


def test_more_tags_than_fit_are_refused() -> None:
    typed = ",".join(str(number) for number in range(51))
    assert errors_of(forms.tags({Field.NEW_TAGS: typed}, shown={})) == {
        "new_tags": "At most 50 tags."
    }


# ---------------------------------------------------------------- enrichment


def test_fields_that_were_emptied_are_none_and_fields_that_were_not_shown_are_left_out() -> None:
    assert enriched(name="Ana Souza", company=" ") == Enrichment(
        fields={"name": "Ana Souza", "company": None}
    )


def test_several_identifiers_stand_in_one_field() -> None:
    found = enriched(
        emails="Ana@Acme.Example, ana@acme.example\nb@acme.example",
        phones="020 7946 0123, ",
        handles="instagram: @Ana.S, telegram:ana_s",
    )
    assert isinstance(found, Enrichment)
    assert [str(one) for one in found.add] == [
        "email:ana@acme.example",
        "email:b@acme.example",
        "phone:+442079460123",
        "instagram:ana.s",
        "telegram:ana_s",
    ]


def test_every_field_that_is_wrong_is_told_at_once() -> None:
    found = enriched(
        name="Ana",
        emails="ana@acme.example, ana@",
        phones="12",
        handles="@ana",
        timezone="Atlantis",
        language="Dolphin",
    )
    assert errors_of(found) == {
        "emails": "\u201cana@\u201d is not an e-mail address. It should look like ana@example.com.",
        "phones": "\u201c12\u201d is not a phone number. Write it with the country code, such as +44 20 7946 0123.",
        "handles": "\u201c@ana\u201d is not a handle. Write the kind first, such as instagram: @ana.s.",
        "timezone": "\u201cAtlantis\u201d is not a time zone. Write it like Berlin or America/Sao_Paulo.",
        "language": "\u201cDolphin\u201d is not a language. Write it like German, de or pt-BR.",
    }


def test_a_number_without_a_country_code_is_read_in_the_teams_country() -> None:
    assert forms.enrichment({Field.PHONES: "11 91234-5678"}, shown={}, region="FR") == FieldErrors(
        {
            "phones": "\u201c11 91234-5678\u201d is not a phone number."
            " Write it with the country code, such as +44 20 7946 0123."
        }
    )
    found = forms.enrichment({Field.PHONES: "11 91234-5678"}, shown={}, region="BR")
    assert found == Enrichment(add=(Identifier(kind="phone", value="+5511912345678"),))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("sao paulo", "America/Sao_Paulo"),
        ("New York", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_city(typed: str, kept: str) -> None:
    assert enriched(timezone=typed) == Enrichment(fields={"timezone": kept})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("pt-BR", "pt-BR"),
        ("PT_br", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("zh-TW", "zh-TW"),
        ("German", "de"),
        ("filipino", "fil"),
    ],
)
def test_a_language_is_known_by_its_tag_or_its_name(typed: str, kept: str) -> None:
    assert enriched(language=typed) == Enrichment(fields={"language": kept})


def test_a_new_customer_needs_a_name_or_a_way_to_reach_them() -> None:
    context = clicks.NewForm()
    told = entry(context, {Field.NAME: "", Field.COMPANY: "Acme"}, shown={}, region="US")
    assert errors_of(told) == {
        "name": "Say at least a name, an e-mail address, a phone number or a handle."
    }
    named = entry(context, {Field.NAME: "Ana"}, shown={}, region="US")
    assert named == Enrichment(fields={"name": "Ana"})
    reached = entry(context, {Field.PHONES: "+44 20 7946 0123"}, shown={}, region="US")
    assert reached == Enrichment(add=(PHONE,))
    assert errors_of(entry(context, {Field.PHONES: "12"}, shown={}, region="US")).keys() == {
        "phones"
    }


# ---------------------------------------------------------------- merging, watching


def test_a_pick_is_the_customer_picked() -> None:
    assert entry(
        clicks.MergeForm("c_1"), {Field.OTHER: "c_2"}, shown={}, region="US"
    ) == MergeEntry("c_2")


def test_a_watched_channel_has_a_kind_a_country_and_own_domains() -> None:
    typed: State = {
        Field.KIND: "whatsapp",
        Field.REGION: "br",
        Field.OWN_DOMAINS: "@Tidewater.example, help.tidewater.example",
    }
    assert entry(clicks.WatchForm("C1"), typed, shown={}, region="US") == WatchEntry(
        channel=Channel.WHATSAPP,
        region="BR",
        own_domains=("tidewater.example", "help.tidewater.example"),
    )


def test_a_channel_of_several_kinds_has_none_and_the_workspaces_country() -> None:
    typed: State = {Field.KIND: "any", Field.REGION: "", Field.OWN_DOMAINS: ""}
    assert forms.watched(typed) == WatchEntry(channel=None, region=None, own_domains=())


def test_a_country_and_a_domain_that_are_none_are_told() -> None:
    typed: State = {Field.KIND: "any", Field.REGION: "xx", Field.OWN_DOMAINS: "tide water"}
    assert errors_of(forms.watched(typed)) == {
        "feed_region": "\u201cXX\u201d is not a country. Two letters are, such as US, GB or DE.",
        "feed_own_domains": "\u201ctide water\u201d is not a mail domain. It should look like example.com.",
    }


# ---------------------------------------------------------------- any form

FROM_NOBODY = CustomerMessage(
    channel=Channel.SMS, text="call me", sent_at=NOW, source="C1/1.0", conversation="C1/1.0"
)
TWO = [
    Shelf(contact=Contact(id=name, source=None, origin="agent", created_at=NOW), revision=1)
    for name in ("c_1", "c_2")
]
VIEWS = {
    "form:note": note_form(clicks.NoteForm("c_1"), ana()),
    "form:tag": tag_form(clicks.TagForm("c_1"), ana()),
    "form:edit": edit_form(clicks.EditForm("c_1"), ana()),
    "form:new": edit_form(clicks.EditForm("c_1"), ana()),
    "form:merge": pick(clicks.MergeForm("c_1"), ana()),
    "form:message_note": from_message(clicks.MessageNoteForm(), text="hello", whose=None),
    "form:link": link_form(clicks.LinkForm("k1"), FROM_NOBODY, whose=None),
    "form:retag": retag_form(clicks.RetagForm("vip"), "vip"),
    "form:reply": reply_form(clicks.ReplyForm("c_1", "C1/1.1"), ana(), "Hi Ana"),
    "form:template": template_form(clicks.TemplateForm(), None),
    "form:policy": policy_form(
        clicks.PolicyForm(), Policy(), [("S1", "@leads")], language=Language.ENGLISH
    ),
    "form:rule": rule_form(clicks.RuleForm(), None, groups=[], replies=[]),
    "form:field": field_form(clicks.FieldForm(), None),
    "form:erase": erase_form(clicks.EraseForm("c_1"), ana(), second=False),
    "form:identifiers": identifiers_form(clicks.IdentifiersForm("c_1"), ana(), marks=True),
    "form:owner": owner_form(clicks.OwnerForm("c_1"), ana()),
    "form:split": split_form.pick(clicks.SplitForm("c_1"), TWO),
    "form:segment": segment_form(clicks.SegmentForm(), None),
    "form:watch": watch_form(
        clicks.WatchForm("C1"), None, default_region="US", leads_outside=False
    ),
}
TYPED = st.one_of(st.text(), st.lists(st.text()), st.sampled_from(["vip", "any", "a@b.example"]))


def test_every_form_is_tried() -> None:
    """Four were missing, and the test below failed only where chance met one of them."""
    assert sorted(VIEWS) == sorted(FORMS)


@given(
    kind=st.sampled_from(list(FORMS.values())),
    typed=st.dictionaries(
        st.sampled_from([value for name, value in vars(Field).items() if name.isupper()]), TYPED
    ),
)
def test_whatever_is_typed_becomes_values_or_errors_at_fields_of_that_form(
    kind: type[FormContext], typed: State
) -> None:
    needed = [one.name for one in fields(kind) if one.default is MISSING]
    found = entry(kind(*["c_1" for _ in needed]), typed, shown={}, region="US")
    if isinstance(found, FieldErrors):
        shown: list[dict[str, Any]] = VIEWS[kind.CALLBACK_ID]["blocks"]
        assert found.errors.keys() <= {block.get("block_id") for block in shown}
        assert all(0 < len(told) <= 250 for told in found.errors.values())


# ---------------------------------------------------------------- messages that agents point at


def test_a_note_from_a_message_needs_words_and_somebody_whose_it_is() -> None:
    about = clicks.MessageNoteForm()
    state: State = {"pick:customer": "c_1", "note_text": " calls on Fridays "}
    assert entry(about, state, shown={}, region="US") == MessageNoteEntry("c_1", "calls on Fridays")
    assert list(errors_of(entry(about, {}, shown={}, region="US"))) == [
        *("note_text", "pick:customer")
    ]
    assert errors_of(entry(about, {"note_text": "x"}, shown={}, region="US")) == {
        "pick:customer": "Pick a customer."
    }


def test_a_message_is_somebodys_who_is_picked_or_named() -> None:
    about = clicks.LinkForm("k1")
    state: State = {
        "pick:customer": "c_1",
        "new_name": "Pat",
        "came_by": "sms",
        "learn": ["0", "2", "x"],
    }
    found = entry(about, state, shown={}, region="US")
    assert found == LinkEntry("c_1", "Pat", Channel.SMS, (0, 2))
    named = entry(about, {"new_name": "Pat", "came_by": "pigeon"}, shown={}, region="US")
    assert named == LinkEntry("", "Pat", Channel.WEB)
    assert list(errors_of(entry(about, {}, shown={}, region="US"))) == ["pick:customer"]


# ---------------------------------------------------------------- taking apart


def test_who_leaves_and_what_changes_sides_is_read_whichever_box_it_is_in() -> None:
    state: State = {"parting": ["c_1", "c_2"], "moving_0": ["a"], "moving_1": ["b", "c"]}
    found = entry(clicks.SplitForm("c_1"), state, shown={}, region="US")
    assert found == SplitEntry(("c_1", "c_2"), frozenset(["a", "b", "c"]))


@pytest.mark.parametrize("value", ["", "c_1"])
def test_a_form_to_take_apart_that_holds_something_else_picks_nobody(value: str) -> None:
    state: State = {"parting": value, "moving_0": value}
    assert entry(clicks.SplitForm("c_1"), state, shown={}, region="US") == SplitEntry()


# ---------------------------------------------------------------- tags changed on everybody


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({Field.NEW_TAG: " "}, "Say what it is to be called, or choose to take it off"),
        ({Field.NEW_TAG: "vip"}, "That is its name already."),
        ({Field.NEW_TAG: "x" * 76}, "is too long for a tag"),
    ],
)
def test_a_new_name_that_is_none_is_refused_at_its_field(typed: State, told: str) -> None:
    found = entry(clicks.RetagForm("vip"), typed, shown={}, region="US")
    assert told in errors_of(found)["new_tag"]


def test_a_tag_is_renamed_or_retired() -> None:
    about = clicks.RetagForm("vip")
    assert entry(about, {Field.NEW_TAG: " key  account "}, shown={}, region="US") == RetagEntry(
        "key account"
    )
    retired: State = {Field.RETAG: "retire", Field.NEW_TAG: "vip"}
    assert entry(about, retired, shown={}, region="US") == RetagEntry(None)


# ---------------------------------------------------------------- custom fields


def test_a_field_is_described_and_what_is_no_choice_has_none() -> None:
    typed: State = {
        Field.FIELD_NAME: "  Support   level ",
        Field.FIELD_TYPE: "choice",
        Field.FIELD_CHOICES: "Gold\n\n silver \nGOLD",
        Field.FIELD_PERSONAL: ["personal"],
        Field.FIELD_PURPOSE: " who answers\nfirst ",
    }
    found = entry(clicks.FieldForm(), typed, shown={}, region="US")
    assert found == FieldEntry(
        name="Support level",
        type=FieldType.CHOICE,
        choices=("Gold", "silver"),
        personal=True,
        purpose="who answers first",
    )
    as_text = entry(clicks.FieldForm(), typed | {Field.FIELD_TYPE: "?"}, shown={}, region="US")
    assert isinstance(as_text, FieldEntry)
    assert (as_text.type, as_text.choices) == (FieldType.TEXT, ())


@pytest.mark.parametrize(
    ("typed", "at", "told"),
    [
        ({Field.FIELD_NAME: "  "}, Field.FIELD_NAME, "Say what it is called."),
        ({Field.FIELD_NAME: "a=b"}, Field.FIELD_NAME, "A name holds none of"),
        ({Field.FIELD_NAME: "Company"}, Field.FIELD_NAME, "Every customer has a field"),
        ({Field.FIELD_NAME: "preferred channel"}, Field.FIELD_NAME, "Every customer has a field"),
        (
            {Field.FIELD_NAME: "x", Field.FIELD_TYPE: "choice"},
            Field.FIELD_CHOICES,
            "Say what there",
        ),
        (
            {Field.FIELD_NAME: "x", Field.FIELD_TYPE: "choice", Field.FIELD_CHOICES: "y" * 76},
            Field.FIELD_CHOICES,
            "is longer than 75 characters",
        ),
        (
            {
                Field.FIELD_NAME: "x",
                Field.FIELD_TYPE: "choice",
                Field.FIELD_CHOICES: "\n".join(map(str, range(100))),
            },
            Field.FIELD_CHOICES,
            "too many",
        ),
    ],
)
def test_a_field_that_cannot_be_is_refused_where_it_is_wrong(
    typed: State, at: str, told: str
) -> None:
    assert told in errors_of(entry(clicks.FieldForm(), typed, shown={}, region="US"))[at]


def test_of_a_field_that_is_changed_the_name_is_not_asked() -> None:
    found = entry(clicks.FieldForm("f_1"), {Field.FIELD_TYPE: "date"}, shown={}, region="US")
    assert isinstance(found, FieldEntry)
    assert (found.name, found.type, found.personal) == ("", FieldType.DATE, False)


def test_what_is_typed_into_custom_fields_is_read_by_their_ids() -> None:
    shown: State = {"own:f_1": "3", "own:f_2": "Gold", "own:f_3": "same"}
    typed: State = {"own:f_1": " 4 ", "own:f_2": "-", "own:f_3": "same"}
    found = entry(clicks.EditForm("c_1"), typed, shown=shown, region="US")
    assert isinstance(found, Enrichment)
    assert (found.own, found.fields) == ({"f_1": "4", "f_2": ""}, {})
