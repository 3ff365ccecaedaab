"""Who is it? The decisions, and what no decision may ever do."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier
from storage.message import Channel, Evidence, SenderClaim
from storage.resolving import Decision, resolve
from storage.standing import Claimant, Limits, Sketch, Standing, over_limit

AT = datetime(2026, 1, 1, tzinfo=UTC)
PHONE = Identifier(kind="phone", value="+442079460123")
MAIL = Identifier(kind="email", value="ana@acme.example")


def contact(
    name: str,
    known_as: str | None,
    *identifiers: Identifier,
    origin: str = "channel",
    evidence: Evidence = Evidence.VOUCHED,
) -> Contact:
    facts = (
        (Fact(field="name", value=known_as, source=FactSource.CHANNEL, at=AT),) if known_as else ()
    )
    return Contact(
        id=name,
        source=Channel.WHATSAPP if origin == "channel" else None,
        origin=origin,
        created_at=AT,
        facts=facts,
        claims=tuple(Claim(identifier=one, evidence=evidence, at=AT) for one in identifiers),
    )


def decide(
    *known: Contact,
    identifier: Identifier = PHONE,
    evidence: Evidence = Evidence.VOUCHED,
    name: str | None = None,
    mark: str | None = None,
    crowded: bool = False,
    apart: dict[str, frozenset[str]] | None = None,
    bound: Contact | None = None,
    origin: str = "channel",
    itself: Contact | None = None,
    limits: Limits | None = None,
) -> Decision:
    """A decision about one claim, each known contact a profile of its own."""
    everybody = [*known, *([bound] if bound else []), *([itself] if itself else [])]
    profiles = {one.id: Sketch(id=one.id, contacts=(one,), apart=apart or {}) for one in everybody}
    return resolve(
        claims=[SenderClaim(identifier=identifier, evidence=evidence)],
        name=name,
        channel=Channel.WHATSAPP,
        origin=origin,
        standings=[
            Standing(
                identifier=identifier,
                mark=mark,
                claimants=tuple(Claimant(contact=one, profile_id=one.id) for one in known),
                crowded=crowded,
            )
        ],
        bound=Claimant(contact=bound, profile_id=bound.id) if bound else None,
        profiles=profiles,
        limits=limits or Limits(),
        at=AT,
        itself=itself,
    )


def test_a_number_that_nobody_has_makes_a_contact() -> None:
    decision = decide(name="Ana Souza")
    assert (decision.contact_id, decision.joins, decision.possible) == (None, (), ())
    assert [claim.identifier for claim in decision.claims] == [PHONE]


def test_a_number_that_wrote_before_is_known() -> None:
    assert decide(contact("c_1", "Ana Souza", PHONE), name="Ana").contact_id == "c_1"
    assert decide(contact("c_1", None, PHONE), name="Ana").contact_id == "c_1"
    assert decide(contact("c_1", "Ana Souza", PHONE)).contact_id == "c_1"


def test_a_number_of_the_crm_is_joined_by_rule() -> None:
    decision = decide(contact("c_1", "Ana Souza", PHONE, origin="import"), name="Ana Souza")
    assert decision.contact_id is None
    assert [(join.contact_id, join.detail) for join in decision.joins] == [("c_1", "same phone")]


@pytest.mark.parametrize(
    ("given_", "reasons"),
    [
        ({"name": "Bob Miller"}, ["same_phone_other_name"]),
        ({"mark": "shared"}, ["phone_shared"]),
        ({"evidence": Evidence.MENTIONED}, ["phone_mentioned"]),
        ({"mark": "blocked"}, []),
        ({"mark": "own", "crowded": True}, []),
        ({"crowded": True}, []),
    ],
)
def test_what_keeps_a_rule_from_joining(given_: dict[str, object], reasons: list[str]) -> None:
    known = contact("c_1", "Ana Souza", PHONE, origin="import")
    decision = decide(known, **given_)  # type: ignore[arg-type]
    assert decision.joins == ()
    assert [reason for one in decision.possible for reason in one.reasons] == reasons


@pytest.mark.parametrize(
    ("kind", "value", "joins"),
    [
        ("email", "info@acme.example", 1),
        ("phone", "+12125550123;ext=45", 1),
        ("wa_username", "ana.s", 0),
    ],
)
def test_what_looks_like_many_peoples_joins_where_an_admin_says_that_it_is_ones_own(
    kind: str, value: str, joins: int
) -> None:
    one = Identifier(kind=kind, value=value)
    known = contact("c_1", "Ana Souza", one, origin="import")
    assert decide(known, identifier=one, name="Ana Souza").joins == ()
    decision = decide(known, identifier=one, name="Ana Souza", mark="own")
    assert len(decision.joins) == joins


def test_a_claim_that_was_not_vouched_for_on_the_other_side_joins_nobody() -> None:
    known = contact("c_1", "Ana", PHONE, origin="import", evidence=Evidence.MENTIONED)
    decision = decide(known, name="Ana")
    assert decision.joins == ()
    assert [one.contact_id for one in decision.possible] == ["c_1"]


def test_the_from_of_a_mail_finds_and_joins_nobody() -> None:
    known = contact("c_1", "Ana Souza", MAIL, origin="import")
    decision = decide(known, identifier=MAIL, evidence=Evidence.UNVERIFIED, name="Ana Souza")
    assert (decision.contact_id, decision.joins) == ("c_1", ())
    two = [known, contact("c_2", "Ana Lima", MAIL, origin="import")]
    decision = decide(*two, identifier=MAIL, evidence=Evidence.UNVERIFIED, name="Bob Miller")
    assert (decision.contact_id, decision.joins) == (None, ())
    assert {one.contact_id for one in decision.possible} == {"c_1", "c_2"}


def test_an_address_that_a_contact_only_claims_finds_it_while_nothing_else_vouches_for_it() -> None:
    claimed = contact("c_1", "Ana Souza", MAIL, evidence=Evidence.UNVERIFIED)
    assert decide(claimed, identifier=MAIL, name="Ana Souza").contact_id == "c_1"
    both = claimed.model_copy(
        update={"claims": (*claimed.claims, *contact("c_1", None, PHONE).claims)}
    )
    assert decide(both, identifier=MAIL, name="Ana Souza").contact_id is None
    assert decide(both, identifier=PHONE, name="Ana Souza").contact_id == "c_1"


def test_on_a_number_of_two_the_name_tells_who_it_is() -> None:
    erik, sofia = contact("c_1", "Erik Lund", PHONE), contact("c_2", "Sofia Lund", PHONE)
    assert decide(erik, sofia, name="Sofia Lund").contact_id == "c_2"
    stranger = decide(erik, sofia, name="Ada Ek")
    assert stranger.contact_id is None
    assert {one.contact_id for one in stranger.possible} == {"c_1", "c_2"}
    assert decide(erik, sofia).contact_id is None
    nameless = contact("c_3", None, PHONE)
    assert decide(erik, sofia, nameless).contact_id == "c_3"


def test_a_conversation_stays_with_its_contact_unless_the_channel_names_another() -> None:
    here, other = contact("c_1", "Ana", MAIL), contact("c_2", "Bob Miller", PHONE)
    assert decide(bound=here).contact_id == "c_1"
    assert decide(other, bound=here).contact_id == "c_2"
    assert decide(other, bound=here, evidence=Evidence.UNVERIFIED).contact_id == "c_1"
    assert decide(here, bound=here, identifier=MAIL).contact_id == "c_1"


def test_an_edit_belongs_to_the_contact_in_view() -> None:
    here = contact("c_1", "Ana Souza")
    other = contact("c_2", "Ana Souza", PHONE, origin="import")
    decision = decide(other, itself=here, origin="agent", evidence=Evidence.MENTIONED)
    assert (decision.contact_id, decision.joins) == ("c_1", ())
    assert [one.contact_id for one in decision.possible] == ["c_2"]


def test_two_that_were_told_apart_are_joined_by_no_rule() -> None:
    here = contact("c_1", "Ana Souza")
    other = contact("c_2", "Ana Souza", PHONE, origin="import")
    for apart in ({"c_1": frozenset({"c_2"})}, {"c_2": frozenset({"c_1"})}):
        decision = decide(other, itself=here, origin="agent", apart=apart)
        assert decision.joins == ()
        assert decision.reasons == ("told_apart",)
        # Asked about only where this is new since then: the store knows what was known.
        assert [one.reasons for one in decision.possible] == [("same_phone",)]


def test_more_identifiers_than_one_person_has_are_several_peoples() -> None:
    phones = [Identifier(kind="phone", value=f"+44207946012{number}") for number in range(6)]
    many = contact("c_1", "Ana", *phones)
    assert over_limit([Sketch(id="c_1", contacts=(many,))], Limits())
    mentioned = contact("c_1", "Ana", *phones, evidence=Evidence.MENTIONED)
    assert not over_limit([Sketch(id="c_1", contacts=(mentioned,))], Limits())
    ids = [Identifier(kind="external:crm", value=str(number)) for number in range(9)]
    assert not over_limit([Sketch(id="c_1", contacts=(contact("c_1", None, *ids),))], Limits())
    here = contact("c_2", "Ana", *phones[:3])
    other = contact("c_3", "Ana", *phones[2:], origin="import")
    decision = decide(other, itself=here, origin="agent", identifier=phones[2])
    assert decision.reasons == ("too_many_identifiers",)


def test_a_profile_of_fifty_contacts_takes_no_more_by_rule() -> None:
    known = contact("c_1", "Ana", PHONE, origin="import")
    assert decide(known, name="Ana", limits=Limits(contacts=1)).reasons == ("too_many_contacts",)


def test_an_identifier_that_was_not_looked_up_decides_nothing() -> None:
    decision = resolve(
        claims=[SenderClaim(identifier=PHONE, evidence=Evidence.VOUCHED)], name=None, channel=None,
        origin="channel", standings=[], bound=None, profiles={}, limits=Limits(), at=AT,
    )  # fmt: skip
    assert decision.contact_id is None
    ghost = Claimant(contact=contact("c_9", None, PHONE, origin="import"), profile_id="c_9")
    decision = resolve(
        claims=[SenderClaim(identifier=PHONE, evidence=Evidence.VOUCHED)], name=None, channel=None,
        origin="channel", standings=[Standing(identifier=PHONE, claimants=(ghost,))], bound=None,
        profiles={}, limits=Limits(), at=AT,
    )  # fmt: skip
    assert decision.joins == ()


def test_an_edit_that_names_somebodys_vouched_number_joins_them() -> None:
    here = contact("c_1", "Ana Souza")
    other = contact("c_2", "Ana Souza", PHONE, origin="import")
    assert [join.contact_id for join in decide(other, itself=here, origin="agent").joins] == ["c_2"]


def test_of_two_reasons_to_suggest_somebody_the_stronger_is_told() -> None:
    known = contact("c_1", "Ana Souza", PHONE, MAIL, origin="import")
    claims = [
        SenderClaim(identifier=MAIL, evidence=Evidence.UNVERIFIED),
        SenderClaim(identifier=PHONE, evidence=Evidence.MENTIONED),
    ]
    for order in (claims, claims[::-1]):
        decision = resolve(
            claims=order, name="Bob Miller", channel=None, origin="channel", bound=None,
            standings=[
                Standing(identifier=one, claimants=(Claimant(contact=known, profile_id="c_1"),))
                for one in (PHONE, MAIL)
            ],
            profiles={"c_1": Sketch(id="c_1", contacts=(known,))}, limits=Limits(), at=AT,
        )  # fmt: skip
        assert [one.reasons for one in decision.possible] == [("email_unverified",)]


@given(
    evidence=st.sampled_from(list(Evidence)),
    mark=st.sampled_from([None, "shared", "blocked", "own"]),
    crowded=st.booleans(),
    origin=st.sampled_from(["channel", "import", "agent"]),
    theirs=st.sampled_from([None, "Ana Souza", "Bob Miller", "Ana"]),
    ours=st.sampled_from([None, "Ana Souza", "Bob Miller", "A. Souza"]),
    apart=st.booleans(),
    people=st.integers(1, 3),
)
def test_no_decision_joins_what_a_safeguard_forbids(
    evidence: Evidence, mark: str | None, crowded: bool, origin: str, theirs: str | None,
    ours: str | None, apart: bool, people: int,
) -> None:  # fmt: skip
    known = [contact(f"c_{number}", theirs, PHONE, origin=origin) for number in range(people)]
    told = {one.id: frozenset({"c_new"}) for one in known} if apart else {}
    itself = contact("c_new", ours) if origin == "agent" else None
    decision = decide(
        *known, evidence=evidence, mark=mark, crowded=crowded, name=ours, origin=origin, apart=told, itself=itself
    )  # fmt: skip
    contradicts = {ours, theirs} >= {"Bob Miller"} and None not in (ours, theirs) and ours != theirs
    marked = mark in ("shared", "blocked")
    if evidence is not Evidence.VOUCHED or marked or crowded or people > 1 or contradicts:
        assert decision.joins == ()
    if apart and itself:
        assert decision.joins == ()


def crowd_of(
    *known: Contact,
    count: int,
    found: Contact | None = None,
    mark: str | None = None,
    crowded: bool = True,
    evidence: Evidence = Evidence.VOUCHED,
) -> int:
    """How many others are told of with the number that a message came by."""
    claimants = tuple(Claimant(contact=one, profile_id=one.id) for one in known)
    decision = resolve(
        claims=[SenderClaim(identifier=PHONE, evidence=evidence)],
        name=None,
        channel=Channel.WHATSAPP,
        origin="channel",
        standings=[
            Standing(identifier=PHONE, claimants=claimants, crowded=crowded, count=count, mark=mark)
        ],
        bound=Claimant(contact=found, profile_id=found.id) if found else None,
        profiles={one.id: Sketch(id=one.id, contacts=(one,)) for one in known},
        limits=Limits(),
        at=AT,
    )
    (claim,) = decision.claims
    return claim.crowd


def test_how_many_others_have_a_number_is_kept_where_that_names_nobody() -> None:
    known = [contact(f"c_{n}", None, PHONE, origin="import") for n in range(1, 8)]
    mine = contact("c_9", None, PHONE)
    assert crowd_of(*known, count=7) == 7
    assert crowd_of(*known, mine, count=8, found=mine) == 7
    assert crowd_of(*known, count=900) == 900  # of whom these were read
    assert crowd_of(*known, count=7, mark="shared") == 7
    assert crowd_of(*known, count=7, crowded=False) == 0
    assert crowd_of(*known, count=7, evidence=Evidence.UNVERIFIED) == 0
