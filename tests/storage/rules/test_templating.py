"""Replies kept ready: one customer's own fields, in their language, with a visible gap for what is not known."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Contact, Fact, FactSource, Order
from storage.folding import fold
from storage.profile import Profile, Shelf
from storage.templating import (
    LONGEST_CHARS,
    Template,
    Wrong,
    fields_in,
    gaps_in,
    in_language,
    rendered,
    wrong_in,
)

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def somebody(**fields: str) -> Profile:
    """A customer of whom this is known."""
    facts = tuple(
        Fact(field=name.replace("__", ":"), value=value, source=FactSource.AGENT, at=NOW)
        for name, value in fields.items()
    )
    contact = Contact(id="c_1", source=None, origin="agent", created_at=NOW, facts=facts)
    return fold([Shelf(contact=contact, revision=1)], contact_id="c_1")


def template(text: str, **more: str) -> Template:
    """A template of one or several languages."""
    return Template(id="t_1", name="late", texts={"en": text} | more, at=NOW)


def said(text: str, profile: Profile, *, agent: str = "") -> str:
    """What a template of one language says to this customer."""
    return rendered(template(text), profile, agent=agent).text


ANA = somebody(name="Ana Souza", language="pt-BR", plan="enterprise", field__manager="Kim")


def test_a_customers_own_fields_stand_where_they_are_named() -> None:
    text = "Hi {{ customer.first_name }} ({{ customer.plan }}), ask {{ customer.fields.manager }}."
    assert said(text, ANA) == "Hi Ana (enterprise), ask Kim."
    assert said("Yours, {{ agent.name }}", ANA, agent="Maya") == "Yours, Maya"


def test_a_custom_field_is_named_in_whichever_writing_of_its_name() -> None:
    gold = somebody(name="Ana Souza", **{"field__Support level": "Gold"})
    for written in (".support_level", ".Support_Level", '["Support level"]', '["support  LEVEL"]'):
        text = f"{{{{ customer.fields{written} }}}}"
        assert said(text, gold) == "Gold"
        assert wrong_in(text, custom=["Support level"]) is None
        assert wrong_in(text, custom=["support_level"]) is None
        assert fields_in(text, custom=["Support level"]) == {"field:Support level"}
    both = "{{ customer.name | default: agent.name }}, {{ customer.fields.support_level }}"
    assert wrong_in(both, custom=["Support level"]) is None
    assert said("{{ customer.fields.tier }}", gold) == "\u27e8tier\u27e9"
    assert fields_in("{{ customer.fields.tier }}") == {"field:tier"}


def test_what_is_not_known_is_a_gap_that_everybody_sees() -> None:
    found = rendered(
        template("Hi {{ customer.first_name }}, order {{ order.number }}"), somebody(plan="x")
    )
    assert found.text == "Hi \u27e8first name\u27e9, order \u27e8order number\u27e9"
    assert found.gaps == ("first name", "order number") == gaps_in(found.text)


def test_a_gap_can_be_given_other_words() -> None:
    assert said('Hi {{ customer.first_name | default: "there" }}', somebody()) == "Hi there"
    choose = "{% if order.number %}It comes.{% else %}Which order is it?{% endif %}"
    assert said(choose, ANA) == "Which order is it?"


def test_an_order_is_told_as_people_read_it() -> None:
    order = Order(id="1001", status="in_transit", eta=NOW + timedelta(days=1))
    text = "{{ order.number }} is {{ order.status }}, expected {{ order.expected }}"
    found = rendered(template(text), ANA, order=order, status="on its way", expected="21 Nov")
    assert found.text == "1001 is on its way, expected 21 Nov"


def test_a_status_without_words_in_the_customers_language_is_a_gap_and_chooses_all_the_same() -> (
    None
):
    order = Order(id="1001", status="in_transit")
    told = rendered(template("Pedido {{ order.status }}"), ANA, order=order)
    assert (told.text, told.gaps) == ("Pedido \u27e8order status\u27e9", ("order status",))
    choose = '{% if order.status == "in transit" %}a caminho{% else %}?{% endif %}'
    assert rendered(template(choose), ANA, order=order).text == "a caminho"
    arrived = order.model_copy(update={"status": "delivered"})
    assert rendered(template(choose), ANA, order=arrived).text == "?"
    assert said("{{ order.status }}", ANA) == "\u27e8order status\u27e9", "where there is no order"


def test_the_customers_language_is_spoken_where_the_template_has_it() -> None:
    both = template("Hello", pt="Ol\u00e1", de="Guten Tag")
    assert rendered(both, ANA).language == "pt"
    assert in_language(both, "de_AT") == ("de", "Guten Tag")
    assert in_language(both, "fr") == in_language(both, None) == ("en", "Hello")


def test_what_a_customer_calls_themselves_is_no_template() -> None:
    hostile = somebody(name="{{ customer.plan }} {% if x %}", plan="secret")
    assert said("Hi {{ customer.name }}", hostile) == "Hi {{ customer.plan }} {% if x %}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", Wrong("empty")),
        (" \n", Wrong("empty")),
        ("x" * (LONGEST_CHARS + 1), Wrong("long")),
        ("Hi {{ customer.shoe }}", Wrong("unknown", "customer.shoe")),
        ("{{ customer }}", Wrong("unknown", "customer")),
        ("{{ other.name }}", Wrong("unknown", "other.name")),
        ("{{ customer.fields.nope }}", Wrong("field", "nope")),
        ("{{ customer.fields }}", Wrong("unknown", "customer.fields")),
        ("{{ customer.name | upcase }}", Wrong("filter", "upcase")),
    ],
)
def test_a_text_that_is_no_template_is_told_why(text: str, wrong: Wrong) -> None:
    assert wrong_in(text, custom=["manager"]) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "Hi {{ customer.name",
        "{% for one in (1..99999999) %}x{% endfor %}",
        "{% include 'x' %}",
        "{% render 'x' %}",
        "{% assign x = 1 %}",
        "{% if %}",
        "{% if customer.name %}",
        "{% tablerow i in x %}{% endtablerow %}",
    ],
)
def test_what_does_more_than_choose_words_is_refused(text: str) -> None:
    found = wrong_in(text)
    assert found is not None
    assert found.why == "syntax"
    assert found.detail


def test_a_template_sees_no_birthday_and_no_street() -> None:
    for name in ("born", "address"):
        assert wrong_in(f"{{{{ customer.{name} }}}}") == Wrong("unknown", f"customer.{name}")


@given(st.text(max_size=200))
def test_any_text_is_a_template_or_is_told_why_it_is_none(text: str) -> None:
    if wrong_in(text) is None:
        assert rendered(template(text), ANA).text is not None
