"""*Not the same person* is asked again only where something speaks for the two that was not known then."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier
from storage.message import Evidence
from storage.profile import Apart, Shelf
from storage.second_look import agreements, news, renewed

DECIDED = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE, AFTER = DECIDED - timedelta(days=1), DECIDED + timedelta(days=1)
MAIL = Identifier(kind="email", value="sun.flower@gmail.com")
PHONE = Identifier(kind="phone", value="+5511912345678")


def told(contact_id: str, *claims: Identifier, at: datetime = BEFORE, **fields: str) -> Contact:
    """Somebody with what was told of them at one time."""
    return Contact(
        id=contact_id,
        source=None,
        origin="import",
        created_at=at,
        claims=tuple(Claim(identifier=one, evidence=Evidence.VOUCHED, at=at) for one in claims),
        facts=tuple(
            Fact(field=field.replace("__", ":"), value=value, source=FactSource.IMPORT, at=at)
            for field, value in fields.items()
        ),
    )


def shelf(contact: Contact, *, apart: str = "c_2", known: tuple[str, ...] | None = ()) -> Shelf:
    decided = {apart: Apart(by="U0MAYA", at=DECIDED, known=known)}
    return Shelf(contact=contact, revision=0, apart=(apart,), decided=decided)


def codes(one: Contact, other: Contact) -> set[str]:
    found = agreements([one], [other])
    assert found == agreements([other], [one])
    return {agreed.code for agreed in found.values()}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "Ana Souza"}, {"same_name"}),
        ({"name": "Ana"}, set()),  # half the world is called so
        ({"born": "1990-02-01"}, {"same_birthday"}),
        ({"born": "1990"}, set()),
        ({"address": "14 Rua Augusta\nSão Paulo"}, {"same_address"}),
        ({"address": "Rua Augusta\nSão Paulo"}, set()),
        ({"field__card": "4711-0815"}, {"same_custom"}),
        ({"field__branch": "north"}, set()),
        ({"company": "Acme", "plan": "pro"}, set()),
    ],
)
def test_what_tells_people_apart_is_what_they_can_agree_in(
    fields: dict[str, Any], expected: set[str]
) -> None:
    assert codes(told("c_1", **fields), told("c_2", **fields)) == expected


def test_identifiers_agree_in_whichever_writing_unless_they_are_many_peoples() -> None:
    dotless = Identifier(kind="email", value="sunflower@googlemail.com")
    handle = Identifier(kind="instagram", value="ana.s")
    assert codes(told("c_1", MAIL, PHONE), told("c_2", dotless, PHONE)) == {
        "same_email",
        "same_phone",
    }
    assert codes(told("c_1", handle), told("c_2", handle)) == {"same_handle"}
    for nobodys in ("email:info@acme.com", "external:crm:7"):
        kind, _, value = nobodys.rpartition(":")
        one = Identifier(kind=kind, value=value)
        assert codes(told("c_1", one), told("c_2", one)) == set()


def test_what_was_only_inferred_agrees_in_nothing() -> None:
    guess = Fact(field="born", value="1990-02-01", source=FactSource.INFERRED, at=AFTER)
    one = told("c_1").model_copy(update={"facts": (guess,)})
    assert codes(one, told("c_2", born="1990-02-01")) == set()


def test_whom_nobody_told_apart_there_is_no_second_look_at() -> None:
    ana, other = told("c_1", PHONE), told("c_2", PHONE)
    assert news([Shelf(contact=ana, revision=0)], [other]) is None
    assert news([shelf(ana, apart="c_7")], [other]) is None


def test_what_was_known_is_not_asked_again_and_what_was_not_is_said() -> None:
    ana, other = told("c_1", PHONE, name="Ana Souza"), told("c_2", PHONE, name="Ana Souza")
    known = tuple(agreements([ana], [other]))
    assert news([shelf(ana, known=known)], [other]) == ()
    later = told("c_1", PHONE, MAIL, at=AFTER, name="Ana Souza", born="1990-02-01")
    more = told("c_2", PHONE, MAIL, name="Ana Souza", born="1990-02-01")
    assert news([shelf(later, known=known)], [more]) == ("same_birthday", "same_email")


def test_any_contact_of_either_profile_may_bring_what_is_new() -> None:
    ana, joined, other = told("c_1"), told("c_3", MAIL), told("c_2", MAIL)
    profile = [shelf(ana), Shelf(contact=joined, revision=0)]
    assert news(profile, [other]) == ("same_email",)


def test_two_decisions_about_two_profiles_know_together_what_each_knew() -> None:
    ana, again, other = told("c_1", PHONE), told("c_3", MAIL), told("c_2", PHONE, MAIL)
    (first,) = agreements([ana], [other])
    (second,) = agreements([again], [other])
    assert news([shelf(ana, known=(first,)), shelf(again, known=(second,))], [other]) == ()


def test_a_decision_of_which_only_the_time_was_kept_knew_what_was_told_before_it() -> None:
    other = told("c_2", PHONE)
    assert news([shelf(told("c_1", PHONE), known=None)], [other]) == ()
    assert news([shelf(told("c_1", PHONE, at=AFTER), known=None)], [other]) == ("same_phone",)


def test_what_is_new_comes_first_and_is_told_once() -> None:
    assert renewed(("same_email",), ("same_name", "same_email")) == (
        "newly_same_email",
        "same_name",
    )
    assert renewed((), ("same_name",)) == ("same_name",)
