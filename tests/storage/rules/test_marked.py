"""What an admin marked as many people's is left out of what is compared, in whichever writing."""

from storage.identifiers import Identifier
from storage.linking.marked import forms, without_marked
from storage.linking.traits import Traits
from tests.storage.desk import ANA, ANA_MAIL, KIM

SHE = Traits(
    contact_id="c_1",
    name=("ana", "souza"),
    emails=("ana@acme.example", "souza@acme.example"),
    phones=("+5511912345678", "912345678", "+12125550123"),
    handles=("instagram:ana",),
    homes=frozenset(["ana@acme.example"]),
)


def test_what_is_marked_is_left_out_and_the_rest_stays() -> None:
    instagram = Identifier(kind="instagram", value="ana")
    left = without_marked(SHE, forms([ANA, ANA_MAIL, instagram]))
    assert left == Traits(
        contact_id="c_1",
        name=("ana", "souza"),
        emails=("souza@acme.example",),
        phones=("+12125550123",),
    )


def test_nothing_is_left_out_where_nothing_of_it_is_marked() -> None:
    assert without_marked(SHE, forms([])) is SHE
    assert without_marked(SHE, forms([Identifier(kind="instagram", value="kim")])) is SHE


def test_a_number_is_marked_with_and_without_its_countrys_code() -> None:
    assert forms([KIM]) == {"+12125550123", "125550123"}
    assert forms([ANA_MAIL]) == {"ana@acme.example"}
