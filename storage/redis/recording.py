"""A customer's message into the store: who is it, and what follows. One look, one commit."""

from collections.abc import Callable, Sequence
from datetime import datetime

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier, match_key
from storage.ids import CONTACT, LINK, MESSAGE
from storage.inferring import inferred_from
from storage.matching import blocking_keys, compare
from storage.merging import plan_merge
from storage.message import CustomerMessage, Evidence, Message
from storage.names import is_a_name
from storage.profile import Link, LinkReason, Suggestion
from storage.queue import Outgoing
from storage.redis.draft import Draft
from storage.redis.keys import Keys
from storage.redis.reading import Reading
from storage.redis.records import Hit, Snapshot
from storage.resolving import Claimant, Decision, Sketch, Standing, resolve
from storage.store import Change, Recorded, RecordedAs

MOST_FACTS_A_FIELD = 5


def nothing_more(_contact_id: str, _outcome: RecordedAs) -> Sequence[Outgoing]:
    """No job follows."""
    return ()


class Recording(Reading):
    """The part of the store that takes messages in."""

    async def record(
        self,
        message: CustomerMessage,
        *,
        now: datetime,
        region: str,
        then: Callable[[str, RecordedAs], Sequence[Outgoing]] = nothing_more,
    ) -> Recorded:
        identifiers = [claim.identifier for claim in message.claims]
        unknown = self._contact_of(message, now=now)
        blocks = blocking_keys(unknown)

        async def read(keys: Keys, done: str) -> Snapshot:
            at = [keys.digest("src", message.source), keys.digest("conv", message.conversation)]
            at += [keys.digest("who", match_key(identifier)) for identifier in identifiers]
            at += [keys.digest("blk", block) for block in blocks]
            return await self._look(at=at, done=[done])

        def decide(draft: Draft) -> Recorded:
            source, conversation, *found = draft.seen.hits
            if source.values:
                contact_id, _, message_id = source.values[0].partition(" ")
                return self._again(draft, contact_id, message_id)
            bound = next(iter(conversation.values), None)
            standings = self._standings(draft.seen, identifiers, found)
            decision = resolve(
                claims=message.claims,
                name=message.name,
                channel=message.channel,
                origin="channel",
                standings=standings,
                bound=_claimant(draft.seen, bound) if bound else None,
                profiles=self._sketches(draft),
                limits=self._limits,
                at=now,
            )
            return self._take_in(
                draft, message, decision, unknown, found[len(identifiers) :], now, then
            )

        change = Change(by=None, at=now, key=f"message:{message.source}")
        return await self._change(
            change, read, decide, lambda draft, answer: self._again(draft, *answer.split(" ")[:2]),
            answer=lambda recorded: f"{recorded.contact_id} {recorded.message_id}",
        )  # fmt: skip

    def _again(self, draft: Draft, contact_id: str, message_id: str) -> Recorded:
        return Recorded(
            outcome=RecordedAs.REPEATED,
            contact_id=contact_id,
            message_id=message_id,
            profile=draft.folded(contact_id),
        )

    def _take_in(
        self,
        draft: Draft,
        message: CustomerMessage,
        decision: Decision,
        unknown: Contact,
        blocks: Sequence[Hit],
        now: datetime,
        then: Callable[[str, RecordedAs], Sequence[Outgoing]],
    ) -> Recorded:
        if decision.contact_id is None:
            contact, outcome = unknown, RecordedAs.NEW
            draft.put_contact(contact)
        else:
            kept = draft.shelf(decision.contact_id).contact
            contact, outcome = self._learned(kept, decision.claims, unknown.facts), RecordedAs.KNOWN
            if contact != kept:
                draft.put_contact(contact)
        message_id = self._new_id(MESSAGE)
        draft.add_message(_kept(message, contact.id, message_id))
        if self._follow(draft, contact, decision, now) and outcome is RecordedAs.NEW:
            outcome = RecordedAs.LINKED
        if decision.contact_id is None:
            self._compare(draft, contact, blocks, now)
        for job in then(contact.id, outcome):
            self._enqueue(draft, job, now=now)
        draft.audit(f"message.{outcome.value}", contact.id, message_id, by=None, at=now)
        profile = draft.folded(contact.id)
        return Recorded(
            outcome=outcome, contact_id=contact.id, message_id=message_id, profile=profile
        )

    def _contact_of(self, message: CustomerMessage, *, now: datetime) -> Contact:
        """The contact that the message makes if nobody is known by its sender's identifiers."""
        facts: list[Fact] = []
        if message.name and is_a_name(message.name):
            facts.append(_told("name", message.name, now))
        facts += [_told(field, value, now) for field, value in message.hints.items() if value]
        for claim in message.claims:
            if claim.evidence is not Evidence.MENTIONED:
                facts += inferred_from(claim.identifier, at=now)
        return Contact(
            id=self._new_id(CONTACT),
            source=message.channel,
            origin="channel",
            created_at=now,
            claims=tuple(
                Claim(identifier=one.identifier, evidence=one.evidence, raw=one.raw[:200], at=now)
                for one in message.claims
            ),
            facts=tuple({(fact.field, fact.value): fact for fact in facts}.values()),
        )

    @staticmethod
    def _learned(contact: Contact, claims: Sequence[Claim], facts: Sequence[Fact]) -> Contact:
        """The contact with what a new message told beside it; unchanged where it told nothing new."""
        stronger = list(Evidence)
        known = {claim.identifier: claim for claim in contact.claims}
        for claim in claims:
            kept = known.get(claim.identifier)
            if kept is None or stronger.index(claim.evidence) < stronger.index(kept.evidence):
                known[claim.identifier] = claim
        told = {(fact.field, fact.value, fact.source) for fact in contact.facts}
        fresh = [fact for fact in facts if (fact.field, fact.value, fact.source) not in told]
        if (
            not fresh
            and len(known) == len(contact.claims)
            and tuple(known.values()) == contact.claims
        ):
            return contact
        kept_facts = [*contact.facts, *fresh]
        for field in {fact.field for fact in fresh}:
            mine = [
                fact
                for fact in kept_facts
                if fact.field == field and fact.source is FactSource.CHANNEL
            ]
            for surplus in mine[:-MOST_FACTS_A_FIELD]:
                kept_facts.remove(surplus)
        return contact.model_copy(
            update={"claims": tuple(known.values()), "facts": tuple(kept_facts)}
        )

    def _standings(
        self, seen: Snapshot, identifiers: Sequence[Identifier], hits: Sequence[Hit]
    ) -> list[Standing]:
        return [
            Standing.model_construct(
                identifier=identifier,
                mark=hit.mark,
                claimants=tuple(
                    claimant for name in hit.values if (claimant := _claimant(seen, name))
                ),
                crowded=hit.count > self._limits.claimants,
            )
            for identifier, hit in zip(identifiers, hits, strict=False)
        ]

    @staticmethod
    def _sketches(draft: Draft) -> dict[str, Sketch]:
        return {
            head: draft.sketch(head)
            for head in set(draft.seen.heads.values())
            if head in draft.seen.shelves
        }

    def _follow(self, draft: Draft, contact: Contact, decision: Decision, now: datetime) -> bool:
        """Joins what the rules join, suggests what they only suspect; True if anything was joined."""
        joined = False
        for join in decision.joins:
            link = Link(
                id=self._new_id(LINK),
                kept=join.contact_id,
                joined=contact.id,
                reason=LinkReason.SAME_IDENTIFIER,
                detail=join.detail,
                at=now,
            )
            plan = plan_merge(
                draft.sketch(join.contact_id),
                draft.sketch(contact.id),
                link=link,
                by_rule=True,
                limits=self._limits,
            )
            if plan.link:
                draft.link(link)
                draft.audit("link.rule", link.id, link.kept, link.joined, by=None, at=now)
                joined = True
        for possible in decision.possible:
            self._suggest(
                draft, contact.id, possible.contact_id, possible.score, possible.reasons, now
            )
        return joined

    def _compare(
        self, draft: Draft, contact: Contact, blocks: Sequence[Hit], now: datetime
    ) -> None:
        """Suggestions for a new contact among those that share a blocking key with it."""
        names = {name for hit in blocks if hit.count <= 40 for name in hit.values}
        for name in sorted(names - {contact.id}):
            if name in draft.seen.shelves:
                found = compare(contact, draft.shelf(name).contact)
                if found:
                    self._suggest(draft, contact.id, name, found.score, found.reasons, now)

    @staticmethod
    def _suggest(
        draft: Draft, one: str, other: str, score: float, reasons: tuple[str, ...], now: datetime
    ) -> None:
        if draft.seen.heads.get(one) == draft.seen.heads.get(other):
            return
        if other in {name for shelf in draft.seen.profile_of(one) for name in shelf.apart}:
            return
        draft.suggest(
            Suggestion(contact_id=one, other_id=other, score=score, reasons=reasons, at=now)
        )

    # ------------------------------------------------------------ changed at their source

    async def amend(self, source: str, *, text: str, change: Change) -> bool:
        return await self._rewrite(source, change, {"text": text})

    async def forget_text(self, source: str, *, change: Change) -> bool:
        return await self._rewrite(source, change, {"text": "", "subject": None, "files": ()})

    async def _rewrite(self, source: str, change: Change, update: dict[str, object]) -> bool:
        async def read(keys: Keys, done: str) -> Snapshot:
            return await self._look(at=[keys.digest("src", source)], done=[done], messages=1000)

        def decide(draft: Draft) -> bool:
            if not draft.seen.hits[0].values:
                return False
            contact_id, _, message_id = draft.seen.hits[0].values[0].partition(" ")
            shelf = draft.seen.shelves.get(contact_id)
            kept = (
                next((one for one in shelf.messages if one.id == message_id), None)
                if shelf
                else None
            )
            if kept is None:
                return False
            draft.rewrite_message(kept.model_copy(update=update))
            self._announce(draft, draft.folded(contact_id), now=change.at)
            draft.audit("message.rewritten", contact_id, message_id, by=change.by, at=change.at)
            return True

        return await self._change(change, read, decide, lambda _draft, _answer: True)


def _told(field: str, value: str, at: datetime) -> Fact:
    return Fact(field=field, value=value[:500], source=FactSource.CHANNEL, at=at)


def _claimant(seen: Snapshot, contact_id: str) -> Claimant | None:
    shelf = seen.shelves.get(contact_id)
    if shelf is None:
        return None
    return Claimant.model_construct(contact=shelf.contact, profile_id=seen.heads[contact_id])


def _kept(message: CustomerMessage, contact_id: str, message_id: str) -> Message:
    verified = not message.claims or any(
        claim.evidence is Evidence.VOUCHED for claim in message.claims
    )
    return Message(
        id=message_id,
        contact_id=contact_id,
        channel=message.channel,
        text=message.text,
        subject=message.subject,
        files=message.files,
        sent_at=message.sent_at,
        source=message.source,
        conversation=message.conversation,
        link=message.link,
        verified=verified,
    )
