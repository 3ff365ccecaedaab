"""An event about an order in our own JSON: `POST /ingest/orders`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.parse.doors.reading import Wrong, wrong_from
from storage.contact import status_form
from storage.exchange import BadRow, row
from storage.message import Evidence, SenderClaim
from storage.ordering import Buyer, OrderNews, OrderPart


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, coerce_numbers_to_str=True)


class _Order(_Told):
    id: str = Field(min_length=1, max_length=100)
    status: str | None = Field(default=None, max_length=50)
    total: Decimal | None = None
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    placed_at: AwareDatetime | None = None
    promised_at: AwareDatetime | None = None
    eta: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None
    carrier: str | None = Field(default=None, max_length=100)
    tracking_url: str | None = Field(default=None, max_length=1000, pattern="^https://")
    tracking_number: str | None = Field(default=None, max_length=100)
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")

    def status_code(self) -> str | None:
        """What is delivered is so, also where nothing but the day is told."""
        told = status_form(self.status or "")
        return told or ("delivered" if self.delivered_at else None)


class _Event(_Told):
    id: str = Field(min_length=1, max_length=200)
    updated_at: AwareDatetime
    source: str = Field(default="orders", pattern="^[a-z][a-z0-9_-]{0,30}$")
    workspace: str | None = Field(default=None, max_length=40)
    order: _Order
    customer: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent:
    """An event about an order, read."""

    id: str
    workspace: str | None
    news: OrderNews
    buyer: Buyer | None
    remarks: tuple[str, ...] = ()
    """What of the customer could not be used as what it was told to be."""


def read_order_event(body: Mapping[str, Any], *, region: str) -> OrderEvent | Wrong:
    """The event in a body, or what is wrong with it. `region` is for numbers without a country code."""
    try:
        event = _Event.model_validate(dict(body))
    except ValidationError as error:
        return wrong_from(error)
    order = event.order.model_dump(exclude={"id"}) | {"status": event.order.status_code()}
    source = f"orders/{event.source}"
    news = OrderNews(
        source=source,
        ref=f"{source}/{event.order.id}",
        number=event.order.id.removeprefix("#"),
        at=event.updated_at,
        told=OrderPart(**order),
    )
    read = _buyer(event, region)
    if isinstance(read, Wrong):
        return read
    buyer, remarks = read
    return OrderEvent(
        id=event.id, workspace=event.workspace, news=news, buyer=buyer, remarks=remarks
    )


def _buyer(event: _Event, region: str) -> tuple[Buyer | None, tuple[str, ...]] | Wrong:
    """The customer, in the same words as a line of an import."""
    if event.customer is None:
        return None, ()
    verified = event.customer.get("verified", True)
    if not isinstance(verified, bool):
        return Wrong("customer.verified: true or false is wanted.")
    line = {name: value for name, value in event.customer.items() if name != "verified"}
    found = row(json.dumps(line), number=1, region=region, source=event.source)
    if isinstance(found, BadRow):
        return Wrong(f"customer: {found.reason}.")
    evidence = Evidence.VOUCHED if verified else Evidence.UNVERIFIED
    claims = [SenderClaim(identifier=one, evidence=evidence) for one in found.new.identifiers]
    buyer = Buyer(
        external_id=found.new.external_id,
        claims=tuple(claims),
        fields=found.new.fields,
        of_person=found.new.of_person,
    )
    return buyer, found.remarks
