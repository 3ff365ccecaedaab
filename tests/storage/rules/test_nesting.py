"""Lines of JSON as the APIs of other systems nest them."""

import io
import json
from typing import Any

import pytest

from storage.contact_file import Reading, contacts_in
from storage.exchange import BadRow, Row, row
from storage.nesting import laid_out
from storage.outcomes import NewContact
from storage.textfile import TextFile


def read(line: dict[str, Any], **chosen: str) -> NewContact:
    found = row(json.dumps(line), number=1, region="US", source="crm", chosen=chosen)
    assert isinstance(found, Row), found
    return found.new


def told(new: NewContact) -> dict[str, Any]:
    known = sorted(map(str, new.identifiers))
    return {**new.fields, "known by": known, "tags": list(new.tags)}


def test_a_contact_of_hubspots_api_is_read() -> None:
    new = read(
        {
            "id": "501",
            "properties": {
                "firstname": "Ana",
                "lastname": "Souza",
                "email": "ana@acme.example",
                "hs_timezone": "america_slash_sao_paulo",
                "time_zone": "america_slash_sao_paulo",
            },
        }
    )
    assert told(new) == {
        "name": "Ana Souza",
        "timezone": "America/Sao_Paulo",
        "field:hs_timezone": "america_slash_sao_paulo",
        "known by": ["email:ana@acme.example"],
        "tags": [],
    }
    assert str(new.external_id) == "external:crm:501"


def test_a_customer_of_shopifys_api_is_read_and_the_state_of_the_account_is_no_place() -> None:
    new = read(
        {
            "id": 7,
            "first_name": "Bob",
            "last_name": "Norman",
            "state": "disabled",
            "tags": "vip, late",
            "default_address": {
                "first_name": None,
                "address1": "Chestnut Street 92",
                "city": "Louisville",
                "zip": "40202",
                "phone": "+1 502-555-0199",
                "province": "Kentucky",
            },
        }
    )
    assert told(new) == {
        "name": "Bob Norman",
        "address": "Chestnut Street 92\n40202\nLouisville\nKentucky\n",
        "field:state": "disabled",
        "known by": ["phone:+15025550199"],
        "tags": ["vip", "late"],
    }


def test_users_of_zendesk_intercom_and_chatwoot_are_read() -> None:
    zendesk = read(
        {"id": 1, "name": "Jo", "iana_time_zone": "Europe/Rome", "user_fields": {"seats": 5}}
    )
    assert told(zendesk) == {
        "name": "Jo",
        "timezone": "Europe/Rome",
        "field:seats": "5",
        "known by": [],
        "tags": [],
    }
    intercom = read(
        {
            "name": "Jo",
            "location": {"country": "Ireland", "city": "Dublin"},
            "tags": {"type": "list", "data": [{"type": "tag", "name": "vip"}]},
            "company": {"id": "c-1", "name": "Acme"},
        }
    )
    assert (intercom.fields["company"], intercom.tags) == ("Acme", ("vip",))
    assert intercom.fields["address"].split("\n")[2:] == ["Dublin", "", "Ireland"]
    chatwoot = read(
        {
            "name": "Jo",
            "additional_attributes": {"city": "Bonn", "social_profiles": {"instagram": "jo.s"}},
            "custom_attributes": {"plan": "pro"},
        }
    )
    assert chatwoot.fields["plan"] == "pro"
    assert [str(one) for one in chatwoot.identifiers] == ["instagram:jo.s"]


@pytest.mark.parametrize(
    ("nested", "flat"),
    [
        ({"emails": [{"value": "a@b.example", "type": "work"}, "c@d.example"]}, {"emails": ["a@b.example", "c@d.example"]}),
        ({"emails": {"work": "a@b.example", "home": "c@d.example"}}, {"emails": ["a@b.example", "c@d.example"]}),
        ({"phone": {"type": "mobile", "number": "+1"}}, {"phone": "+1"}),
        ({"emails": {"work": 1}}, {"emails": {"work": 1}}),
        ({"phones": [{"id": 1}]}, {"phones": [{"id": 1}]}),
        ({"photo": {"src": "x"}}, {"photo": {"src": "x"}}),
        ({"addresses": [{"city": "Bonn"}]}, {"addresses": [{"city": "Bonn"}]}),
        ({"company": {"id": 1}}, {"company": {"id": 1}}),
        ({"fields": {"a": {"b": 1}}, "handles": {"x": "y"}}, {"fields": {"a": {"b": 1}}, "handles": {"x": "y"}}),
        ({"contact": {"id": 9, "name": "Jo"}, "id": 4}, {"id": 4, "contact id": 9, "name": "Jo"}),
        ({"user": {"user": {"user": {"user": {"user": {"a": 1}}}}}}, {"user": {"a": 1}}),
        ({"tags": {"type": "list", "data": "x"}}, {"tags": ["list", "x"]}),
    ],
)  # fmt: skip
def test_what_is_known_is_unwrapped_and_nothing_is_lost(
    nested: dict[str, Any], flat: dict[str, Any]
) -> None:
    assert laid_out(nested) == flat


def test_what_is_mapped_as_a_whole_is_left_whole() -> None:
    new = read({"name": "Jo", "properties": {"a": 1}}, properties="fields.all")
    assert told(new) == {"name": "Jo", "field:all": '{"a": 1}', "known by": [], "tags": []}


def test_what_stands_within_can_be_mapped() -> None:
    line = json.dumps({"name": "Jo", "properties": {"town hall": "Bonn"}}) + "\n[1]\n"
    how = Reading(region="DE", source="crm", chosen={"town hall": "address.city"})
    found = contacts_in(TextFile(io.BufferedReader(io.BytesIO(line.encode()))), how)
    one, other = found.rows
    assert isinstance(one, Row)
    assert isinstance(other, BadRow)
    assert one.new.fields["address"].split("\n")[2] == "Bonn"
