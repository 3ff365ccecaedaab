"""What buttons and forms carry comes back as it was sent, and what is not ours is called outdated."""

from dataclasses import fields
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clicks
from bot.clicks import CLICKS, FORMS, Click, FormContext, Outdated, decode, decode_form

IDS: Final = st.text(alphabet=st.characters(exclude_characters="|", codec="utf-8"))


@given(kind=st.sampled_from(list(CLICKS.values())), data=st.data())
def test_a_button_gives_back_what_it_was_given(kind: type[Click], data: st.DataObject) -> None:
    click = kind(*(data.draw(IDS) for _ in fields(kind)))
    assert decode(kind.ACTION_ID, click.encode()) == click


@given(kind=st.sampled_from(list(FORMS.values())), data=st.data())
def test_a_form_gives_back_what_it_is_about(kind: type[FormContext], data: st.DataObject) -> None:
    context = kind(*(data.draw(IDS) for _ in fields(kind)))
    assert decode_form(kind.CALLBACK_ID, context.encode()) == context


def test_the_first_character_is_the_version_of_the_writing() -> None:
    assert clicks.OpenNote("c_1").encode() == "1|c_1"
    assert clicks.OpenMergePreview("c_1", "c_2").encode() == "1|c_1|c_2"
    assert clicks.NoteForm("c_1", origin="C1/2.3").encode() == "1|c_1||C1/2.3"


def test_a_button_in_a_list_is_read_without_its_number() -> None:
    assert decode("list:show#3", "1|c_1") == clicks.ShowOne("c_1")


@given(action_id=st.one_of(st.text(), st.sampled_from(list(CLICKS))), value=st.text())
def test_no_value_whatever_is_an_error(action_id: str, value: str) -> None:
    assert isinstance(decode(action_id, value), Click | Outdated)
    assert isinstance(decode_form(action_id, value), FormContext | Outdated)


@pytest.mark.parametrize("value", ["", "1", "0|c_1", "2|c_1", "c_1", "1|c_1|c_2", "11|c_1"])
def test_a_value_of_another_version_or_another_form_is_outdated(value: str) -> None:
    assert decode("card:note", value) == Outdated()


def test_a_button_that_was_never_ours_is_outdated() -> None:
    assert decode("card:erase_all", "1|c_1") == Outdated()
    assert decode_form("form:erase_all", "1|c_1") == Outdated()


def test_an_id_that_would_be_read_as_two_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^an id holds no bar$"):
        clicks.OpenNote("c_1|c_2").encode()


def test_what_slack_would_refuse_is_refused_before_it_is_sent() -> None:
    assert len(clicks.OpenNew("x" * 1998).encode()) == 2000
    with pytest.raises(ValueError, match="longer than 2000 characters"):
        clicks.OpenNew("x" * 1999).encode()
    with pytest.raises(ValueError, match="longer than 3000 characters"):
        clicks.NewForm(origin="x" * 2999).encode()


def test_no_two_buttons_and_no_two_forms_share_a_name() -> None:
    assert len(CLICKS) == len({kind.__name__ for kind in Click.__subclasses__()})
    assert len(FORMS) == len({kind.__name__ for kind in FormContext.__subclasses__()})


def test_where_a_form_was_opened_is_known_again() -> None:
    form = decode_form("form:tag", clicks.TagForm("c_1", origin="C1/2.3/e").encode())
    assert isinstance(form, clicks.TagForm)
    assert form.opened_at == "C1/2.3/e"


def test_an_item_of_a_menu_carries_its_name_and_what_a_button_would() -> None:
    assert clicks.carry(clicks.OpenNote("c_1")) == "card:note 1|c_1"


@pytest.mark.parametrize(
    ("words", "quoted", "barred"),
    [
        ("red | blue", "red%20%7C%20blue", "red %7C blue"),
        ("50%", "50%25", "50%25"),
        ("%7C|", "%257C%7C", "%257C%7C"),
        ("a/b?c=d&e", "a%2Fb%3Fc%3Dd%26e", "a/b?c=d&e"),
        ("São", "S%C3%A3o", "São"),
        ("", "", ""),
    ],
)
def test_words_are_one_part_of_a_value_and_read_again(words: str, quoted: str, barred: str) -> None:
    assert (clicks.quoted(words), clicks.barred(words)) == (quoted, barred)
    assert (clicks.unquoted(quoted), clicks.unquoted(barred)) == (words, words)


def test_whom_a_button_or_form_is_about_is_told_each_once() -> None:
    both = clicks.OpenMergePreview("c_1", "c_2")
    assert clicks.contacts_of(both) == ("c_1", "c_2")
    assert clicks.contacts_of(clicks.OpenMergePreview("c_1", "c_1")) == ("c_1",)
    assert clicks.contacts_of(clicks.OpenNote("c_1")) == ("c_1",)
    assert clicks.contacts_of(clicks.OpenNew("words")) == ()
    assert clicks.contacts_of(Outdated()) == ()
