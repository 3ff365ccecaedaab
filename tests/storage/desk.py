"""What the tests of the store are written with: people, messages, changes, and one moment."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from storage.identifiers import Identifier, email, phone
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.store import Change, NewContact

NOW: Final = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
_numbers = count(1)


def number(text: str) -> Identifier:
    """A telephone number."""
    found = phone(text, region="US")
    assert found is not None, text
    return found


def mail(text: str) -> Identifier:
    """An e-mail address."""
    found = email(text)
    assert found is not None, text
    return found


ANA: Final = number("+5511912345678")
PAT: Final = number("+442079460123")
KIM: Final = number("+12125550123")
ANA_MAIL: Final = mail("ana@acme.example")


def writes(
    who: Identifier | None,
    *,
    name: str | None = None,
    text: str = "hello",
    channel: Channel = Channel.WHATSAPP,
    at: datetime = NOW,
    source: str | None = None,
    thread: str | None = None,
    evidence: Evidence = Evidence.VOUCHED,
) -> CustomerMessage:
    """A customer's message; each of its own source and thread unless they are named."""
    own = source or f"C1/{next(_numbers)}"
    claims = (SenderClaim(identifier=who, evidence=evidence),) if who else ()
    return CustomerMessage(
        channel=channel,
        claims=claims,
        name=name,
        text=text,
        sent_at=at,
        source=own,
        conversation=thread or own,
    )


def by(who: str = "U0MAYA", *, key: str | None = None, at: datetime = NOW) -> Change:
    """A change by an agent, unlike any other unless its key is named."""
    return Change(by=who, at=at, key=key or f"key {next(_numbers)}")


def row(
    *identifiers: Identifier,
    name: str | None = None,
    company: str | None = None,
    tags: tuple[str, ...] = (),
) -> NewContact:
    """A line of an import."""
    told = {"name": name, "company": company}
    fields = {field: value for field, value in told.items() if value}
    return NewContact(identifiers=identifiers, fields=fields, tags=tags)
