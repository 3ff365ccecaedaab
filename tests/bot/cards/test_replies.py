"""Replies that are kept ready, as agents see them: goldens in every state."""

from datetime import timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks, wording
from bot.cards.block import Message, View
from bot.cards.replies import as_read, kept, listed, offers, suggested
from bot.cards.reply_form import reply_form, template_form
from playground.validation import problems_in_message, problems_in_view
from storage.contact import Order
from storage.profile import Profile
from storage.templating import Template
from tests.bot.cards.people import EVERYBODY, HOSTILE, NOW
from tests.bot.cards.reading import person

LATE = "Hi {{ customer.first_name }}, order {{ order.number }} ({{ order.total }}) comes on {{ order.expected }}."


def template(name: str, text: str, number: int = 1, **more: str) -> Template:
    """A reply that is kept ready."""
    texts = {"en": text} | more
    return Template(id=f"t_{number}", name=name, texts=texts, by="U0MAYA", at=NOW)


STATES: dict[str, list[Template]] = {
    "empty": [],
    "usual": [template("Late order", LATE, pt="Ol\u00e1 {{ customer.first_name }}!")],
    "overfull": [template("long " * 12, "so sorry " * 220, number) for number in range(40)],
    "right_to_left": [template("تأخير", "مرحبا {{ customer.first_name }}")],
    "hostile": [template(HOSTILE, HOSTILE + "{{ customer.name }}")],
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def shown(message: Message) -> dict[str, Any]:
    """What is posted."""
    assert problems_in_message(list(message.blocks)) == []
    return {"text": message.text, "blocks": list(message.blocks)}


def seen(view: View) -> View:
    """A form that Slack takes."""
    assert problems_in_view(dict(view)) == []
    return view


@pytest.mark.parametrize("state", [state for state in STATES if STATES[state]])
def test_what_a_rule_offers_is_said_to_be_an_offer(state: str) -> None:
    profile = EVERYBODY["hostile" if state == "hostile" else "usual"]()
    message = suggested(profile, STATES[state][0], place="C1/1.1")
    assert problems_in_message(list(message.blocks)) == []
    assert "offered by a rule" in message.text
    assert "<!" not in message.text


@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_to_a_customer(state: str, golden: SnapshotAssertion) -> None:
    profile = EVERYBODY["hostile" if state == "hostile" else "usual"]()
    message = offers(profile, STATES[state], place="C1/1.1", agent="Maya Lindqvist")
    assert shown(message) == golden


@pytest.mark.parametrize("may_edit", [True, False], ids=["lead", "agent"])
@pytest.mark.parametrize("state", STATES)
def test_all_that_is_kept_ready(state: str, may_edit: bool, golden: SnapshotAssertion) -> None:
    assert shown(listed(STATES[state], after=0, may_edit=may_edit)) == golden


def test_a_further_page_and_the_last() -> None:
    every = STATES["overfull"]
    second = shown(listed(every, after=12, may_edit=True))
    assert "after the first 12" in str(second)
    last = shown(listed(every, after=36, may_edit=False))
    assert "reply:list" not in str(last)


@pytest.mark.parametrize("state", [name for name in STATES if name != "empty"])
def test_the_form_of_a_reply_that_is_kept_ready(state: str, golden: SnapshotAssertion) -> None:
    about = clicks.TemplateForm(template_id="t_1", origin="")
    assert seen(template_form(about, STATES[state][0])) == golden


def test_the_form_of_a_new_one(golden: SnapshotAssertion) -> None:
    assert seen(template_form(clicks.TemplateForm(), None)) == golden


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_form_of_one_reply(who: str, golden: SnapshotAssertion) -> None:
    profile: Profile = EVERYBODY[who]()
    text = as_read(STATES["usual"][0], profile, agent="").text
    about = clicks.ReplyForm(contact_id="c_1", place="C1/1.1")
    assert seen(reply_form(about, profile, text)) == golden


def test_what_was_kept_is_said_by_its_name() -> None:
    assert "Late order" in shown(kept(STATES["usual"][0]))["text"]


def test_it_is_offered_in_german_too() -> None:
    with wording.speaking(wording.Language.GERMAN):
        message = offers(EVERYBODY["usual"](), STATES["usual"], place="C1/1.1", agent="")
    assert "Im Thread antworten" in str(message.blocks)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It is in transit, expected 23 November."),
        ("en-US", "It is in transit, expected November 23."),
        ("de-AT", "It is unterwegs, expected 23. November."),
        ("pt", "It is \u27e8order status\u27e9, expected 23 de novembro."),
    ],
)
def test_an_order_is_told_in_the_customers_language_or_not_at_all(language: str, said: str) -> None:
    text = "It is {{ order.status }}, expected {{ order.expected }}."
    late = Order(id="1001", status="in_transit", promised_at=NOW - timedelta(days=1))
    kept_ready = Template(id="t_1", name="late", texts={language: text}, at=NOW)
    assert as_read(kept_ready, person(orders=(late,)), agent="").text == said
