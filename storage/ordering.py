"""What shops tell of an order, in any order: each field keeps the newest that was told of it."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from storage.contact import Order, in_plain_digits, order_form
from storage.identifiers import Identifier
from storage.message import Evidence, SenderClaim
from storage.record import Record

UNKNOWN: Final = "unknown"
"""The status of an order of which only shipping was told."""
MOST_NUMBERS: Final = 200
_NUMBER: Final = re.compile(r"[^\W_](?:[\w\-/]{0,38}[^\W_])?")


class OrderPart(Record):
    """What one event tells of an order; None where it does not say."""

    status: str | None = None
    total: Decimal | None = None
    currency: str | None = None
    placed_at: datetime | None = None
    eta: datetime | None = None
    promised_at: datetime | None = None
    delivered_at: datetime | None = None
    tracking_url: str | None = None
    tracking_number: str | None = None
    carrier: str | None = None
    country: str | None = None


class OrderNews(Record):
    """One event about an order."""

    source: str
    """The shop, opaque: all that it told is found again by it."""
    ref: str
    """Opaque key by which the shop names the order, with the shop in it: a number may be another's too."""
    number: str | None = None
    """As people know it; None where the event names only `ref`."""
    at: datetime
    """Since when it is so, by the source's clock."""
    told: OrderPart


class Buyer(Record):
    """Who ordered, as the shop knows them."""

    external_id: Identifier | None = None
    """The shop's own id of the customer; None for who bought without an account."""
    claims: tuple[SenderClaim, ...] = ()
    fields: dict[str, str] = {}
    """Values by profile field name."""
    of_person: bool = False
    """True for a name whose words are an organisation's and that was told in parts, given and family name."""

    def own_identifiers(self) -> list[Identifier]:
        """What the shop vouches for as theirs, and not as that of whoever receives the parcel."""
        sure = [one.identifier for one in self.claims if one.evidence is Evidence.VOUCHED]
        return [*sure, self.external_id] if self.external_id else sure


def told(order: Order | None, news: OrderNews) -> Order:
    """The order with what an event tells of it; in whatever sequence events come, the same comes out.

    Of each field the newest stays; of two told of one moment the greater. The first date on which an
    order was expected is the one promised, unless the shop told another.
    """
    kept: dict[str, Any] = order.model_dump(exclude={"told"}) if order else {"id": news.ref}
    since: dict[str, datetime] = dict(order.told) if order else {}
    fresh = news.told.model_dump(exclude_none=True)
    if news.number and _is_newer(since.get("id"), kept["id"], news.at, news.number):
        kept["id"], since["id"] = news.number, news.at
    for field, value in fresh.items():
        if _is_newer(since.get(field), kept.get(field), news.at, value):
            kept[field], since[field] = value, news.at
    expected = fresh.get("eta")
    if expected is not None and _is_older(since.get("first_eta"), kept, news.at, expected):
        kept["first_eta"], since["first_eta"] = expected, news.at
    if "promised_at" not in since and kept.get("first_eta"):
        kept["promised_at"] = kept["first_eta"]
    kept.setdefault("status", UNKNOWN)
    return Order(**{**kept, "ref": news.ref, "told": since})


def listed(order: Order, kept: Order | None) -> Order:
    """What a list tells of an order; where a shop told it event by event, that stays."""
    if kept is None or not kept.told:
        return order
    part = OrderPart.model_validate(order.model_dump()).model_dump(exclude_none=True)
    fresh = {field: value for field, value in part.items() if field not in kept.told}
    return kept.model_copy(update=fresh)


def each_once(orders: Sequence[Order]) -> list[Order]:
    """The orders without those that a list holds too: the shop's own word of the same number stays."""
    shops = {order_form(order.id) for order in orders if order.ref}
    if not shops:
        return list(orders)
    return [order for order in orders if order.ref or order_form(order.id) not in shops]


def named_in(text: str, orders: Sequence[Order]) -> list[Order]:
    """The orders whose numbers stand in a text, in its sequence; a number of one or two digits names none."""
    forms = {order_form(order.id): order for order in reversed(orders)}
    by_form = {form: order for form, order in forms.items() if len(form) > 2}
    parts = _NUMBER.findall(in_plain_digits(text))[:MOST_NUMBERS]
    written = dict.fromkeys(part.casefold() for part in parts)
    return [by_form[form] for form in written if form in by_form]


def _is_newer(since: datetime | None, kept: Any, at: datetime, value: Any) -> bool:
    return since is None or (at, str(value)) > (since, str(kept))


def _is_older(since: datetime | None, kept: dict[str, Any], at: datetime, value: datetime) -> bool:
    return since is None or (at, value) < (since, kept["first_eta"])
