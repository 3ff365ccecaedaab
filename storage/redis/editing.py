"""What an agent's edit makes of the contacts of a profile."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from storage.contact import Contact, Fact, FactSource
from storage.identifiers import Identifier
from storage.redis.draft import Draft
from storage.store import Change


def holders(
    draft: Draft, contact_id: str, fields: dict[str, str | None], remove: Iterable[Identifier]
) -> set[str]:
    """The contacts that an edit alters: the one in view, and those that it takes something from."""
    gone = set(remove)
    withdrawn = {field for field, value in fields.items() if not value}
    holders = {contact_id} if fields else set()
    for contact in draft.sketch(contact_id).contacts:
        agents = {fact.field for fact in contact.facts if fact.source is FactSource.AGENT}
        if agents & withdrawn or gone & {claim.identifier for claim in contact.claims}:
            holders.add(contact.id)
    return holders


def after_all(draft: Draft, contact_id: str, fields: Iterable[str], at: datetime) -> datetime:
    """A moment at which the last word is this one, also where a colleague's clock goes before ours."""
    told = (fact for contact in draft.sketch(contact_id).contacts for fact in contact.facts)
    before = [
        fact.at for fact in told if fact.source is FactSource.AGENT and fact.field in set(fields)
    ]
    return max([at, *(one + timedelta(microseconds=1) for one in before)])


def edited(
    contact: Contact,
    fields: dict[str, str | None],
    remove: Iterable[Identifier],
    change: Change,
    *,
    here: bool,
    newest: datetime,
) -> Contact:
    """What was set takes the place of what agents said of this contact; what they said of others stays."""
    gone = set(remove)
    replaced = {field for field, value in fields.items() if here or not value}
    facts = [
        fact
        for fact in contact.facts
        if not (fact.source is FactSource.AGENT and fact.field in replaced)
    ]
    if here:
        facts += [
            Fact(field=field, value=value, source=FactSource.AGENT, by=change.by, at=newest)
            for field, value in fields.items()
            if value
        ]
    claims = tuple(claim for claim in contact.claims if claim.identifier not in gone)
    return contact.model_copy(update={"facts": tuple(facts), "claims": claims})
