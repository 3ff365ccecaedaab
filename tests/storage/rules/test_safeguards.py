"""What no rule joins, although an identifier is shared."""

from datetime import UTC, datetime

import pytest

from storage.address import written
from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier, parse_identifier
from storage.merging import plan_merge
from storage.message import Evidence, SenderClaim
from storage.offering import suggestion_for
from storage.profile import Link, LinkReason
from storage.resolving import Decision, resolve
from storage.safeguards import forbids, is_contested
from storage.standing import Claimant, Limits, Sketch, Standing

AT = datetime(2026, 1, 1, tzinfo=UTC)
PHONE = Identifier(kind="phone", value="+442079460123")


def contact(
    contact_id: str,
    *claims: str,
    by: str = "list",
    external: str | None = None,
    evidence: Evidence = Evidence.VOUCHED,
    **fields: str,
) -> Contact:
    """A line of an import."""
    named = [parse_identifier(text) for text in claims]
    return Contact(
        id=contact_id,
        source=None,
        origin="import",
        created_at=AT,
        external_id=parse_identifier(external) if external else None,
        claims=tuple(Claim(identifier=one, evidence=evidence, at=AT) for one in named if one),
        facts=tuple(
            Fact(field=field, value=value, source=FactSource.IMPORT, by=by, at=AT)
            for field, value in fields.items()
        ),
    )


def why(
    one: Contact, other: Contact, *, kind: str = "email", limits: Limits | None = None
) -> str | None:
    """Why these two are not joined; the same from either side, and when a link is planned."""
    limits = limits or Limits()
    sides = [Sketch(id=each.id, contacts=(each,)) for each in (one, other)]
    found = forbids(sides[0], sides[1], kind=kind, limits=limits)
    assert forbids(sides[1], sides[0], kind=kind, limits=limits) == found
    link = Link(id="l", kept=one.id, joined=other.id, reason=LinkReason.SAME_IDENTIFIER, at=AT)
    plan = plan_merge(sides[0], sides[1], link=link, by_rule=True, limits=limits, kind=kind)
    assert (plan.refused, plan.link is None) == (found, found is not None)
    return found


def people(one: str, other: str, *, kind: str) -> str | None:
    return why(contact("c_1", name=one), contact("c_2", name=other), kind=kind)


def test_on_one_number_two_addresses_are_a_fathers_and_a_sons() -> None:
    father = contact("c_1", "+442079460123", "email:joe@x.example", name="Joe Hill")
    son = contact("c_2", "+442079460123", "email:joe.hill98@y.example", name="Joe Hill")
    assert why(father, son, kind="phone") == "mailboxes_differ"
    assert why(father, contact("c_3", "+442079460123", name="Joe Hill"), kind="phone") is None
    both = contact("c_4", "email:joe@x.example", "email:joe.hill98@y.example", name="Joe Hill")
    assert why(father, both, kind="phone") is None


@pytest.mark.parametrize(
    ("mailbox", "expected"), [("joe.hill@x.example", "lives_elsewhere"), ("t7@x.example", None)]
)
def test_a_namesakes_address_may_be_told_by_mistake(mailbox: str, expected: str | None) -> None:
    here = place(street="1 High Street", city="Leeds")
    there = place(street="70 Long Lane", city="Truro")
    one, other = (
        contact(name, f"email:{mailbox}", name="Joe Hill", address=address)
        for name, address in (("c_1", here), ("c_2", there))
    )
    assert why(one, other) == expected
    assert why(one, one.model_copy(update={"id": "c_3"})) is None


@pytest.mark.parametrize(
    ("one", "other", "mailbox", "expected"),
    [
        ("Donna Foley", "Donna Foley", "foleyhome@x.example", "perhaps_namesakes"),
        ("Donna Foley", "Foley, Donna", "thefoleys@x.example", "perhaps_namesakes"),
        ("Foley", "Foley", "foleyhome@x.example", "perhaps_namesakes"),
        ("Foley", "Foley", "tiger77@x.example", None),
        ("Foley", "Donna Foley", "foleyhome@x.example", "names_contradict"),
        ("Foley", "Donna Foley", "tiger77@x.example", "names_contradict"),
        ("Foley", "Donna Foley", "donna.foley@x.example", None),
        ("Donna", "Donna Foley", "foleyhome@x.example", "perhaps_namesakes"),
        ("Sara Clark", "Sandra Clark", "clarkfamily@x.example", "names_contradict"),
        ("S. Clark", "Sandra Clark", "familie.clark@x.example", "names_contradict"),
        ("Donna Foley", "Donna Hill", "foleys@x.example", "names_contradict"),
        ("Donna Foley", "Donna Hill", "donna@x.example", None),
        ("D. Foley", "Donna Hill", "donna@x.example", "names_contradict"),
        ("Tim Foley", "Tim Foley", "robynandhamish@x.example", "perhaps_namesakes"),
        ("Robyn Foley", "Robyn Foley", "robynandhamish@x.example", None),
        ("Foley, Donna", "Foley, Emily", "donna.foley@x.example", "names_contradict"),
    ],
)
def test_a_mailbox_of_a_family_joins_nobody_by_itself(
    one: str, other: str, mailbox: str, expected: str | None
) -> None:
    told = f"email:{mailbox}"
    assert why(contact("c_1", told, name=one), contact("c_2", told, name=other)) == expected


@pytest.mark.parametrize(
    ("mailbox", "expected"),
    [
        ("foleyhome@x.example", "perhaps_namesakes"),
        ("karl.foley@x.example", "perhaps_namesakes"),
        ("donna.foley@x.example", None),
        ("tiger77@x.example", "nameless"),
        ("donna.hill@x.example", "nameless"),
    ],
)
def test_whoever_told_no_name_is_nobody_of_whom_the_mailbox_does_not_speak(
    mailbox: str, expected: str | None
) -> None:
    told = f"email:{mailbox}"
    named, nameless = contact("c_1", told, name="Donna Foley"), contact("c_2", told)
    assert why(named, nameless) == why(nameless, named) == expected
    assert why(nameless, contact("c_3", told)) is None


def test_a_number_without_a_name_is_whose_it_is() -> None:
    """Nobody else is known at it: a fixed line, too."""
    nameless = contact("c_2", "+442079460123")
    assert why(contact("c_1", "+442079460123", name="Joe Hill"), nameless, kind="phone") is None


@pytest.mark.parametrize(
    ("one", "other", "mailbox", "expected"),
    [
        ("J. Nelson", "Jason Nelson", "tiger77@x.example", "names_contradict"),
        ("J. Nelson", "Jason Nelson", "nelson.j@x.example", "names_contradict"),
        ("J. Nelson", "Jason Nelson", "jason.nelson@x.example", None),
        ("J. Nelson", "Jason Nelson", "jason77@x.example", None),
        ("Maria Nelson", "Mariann Nelson", "nelson.m@x.example", "names_contradict"),
        ("Maria Nelson", "Mariann Nelson", "mariann@x.example", None),
        ("Jo Nelson", "Jo Nelson", "tiger77@x.example", None),
        ("Bob Nelson", "Robert Nelson", "tiger77@x.example", None),
        ("Maria Nelson", "Maria Lopez", "tiger77@x.example", "names_contradict"),
        ("Mum", "Maria Nelson", "tiger77@x.example", None),
        ("Maria", "Mum", "tiger77@x.example", None),
    ],
)
def test_an_address_that_spells_no_given_name_may_be_anybody_s_of_the_house(
    one: str, other: str, mailbox: str, expected: str | None
) -> None:
    told = f"email:{mailbox}"
    assert why(contact("c_1", told, name=one), contact("c_2", told, name=other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ana Souza", "Ana Sousa", None),
        ("Bob Miller", "Robert Miller", None),
        ("Souza, Ana", "Ana Souza", None),
        ("Maria Garcia", "Maria Lopez", None),
        ("Isabella Cooper", "Coopre Isabella", None),
        ("Li Xiaolong", "\u674e\u5c0f\u9f99", None),
        ("Ana Maria Souza", "Ana Souza", None),
        ("Ana Maria Souza", "Ana Souza Lima", "names_contradict"),
        ("Erik Lund", "Sofia Lund", "names_contradict"),
    ],
)
def test_one_mailbox_joins_those_whose_names_may_be_one(
    one: str, other: str, expected: str | None
) -> None:
    assert people(one, other, kind="email") == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ana Souza", "Ana Souza", None),
        ("Bob Miller", "Robert Miller", None),
        ("A. Souza", "Ana Souza", "names_contradict"),
        ("A Ward", "A. Ward", "names_contradict"),
        ("Chris Clarke", "Christine Clarke", "names_contradict"),
        ("Souza, Ana", "Ana Souza", None),
        ("Ana", "Ana Souza", None),
        ("Ana Souza", "Ana Sousa", None),
        ("Mum", "Ana Souza", None),
        ("Maria Garcia", "Maria Lopez", "names_contradict"),
        ("Mario Rossi", "Maria Rossi", "names_contradict"),
        ("Paul Weber", "Paula Weber", "names_contradict"),
        ("Erik Lund", "Sofia Lund", "names_contradict"),
        ("Lund", "Sofia Lund", "names_contradict"),
        ("Anna Ivanov", "Anna Ivanova", None),
        ("Joseph Gonzalezman", "Jose Gonzalezson", "names_contradict"),
    ],
)
def test_one_number_joins_those_whose_given_names_agree(
    one: str, other: str, expected: str | None
) -> None:
    assert people(one, other, kind="phone") == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1980-05-17", "1980-05-17", None),
        ("1980-05-17", "1980-05-11", None),
        ("1980-05-17", "17.05.1980", None),
        ("1980-05-06", "1980-06-05", None),
        ("1980-05-17", "1981-06-17", "born_differ"),
        ("1980-05-17", "1953-02-01", "born_differ"),
        ("1980", "1953-02-01", "born_differ"),
        ("1980", "1980-02-01", None),
        ("1980", "1981", "born_differ"),
        ("198", "1953-02-01", None),
    ],
)
def test_other_birthdays_are_other_people(one: str, other: str, expected: str | None) -> None:
    pair = [
        contact(f"c_{at}", name="John Smith", born=born) for at, born in enumerate((one, other))
    ]
    assert why(*pair) == expected


# ------------------------------------------------------------ organisations


def place(street: str = "", postcode: str = "", city: str = "") -> str:
    return written({"street": street, "postcode": postcode, "city": city})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Acme Clinic", "ACME Clinic Inc.", None),
        ("Clinic Acme", "Acme Clinic", None),
        ("Acme Clinic North", "Acme Clinic South", "organisations_differ"),
        ("Acme Clinic", "Acme Clinic North", "organisations_differ"),
        ("Acme Clinic", "Acme Dental Clinic", "organisations_differ"),
        ("Acme Clinic", "Ana Souza", "person_and_company"),
    ],
)
def test_sites_on_one_switchboard_join_by_one_name_alone(
    one: str, other: str, expected: str | None
) -> None:
    assert people(one, other, kind="phone") == (expected or "address_missing")
    assert people(one, other, kind="email") == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (place("12 Oak Street", "60614"), place("12 Oak St.", "60614-1203"), None),
        (place("12 Oak Street"), place("14 Oak Street"), "addresses_differ"),
        (place("12 Oak Street"), place("12 Elm Street"), "addresses_differ"),
        (place("Oak Street"), place("12 Oak Street"), None),
        (place("Street"), place("Street"), None),
        (place(postcode="60614"), place(postcode="60615"), "addresses_differ"),
        (place("12 Oak Street", "60614"), place("12 Oak Street", "60615"), "addresses_differ"),
        (place(city="Chicago"), place(city="Boston"), "addresses_differ"),
        (place(city="Chicago"), place(city="Chicgo"), "address_missing"),
        (place(city="Chicago"), place("12 Oak Street"), "address_missing"),
        ("12 Oak Street", "12 Oak Street", None),
    ],
)
def test_branches_of_one_name_join_in_one_place_alone(
    one: str, other: str, expected: str | None
) -> None:
    pair = [
        contact(f"c_{at}", name="Acme Clinic", address=text) for at, text in enumerate((one, other))
    ]
    assert why(*pair, kind="phone") == expected
    moved = [
        contact(f"c_{at}", name="Ana Souza", address=text) for at, text in enumerate((one, other))
    ]
    assert why(*moved, kind="phone") == (None if expected == "address_missing" else expected)
    assert why(*moved, kind="email") is None


def test_a_company_and_who_works_there_share_a_mailbox_and_no_number() -> None:
    company = contact("c_1", company="Acme Ltd")
    assert why(company, contact("c_2", name="Ana Souza", company="Acme")) is None
    assert (
        why(company, contact("c_2", name="Ana Souza", company="Acme"), kind="phone")
        == "person_and_company"
    )
    assert why(company, contact("c_2", name="Ana Souza")) == "person_and_company"
    assert why(company, contact("c_2"), kind="phone") is None
    assert why(company, contact("c_2", name="Acme"), kind="phone") is None


# ------------------------------------------------------------ ids


def test_two_ids_of_one_system_are_two_people() -> None:
    one, other = (
        contact("c_1", external="external:crm:1"),
        contact("c_2", external="external:crm:2"),
    )
    assert why(one, other) == "ids_differ"
    assert why(one, contact("c_2", external="external:crm:1")) is None
    assert why(one, contact("c_2", external="external:shopify:2")) is None
    assert why(one, contact("c_2", "external:crm:2")) == "ids_differ"
    assert why(one, contact("c_2", "external:crm:2", evidence=Evidence.MENTIONED)) is None


def test_lines_of_a_list_may_be_one_person_though_each_is_numbered() -> None:
    one, other = (
        contact("c_1", external="external:import:1"),
        contact("c_2", external="external:import:2"),
    )
    assert why(one, other) is None
    erp = Limits(unique_systems=frozenset({"erp"}))
    one, other = (
        contact("c_1", external="external:erp:1"),
        contact("c_2", external="external:erp:2"),
    )
    assert why(one, other, limits=erp) == "ids_differ"
    mail = "email:ana@acme.example"
    one = contact("c_1", mail, external="external:crm:1", name="Ana Souza")
    assert why(one, contact("c_2", mail, external="external:crm:2", name="Ana Souza")) is None
    later = contact("c_2", mail, by="another list", external="external:crm:2", name="Ana Souza")
    assert why(one, later) == "ids_differ"


def test_a_number_whose_account_changed_went_to_somebody_else() -> None:
    before = contact("c_1", "phone:+442079460123", "wa_bsuid:US.1", name="Ana Souza")
    after = contact("c_2", "phone:+442079460123", "wa_bsuid:US.2", name="Ana Souza")
    assert why(before, after, kind="phone") == "another_account"
    assert why(before, after, kind="email") is None
    assert why(before, contact("c_2", "wa_bsuid:US.1"), kind="phone") is None
    assert why(before, contact("c_2", "phone:+442079460123"), kind="phone") is None


def test_more_addresses_than_one_person_has_are_several_peoples() -> None:
    one = contact("c_1", "email:a@acme.example", "email:b@acme.example")
    other = contact("c_2", "email:c@acme.example")
    assert why(one, other, limits=Limits(emails=2)) == "too_many_identifiers"
    assert why(one, other, limits=Limits(emails=3)) is None


# ------------------------------------------------------------ contested


def weigh(*known: Contact, name: str, told_apart: bool = False) -> Decision:
    """What becomes of a line of an import with the phone that all of these have."""
    apart = {known[0].id: frozenset({known[1].id})} if told_apart else {}
    made = contact("c_9", str(PHONE), name=name)
    return resolve(
        claims=[SenderClaim(identifier=PHONE, evidence=Evidence.VOUCHED)],
        name=name,
        channel=None,
        origin="import",
        standings=[
            Standing(
                identifier=PHONE,
                claimants=tuple(Claimant(contact=one, profile_id=one.id) for one in known),
            )
        ],
        bound=None,
        profiles={one.id: Sketch(id=one.id, contacts=(one,), apart=apart) for one in known},
        limits=Limits(),
        at=AT,
        itself=made,
    )


ERIK = contact("c_1", str(PHONE), name="Erik Lund")
SOFIA = contact("c_2", str(PHONE), name="Sofia Lund")


def test_on_a_number_of_two_the_full_name_says_whose_line_it_is() -> None:
    other = contact("c_1", str(PHONE), name="Erik Holm")
    assert [join.contact_id for join in weigh(other, SOFIA, name="Sofia Lund").joins] == ["c_2"]


def test_on_a_familys_number_the_full_name_is_not_enough() -> None:
    decision = weigh(ERIK, SOFIA, name="Sofia Lund")
    assert decision.joins == ()
    told = {one.contact_id: (one.score, one.reasons) for one in decision.possible}
    assert told["c_2"] == (0.8, ("same_phone", "perhaps_namesakes"))


@pytest.mark.parametrize("name", ["", "Sofia", "Ada Ek"])
def test_on_a_number_of_two_nothing_less_than_the_full_name_joins(name: str) -> None:
    decision = weigh(ERIK, SOFIA, name=name)
    assert decision.joins == ()
    assert {one.contact_id for one in decision.possible} == {"c_1", "c_2"}


def test_what_an_agent_took_apart_is_joined_by_no_name() -> None:
    assert weigh(ERIK, SOFIA, name="Sofia Lund", told_apart=True).joins == ()
    other = contact("c_1", str(PHONE), name="Erik Holm")  # of no family with her
    found = weigh(other, SOFIA, name="Sofia Lund", told_apart=True)
    assert (found.joins, "contested" in found.reasons) == ((), True)


def test_two_of_one_name_are_both_meant_and_so_neither_is_joined() -> None:
    again = contact("c_3", str(PHONE), name="Sofia Lund")
    assert weigh(SOFIA, again, name="Sofia Lund").joins == ()


def test_an_organisation_of_a_switchboard_is_left_to_an_agent() -> None:
    north = contact("c_1", str(PHONE), name="Acme Clinic North")
    south = contact("c_2", str(PHONE), name="Acme Clinic South")
    found = weigh(north, south, name="Acme Clinic South")
    assert found.joins == ()
    assert {one.contact_id: one.related for one in found.possible} == {
        "c_1": "company",
        "c_2": None,
    }


def test_on_an_address_of_two_an_organisations_name_says_whose_line_it_is() -> None:
    north, south, again = (
        Sketch(id=name, contacts=(contact(name, name=f"Acme Clinic {where}"),))
        for name, where in (("c_1", "North"), ("c_2", "South"), ("c_3", "South"))
    )
    assert not is_contested(again, south, [north, south], kind="email", limits=Limits())
    assert is_contested(again, north, [north, south], kind="email", limits=Limits())


def test_nobodys_number_is_one_where_the_addresses_are_two() -> None:
    one, other = (
        contact(f"c_{at}", name="Saint Hilda Gardeners", address=place(street, postcode))
        for at, (street, postcode) in enumerate(
            (("15 High Road", "M3 9LT"), ("36 York Street", "DE13 6ZE"))
        )
    )
    assert why(one, other, kind="phone") == "addresses_differ"
    assert why(one, other, kind="email") is None  # somebody moved


# ------------------------------------------------------------ what agents are asked


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("mentioned", ("phone_mentioned",)),
        ("contested", ("same_phone", "several_have_it")),
        ("address_missing", ("same_phone", "no_address")),
        ("too_many_identifiers", ("same_phone", "too_many_identifiers")),
        ("too_many_contacts", ("same_phone", "too_many_contacts")),
        ("unread", ("same_phone",)),
        ("born_differ", ("same_phone", "other_birthday")),
        ("lives_elsewhere", ("same_phone", "other_address")),
        ("mailboxes_differ", ("same_phone", "other_mailbox")),
        ("ids_differ", ("same_phone", "other_id")),
        ("another_account", ("same_phone", "other_account")),
        ("addresses_differ", ("same_phone", "other_address")),
        ("person_and_company", ("same_phone", "person_and_company")),
        ("organisations_differ", ("same_phone_other_name",)),
    ],
)
def test_a_refused_join_is_suggested_with_its_reason(code: str, reasons: tuple[str, ...]) -> None:
    ours = Sketch(id="c_2", contacts=(SOFIA,))
    found = suggestion_for(ERIK, ours, why=code, identifier=PHONE)
    assert found is not None
    assert found.reasons == reasons


@pytest.mark.parametrize("code", ["blocked", "blocked_value", "crowded", "machine_address"])
def test_of_what_is_nobodys_nothing_is_asked(code: str) -> None:
    ours = Sketch(id="c_2", contacts=(SOFIA,))
    assert suggestion_for(ERIK, ours, why=code, identifier=PHONE) is None
