"""Who else somebody may be: compared with those that share a blocking key, without a scan."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from storage.contact import Contact
from storage.linking.asking import asked_by
from storage.linking.comparing import are_named_unlike
from storage.linking.marked import without_marked
from storage.linking.told import Told
from storage.linking.traits import Traits, named_by, traits_of
from storage.linking.weights import Weights
from storage.matching import (
    blocking_keys,
    counted_words,
    likeness,
    rarity_among,
    says_too_little,
    tempered,
)
from storage.redis.draft import Draft
from storage.redis.following import Following, suggest
from storage.redis.glimpsing import glimpse
from storage.redis.keys import Keys
from storage.redis.records import Hit, Snapshot, silent_in
from storage.redis.workspace import Look
from storage.resolving import Decision
from storage.store import Change

MOST_RELATED: Final = 3
"""Of a household or a company, told with one contact."""


class Likening(Following):
    """The part of the store that suggests by likeness."""

    def _compare(
        self,
        draft: Draft,
        contact: Contact,
        alike: Sequence[Hit],
        words: Sequence[str],
        weights: Weights,
        change: Change,
        *,
        told: Collection[str],
    ) -> None:
        """Suggestions for a contact among those that share a blocking key with it.

        Of those whom the rules had their say about, `told`, only the score is tempered. `words` were counted.
        What an admin marked as shared or blocked speaks for nobody.
        """
        seen = draft.seen
        silent = silent_in(tuple(seen.marks))
        ours = without_marked(traits_of(contact), silent)
        rarity = rarity_among(dict(zip(words, seen.counts, strict=False)), seen.contacts)
        asked = {one.other_id: one for one in draft.shelf(contact.id).suggestions}
        names = dict.fromkeys(name for hit in alike for name in hit.values if name != contact.id)
        only_named = says_too_little(ours, weights=weights, rarity=rarity, contacts=seen.contacts)
        related = sum(one.related is not None for one in asked.values())
        always = told if only_named else None
        for name, theirs in _compared(seen, ours, names, always, silent):
            before, among = asked.get(name), seen.contacts
            if name in told:
                if before and before.related is None:
                    score = tempered(
                        before.score, ours, theirs, weights=weights, rarity=rarity, contacts=among
                    )
                    draft.suggest(before.model_copy(update={"score": score}))
                continue
            found = likeness(ours, theirs, weights=weights, rarity=rarity, contacts=among)
            if found is None or (found.related and (before or related >= MOST_RELATED)):
                continue
            if before is None or before.score < found.score:
                related += found.related is not None
                suggest(draft, contact.id, found, change.at)

    async def _compare_again(self, contact_ids: Iterable[str], *, change: Change) -> None:
        """Suggestions for contacts of which something was learned, each in a change of its own.

        Apart from what taught it, which stands whatever becomes of this: `rapport duplicates` finds the same.
        """
        weights = await self._weights(change.at)
        for name in contact_ids:
            shelf = (await self._look(Look(contact_ids=[name]))).shelves.get(name)
            if shelf is None:
                continue
            alike, words = blocking_keys(shelf.contact), counted_words(traits_of(shelf.contact))

            def look(keys: Keys, name: str = name, alike: Sequence[str] = alike) -> Look:
                found = [keys.digest("blk", key) for key in alike]
                return Look(contact_ids=[name], alike=found, words=words)  # noqa: B023

            def decide(draft: Draft, name: str = name, words: Sequence[str] = words) -> None:
                if name in draft.seen.shelves:
                    contact = draft.shelf(name).contact
                    self._compare(draft, contact, draft.seen.hits, words, weights, change, told=())

            part = change.model_copy(update={"key": f"{change.key}/alike/{name}"})
            await self._change(part, look, decide, lambda _draft, _answer: None)


def _compared(
    seen: Snapshot,
    ours: Traits,
    names: Iterable[str],
    always: Collection[str] | None,
    silent: frozenset[str],
) -> Iterator[tuple[str, Traits]]:
    """Those that somebody is compared with, each by what both tell.

    Left out are those who have no identifier like theirs, but for the ones to be compared `always`; None for all. Of
    the others, too, nothing that is `silent` is told.
    """
    asked = asked_by(ours)
    for name in names:
        shelf, beside = seen.shelves.get(name), seen.beside.get(name)
        other: Told | None = shelf.contact if shelf else None
        if beside and not shelf:
            other = glimpse(beside.text, asked)
        if other is None:
            continue
        if always is None or name in always or not are_named_unlike(ours, named_by(other)):
            yield name, without_marked(traits_of(other, asked=asked.fields), silent)


def told_of(decision: Decision) -> set[str]:
    """Whom the rules had their say about."""
    joined = {one.contact_id for one in decision.joins}
    return joined | {one.contact_id for one in decision.possible}


def tells_more(before: Contact, after: Contact) -> bool:
    """True where others may be found that could not be before."""
    return bool(set(blocking_keys(after)) - set(blocking_keys(before)))
