"""A customer's message into the store: who is it, and what follows. One look, one commit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from storage.contact import Claim, Contact, Fact, FactSource
from storage.errors import ErasedSince
from storage.identifiers import match_key
from storage.inferring import inferred_from
from storage.linking.blocking import keys as blocking_keys
from storage.linking.traits import traits_of
from storage.matching import counted_words
from storage.message import CustomerMessage, Evidence, Message
from storage.names import is_a_name
from storage.queue import Outgoing
from storage.redis.draft import Draft
from storage.redis.following import claimant
from storage.redis.ids import CONTACT, MESSAGE
from storage.redis.indexing import met_as
from storage.redis.keys import Keys
from storage.redis.likening import Likening, told_of
from storage.redis.records import Hit
from storage.redis.reporting import heard
from storage.redis.tombs import tomb_of, were_before
from storage.redis.workspace import Look
from storage.repeating import with_topic
from storage.resolving import Decision, resolve
from storage.retention import Words, as_kept
from storage.store import Change, Recorded, RecordedAs

EARLIER: Final = 12
"""Of each contact's messages those that a new one is compared with."""
MOST_FACTS_A_FIELD: Final = 5
"""Values of one field that the channel told and that are kept: the newest."""
LONGEST_VALUE_CHARS: Final = 500
Then = Callable[[str, RecordedAs], Sequence[Outgoing]]


def nothing_more(_contact_id: str, _outcome: RecordedAs) -> Sequence[Outgoing]:
    """No job follows."""
    return ()


class Recording(Likening):
    """The part of the store that takes messages in."""

    async def record(
        self,
        message: CustomerMessage,
        *,
        now: datetime,
        region: str,  # noqa: ARG002 - part of the interface: its numbers were read by it already
        then: Then = nothing_more,
    ) -> Recorded:
        identifiers = [claim.identifier for claim in message.claims]
        many, name = len(identifiers), (message.name or "") if is_a_name(message.name) else ""
        unknown = self._unknown(message, now=now)
        traits = traits_of(unknown)
        alike, words = blocking_keys(traits), counted_words(traits)
        weights = await self._weights(now)
        words_kept = await self._words_kept(now)
        self._common.hear(f"{message.subject or ''} {message.text}")

        def look(keys: Keys) -> Look:
            at = [keys.digest("src", message.source), keys.digest("conv", message.conversation)]
            at += [keys.digest("who", match_key(identifier)) for identifier in identifiers]
            for named in (name, ""):  # and who told no name before may tell one now
                at += [keys.digest("who", met_as(identifier, named)) for identifier in identifiers]
            at += [tomb_of(keys, identifier) for identifier in identifiers]
            return Look(
                at=at,
                alike=[keys.digest("blk", block) for block in alike],
                words=words,
                messages=EARLIER,
            )

        def decide(draft: Draft) -> Recorded:
            source, conversation, *found = draft.seen.hits
            each = [found[many * at : many * (at + 1)] for at in range(4)]
            (who, met, nameless, tombs), others = each, found[4 * many :]
            if source.values:
                return _again(draft, source.values[0])
            if were_before(tombs, message.sent_at):
                raise ErasedSince("whoever wrote this was erased since")
            bound = next(iter(conversation.values), None)
            decision = resolve(
                claims=message.claims,
                name=message.name,
                channel=message.channel,
                origin="channel",
                standings=self._standings(
                    draft.seen, identifiers, list(map(_among, who, met, nameless))
                ),
                bound=claimant(draft.seen, bound) if bound else None,
                profiles=self._sketches(draft),
                limits=self._limits,
                at=now,
            )
            kept, taken = self._take_in(
                draft,
                message,
                decision,
                unknown,
                now,
                then,
                begins=bound is None,
                words_kept=words_kept,
            )
            contact = draft.shelf(taken.contact_id).contact
            if contact != kept:  # who is new, or told something new: who else may it be?
                told = told_of(decision)
                self._compare(draft, contact, others, words, weights, change, told=told)
            return taken.model_copy(update={"profile": draft.folded(contact.id)})

        change = Change(by=None, at=now, key=f"message:{message.source}")
        return await self._change(
            change,
            look,
            decide,
            _again,
            answer=lambda recorded: f"{recorded.contact_id} {recorded.message_id}",
        )

    def _take_in(
        self,
        draft: Draft,
        message: CustomerMessage,
        decision: Decision,
        unknown: Contact,
        now: datetime,
        then: Then,
        *,
        begins: bool,
        words_kept: Words,
    ) -> tuple[Contact | None, Recorded]:
        """The contact as it was before, None for a new one; and what became of the message."""
        kept: Contact | None = None
        if decision.contact_id is None:
            contact = unknown.model_copy(update={"claims": decision.claims})
            outcome = RecordedAs.NEW
            draft.put_contact(contact)
        else:
            kept = draft.shelf(decision.contact_id).contact
            contact, outcome = learned(kept, decision.claims, unknown.facts), RecordedAs.KNOWN
            if contact != kept:
                draft.put_contact(contact)
                self._announce(draft, draft.folded(contact.id), now=now)
        message_id = self._new_id(MESSAGE)
        if self._follow(draft, contact, decision, now):
            self._announce(draft, draft.folded(contact.id), now=now)
            outcome = RecordedAs.LINKED if outcome is RecordedAs.NEW else outcome
        told = kept_as(message, contact.id, message_id)
        told = with_topic(told, draft.folded(contact.id), self._common)
        draft.add_message(as_kept(told, words_kept))
        known = outcome is not RecordedAs.NEW
        heard(draft.program, draft.keys, told, begins=begins, known=known)
        if kept is not None:
            self._announce_elsewhere(draft, draft.folded(contact.id), told.conversation, now)
        for job in then(contact.id, outcome):
            self._enqueue(draft, job, now=now)
        draft.audit(f"message.{outcome.value}", contact.id, message_id, by=None, at=now)
        return kept, Recorded(
            outcome=outcome,
            contact_id=contact.id,
            message_id=message_id,
            profile=draft.folded(contact.id),
        )

    def _unknown(self, message: CustomerMessage, *, now: datetime) -> Contact:
        """The contact that the message makes if nobody is known by its sender's identifiers."""
        facts: list[Fact] = []
        if message.name and is_a_name(message.name):
            facts.append(_told("name", message.name, now))
        facts += [_told(field, value, now) for field, value in message.hints.items() if value]
        for claim in message.claims:
            if claim.evidence is not Evidence.MENTIONED and not claim.former:
                facts += inferred_from(claim.identifier, at=now)
        return Contact(
            id=self._new_id(CONTACT),
            source=message.channel,
            origin="channel",
            created_at=now,
            claims=tuple(
                Claim(identifier=one.identifier, evidence=one.evidence, raw=one.raw[:200], at=now)
                for one in message.claims
                if not one.former
            ),
            facts=tuple({(fact.field, fact.value): fact for fact in facts}.values()),
        )


def _among(who: Hit, *met: Hit) -> Hit:
    """Those who have an identifier, with the sender among them where only some of a crowd were read."""
    more = [name for hit in met for name in hit.values if name not in who.values]
    return replace(who, values=(*who.values, *dict.fromkeys(more))) if more else who


def learned(contact: Contact, claims: Sequence[Claim], facts: Sequence[Fact]) -> Contact:
    """The contact with what was told beside it; the very same where nothing of it is new."""
    strength = list(Evidence)
    known = {claim.identifier: claim for claim in contact.claims}
    for claim in claims:
        kept = known.get(claim.identifier)
        if kept is None or strength.index(claim.evidence) < strength.index(kept.evidence):
            known[claim.identifier] = claim
        elif claim.evidence is kept.evidence and claim.crowd != kept.crowd:
            known[claim.identifier] = kept.model_copy(update={"crowd": claim.crowd})
    told = {(fact.field, fact.value, fact.source) for fact in contact.facts}
    fresh = [fact for fact in facts if (fact.field, fact.value, fact.source) not in told]
    if not fresh and tuple(known.values()) == contact.claims:
        return contact
    every = (*contact.facts, *fresh)
    surplus = {
        id(fact) for field in {fact.field for fact in fresh} for fact in _too_old(every, field)
    }
    left = tuple(fact for fact in every if id(fact) not in surplus)
    return contact.model_copy(update={"claims": tuple(known.values()), "facts": left})


def _too_old(facts: Sequence[Fact], field: str) -> list[Fact]:
    """Values of a field that a channel told, beyond those that are kept."""
    told = [fact for fact in facts if fact.field == field and fact.source is FactSource.CHANNEL]
    return told[:-MOST_FACTS_A_FIELD]


def _again(draft: Draft, recorded: str) -> Recorded:
    """The answer to a message that was recorded before."""
    contact_id, _, message_id = recorded.partition(" ")
    if contact_id not in draft.seen.shelves:
        raise ErasedSince("whoever wrote this was erased since")
    return Recorded(
        outcome=RecordedAs.REPEATED,
        contact_id=contact_id,
        message_id=message_id,
        profile=draft.folded(contact_id),
    )


def _told(field: str, value: str, at: datetime) -> Fact:
    text = value[:LONGEST_VALUE_CHARS]
    return Fact(field=field, value=text, source=FactSource.CHANNEL, at=at)


def kept_as(message: CustomerMessage, contact_id: str, message_id: str) -> Message:
    """The message as it stays with its contact."""
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
        line=message.line,
        verified=verified,
    )
