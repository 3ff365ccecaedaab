"""What an outbox job says, made at the moment it is sent: always today's profile."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot import jobs, notices, wording
from bot.cards import candidates, carried, impersonal, nobody, pane, replies, ruled
from bot.cards.block import Message
from bot.cards.profile_card import Size, profile_card
from bot.channels import Channels
from bot.common_language import CommonLanguage
from bot.makers.maker import Line
from bot.makers.opened import Makers
from bot.makers.way import READ, way_back
from bot.parcels import Carries, Parcel, Sends, state_of
from bot.parse.profile_links import profile_link
from bot.permissions import Action, Context, Role, may
from bot.said import said, told, words_of
from bot.wording import Language
from bot.working import Hopeless
from bot.workspaces import Installation
from storage.identifiers import Identifier
from storage.message import CustomerMessage
from storage.profile import Profile
from storage.store import ProfileStore


class Deliveries:
    """Makes parcels of jobs."""

    def __init__(
        self,
        *,
        channels: Channels,
        language: CommonLanguage,
        makers: Makers,
        public_url: str,
        now: Callable[[], datetime],
    ) -> None:
        self._public_url = public_url
        self._channels = channels
        self._language = language
        self._makers = makers
        self._now = now

    async def parcel(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel | None:
        """The parcel for a job, or None where there is nothing to say (any more).

        In the language of the workspace, or of the one member who reads what was answered.
        """
        language = await self._language.of(installation.workspace, store)
        with wording.speaking(language):
            parcel = await self._parcel(body, store, installation)
        tells_of = body.get("contact") if body.get("kind") in jobs.TELLING else None
        return replace(parcel, tells_of=tells_of) if parcel and tells_of else parcel

    async def _parcel(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel | None:
        match body.get("kind"):
            case jobs.CARD:
                return await self._card(body, store, installation)
            case jobs.REFRESH:
                return await self._refresh(body, store, installation)
            case jobs.CANDIDATES:
                return await self._candidates(body, installation)
            case jobs.REPLY:
                return await self._reply(body, store, installation)
            case jobs.SUGGEST:
                return await self._suggestion(body, store, installation)
            case jobs.FORWARDED:
                return await self._forwarded(body, store, installation)
            case jobs.CARRIED:
                return await self._carried(body, store, installation)
            case kind if kind in notices.KINDS:
                return await notices.parcel_of(body, store)
            case _:
                return words_of(body)

    async def _card(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel | None:
        place = body["place"]
        channel, _, thread_ts = place.partition("/")
        for language in Language:
            if language in body:
                wording.turn_to(language)
        profile = await store.profile(body["contact"], messages=10)
        is_direct = channel.startswith("D")
        outside = not is_direct and await self._leads_outside(channel, installation)
        feed = await store.feed(channel)
        return Parcel(
            channel=channel,
            thread_ts=thread_ts,
            sizes=self._sizes(
                profile,
                outside=outside,
                zone=feed.zone if feed else None,
                unverified="unverified" in body,
                full=jobs.FULL in body,
                conversation=place,
            ),
            place=place,
            contact_id=body["contact"],
            entity=self._entity(profile),
            marks=tuple(name for name in jobs.MARKS if name in body),
            shows=state_of(profile),
        )

    def _entity(self, profile: Profile | None) -> pane.Entity | None:
        """What opens the profile beside the conversation; None where profiles have no addresses."""
        if profile is None or not self._public_url:
            return None
        address = profile_link(self._public_url, profile.contact_id)
        return pane.preview(profile.contact_id, address)

    async def _carried(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel:
        channel = body["channel"]
        if await self._leads_outside(channel, installation):
            raise Hopeless("channel_is_shared_with_another_company")
        written = CustomerMessage.model_validate_json(body["message"])
        place = await store.talk(body["conversation"])
        here = place and place.startswith(f"{channel}/")
        line = Line.of(written.line or "")
        answered = line is not None and line.maker in self._makers
        how = wording.answer_by_reply(wording.channel(written.channel)) if answered else ""
        return Parcel(
            channel=channel,
            thread_ts=place.partition("/")[2] if place and here else None,
            sizes=(carried.carried(written, answer="" if here else how),),
            carries=Carries(message=written, conversation=body["conversation"]),
        )

    async def _refresh(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel | None:
        posting = await store.posting(body["place"])
        if posting is None or not posting.handle:
            return None
        parcel = await self._card(
            {**body, "contact": posting.contact_id} | dict.fromkeys(posting.marks, "1"),
            store,
            installation,
        )
        return parcel and replace(parcel, only_update=True)

    async def _candidates(
        self, body: Mapping[str, str], installation: Installation
    ) -> Parcel | None:
        channel, _, thread_ts = body["place"].partition("/")
        if await self._leads_outside(channel, installation):
            return None
        identifiers = [Identifier(**named) for named in json.loads(body["identifiers"])]
        return Parcel(
            channel=channel,
            thread_ts=thread_ts,
            sizes=(candidates.candidates(identifiers),),
            names=tuple(identifiers),
        )

    async def _reply(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel | None:
        """A reply by rule: nothing where the customer would read a gap, or somebody else reads it."""
        profile = await store.profile(body["contact"], messages=READ, notes=0)
        template = await store.template(body["template"])
        channel = body["place"].partition("/")[0]
        if not profile or not template or await self._leads_outside(channel, installation):
            return None
        if (owner := await store.bound(body["place"])) and owner.id != profile.id:
            return None  # the thread is another customer's by now
        found = replies.as_read(template, profile, agent="")
        if found.gaps:
            return None
        way = way_back(profile, body["place"], self._makers, now=self._now())
        if way is None:
            return said(body["place"], found.text, None)
        sends = Sends(
            key=body["key"],
            contact_id=body["contact"],
            line=way.line,
            channel=way.channel,
            text=found.text,
            at=self._now(),
        )
        return said(body["place"], found.text, sends)

    async def _suggestion(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel | None:
        """A reply offered by rule, to be posted by whoever answers; nothing where another company reads along."""
        profile = await store.profile(body["contact"], messages=1, notes=0)
        template = await store.template(body["template"])
        channel = body["place"].partition("/")[0]
        if not profile or not template or await self._leads_outside(channel, installation):
            return None
        return told(body["place"], replies.suggested(profile, template, place=body["place"]))

    async def _forwarded(
        self, body: Mapping[str, str], store: ProfileStore, installation: Installation
    ) -> Parcel | None:
        """A card in another channel, by rule; nothing of somebody who is gone."""
        profile = await store.profile(body["contact"], messages=10)
        if profile is None or await self._leads_outside(body["channel"], installation):
            return None
        sizes = self._sizes(
            profile,
            outside=False,
            zone=None,
            unverified=False,
            full=False,
            conversation="",
        )
        forwarded = tuple(ruled.forwarded(one, body["link"]) for one in sizes)
        return Parcel(channel=body["channel"], thread_ts=None, sizes=forwarded)

    async def _leads_outside(self, channel: str, installation: Installation) -> bool:
        outside = await self._channels.leads_outside(
            channel, workspace=installation.workspace, token=installation.token
        )
        context = Context.SHARED if outside else Context.INSIDE
        return not may(Role.AGENT, Action.POST, context)

    def _sizes(
        self,
        profile: Profile | None,
        *,
        outside: bool,
        zone: str | None,
        unverified: bool,
        full: bool,
        conversation: str,
    ) -> tuple[Message, ...]:
        if profile is None:
            return (nobody.gone(),)
        if outside:
            return (impersonal.impersonal(profile.contact_id),)
        return tuple(
            profile_card(
                profile,
                now=self._now(),
                viewer=None,
                zone=zone,
                size=size,
                unverified=unverified,
                conversation=conversation,
            )
            for size in (*((Size.FULL,) if full else ()), Size.COMPACT, Size.MINIMAL)
        )
