"""Corners that chance and scenarios seldom come to, each by a case of its own."""

from datetime import UTC, datetime

import pytest

from storage.contact import Contact
from storage.folding import fold
from storage.linking.comparing import _website_level
from storage.linking.duplicates import _of_one_group, _together
from storage.linking.learning import _values
from storage.linking.naming import Levels
from storage.linking.traits import Traits
from storage.linking.weights import _chance
from storage.profile import Shelf
from storage.safeguards import _may_share_a_person
from storage.searching.terms import _region
from storage.tagging import lookalikes
from storage.templating import Template, rendered, wrong_in
from storage.traces import Traces, texts_of

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ANA = Traces(
    contacts=frozenset({"c_ana"}),
    numbers=frozenset({"5511912345678"}),
    words=frozenset({"ana@acme.example"}),
    names=frozenset({"ana souza"}),
)


def test_one_address_of_two_organisations_is_the_same_website() -> None:
    assert _website_level(("acme.example", "b.example"), ("acme.example",)) == "same"


def test_groups_whose_every_pair_is_sure_are_one() -> None:
    assert _together(1.0) == 1.0
    assert 0 < _together(0.6) < 1


def test_a_website_is_as_rare_as_those_who_have_it() -> None:
    one = Traits(contact_id="c_1", title=("acme",), websites=("acme.example",))
    assert ("website", "acme.example") in list(_values(one))
    other = Traits(contact_id="c_2", title=("acme", "ltd"), websites=("acme.example", "b.example"))
    rare = {("website", "acme.example"): 0.01}
    assert _chance("website", one, other, 0.5, lambda kind, value: rare[kind, value]) == 0.01
    apart = Traits(contact_id="c_3", websites=("c.example",))
    assert _chance("website", one, apart, 0.5, lambda _kind, _value: 0.1) == 0.5


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (("alexandra", "berg"), ("alexandre", "berg"), True),  # a slip in a long name
        (("sara", "berg"), ("sarah", "berg"), False),  # a slip that makes another's name
        (("anna", "berg"), ("anna", "berg"), True),
    ],
)
def test_a_slip_in_a_given_name_is_one_persons_where_it_is_long(
    one: tuple[str, ...], other: tuple[str, ...], may: bool
) -> None:
    told = Traits(contact_id="c_1", name=one), Traits(contact_id="c_2", name=other)
    assert _may_share_a_person(*told) is may


def test_what_is_no_number_is_of_no_country() -> None:
    assert _region("nonsense") is None
    assert _region("+442079460123") == "GB"


def test_a_tag_of_signs_alone_is_nearly_no_other() -> None:
    assert lookalikes(["!!!"], ["vip"]) == []
    assert lookalikes(["v.i.p."], ["!!!", "vip"]) == [("v.i.p.", "vip")]


def test_other_words_for_a_gap_are_understood_and_a_broken_template_is_shown_as_it_is() -> None:
    assert wrong_in('Hi {{ customer.name | default: "there" }}') is None
    contact = Contact(id="c_1", source=None, origin="agent", created_at=NOW)
    profile = fold([Shelf(contact=contact, revision=1)], contact_id="c_1")
    broken = Template(id="t_1", name="x", texts={"en": "Hi {{ customer.name"}, at=NOW)
    assert rendered(broken, profile).text == "Hi {{ customer.name"


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        (b'{"contact": "c_ana"}', True),
        (b'{"text": "write to Ana@acme.example please"}', True),
        (b"text=call+%2B55+11+91234-5678", True),
        (b'{"text": "12 34 56"}', False),
        (b'{"text": "{\\"inner\\": [\\"+55 11 91234 5678\\"]}"}', True),
        (b'{"count": 4, "on": true, "none": null, "half": 0.5}', False),
        (b"{broken json of Bob", False),
        (b'{"text": "Ana Souza called"}', True),
        (b'{"text": "Ana Souza, +44 20 7946 0123"}', False),
        (b"[" * 100_000, False),
    ],
)
def test_somebody_is_found_in_whatever_carries_them(payload: bytes, named: bool) -> None:
    assert ANA.names_in(payload) is named


def test_a_name_alone_identifies_nobody() -> None:
    assert ANA.identified_in(b'{"text": "Ana Souza called"}') is False
    assert ANA.identified_in(b'{"contact": "c_ana"}') is True
    assert "4" in list(texts_of(b'{"count": 4}'))


def test_a_pair_of_people_is_told_by_its_group_and_by_itself() -> None:
    people: Levels = (("given", "same"), ("family", "same"))
    weak, strong = (_of_one_group(0.6, own, people) for own in (0.1, 0.99))
    assert 0.5 <= weak < _of_one_group(0.6, 0.6, people) < strong < 1
    assert _of_one_group(0.35, 1e-9, people) == 0.5
    assert _of_one_group(1.0, 0.2, people) == 1.0
    sites: Levels = (("title", "same"), ("phone:site", "same"))
    assert _of_one_group(0.6, 0.1, sites) == _of_one_group(0.6, 0.99, sites) == _together(0.6)
