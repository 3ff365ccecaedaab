"""Tags renamed, put together and retired over all contacts, one bounded batch after the other."""

from typing import Final

from pydantic import TypeAdapter

from storage.overview import Retagged
from storage.redis import scripts
from storage.redis.draft import Draft
from storage.redis.keys import Keys
from storage.redis.moments import ms
from storage.redis.overseeing import Overseeing
from storage.redis.workspace import CARDS_OF, Look
from storage.store import Change
from storage.tagging import renamed

LOOKED_AT: Final = 1000
AT_ONCE: Final = 50
_JSON: Final = TypeAdapter(str)


class Retagging(Overseeing):
    """The part of the store that changes tags everywhere."""

    async def retag(
        self, old: str, new: str | None, *, after: str, turn: int, change: Change
    ) -> Retagged:
        held = b'"name":' + _JSON.dump_json(old)
        arguments = [self._bare.prefix, after, LOOKED_AT, held, AT_ONCE]
        rows = await scripts.run(self._client, "holders", [self._bare.named("all")], arguments)
        last, *names = [row.decode() for row in rows]

        def look(_keys: Keys) -> Look:
            most = (self._limits.contacts + 1) * len(names)
            return Look(contact_ids=names, messages=0, notes=0, orders=0, most=most)

        def decide(draft: Draft) -> int:
            changed = []
            for name in [one for one in names if one in draft.seen.shelves]:
                contact = draft.shelf(name).contact
                tags = renamed(contact.tags, old, new)
                if tags != contact.tags:
                    draft.put_contact(contact.model_copy(update={"tags": tags}))
                    changed.append(name)
            for name in changed:
                self._announce_new(draft, name, change)
            if changed:
                what = "tag.rename" if new else "tag.retire"
                draft.audit(what, str(len(changed)), changed[0], by=change.by, at=change.at)
            return len(changed)

        # By whom it changes, not by where it began: begun again, a batch finds those that are left.
        part = change.model_copy(update={"key": f"{change.key}/{turn}/{' '.join(names)}"})
        changed = (
            await self._change(part, look, decide, lambda _draft, answer: int(answer), answer=str)
            if names
            else 0
        )
        return Retagged(changed=changed, after=last or None)

    def _announce_new(self, draft: Draft, contact_id: str, change: Change) -> None:
        profile = draft.folded(contact_id)
        at = draft.seen.posted_at
        newest = max((at.get(card.place, 0) for card in profile.postings), default=0)
        if newest >= ms(change.at - CARDS_OF):
            self._announce(draft, profile, now=change.at)
