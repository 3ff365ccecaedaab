"""What a form shows comes back as it was, and only what somebody changed in it is a change."""

import pytest

from bot import clicks
from bot.cards.block import View
from bot.cards.edit_form import edit_form, inputs
from bot.cards.tag_form import tag_form
from bot.inputs import Field
from bot.parse import forms
from bot.parse.forms import Enrichment, TagEntry
from bot.parse.payloads import State
from bot.wording import Language, speaking
from storage.handles import KINDS
from storage.identifiers import Identifier
from tests.bot.cards.people import ana, overfull

PHONE = Identifier(kind="phone", value="+442079460123")


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_reads_back_every_handle_that_it_shows(kind: str) -> None:
    value = "US.13491208655302741918" if kind == "wa_bsuid" else "ana.s"
    shown = inputs({}, [Identifier(kind=kind, value=value)])
    typed = {block["block_id"]: block["element"].get("initial_value", "") for block in shown}
    found = forms.enrichment(typed, shown={}, region="US")
    assert found == Enrichment(add=(Identifier(kind=kind, value=value),))


def test_the_form_reads_back_numbers_with_extensions_and_addresses() -> None:
    known = (
        Identifier(kind="email", value="ana+shop@acme.example"),
        Identifier(kind="phone", value="+442079460123;ext=12"),
        Identifier(kind="phone", value="+5511912345678"),
    )
    typed = {
        block["block_id"]: block["element"].get("initial_value", "") for block in inputs({}, known)
    }
    found = forms.enrichment(typed, shown={}, region="US")
    assert isinstance(found, Enrichment)
    assert found.add == known


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "value",
    [
        "+5215512345678",  # of Mexico, as WhatsApp alone still writes it
        "+551181234567",  # of Brazil, without the ninth digit
        "+4930901820;ext=45",
    ],
)
def test_a_number_that_the_form_shows_is_left_or_taken_off_beside_a_new_one(
    value: str, language: Language
) -> None:
    """It was refused as no number when one more was added, and stayed without a word when it was taken off."""
    known = Identifier(kind="phone", value=value)
    with speaking(language):
        blocks = inputs({}, [known])
    shown = {block["block_id"]: block["element"].get("initial_value", "") for block in blocks}
    more = {**shown, Field.PHONES: f"{shown[Field.PHONES]}, +44 20 7946 0123"}
    assert forms.enrichment(more, shown=shown, region="US") == Enrichment(add=(PHONE,))
    other = {**shown, Field.PHONES: "+44 20 7946 0123"}
    assert forms.enrichment(other, shown=shown, region="US") == Enrichment(
        add=(PHONE,), remove=(known,)
    )


def typed_into(view: View, **typed: str | list[str]) -> tuple[State, State]:
    """What a form shows and, after somebody typed into it, holds."""
    shown = forms.shown_in(view)
    return shown, shown | dict(typed)


def test_what_is_left_alone_is_no_change_whatever_became_of_it_meanwhile() -> None:
    shown, state = typed_into(edit_form(clicks.EditForm("c_1"), ana()), title="Owner")
    assert forms.enrichment(state, shown=shown, region="US") == Enrichment(
        fields={"title": "Owner"}
    )


def test_a_value_that_was_shown_shortened_or_would_not_be_taken_is_kept_when_left_alone() -> None:
    shown, state = typed_into(edit_form(clicks.EditForm("c_1"), overfull()))
    assert forms.enrichment(state, shown=shown, region="US") == Enrichment()
    odd: State = {Field.PHONES: "extension 12", Field.TIMEZONE: "Atlantis"}
    assert forms.enrichment(odd, shown=odd, region="US") == Enrichment()


def test_of_a_field_with_several_only_what_came_and_what_went_is_told() -> None:
    view = edit_form(clicks.EditForm("c_1"), ana())
    shown, state = typed_into(
        view, phones="020 7946 0123", emails="ana@acme.example, b@acme.example"
    )
    assert forms.enrichment(state, shown=shown, region="GB") == Enrichment(
        add=(Identifier(kind="email", value="b@acme.example"), PHONE),
        remove=(Identifier(kind="phone", value="+5511912345678"),),
    )


def test_a_field_that_is_emptied_is_none() -> None:
    shown, state = typed_into(
        edit_form(clicks.EditForm("c_1"), ana()), company="", preferred_channel=""
    )
    assert forms.enrichment(state, shown=shown, region="US") == Enrichment(
        fields={"company": None, "preferred_channel": None}
    )


def test_tags_that_the_form_does_not_show_stay_on() -> None:
    view = tag_form(clicks.TagForm("c_1"), overfull())
    shown = forms.shown_in(view)
    first, *rest = list(shown[Field.TAGS])
    assert len(rest) == 99
    assert forms.tags(shown | {Field.TAGS: [*rest, "vip"]}, shown=shown) == TagEntry(
        ("vip",), (first,)
    )
