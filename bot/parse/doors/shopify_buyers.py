"""Who ordered, as Shopify's webhooks tell it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.parse.doors.reading import code_of, mapping_of, text_of
from storage.address import written
from storage.companies import is_organisation
from storage.countries import region_of
from storage.identifiers import Identifier, email, external, phone
from storage.message import Evidence, SenderClaim
from storage.names import contradict
from storage.ordering import Buyer

SYSTEM: Final = "shopify"
_LOCALE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", re.ASCII)


def buyer_of(body: Mapping[str, Any], region: str) -> Buyer | None:
    """Who ordered; None for an order that names nobody (one taken at a counter)."""
    customer = mapping_of(body.get("customer"))
    shipping = mapping_of(body.get("shipping_address"))
    billing = mapping_of(body.get("billing_address"))
    named = next((one for one in (customer, billing, shipping) if _name(one)), {})
    name = _name(named)
    home = mapping_of(customer.get("default_address")) or billing or shipping
    claims = _claims(body, customer, (shipping, billing), name, country_of(home) or region)
    external_id = external(SYSTEM, text_of(customer.get("id")))
    if not claims and external_id is None:
        return None
    locale = text_of(body.get("customer_locale"), 20)
    fields = {
        "name": name,
        "address": _address(home),
        "language": locale if _LOCALE.fullmatch(locale) else "",
    }
    told = {field: value for field, value in fields.items() if value}
    in_parts = bool(text_of(named.get("first_name")) and text_of(named.get("last_name")))
    return Buyer(
        external_id=external_id,
        claims=claims,
        fields=told,
        of_person=in_parts and is_organisation(name),
    )


def country_of(holder: Mapping[str, Any]) -> str | None:
    """The country of an address by its code, else by its name; ISO 3166 alpha-2."""
    return code_of(holder.get("country_code"), 2) or region_of(text_of(holder.get("country")))


def _claims(
    body: Mapping[str, Any],
    customer: Mapping[str, Any],
    addresses: tuple[Mapping[str, Any], ...],
    name: str,
    region: str,
) -> tuple[SenderClaim, ...]:
    """The customer's own address and number; those of whoever receives the parcel are only mentioned."""
    forged = customer.get("verified_email") is False
    mail_evidence = Evidence.UNVERIFIED if forged else Evidence.VOUCHED
    found: list[SenderClaim] = []
    for value in (customer.get("email"), body.get("email"), body.get("contact_email")):
        mailbox = email(text_of(value, 254))
        if mailbox:
            found.append(SenderClaim(identifier=mailbox, evidence=mail_evidence))
    numbers = [(customer, Evidence.VOUCHED), (body, Evidence.VOUCHED)]
    for address in addresses:
        other = _name(address)
        own = bool(name and other) and not contradict(name, other)
        numbers.append((address, Evidence.VOUCHED if own else Evidence.MENTIONED))
    for holder, evidence in numbers:
        where = country_of(holder) or region
        number = phone(text_of(holder.get("phone"), 40), region=where)
        if number:
            found.append(SenderClaim(identifier=number, evidence=evidence))
    first: dict[Identifier, SenderClaim] = {}
    for claim in found:
        first.setdefault(claim.identifier, claim)
    return tuple(first.values())


def _name(holder: Mapping[str, Any]) -> str:
    parts = [text_of(holder.get("first_name")), text_of(holder.get("last_name"))]
    return " ".join(part for part in parts if part) or text_of(holder.get("name"))


def _address(holder: Mapping[str, Any]) -> str:
    street = " ".join(
        part for part in (text_of(holder.get("address1")), text_of(holder.get("address2"))) if part
    )
    return written(
        {
            "street": street,
            "postcode": text_of(holder.get("zip")),
            "city": text_of(holder.get("city")),
            "region": text_of(holder.get("province")),
            "country": country_of(holder) or text_of(holder.get("country")),
        }
    )
