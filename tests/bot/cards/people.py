"""Profiles to show: usual, overfull, empty, right-to-left, hostile."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from storage.contact import Claim, Contact, Fact, FactSource, Note, Order, Tag
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Channel, Evidence, Message
from storage.profile import Link, LinkReason, Profile, Shelf, Sighting, Suggestion

NOW: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DAY: Final = timedelta(days=1)
HOSTILE: Final = (
    "<!channel> *Bob* <https://evil.example|tidewater.example> & \u202egnp.exe\u200b`x`"
)


def fact(field: str, value: str, source: FactSource = FactSource.IMPORT) -> Fact:
    return Fact(field=field, value=value, source=source, at=NOW - 30 * DAY)


def contact(name: str, **more: object) -> Contact:
    given: dict[str, object] = {
        "id": "c_1",
        "source": Channel.WHATSAPP,
        "origin": "channel",
        "created_at": NOW - 30 * DAY,
        "facts": (fact("name", name),),
    }
    return Contact.model_validate(given | more)


def wrote(
    text: str, days_ago: float, channel: Channel = Channel.WHATSAPP, number: int = 1
) -> Message:
    return Message(
        id=f"m_{number}",
        contact_id="c_1",
        channel=channel,
        text=text,
        sent_at=NOW - days_ago * DAY,
        source=f"C1/{number}.1",
        conversation=f"C1/{number}.1",
        link=f"https://tidewater.slack.com/archives/C1/p{number}",
    )


def ana() -> Profile:
    """The customer whose order is late."""
    facts = (
        fact("name", "Ana Souza"),
        fact("company", "Acme Outfitters"),
        fact("company", "Acme Ltda", FactSource.CHANNEL),
        fact("title", "Head of Purchasing"),
        fact("plan", "enterprise"),
        fact("location", "São Paulo, Brazil"),
        fact("timezone", "America/Sao_Paulo", FactSource.INFERRED),
        fact("language", "pt-BR", FactSource.INFERRED),
        fact("preferred_channel", "whatsapp"),
        fact("field:account_manager", "Kim Tanaka"),
    )
    claims = (
        Claim(
            identifier=Identifier(kind="phone", value="+5511912345678"),
            evidence=Evidence.VOUCHED,
            at=NOW,
        ),
        Claim(
            identifier=Identifier(kind="email", value="ana@acme.example"),
            evidence=Evidence.UNVERIFIED,
            at=NOW,
        ),
    )
    orders = (
        Order(
            id="1001",
            status="in_transit",
            total=Decimal("129.90"),
            currency="BRL",
            placed_at=NOW - 12 * DAY,
            eta=NOW - 2 * DAY,
            tracking_url="https://track.example/BR1001?a=1&b=2",
            country="BR",
        ),
        Order(
            id="0874",
            status="delivered",
            total=Decimal("2480.00"),
            currency="BRL",
            placed_at=NOW - 90 * DAY,
        ),
    )
    shelf = Shelf(
        contact=contact(
            "Ana Souza",
            facts=facts,
            claims=claims,
            tags=(Tag(name="vip", at=NOW), Tag(name="late", at=NOW)),
        ),
        revision=3,
        messages=(
            wrote("my order is late", 0.01, number=3),
            wrote("Is the parcel\non its way?", 5, Channel.EMAIL, 2),
            wrote("I ordered the oars", 12, number=1),
        ),
        message_count=7,
        notes=(
            Note(
                id="n_1",
                contact_id="c_1",
                text="Prefers WhatsApp, doesn't check e-mail.",
                by="U0MAYA",
                at=NOW - 40 * DAY,
            ),
        ),
        note_count=4,
        orders=orders,
        suggestions=(
            Suggestion(
                contact_id="c_1",
                other_id="c_9",
                score=0.78,
                reasons=("same_name", "same_company"),
                other_name="Ana S.",
                at=NOW,
            ),
        ),
        sightings=(
            Sighting(
                channel=Channel.WHATSAPP, count=6, first_at=NOW - 90 * DAY, last_at=NOW - 0.01 * DAY
            ),
            Sighting(channel=Channel.EMAIL, count=1, first_at=NOW - 5 * DAY, last_at=NOW - 5 * DAY),
        ),
    )
    return fold([shelf], contact_id="c_1")


def nobody_known() -> Profile:
    """Of whom nothing is known."""
    return fold([Shelf(contact=contact("", facts=()), revision=1)], contact_id="c_1")


def right_to_left() -> Profile:
    """Whose name is written from right to left."""
    shelf = Shelf(
        contact=contact("\u05d3\u05e0\u05d4 \u05db\u05d4\u05df"),
        revision=1,
        messages=(wrote("\u05e9\u05dc\u05d5\u05dd", 1),),
    )
    return fold([shelf], contact_id="c_1")


def hostile() -> Profile:
    """Who writes markup wherever words can be written."""
    facts = tuple(
        fact(name, HOSTILE)
        for name in ("name", "company", "title", "plan", "location", "address", "field:<b>")
    )
    shelf = Shelf(
        contact=contact(HOSTILE, facts=facts, tags=(Tag(name=HOSTILE, at=NOW),)),
        revision=1,
        messages=(wrote(HOSTILE, 1),),
        notes=(Note(id="n", contact_id="c_1", text=HOSTILE, by=HOSTILE, at=NOW),),
        note_count=1,
        orders=(Order(id=HOSTILE, status=HOSTILE, eta=NOW, tracking_url="javascript:alert(1)"),),
        suggestions=(
            Suggestion(
                contact_id="c_1",
                other_id="c_2",
                score=0.9,
                reasons=(HOSTILE,),
                other_name=HOSTILE,
                at=NOW,
            ),
        ),
    )
    return fold([shelf], contact_id="c_1")


def overfull() -> Profile:
    """With 500 tags, 1,000 orders and the longest of everything."""
    long = "\U0001f680 & <long> " * 3000
    shelf = Shelf(
        contact=contact(
            long,
            facts=tuple(
                fact(name, long)
                for name in ("name", "company", "title", "plan", "location", "address", "owner")
            )
            + tuple(fact(f"field:f{number}", long) for number in range(50)),
            tags=tuple(Tag(name=f"tag-{number}-{'x' * 60}", at=NOW) for number in range(500)),
        ),
        revision=1,
        messages=tuple(wrote(long, number, number=number) for number in range(1, 4)),
        message_count=100_000,
        notes=tuple(
            Note(id=f"n{number}", contact_id="c_1", text=long, at=NOW) for number in range(3)
        ),
        note_count=9_000,
        orders=tuple(
            Order(
                id=f"{number}{'9' * 90}", status="in_transit", total=Decimal(number), currency="EUR"
            )
            for number in range(1000)
        ),
    )
    return fold([shelf], contact_id="c_1")


def of_two() -> Profile:
    """Who is two contacts that were joined."""
    shelves = [
        Shelf(contact=contact("Ana Souza", id=name, claims=ana().contacts[0].claims), revision=1)
        for name in ("c_1", "c_2")
    ]
    return fold(shelves, contact_id="c_1")


def a_link() -> Link:
    """A merge that can be undone."""
    return Link(id="l_1", kept="c_1", joined="c_2", reason=LinkReason.AGENT, by="U0MAYA", at=NOW)


EVERYBODY: Final = {
    "usual": ana,
    "empty": nobody_known,
    "right_to_left": right_to_left,
    "hostile": hostile,
    "overfull": overfull,
}
