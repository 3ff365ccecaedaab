"""Who is in the stores that are measured: some of whom everything is known, and many others."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from storage.contact import Order
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.store import NewContact

WORKSPACE: Final = "T0BENCH"
CHANNEL: Final = "C0BENCH"
BEGUN: Final = datetime(2026, 11, 1, 9, tzinfo=UTC)
WELL_KNOWN: Final = 10
"""How many are looked up, in turn: a bot that kept the last answer would gain nothing by it."""

_NAMES: Final = (
    "Ana Souza", "Britta Ek", "Chiara Ricci", "Dmitri Orlov", "Esra Demir",
    "Farah Haddad", "Gwen Pugh", "Hiroshi Tanaka", "Imani Okafor", "Jakub Nowak",
)  # fmt: skip


def name_of(number: int) -> str:
    """The name of a well-known customer."""
    return _NAMES[number % WELL_KNOWN]


def phone_of(number: int) -> Identifier:
    """The phone number of a well-known customer."""
    return Identifier(kind="phone", value=f"+551191234{5600 + number % WELL_KNOWN}")


def typed_phone_of(number: int) -> str:
    """The same number as an agent types it."""
    return f"+55 11 91234-{5600 + number % WELL_KNOWN}"


def well_known(number: int) -> NewContact:
    """A customer with ten facts, two tags, three notes and four orders."""
    fields = {
        "name": name_of(number), "company": f"Outfitters {number}", "title": "Head of Purchasing",
        "plan": "enterprise", "location": "São Paulo", "timezone": "America/Sao_Paulo", "language": "pt-BR",
        "preferred_channel": "whatsapp", "address": f"Rua Harmonia {482 + number}",
        "field:account_manager": "Kim",
    }  # fmt: skip
    orders = tuple(
        Order(
            id=str(1000 + 10 * number + one),
            status="in_transit" if one == 0 else "delivered",
            total=Decimal("129.90"),
            currency="BRL",
            placed_at=BEGUN - timedelta(days=30 * one),
            eta=BEGUN + timedelta(days=2),
        )
        for one in range(4)
    )
    return NewContact(
        identifiers=(phone_of(number),),
        fields=fields,
        tags=("vip", "wholesale"),
        notes=("Prefers WhatsApp, doesn't check e-mail.", "Her office closes at four.", "Speaks English."),
        orders=orders,
    )  # fmt: skip


def message_of(number: int, *, nth: int) -> CustomerMessage:
    """A message that a well-known customer wrote."""
    source = f"{CHANNEL}/{number}.{nth}"
    claim = SenderClaim(identifier=phone_of(number), evidence=Evidence.VOUCHED)
    return CustomerMessage(
        channel=Channel.WHATSAPP,
        claims=(claim,),
        name=name_of(number),
        text="Where is my order? It was to be here by Tuesday, and the shop opens tomorrow.",
        sent_at=BEGUN + timedelta(hours=nth),
        source=source,
        conversation=source,
        link=f"https://bench.slack.com/archives/{CHANNEL}/p{number}{nth}",
    )


def somebody(number: int) -> NewContact:
    """One of the many others."""
    first, last = f"first{number % 997}", f"last{number // 997}"
    return NewContact(
        external_id=Identifier(kind="external:bench", value=str(number)),
        identifiers=(
            Identifier(kind="email", value=f"{first}.{last}.{number}@x{number % 5000}.example"),
            Identifier(kind="phone", value=f"+4930{number:08}"),
        ),
        fields={"name": f"{first.title()} {last.title()}", "company": f"Company {number % 5000}"},
    )
