"""Identifiers that two people have: an agent says whose they are, and may take that back."""

from storage.contact import Claim, Contact
from storage.contesting import given_back, vouches, yielded
from storage.identifiers import Identifier, match_key
from storage.message import Evidence
from storage.profile import Profile
from storage.redis.changing import looking_at
from storage.redis.draft import Draft
from storage.redis.keys import Keys
from storage.redis.reviewing import Reviewing
from storage.redis.workspace import MOST_CONTACTS, Look
from storage.store import Change


class Settling(Reviewing):
    """The part of the store that keeps whose a contested identifier is."""

    async def settle(self, identifier: Identifier, contact_id: str, *, change: Change) -> Profile:
        def look(keys: Keys) -> Look:
            key = keys.digest("who", match_key(identifier))
            return Look(contact_ids=[contact_id], at=[key], per_set=MOST_CONTACTS)

        def decide(draft: Draft) -> Profile:
            mine = {one.id for one in draft.sketch(contact_id).contacts}
            draft.keep_still(contact_id)
            there = (
                draft.seen.shelves
            )  # all who claim it, but of a crowd no more than are read at once
            others = [name for name in draft.seen.hits[0].values if name in there.keys() - mine]
            gave = []
            for name in others:
                draft.keep_still(name)  # else two who say so at once of one would both keep it
                contact = draft.shelf(name).contact
                left = yielded(contact, identifier)
                if left != contact:
                    draft.put_contact(left)
                    gave.append(name)
            owners = [draft.shelf(name).contact for name in sorted(mine)]
            if not any(vouches(one, identifier) for one in owners):
                draft.put_contact(_vouched(draft.shelf(contact_id).contact, identifier, change))
            if not draft.program.is_empty:
                on = (contact_id, *gave)
                why = (about(identifier),)
                draft.audit("identifier.settled", *on, by=change.by, at=change.at, why=why)
                self._announce_all(draft, (contact_id, *gave), change)
            return draft.folded(contact_id)

        return await self._once(change, look, decide, contact_id)

    async def unsettle(self, contact_id: str, other_id: str, *, change: Change) -> bool:
        def decide(draft: Draft) -> bool:
            if not {contact_id, other_id} <= set(draft.seen.shelves):
                return False
            keys = {
                match_key(claim.identifier)
                for one in draft.sketch(contact_id).contacts
                for claim in one.claims
                if claim.evidence is Evidence.VOUCHED
            }
            gave, why = [], dict[str, None]()
            for contact in draft.sketch(other_id).contacts:
                back = given_back(contact, keys)
                if back != contact:
                    draft.put_contact(back)
                    gave.append(contact.id)
                    changed = set(back.claims) - set(contact.claims)
                    why |= dict.fromkeys(sorted(about(one.identifier) for one in changed))
            if not gave:
                return False
            on = (contact_id, *gave)
            draft.audit("identifier.unsettled", *on, by=change.by, at=change.at, why=tuple(why))
            self._announce_all(draft, on, change)
            return True

        return await self._change(
            change, looking_at(contact_id, other_id), decide, lambda _draft, _answer: True
        )

    def _announce_all(self, draft: Draft, names: tuple[str, ...], change: Change) -> None:
        heads = {draft.seen.heads[name]: name for name in names}
        self._announce(draft, *(draft.folded(name) for name in heads.values()), now=change.at)


def about(identifier: Identifier) -> str:
    """A code for the kind of identifier that a decision is about: no value stands in the audit."""
    kind = identifier.kind.partition(":")[0]
    return f"about_{kind if kind in ('phone', 'email', 'external') else 'handle'}"


def _vouched(contact: Contact, identifier: Identifier, change: Change) -> Contact:
    """The contact as the one whose this is: an agent's word."""
    key = match_key(identifier)
    rest = tuple(one for one in contact.claims if match_key(one.identifier) != key)
    own = Claim(identifier=identifier, evidence=Evidence.VOUCHED, at=change.at)
    return contact.model_copy(update={"claims": (*rest, own)})
