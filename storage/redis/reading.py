"""Reading profiles: by contact, by identifier, by words, page by page."""

import json
from collections.abc import Sequence
from typing import Final

from storage.contact import Contact
from storage.contesting import contested
from storage.fields import CustomField
from storage.folding import fold
from storage.identifiers import Identifier, match_key, parse_identifier
from storage.message import CustomerMessage
from storage.overview import TagUse
from storage.profile import Profile, Suggestion
from storage.redis.connection import our_errors
from storage.redis.indexing import order_key
from storage.redis.moments import ms
from storage.redis.records import Snapshot, fields_in
from storage.redis.tombs import tomb_of
from storage.redis.workspace import Look, Workspace

OWNERS_READ: Final = 20
SUGGESTIONS_SHOWN: Final = 5
TAGS_READ: Final = 1000
_ALL: Final = 1_000_000


class Reading(Workspace):
    """The part of the store that reads profiles."""

    async def profile(
        self, contact_id: str, *, messages: int = 3, notes: int = 3, orders: int = 50
    ) -> Profile | None:
        look = Look(
            contact_ids=[contact_id],
            messages=messages,
            notes=notes,
            orders=orders,
            suggested=True,
        )
        return shown(await self._look(look), contact_id)

    async def owners(
        self, identifiers: Sequence[Identifier], *, messages: int = 3, notes: int = 3
    ) -> list[Profile]:
        keys = await self._keys()
        at = [keys.digest("who", match_key(identifier)) for identifier in identifiers]
        return await self._each_at(at, messages=messages, notes=notes)

    async def crowd_of(self, identifiers: Sequence[Identifier]) -> int:
        keys = await self._keys()
        most = 0
        with our_errors():
            for identifier in identifiers:
                most = max(
                    most, await self._client.scard(keys.digest("who", match_key(identifier)))
                )
        return most if most > self._limits.contacts else 0

    async def ordered(self, number: str) -> list[Profile]:
        return await self._each_at([order_key(await self._keys(), number)], messages=3, notes=3)

    async def _each_at(self, at: Sequence[str], *, messages: int, notes: int) -> list[Profile]:
        """The profiles that these keys lead to, each once."""
        seen = await self._look(
            Look(at=at, messages=messages, notes=notes, per_set=OWNERS_READ, suggested=True)
        )
        first: dict[str, str] = {}
        for hit in seen.hits:
            for contact_id in hit.values:
                if contact_id in seen.heads:
                    first.setdefault(seen.heads[contact_id], contact_id)
        found = (shown(seen, first[head]) for head in sorted(first))
        return [profile for profile in found if profile]

    async def bound(self, conversation: str) -> Profile | None:
        keys = await self._keys()
        seen = await self._look(Look(at=[keys.digest("conv", conversation)], suggested=True))
        contact_id = next(iter(seen.hits[0].values), None)
        return shown(seen, contact_id) if contact_id else None

    async def customer_of(self, source: str, conversation: str) -> Profile | None:
        keys = await self._keys()
        at = [keys.digest("src", source), keys.digest("conv", conversation)]
        seen = await self._look(Look(at=at, suggested=True))
        named = [value.partition(" ")[0] for hit in seen.hits for value in hit.values]
        return next((found for name in named if (found := shown(seen, name))), None)

    async def recorded(self, sources: Sequence[str]) -> set[str]:
        return await self._kept_at("src", sources)

    async def bound_of(self, conversations: Sequence[str]) -> set[str]:
        return await self._kept_at("conv", conversations)

    async def _kept_at(self, kind: str, names: Sequence[str]) -> set[str]:
        keys = await self._keys()
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for name in names:
                    pipe.exists(keys.digest(kind, name))
                there = await pipe.execute()
        return {name for name, is_there in zip(names, there, strict=True) if is_there}

    async def erased_since(self, messages: Sequence[CustomerMessage]) -> set[str]:
        named = [message for message in messages if message.claims]
        keys = await self._keys()
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for message in named:
                    pipe.mget([tomb_of(keys, claim.identifier) for claim in message.claims])
                tombs = await pipe.execute()
        return {
            message.source
            for message, moments in zip(named, tombs, strict=True)
            if any(moment and int(moment) >= ms(message.sent_at) for moment in moments)
        }

    async def tags(self, prefix: str = "", *, limit: int = 100) -> list[str]:
        wanted = prefix.casefold()
        names = [use.name for use in await self._most_used_tags(0)]
        return [name for name in names if name.casefold().startswith(wanted)][:limit]

    async def _most_used_tags(self, least: int) -> list[TagUse]:
        """So many, a thousand at least; those that are used as often by the alphabet, which Redis tells backwards."""
        tags, most = self._bare.named("tags"), max(least, TAGS_READ)
        with our_errors():
            rows = await self._client.zrevrange(tags, 0, most - 1, withscores=True)
        found = [TagUse(name=name.decode(), contacts=int(count)) for name, count in rows]
        return sorted(found, key=lambda use: (-use.contacts, use.name.casefold(), use.name))

    async def custom_fields(self) -> tuple[CustomField, ...]:
        with our_errors():
            text = await self._client.get(self._bare.named("fields"))
        return fields_in(text)

    async def contacts(self, *, after: str = "", limit: int = 500) -> list[Profile]:
        start, every = f"({after}" if after else "-", self._bare.named("all")
        with our_errors():
            rows = await self._client.zrangebylex(every, start, "+", start=0, num=limit)
        left = [row.decode() for row in rows]
        found: list[Profile] = []
        while left:
            look = Look(contact_ids=left[:50], messages=0, notes=_ALL, orders=_ALL)
            seen = await self._look(look)
            read = [name for name in left[:50] if name in seen.heads]
            found += [one for name in read if (one := shown(seen, name))]
            # What did not fit into one look comes with the next; what is gone is left out.
            there = set(read) if read else set(left[:50])
            left = [name for name in left if name not in there]
        return found


def shown(seen: Snapshot, contact_id: str) -> Profile | None:
    """The profile of a contact with the names of those that are suggested; None if it is not there."""
    shelves = seen.profile_of(contact_id)
    if not shelves:
        return None
    found = fold(shelves, contact_id=contact_id, custom=seen.fields)
    if seen.marks:
        found = found.model_copy(update={"marks": _marked(found, seen.marks)})
    if beside := _others(seen, found):
        told = contested(found.claims, beside, found.marks)
        found = found.model_copy(update={"contested": told})
    if not found.suggestions:
        return found
    named = (_named(seen, found.id, one) for one in found.suggestions)
    kept = tuple(one for one in named if one)[:SUGGESTIONS_SHOWN]
    return found.model_copy(update={"suggestions": kept})


def _others(seen: Snapshot, found: Profile) -> list[Contact]:
    """Contacts of others that were read beside: those that are suggested, and those told apart."""
    mine = {contact.id for contact in found.contacts}
    apart = {name for one in found.contacts for name in seen.shelves[one.id].apart}
    asked = {one.other_id for one in found.suggestions}
    return [
        other.contact
        for name in sorted((apart | asked) - mine)
        if (other := seen.beside.get(name) or seen.shelves.get(name))
    ]


def _marked(found: Profile, marks: Sequence[bytes]) -> dict[str, str]:
    """The identifiers of a profile that an admin marked, in whichever writing."""
    every = {}
    for text in marks:
        told = json.loads(text)
        identifier = parse_identifier(told["identifier"])
        if identifier:
            every[match_key(identifier)] = told["mark"]
    named = (claim.identifier for claim in found.claims)
    return {str(one): every[match_key(one)] for one in named if match_key(one) in every}


def _named(seen: Snapshot, head: str, found: Suggestion) -> Suggestion | None:
    """The suggestion with the other's name; None where the other is gone, or one with us by now."""
    if seen.head_of(found.other_id) in (None, head):
        return None
    shelf, beside = seen.shelves.get(found.other_id), seen.beside.get(found.other_id)
    other = shelf.contact if shelf else beside.contact if beside else None
    return found.model_copy(update={"other_name": other.first("name") if other else None})
