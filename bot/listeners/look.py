"""Looking a customer up: by command, by button, by the message a customer wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from bot import clicks
from bot.calls import Call, Closes, Deps, Opens, Privately, Reply
from bot.cards import nobody, options, panels, results
from bot.cards.block import Message
from bot.cards.identifiers import readable
from bot.cards.profile_card import Size, profile_card
from bot.cards.viewer import Viewer
from bot.listeners import search
from bot.listeners.pointing import customers_of, pointed_at
from bot.parse import commands
from bot.parse.numbers import number_in, order_in
from bot.parse.payloads import shared_message
from bot.parse.permalinks import pointer_in
from bot.parse.profile_links import contact_in, profile_link
from storage.identifiers import Identifier, identifiers_in, parse_identifier
from storage.profile import Link, Profile
from storage.searching.found import Found as FoundPage
from storage.searching.query import Query
from storage.searching.reading import Mistake, Problem
from storage.store import Hit, ProfileStore
from storage.usage import Use, shown_in

CONTACT_PREFIX: Final = "c_"
MENU_LINES: Final = 50
"""Of the 100 that a menu may have: more are no help to anybody."""


@dataclass(frozen=True, slots=True)
class One:
    """Exactly one profile fits."""

    profile: Profile


@dataclass(frozen=True, slots=True)
class Several:
    """More than one profile fits; the agent picks."""

    hits: tuple[Hit, ...]
    page: FoundPage | None = None
    """Where they fit a query: the first page of them, which may be empty."""
    crowd: int = 0
    """Contacts that have what was typed, where they are too many to be told; else 0."""
    unheld: tuple[str, ...] = ()
    """Custom fields that the query asks of, and that nobody has."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """No profile fits; what was understood of the words."""

    identifiers: tuple[Identifier, ...]
    order: str = ""
    """The number of an order that it may be."""
    of_message: bool = False
    """It was the link of a message."""
    mistake: Mistake | None = None
    """What is wrong with it as a query."""


Found = One | Several | Nobody


async def meant(call: Call, deps: Deps, text: str) -> Found:
    """Whom a member means by what they typed or pasted.

    A number without its country code is read as one of here, then as one of where this channel's customers are.
    """
    asked = partial(who, call.store, text, now=call.now, member=call.member.user_id)
    found = await asked(region=deps.default_region)
    if not isinstance(found, Nobody) or not any(sign.isdecimal() for sign in text):
        return found
    region = await region_here(call, deps)
    if region == deps.default_region:
        return found
    there = await asked(region=region)
    return found if isinstance(there, Nobody) and found.identifiers else there


async def named(call: Call, deps: Deps, text: str) -> tuple[Identifier, ...]:
    """What a member typed of somebody who need not be known: a number is one of where this channel's customers are."""
    return identifiers_in(text, region=await region_here(call, deps))


async def region_here(call: Call, deps: Deps) -> str:
    """Where the customers of this channel are, ISO 3166 alpha-2."""
    feed = await call.store.feed(call.place.channel_id) if call.place.channel_id else None
    return (feed.region if feed else None) or deps.default_region


async def who(
    store: ProfileStore,
    text: str,
    *,
    region: str,
    now: datetime,
    member: str = "",
    limit: int = results.SHOWN,
) -> Found:
    """Whom a person means by what they typed or pasted.

    A contact id, the link of a message, a number, an address, a handle, an id in another system, the
    number of an order, words of a name, or a query; `limit` is how many of those who fit a query are read.
    """
    text = text.strip()
    addressed = contact_in(text)
    if addressed:
        profile = await store.profile(addressed)
        return One(profile) if profile else Nobody(())
    asked = search.asked(text, member=member)
    if asked.is_more_than_words:
        return await _fitting(store, asked.query, None, now=now, limit=limit)
    pointer = pointer_in(text)
    if pointer:
        profile = await store.customer_of(pointer.source, pointer.conversation)
        return One(profile) if profile else Nobody((), of_message=True)
    if text.startswith(CONTACT_PREFIX):
        profile = await store.profile(text)
        if profile:
            return One(profile)
    identifiers = identifiers_in(text, region=region)
    if identifiers and (owned := await _owned(store, identifiers)):
        return owned
    order = order_in(text)
    if order and (profiles := await store.ordered(order)):
        return one_or_several(profiles)
    if any(identifier.kind in ("phone", "email") for identifier in identifiers):
        return Nobody(identifiers)
    if (number := number_in(text)) and (owned := await _owned(store, [number])):
        return owned
    nobody_else = Nobody(identifiers, order)
    return await _fitting(store, asked.query, nobody_else, now=now, limit=limit)


async def _owned(store: ProfileStore, identifiers: Sequence[Identifier]) -> One | Several | None:
    """Those who have one of these; None where nobody has."""
    profiles = await store.owners(identifiers)
    crowd = await store.crowd_of(identifiers) if len(profiles) > 1 else 0
    return one_or_several(profiles, crowd=crowd) if profiles else None


async def _fitting(
    store: ProfileStore,
    query: Query | Mistake,
    otherwise: Nobody | None,
    *,
    now: datetime,
    limit: int,
) -> Found:
    """Those who fit a query: the one, or a page of several.

    `otherwise` is what the text may be beside a query, where it is words alone; None for the language.
    """
    if isinstance(query, Mistake):
        if otherwise and (otherwise.identifiers or query.problem is Problem.NOTHING):
            return otherwise
        return Nobody((), mistake=query)
    page = await store.find(query, now=now, limit=limit)
    if len(page.hits) == 1 and page.after is None:
        profile = await store.profile(page.hits[0].contact_id)
        return One(profile) if profile else Nobody(())
    is_shown = page.hits or page.after or otherwise is None
    if not is_shown:
        return otherwise or Nobody(())
    unheld = () if page.hits or page.after else await search.unheld(store, query)
    return Several(page.hits, page, unheld=unheld)


def one_or_several(profiles: Sequence[Profile], *, crowd: int = 0) -> One | Several:
    """The one profile, or a list to pick from."""
    if len(profiles) == 1:
        return One(profiles[0])
    return Several(tuple(Hit.of(profile) for profile in profiles), crowd=crowd)


def card(call: Call, profile: Profile, *, undo: Link | None = None) -> Message:
    """The full card as this member sees it."""
    call.store.note_used(Use.SHOWN, shown_in(profile))
    member = call.member
    viewer = Viewer(
        user_id=member.user_id, zone=member.zone, locale=member.locale, role=member.role
    )
    link = profile_link(call.public_url, profile.contact_id)
    return profile_card(profile, now=call.now, viewer=viewer, size=Size.FULL, undo=undo, link=link)


def after(call: Call, profile: Profile) -> Closes:
    """A form closes; the private card that it was opened from shows what it did.

    A card that everybody sees follows its profile by itself.
    """
    if not call.place.is_private:
        return Closes()
    return Closes(Privately(card(call, profile), in_place=True))


def listed(call: Call, text: str, found: Several | Nobody) -> Message:
    """What is shown when it is not exactly one."""
    if isinstance(found, Several):
        if found.page:
            return search.shown(found.page, text.strip(), now=call.now, unheld=found.unheld)
        return results.results(found.hits, searched=text, now=call.now, crowd=found.crowd)
    if found.mistake:
        return results.mistaken(found.mistake)
    if found.of_message:
        return nobody.of_message()
    return nobody.nobody(searched=text, understood=found.identifiers, order=found.order)


def undone(call: Call, text: str, found: Several | Nobody, *, note: str = "") -> Message:
    """The same where something was to be done: that it was not, and a note that was typed, to be copied."""
    shown = listed(call, text, found)
    return results.undone(shown, to_choose=isinstance(found, Several), note=note)


async def command(call: Call, deps: Deps, asked: commands.Look) -> Reply:
    """`/customer WHO`"""
    found = await meant(call, deps, asked.who)
    if isinstance(found, One):
        return Privately(card(call, found.profile))
    return Privately(listed(call, asked.who, found))


async def find(call: Call, deps: Deps) -> Reply:
    """The shortcut *Find customer*: the search, in a modal."""
    return Opens(panels.find())


async def found(call: Call, deps: Deps, click: clicks.FindOne) -> Reply:
    """Somebody picked in the search: the card below it."""
    return await _show(call, click.contact_id, in_place=True)


async def find_offered(call: Call, deps: Deps, typed: str) -> list[dict[str, Any]]:
    """Whom the search offers, over the whole store."""
    return options.find_options(await fitting(call, deps, typed), now=call.now)


async def fitting(call: Call, deps: Deps, typed: str) -> list[Hit]:
    """Customers that fit what was typed into a menu."""
    fits = await who(
        call.store,
        typed,
        region=deps.default_region,
        now=call.now,
        member=call.member.user_id,
        limit=MENU_LINES,
    )
    match fits:
        case One(profile):
            return [Hit.of(profile)]
        case Several(hits):
            return list(hits)
        case Nobody():
            return []


def picked(call: Call, profiles: Sequence[Profile]) -> dict[str, Any] | None:
    """The one profile as the line of a menu that is picked at first; None where it is not one."""
    hits = [Hit.of(profile) for profile in profiles]
    return options.customer_options(hits, now=call.now)[0] if len(hits) == 1 else None


async def show_full(call: Call, deps: Deps, click: clicks.ShowFull) -> Reply:
    """*Show all* on a compact card: the full one, for this member alone."""
    return await _show(call, click.contact_id, in_place=False)


async def show_one(call: Call, deps: Deps, click: clicks.ShowOne) -> Reply:
    """*Show* in a list of results: the card takes the list's place."""
    return await _show(call, click.contact_id, in_place=True)


async def look_up(call: Call, deps: Deps, click: clicks.LookUp) -> Reply:
    """*Look up* beside something that a message mentions."""
    identifier = parse_identifier(click.identifier)
    if identifier is None:
        return Privately(nobody.names_nobody())
    match await _owned(call.store, [identifier]):
        case One(profile):
            return Privately(card(call, profile))
        case None:
            return Privately(listed(call, "", Nobody((identifier,))))
        case several:
            return Privately(listed(call, readable(identifier), several))


async def _show(call: Call, contact_id: str, *, in_place: bool) -> Reply:
    profile = await call.store.profile(contact_id)
    message = card(call, profile) if profile else nobody.gone()
    return Privately(message, in_place=in_place)


async def show_customer(call: Call, deps: Deps) -> Reply:
    """The message shortcut: who wrote this message?"""
    pointed = await pointed_at(call, deps, shared_message(call.body))
    profiles = await customers_of(call, pointed)
    if len(profiles) == 1:
        return Privately(card(call, profiles[0]))
    identifiers = tuple(claim.identifier for claim in pointed.claims)
    if not identifiers:
        return Privately(nobody.names_nobody())
    found = Several(tuple(map(Hit.of, profiles))) if profiles else Nobody(identifiers)
    return Privately(listed(call, "", found))
