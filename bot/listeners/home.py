"""The bot's Home: shown when a member opens it, and anew after what they do there."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import jobs, wording
from bot.admission import admitted
from bot.calls import Arrival, Call, Deps, Redraws, Reply
from bot.cards import fields as fields_card
from bot.cards import (
    home,
    home_channels,
    home_desk,
    home_requests,
    home_settings,
    home_tags,
    problem,
    replies,
    rules,
)
from bot.cards import segments as segments_card
from bot.cards.block import Block, View
from bot.clicks import ShowHome
from bot.homes import Shown
from bot.listeners import fields, report, segments
from bot.members import SlackSilent
from bot.parse.payloads import Actor, Place, hash_in, home_in
from bot.parse.text import mapping_in, text_in
from bot.permissions import Action, Member, NotAllowed, Role, may
from bot.slack_errors import FAILURES, as_outcome, code_of
from bot.working import Later
from bot.workspaces import Installation
from storage.overview import Board
from storage.store import ProfileStore

log = structlog.get_logger()

Page = Callable[[Call, Deps, int], Awaitable[list[Block]]]
TURNS: Final = 2
"""Drawn anew where something newer stands there; the second time it is shown in any case."""
FURTHEST: Final = 100_000
"""As far as somebody can page."""


async def _desk(call: Call, deps: Deps, after: int) -> list[Block]:
    recent, waiting, tally = await asyncio.gather(
        call.store.recent(call.member.user_id, limit=home_desk.RECENT),
        call.store.waiting_page(start=after, limit=home_desk.PAIRS),
        call.store.tally(),
    )
    if after and not waiting.found:  # the last page was decided: the one before it
        after = max(0, after - home_desk.PAIRS)
        waiting = await call.store.waiting_page(start=after, limit=home_desk.PAIRS)
    return home_desk.desk(recent, waiting, tally, now=call.now, after=after)


async def _channels(call: Call, deps: Deps, after: int) -> list[Block]:
    return home_channels.channels(await call.store.feeds(), after=after)


async def _tags(call: Call, deps: Deps, after: int) -> list[Block]:
    page = await call.store.tag_page(start=after, limit=home_tags.SHOWN)
    return home_tags.tags(page, after=after)


async def _replies(call: Call, deps: Deps, after: int) -> list[Block]:
    templates = await call.store.templates()
    further = ShowHome("replies", str(after + replies.A_PAGE))
    page = replies.listed(templates, after=after, may_edit=True, next_page=further)
    return list(page.blocks)


async def _rules(call: Call, deps: Deps, after: int) -> list[Block]:
    return list(rules.rule_list(await call.store.rules()).blocks)


async def _requests(call: Call, deps: Deps, after: int) -> list[Block]:
    asked, wanted = await asyncio.gather(
        call.store.open_requests(now=call.now), call.store.data_requests()
    )
    after = after if after < len(wanted) else 0
    return home_requests.requests(
        asked, wanted, now=call.now, member=call.member.user_id, after=after
    )


async def _settings(call: Call, deps: Deps, after: int) -> list[Block]:
    policy, marked = await asyncio.gather(call.store.policy(), call.store.marks())
    language = await deps.language.of(call.installation.workspace, call.store)
    return home_settings.settings(policy, marked, language=language)


PAGES: Final[Mapping[str, tuple[Action, Page]]] = {
    home_desk.PAGE: (Action.SEE, _desk),
    segments_card.PAGE: (Action.SEE, segments.in_home),
    "report": (Action.SEE, report.in_home),
    home_channels.PAGE: (Action.CONFIGURE, _channels),
    home_tags.PAGE: (Action.EDIT_TAGS, _tags),
    "rules": (Action.EDIT_RULES, _rules),
    "replies": (Action.EDIT_RULES, _replies),
    home_requests.PAGE: (Action.ANSWER_REQUESTS, _requests),
    fields_card.PAGE: (Action.DEFINE, fields.in_home),
    home_settings.PAGE: (Action.CONFIGURE, _settings),
}
"""The pages of Home and who may open them, in the order of the buttons that lead to them."""


async def opened(arrival: Arrival, deps: Deps) -> None:
    """A member opened Home: the page that they left is shown, as it is now."""
    if arrival.event.get("tab") != "home":
        return
    view = mapping_in(arrival.event.get("view"))
    user_id = text_in(arrival.event.get("user"))
    here = Here(
        installation=arrival.installation,
        store=arrival.store,
        now=arrival.now,
        key=arrival.event_id,
    )
    found = await _as_it_is(here, deps, user_id, _first_of(home_in(view)))
    if found is None or home.is_shown(found[1], text_in(view.get("private_metadata"))):
        return
    call, page = found
    try:
        await _publish(call, deps, page, hash_=text_in(view.get("hash")))
    except FAILURES as error:
        raise as_outcome(error) from None


async def anew(here: "Here", deps: Deps, user_id: str, page: ShowHome) -> None:
    """Home as it is now, since somebody who stood on it is gone: on this page, or the one that was gone on to.

    Raises Later. Where Slack takes it at no time it stays.
    """
    last = deps.homes.last(user_id, workspace=here.installation.workspace)
    with wording.speaking(deps.language.otherwise):
        try:
            found = await _as_it_is(here, deps, user_id, last.page if last else page)
        except SlackSilent:
            raise Later("slack_silent") from None
        if found is None:
            return
        try:
            await _publish(found[0], deps, found[1], hash_="")
        except FAILURES as error:
            outcome = as_outcome(error)
            if isinstance(outcome, Later):
                raise outcome from None
            log.info("home not drawn", error=code_of(error))


async def _as_it_is(
    here: "Here", deps: Deps, user_id: str, page: ShowHome
) -> tuple[Call, View] | None:
    """A page as this member may see it now; None for an app, which has no Home. Raises SlackSilent."""
    try:
        call = await _member(here, deps, user_id, home=page.token())
    except NotAllowed as refused:
        if refused.role is Role.MACHINE:
            return None
        told = home.turned_away(problem.refused(refused.role, refused.action))
        return _as_nobody(here, user_id), told
    return call, await drawn(call, deps, page)


async def shown(call: Call, deps: Deps, click: ShowHome) -> Reply:
    """A button that leads to a page of Home."""
    return Redraws(click)


async def redraw(call: Call, deps: Deps, reply: Redraws) -> None:
    """Home as it is now. Raises what `views.publish` raises.

    What was done in a modal is seen on the page that stands before the member by now. The hash of that
    page keeps an older one from taking the place of a newer.
    """
    for turn in range(TURNS):
        last = deps.homes.last(call.member.user_id, workspace=call.installation.workspace)
        there = last.page if last and not call.is_in_home else ShowHome.of(call.place.home)
        page = await drawn(call, deps, reply.page or there, said=reply.said)
        given = hash_in(call.body) if call.is_in_home else last.hash if last else ""
        try:
            await _publish(call, deps, page, hash_="" if turn == TURNS - 1 else given)
        except FAILURES as error:
            if code_of(error) != "hash_conflict":
                raise
            # Something newer stands there: what is read now is newer still.
            log.info("home drawn again", error=code_of(error))
        else:
            return


async def drawn(call: Call, deps: Deps, asked: ShowHome, *, said: str = "") -> View:
    """A page of Home as this member may see it; the first one where they may not see the one asked for."""
    pages = [name for name, (action, _) in PAGES.items() if may(call.member.role, action)]
    if asked.page not in pages:
        asked = ShowHome(home_desk.PAGE)
    after = min(int(asked.after), FURTHEST) if asked.after.isdecimal() else 0
    blocks = await PAGES[asked.page][1](call, deps, after)
    return home.home(asked, blocks, pages=pages, said=said)


def _first_of(token: str) -> ShowHome:
    """The page that somebody left, from its beginning."""
    return replace(ShowHome.of(token), after="")


async def _publish(call: Call, deps: Deps, page: View, *, hash_: str) -> None:
    user_id, workspace = call.member.user_id, call.installation.workspace

    async def publish(view: View) -> AsyncSlackResponse:
        return await deps.client.views_publish(
            user_id=user_id, view=dict(view), hash=hash_ or None, token=call.installation.token
        )

    try:
        answer = await publish(page)
    except FAILURES as error:
        bare = home.without_pictures(page)
        if code_of(error) != "invalid_blocks" or bare == page:
            raise
        # A file that was uploaded just now is not always there yet; the numbers stand beside it anyway.
        log.info("home without its picture", error=code_of(error))
        answer = await publish(bare)
    stands = mapping_in(answer.get("view"))
    here = Shown(ShowHome.of(home_in(page)), text_in(stands.get("hash")))
    deps.homes.published(user_id, here, workspace=workspace)
    board = Board(
        place=f"{jobs.HOMES}{user_id}", handle=here.page.token(), contacts=home.customers_on(page)
    )
    if not await call.store.stands(board):
        job = jobs.encoded(jobs.home(user_id, board.handle, token=here.hash))
        await call.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=call.now)


async def show_to(
    user_id: str,
    page: ShowHome,
    *,
    said: Callable[[], str],
    deps: Deps,
    installation: Installation,
    store: ProfileStore,
    now: datetime,
) -> None:
    """Tells a member something in Home: on this page, or the one that they have gone on to.

    Where it cannot be shown it is not.
    """
    here = Here(installation=installation, store=store, now=now, key="")
    with wording.speaking(deps.language.otherwise):
        try:
            call = await _member(here, deps, user_id, home=page.token())
            await redraw(call, deps, Redraws(said=said()))
        except (NotAllowed, SlackSilent, *FAILURES) as error:
            log.info("home not drawn", error=code_of(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The workspace and the moment in which Home is shown."""

    installation: Installation
    store: ProfileStore
    now: datetime
    key: str


async def _member(here: Here, deps: Deps, user_id: str, *, home: str) -> Call:
    """What a member asks by opening Home. Raises NotAllowed, SlackSilent."""
    actor = Actor(user_id=user_id, team_id=None, enterprise_id=None)
    member = await admitted(
        actor,
        Action.SEE,
        installation=here.installation,
        members=deps.members,
        store=here.store,
        now=here.now,
        key=here.key,
    )
    return _made(here, member, home=home)


def _as_nobody(here: Here, user_id: str) -> Call:
    member = Member(user_id=user_id, role=Role.UNKNOWN, zone="UTC", locale="en-US")
    return _made(here, member, home="")


def _made(here: Here, member: Member, *, home: str) -> Call:
    return Call(
        body={},
        installation=here.installation,
        store=here.store,
        member=member,
        place=Place(channel_id="", home=home),
        now=here.now,
        key=here.key,
        trigger_id="",
        response_url="",
    )
