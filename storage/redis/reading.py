"""Reading profiles: by contact, by identifier, by words, page by page. One round trip each."""

from collections.abc import Sequence
from typing import Final

from storage.folding import fold
from storage.identifiers import Identifier, match_key
from storage.profile import Profile
from storage.redis.connection import our_errors
from storage.redis.records import Snapshot
from storage.redis.workspace import Workspace
from storage.searching import query_tokens, search_tokens
from storage.store import Hit

_CANDIDATES: Final = 200
"""Contacts looked at for one search: beyond it the query is too common, and is to be narrowed down."""
_ALL: Final = 100_000


class Reading(Workspace):
    """The part of the store that reads profiles."""

    async def profile(
        self, contact_id: str, *, messages: int = 3, notes: int = 3
    ) -> Profile | None:
        seen = await self._look([contact_id], messages=messages, notes=notes)
        shelves = seen.profile_of(contact_id)
        if not shelves:
            return None
        found = fold(shelves, contact_id=contact_id)
        return await self._with_names(found) if found.suggestions else found

    async def owners(
        self, identifiers: Sequence[Identifier], *, messages: int = 3, notes: int = 3
    ) -> list[Profile]:
        keys = await self._keys()
        at = [keys.digest("who", match_key(identifier)) for identifier in identifiers]
        seen = await self._look(at=at, messages=messages, notes=notes, per_set=20)
        found: dict[str, Profile] = {}
        for hit in seen.hits:
            for contact_id in hit.values:
                head = seen.heads.get(contact_id)
                if head and head not in found:
                    found[head] = fold(seen.profile_of(contact_id), contact_id=contact_id)
        profiles = [found[head] for head in sorted(found)]
        if len(profiles) == 1 and profiles[0].suggestions:
            return [await self._with_names(profiles[0])]
        return profiles

    async def bound(self, conversation: str) -> Profile | None:
        keys = await self._keys()
        seen = await self._look(at=[keys.digest("conv", conversation)])
        contact_id = next(iter(seen.hits[0].values), None)
        shelves = seen.profile_of(contact_id) if contact_id else []
        return fold(shelves, contact_id=contact_id) if contact_id and shelves else None

    async def search(self, text: str, *, limit: int = 10) -> list[Hit]:
        tokens = query_tokens(text)
        if not tokens:
            return []
        words = self._bare.named("words")
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for token in tokens:
                    start, end = f"[{token}".encode(), f"[{token}".encode() + b"\xff"
                    pipe.zrangebylex(words, start, end, start=0, num=_CANDIDATES)
                rows = await pipe.execute()
        candidates = [[row.decode().partition("\0")[2] for row in found] for found in rows]
        # A word that fills its page may have more behind it: it cannot rule anybody out, only its look can.
        sure = [found for found in candidates if len(found) < _CANDIDATES] or candidates[:1]
        ids = [one for one in dict.fromkeys(sure[0]) if all(one in other for other in sure[1:])]
        seen = await self._look(ids[:_CANDIDATES], messages=0, notes=0, orders=0)
        hits: dict[str, Hit] = {}
        for contact_id in ids:
            head = seen.heads.get(contact_id)
            if head and head not in hits:
                profile = fold(seen.profile_of(contact_id), contact_id=contact_id)
                if _has_all(profile, tokens):
                    hits[head] = hit_of(profile)
        return list(hits.values())[:limit]

    async def tags(self, prefix: str = "", *, limit: int = 100) -> list[str]:
        with our_errors():
            rows = await self._client.zrevrange(self._bare.named("tags"), 0, 999)
        wanted = prefix.casefold()
        names = [row.decode() for row in rows]
        return [name for name in names if name.casefold().startswith(wanted)][:limit]

    async def contacts(self, *, after: str = "", limit: int = 500) -> list[Profile]:
        start = f"({after}" if after else "-"
        with our_errors():
            rows = await self._client.zrangebylex(
                self._bare.named("all"), start, "+", start=0, num=limit
            )
        ids = [row.decode() for row in rows]
        if not ids:
            return []
        found: list[Profile] = []
        for page in (ids[i : i + 50] for i in range(0, len(ids), 50)):
            seen = await self._look(page, messages=0, notes=_ALL, orders=_ALL)
            found += [
                fold(seen.profile_of(name), contact_id=name) for name in page if name in seen.heads
            ]
        return found

    async def _with_names(self, profile: Profile) -> Profile:
        """The profile with the other side's name in each suggestion; those that are gone are left out."""
        others = [found.other_id for found in profile.suggestions[:5]]
        seen = await self._look(others, messages=0, notes=0, orders=0)
        kept = tuple(
            found.model_copy(update={"other_name": _name(seen, found.other_id)})
            for found in profile.suggestions[:5]
            if found.other_id in seen.heads and seen.heads[found.other_id] != profile.id
        )
        return profile.model_copy(update={"suggestions": kept})


def hit_of(profile: Profile) -> Hit:
    """A profile as a line of a search result."""
    return Hit(
        contact_id=profile.contact_id,
        name=profile.name,
        company=profile.value("company"),
        identifiers=tuple(claim.identifier for claim in profile.claims[:3]),
        last_seen=profile.last_seen,
    )


def _name(seen: Snapshot, contact_id: str) -> str | None:
    shelves = seen.profile_of(contact_id)
    return fold(shelves, contact_id=contact_id).name if shelves else None


def _has_all(profile: Profile, tokens: Sequence[str]) -> bool:
    words = {word for contact in profile.contacts for word in search_tokens(contact)}
    return all(any(word.startswith(token) for word in words) for token in tokens)
