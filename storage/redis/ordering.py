"""Orders as shops tell of them, event by event: each with the contact that the shop knows its buyer as."""

from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter

from storage.contact import Claim, Contact, Fact, FactSource, Order
from storage.fields import of_defined
from storage.identifiers import Identifier, match_key
from storage.inferring import inferred_from
from storage.linking.blocking import keys as blocking_keys
from storage.linking.traits import traits_of
from storage.matching import counted_words
from storage.message import Evidence, SenderClaim
from storage.names import contradict
from storage.ordering import Buyer, OrderNews, told
from storage.redis.changing import Changing
from storage.redis.draft import Draft
from storage.redis.ids import CONTACT
from storage.redis.importing import updated
from storage.redis.keys import EARLY_SECONDS, FORGOTTEN, Keys
from storage.redis.likening import told_of
from storage.redis.records import Hit
from storage.redis.tombs import tombs_of, were_before
from storage.redis.workspace import Look
from storage.resolving import Decision, resolve
from storage.searching.terms import CUSTOM
from storage.store import Change, Noted, NotedAs

MOST_EARLY: Final = 50
"""Events kept aside of one order: the newest."""
_ALL: Final = 1_000_000
_EARLY: Final = TypeAdapter(tuple[OrderNews, ...])


class Ordering(Changing):
    """The part of the store that shops tell of orders."""

    async def take_order(
        self, events: Sequence[OrderNews], buyer: Buyer | None, *, change: Change
    ) -> Noted:
        news = max(events, key=lambda one: one.at)
        if buyer and any(name.startswith(CUSTOM) for name in buyer.fields):
            kept, _ = of_defined(buyer.fields, await self.custom_fields())
            buyer = buyer.model_copy(update={"fields": kept})
        made = self._buyer(news, buyer, change) if buyer else None
        identifiers = [claim.identifier for claim in made.claims] if made else []
        identifiers += [made.external_id] if made and made.external_id else []
        traits = traits_of(made) if made else None
        own = buyer.own_identifiers() if buyer else []
        alike = blocking_keys(traits) if traits else []
        words = counted_words(traits) if traits else ()
        weights = await self._weights(change.at)

        def look(keys: Keys) -> Look:
            at = [keys.digest("ref", news.ref), keys.digest("early", news.ref)]
            at += [keys.digest("who", match_key(one)) for one in identifiers]
            at += tombs_of(keys, own)
            beside = [keys.digest("blk", block) for block in alike]
            return Look(at=at, alike=beside, words=words, messages=0, notes=0, orders=_ALL)

        def decide(draft: Draft) -> Noted:
            ref, early, *found = draft.seen.hits
            graves = len(identifiers) + len(tombs_of(draft.keys, own))
            tombs = found[len(identifiers) : graves]
            found = found[: len(identifiers)] + found[graves:]
            if ref.values == (FORGOTTEN,) or were_before(tombs, news.at):
                return Noted(outcome=NotedAs.FORGOTTEN)
            keeper, order = _kept(draft, ref)
            waiting = _EARLY.validate_json(early.values[0]) if early.values else ()
            who = dict(zip(identifiers, found[: len(identifiers)], strict=True))
            if made is not None:
                buyer_now, decision = self._met(draft, keeper, made, news, who)
                if buyer_now.id == made.id:
                    rest, about = found[len(identifiers) :], told_of(decision)
                    self._compare(draft, buyer_now, rest, words, weights, change, told=about)
                keeper = _moved(draft, keeper, buyer_now, order, news)
            if keeper is None:
                _set_aside(draft, (*waiting, *events))
                return Noted(outcome=NotedAs.ASIDE)
            _put(draft, keeper.id, order, (*waiting, *events))
            batch = draft.keys.digest("batch", news.source)
            draft.program.op("SADD", batch, keeper.id)
            draft.leads_to(keeper.id, batch)
            self._announce(draft, draft.folded(keeper.id), now=change.at)
            draft.audit("order.told", keeper.id, by=change.by, at=change.at)
            is_new = made is not None and keeper.id == made.id
            return Noted(outcome=NotedAs.KEPT, contact_id=keeper.id, is_new=is_new)

        def repeated(_draft: Draft, answer: str) -> Noted:
            return Noted(outcome=NotedAs.REPEATED, contact_id=answer or None)

        return await self._change(
            change, look, decide, repeated, answer=lambda noted: noted.contact_id or ""
        )

    def _buyer(self, news: OrderNews, buyer: Buyer, change: Change) -> Contact:
        """The contact that the buyer is, by what this event says alone."""
        sure = [one.identifier for one in buyer.claims if one.evidence is Evidence.VOUCHED]
        facts = [fact for one in sure for fact in inferred_from(one, at=change.at)]
        facts += [
            Fact(
                field=name,
                value=value[:2000],
                source=FactSource.IMPORT,
                by=news.source,
                at=news.at,
                of_person=buyer.of_person and name == "name",
            )
            for name, value in buyer.fields.items()
            if value
        ]
        return Contact(
            id=self._new_id(CONTACT),
            source=None,
            origin="import",
            created_at=change.at,
            external_id=buyer.external_id,
            claims=tuple(
                Claim(identifier=one.identifier, evidence=one.evidence, raw=one.raw, at=change.at)
                for one in buyer.claims
            ),
            facts=tuple({(fact.field, fact.value): fact for fact in facts}.values()),
        )

    def _met(
        self,
        draft: Draft,
        keeper: Contact | None,
        made: Contact,
        news: OrderNews,
        who: dict[Identifier, Hit],
    ) -> tuple[Contact, Decision]:
        """The contact that the shop's customer is, with what is told of them now; and what the rules say."""
        known = _known_as(draft, made, news, who) or _the_guest(keeper, made)
        contact = _learned(known, made, news) if known else made
        if contact == known:
            return contact, Decision(contact_id=contact.id)
        draft.put_contact(contact)
        claimed = [claim for claim in contact.claims if claim.identifier in who]
        hits = [who[claim.identifier] for claim in claimed]
        decision = resolve(
            claims=[
                SenderClaim(identifier=one.identifier, evidence=one.evidence) for one in claimed
            ],
            name=contact.first("name"),
            channel=None,
            origin="import",
            standings=self._standings(draft.seen, [one.identifier for one in claimed], hits),
            bound=None,
            profiles=self._sketches(draft),
            limits=self._limits,
            at=made.created_at,
            itself=contact,
        )
        self._follow(draft, contact, decision, made.created_at)
        return contact, decision


def _kept(draft: Draft, ref: Hit) -> tuple[Contact | None, Order | None]:
    """The contact that has the order, and the order; None where it is not known yet, or no more."""
    contact_id, _, number = ref.values[0].partition(" ") if ref.values else ("", "", "")
    shelf = draft.seen.shelves.get(contact_id)
    if shelf is None:
        return None, None
    order = next((one for one in shelf.orders if one.id == number), None)
    return (shelf.contact, order) if order else (None, None)


def _known_as(
    draft: Draft, made: Contact, news: OrderNews, who: dict[Identifier, Hit]
) -> Contact | None:
    """The contact that the shop's customer is already: by the shop's id, else the same guest again."""
    named = {name for hit in who.values() for name in hit.values if name in draft.seen.shelves}
    contacts = [draft.seen.shelves[name].contact for name in sorted(named)]
    if made.external_id:
        return next((one for one in contacts if one.external_id == made.external_id), None)
    return next((one for one in contacts if _is_same_guest(one, made, news.source)), None)


def _is_same_guest(known: Contact, made: Contact, source: str) -> bool:
    """True for one whom this shop met without an account, under the same address or number and name."""
    lists = {fact.by for fact in known.facts if fact.source is FactSource.IMPORT}
    if known.origin != "import" or known.external_id or lists - {source}:
        return False
    if contradict(known.first("name"), made.first("name")):
        return False
    for kind in ("email", "phone"):
        ours, theirs = _sure(known, kind), _sure(made, kind)
        if ours and theirs:
            return bool(ours & theirs)
    return False


def _sure(contact: Contact, kind: str) -> set[str]:
    return {
        match_key(claim.identifier)
        for claim in contact.claims
        if claim.evidence is Evidence.VOUCHED and claim.identifier.kind == kind
    }


def _the_guest(keeper: Contact | None, made: Contact) -> Contact | None:
    """Who bought without an account and is given one afterwards: the same order names both."""
    if keeper is None or keeper.origin != "import" or keeper.external_id:
        return None
    return None if contradict(keeper.first("name"), made.first("name")) else keeper


def _learned(known: Contact, made: Contact, news: OrderNews) -> Contact:
    """The contact with what this event says of its buyer, where nothing newer was said."""
    newer = {
        fact.field
        for fact in known.facts
        if fact.source is FactSource.IMPORT and fact.by == news.source and fact.at > news.at
    }
    facts = tuple(fact for fact in made.facts if fact.field not in newer)
    contact = updated(known, made.model_copy(update={"facts": facts}))
    if contact.external_id or made.external_id is None:
        return contact
    return contact.model_copy(update={"external_id": made.external_id})


def _moved(
    draft: Draft, keeper: Contact | None, buyer: Contact, order: Order | None, news: OrderNews
) -> Contact:
    """The contact that the order is kept with: the first one, until the shop says that it is another's."""
    if keeper is None or order is None:
        return buyer
    known_as, ids = keeper.external_id, buyer.external_id
    another = known_as and ids and known_as.kind == ids.kind and known_as != ids
    if not another or news.at < max(order.told.values(), default=news.at):
        return keeper
    draft.move("order", order.id, source=keeper.id, target=buyer.id)
    return buyer


def _set_aside(draft: Draft, events: Sequence[OrderNews]) -> None:
    early = sorted(events, key=lambda one: one.at)[-MOST_EARLY:]
    text = _EARLY.dump_json(tuple(early), exclude_defaults=True).decode()
    draft.program.op("SET", draft.keys.digest("early", early[0].ref), text, "EX", EARLY_SECONDS)


def _put(draft: Draft, contact_id: str, before: Order | None, events: Sequence[OrderNews]) -> None:
    """The order as these events tell it, on its contact; beside another shop's of the same number."""
    ref = events[-1].ref
    order = before
    for event in events:
        order = told(order, event)
    if order is None:
        return
    others = {one.id: one for one in draft.shelf(contact_id).orders if one.ref != ref}
    twin = others.get(order.id)
    if twin and twin.ref:
        order = order.model_copy(update={"id": f"{order.id} ({ref.rpartition('/')[2]})"})
    elif twin and before is None:
        before = twin  # a list told of it: what no event says stays
        order = twin
        for event in events:
            order = told(order, event)
    draft.put_order(contact_id, order, before=before)
    draft.program.op("DEL", draft.keys.digest("early", ref))
