"""What agents and imports change: contacts made, fields set, tags and notes added."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from storage.contact import Claim, Contact, Fact, FactSource, Note, Tag
from storage.errors import Conflict, NotThere
from storage.identifiers import Identifier, match_key
from storage.inferring import inferred_from
from storage.linking.blocking import keys as blocking_keys
from storage.linking.traits import traits_of
from storage.matching import counted_words
from storage.message import Evidence, SenderClaim
from storage.profile import Profile
from storage.redis.draft import Draft
from storage.redis.editing import after_all, edited, holders
from storage.redis.ids import CONTACT, NOTE
from storage.redis.keys import Keys
from storage.redis.likening import tells_more, told_of
from storage.redis.recording import learned
from storage.redis.records import Hit
from storage.redis.rewriting import Rewriting
from storage.redis.workspace import Look
from storage.resolving import resolve
from storage.store import Change, NewContact


class Changing(Rewriting):
    """The part of the store that keeps what people add."""

    async def create(self, new: NewContact, *, change: Change, origin: str) -> Profile:
        evidence = Evidence.VOUCHED if origin == "import" else Evidence.MENTIONED
        contact = self._made(new, change, origin, evidence)
        identifiers = [claim.identifier for claim in contact.claims]
        traits = traits_of(contact)
        alike, words = blocking_keys(traits), counted_words(traits)
        weights = await self._weights(change.at)

        def look(keys: Keys) -> Look:
            return Look(
                at=[keys.digest("who", match_key(identifier)) for identifier in identifiers],
                alike=[keys.digest("blk", block) for block in alike],
                words=words,
            )

        def decide(draft: Draft) -> Profile | str:
            found = draft.seen.hits
            decision = resolve(
                claims=[
                    SenderClaim(identifier=one.identifier, evidence=one.evidence)
                    for one in contact.claims
                ],
                name=contact.first("name"),
                channel=None,
                origin=origin,
                standings=self._standings(draft.seen, identifiers, found[: len(identifiers)]),
                bound=None,
                profiles=self._sketches(draft),
                limits=self._limits,
                at=change.at,
                itself=contact,
            )
            draft.put_contact(contact)
            draft.add_orders(contact.id, new.orders)
            for text in new.notes:
                note = Note(
                    id=self._new_id(NOTE),
                    contact_id=contact.id,
                    text=text,
                    by=change.by,
                    at=change.at,
                )
                draft.add_note(note)
            joined = self._follow(draft, contact, decision, change.at)
            others, told = found[len(identifiers) :], told_of(decision)
            self._compare(draft, contact, others, words, weights, change, told=told)
            draft.audit(f"contact.{origin}", contact.id, by=change.by, at=change.at)
            profile = draft.folded(contact.id)
            if joined:
                self._announce(draft, profile, now=change.at)
            return profile

        made = await self._change(
            change,
            look,
            decide,
            lambda _draft, answer: answer,
            answer=_contact_of,
        )
        if not isinstance(made, str):
            return made
        return await self._shown(made)

    async def _shown(self, contact_id: str) -> Profile:
        found = await self.profile(contact_id)
        if found is None:
            raise NotThere("what this was about is there no more")
        return found

    def _made(self, new: NewContact, change: Change, origin: str, evidence: Evidence) -> Contact:
        source = FactSource.IMPORT if origin == "import" else FactSource.AGENT
        inferred = (inferred_from(identifier, at=change.at) for identifier in new.identifiers)
        facts = [fact for found in inferred for fact in found]  # first: what is told replaces it
        facts += [
            Fact(
                field=field,
                value=value[:2000],
                source=source,
                by=change.by,
                at=change.at,
                of_person=new.of_person and field == "name",
            )
            for field, value in new.fields.items()
            if value
        ]
        return Contact(
            id=self._new_id(CONTACT),
            source=None,
            origin=origin,
            created_at=change.at,
            external_id=new.external_id,
            claims=tuple(
                Claim(identifier=one, evidence=evidence, at=change.at)
                for one in dict.fromkeys(new.identifiers)
            ),
            facts=tuple({(fact.field, fact.value): fact for fact in facts}.values()),
            tags=tuple(
                Tag(name=name, by=change.by, at=change.at) for name in dict.fromkeys(new.tags)
            ),
        )

    async def edit(
        self,
        contact_id: str,
        *,
        fields: dict[str, str | None],
        add: Sequence[Identifier] = (),
        remove: Sequence[Identifier] = (),
        evidence: Evidence = Evidence.MENTIONED,
        seen: Mapping[str, str | None] | None = None,
        change: Change,
    ) -> Profile:
        identifiers = list(dict.fromkeys(add))
        taught: set[str] = set()

        def look(keys: Keys) -> Look:
            at = [keys.digest("who", match_key(identifier)) for identifier in identifiers]
            return Look(contact_ids=[contact_id], at=at)

        def decide(draft: Draft) -> Profile:
            before = draft.shelf(contact_id).contact
            draft.keep_still(contact_id)
            shown = draft.folded(contact_id)
            if any(shown.value(name) != value for name, value in (seen or {}).items()):
                raise Conflict("a colleague was first: nothing was changed")
            newest = after_all(draft, contact_id, fields, change.at)
            for name in sorted(holders(draft, contact_id, fields, remove)):
                kept, here = draft.shelf(name).contact, name == contact_id
                rewritten = edited(kept, fields, remove, change, here=here, newest=newest)
                draft.put_contact(rewritten)
            self._learn(draft, contact_id, identifiers, draft.seen.hits, evidence, change.at)
            if tells_more(before, draft.shelf(contact_id).contact):
                taught.add(contact_id)
            if draft.program.is_empty:
                return draft.folded(contact_id)
            return self._ended(draft, contact_id, "profile.edit", change)

        profile = await self._once(change, look, decide, contact_id)
        if not taught:
            return profile
        await self._compare_again(taught, change=change)
        return await self._shown(contact_id)

    def _learn(
        self,
        draft: Draft,
        contact_id: str,
        identifiers: Sequence[Identifier],
        hits: Sequence[Hit],
        evidence: Evidence,
        at: datetime,
    ) -> None:
        """The contact claims these too, with what follows by the rules; `hits` is what they led to."""
        contact = draft.shelf(contact_id).contact
        decision = resolve(
            claims=[SenderClaim(identifier=one, evidence=evidence) for one in identifiers],
            name=contact.first("name"),
            channel=contact.source,
            origin="agent",
            standings=self._standings(draft.seen, identifiers, hits),
            bound=None,
            profiles=self._sketches(draft),
            limits=self._limits,
            at=at,
            itself=contact,
        )
        inferred = [fact for one in identifiers for fact in inferred_from(one, at=at)]
        fuller = learned(contact, decision.claims, inferred)
        if fuller != contact:
            draft.put_contact(fuller)
            self._follow(draft, fuller, decision, at)

    async def add_note(
        self, contact_id: str, text: str, *, change: Change, link: str | None = None
    ) -> Profile:
        def decide(draft: Draft) -> Profile:
            draft.shelf(contact_id)
            note = Note(
                id=self._new_id(NOTE),
                contact_id=contact_id,
                text=text,
                by=change.by,
                at=change.at,
                link=link,
            )
            draft.add_note(note)
            return self._ended(draft, contact_id, "note.add", change)

        return await self._once(change, looking_at(contact_id), decide, contact_id)

    async def tag(self, contact_id: str, names: Sequence[str], *, change: Change) -> Profile:
        def decide(draft: Draft) -> Profile:
            held = {tag.name for tag in draft.shelf(contact_id).contact.tags}
            fresh = [name for name in dict.fromkeys(names) if name not in held]
            if not fresh:
                return draft.folded(contact_id)
            draft.keep_still(contact_id)
            contact = draft.shelf(contact_id).contact
            added = tuple(Tag(name=name, by=change.by, at=change.at) for name in fresh)
            draft.put_contact(contact.model_copy(update={"tags": (*contact.tags, *added)}))
            return self._ended(draft, contact_id, "tag.add", change)

        return await self._once(change, looking_at(contact_id), decide, contact_id)

    async def untag(self, contact_id: str, names: Sequence[str], *, change: Change) -> Profile:
        gone = set(names)

        def decide(draft: Draft) -> Profile:
            draft.shelf(contact_id)
            holding = [
                contact
                for contact in draft.sketch(contact_id).contacts
                if gone & {tag.name for tag in contact.tags}
            ]
            for contact in holding:
                left = tuple(tag for tag in contact.tags if tag.name not in gone)
                draft.put_contact(contact.model_copy(update={"tags": left}))
            if not holding:
                return draft.folded(contact_id)
            return self._ended(draft, contact_id, "tag.remove", change)

        return await self._once(change, looking_at(contact_id), decide, contact_id)

    # ------------------------------------------------------------

    async def _once(
        self,
        change: Change,
        look: Callable[[Keys], Look],
        decide: Callable[[Draft], Profile],
        contact_id: str,
    ) -> Profile:
        """A change of one profile; repeated, it answers with the profile as it is."""
        return await self._change(
            change, look, decide, lambda draft, _answer: draft.folded(contact_id)
        )

    def _ended(self, draft: Draft, contact_id: str, what: str, change: Change) -> Profile:
        profile = draft.folded(contact_id)
        self._announce(draft, profile, now=change.at)
        draft.audit(what, contact_id, by=change.by, at=change.at)
        return profile


def looking_at(*contact_ids: str) -> Callable[[Keys], Look]:
    """A look at these contacts alone."""
    return lambda _keys: Look(contact_ids=contact_ids)


def _contact_of(made: Profile | str) -> str:
    return made if isinstance(made, str) else made.contact_id
