"""How conversations go: the team's own figures, and saying that one is done."""

from asyncio import to_thread
from collections.abc import Sequence
from typing import Any, Final

import structlog

from bot import charts, clicks, wording
from bot.admission import admitted
from bot.calls import Arrival, Call, Deps, Privately, Reply
from bot.cards import report
from bot.cards.block import Block, Message
from bot.cards.replies import told
from bot.parse import commands
from bot.parse.payloads import Actor
from bot.parse.text import mapping_in, text_in
from bot.permissions import Action, NotAllowed
from bot.slack_errors import FAILURES, code_of
from storage.reporting import MOST_THREADS, Week, by_week, since
from storage.store import Change

log = structlog.get_logger()

DONE_BY: Final = frozenset({"white_check_mark", "heavy_check_mark", "ballot_box_with_check"})
"""Reactions to a customer's message that say that it is done."""


async def command(call: Call, deps: Deps, asked: commands.Report) -> Reply:
    """`/customer report`"""
    return Privately(await _report(call, deps))


async def in_home(call: Call, deps: Deps, after: int) -> list[Block]:
    """The page of Home."""
    return list((await _report(call, deps)).blocks)


async def done(call: Call, deps: Deps, click: clicks.Done) -> Reply:
    """*Done* on a card in a thread."""
    finished = await call.store.finished(click.place, change=call.change())
    sentence = wording.noted_done() if finished else wording.no_conversation()
    return Privately(told(sentence))


async def reacted(arrival: Arrival, deps: Deps) -> None:
    """A reaction to a customer's message, of those that say that it is done, by whoever may say so.

    Raises SlackSilent where Slack does not say who that is: it is asked again then.
    """
    event, item = arrival.event, mapping_in(arrival.event.get("item"))
    if event.get("reaction") not in DONE_BY or item.get("type") != "message":
        return
    channel = text_in(item.get("channel"))
    if await arrival.store.feed(channel) is None:
        return
    key = f"event:{arrival.event_id}"
    try:
        member = await admitted(
            Actor(user_id=text_in(event.get("user")), team_id=None, enterprise_id=None),
            Action.CHANGE,
            installation=arrival.installation,
            members=deps.members,
            store=arrival.store,
            now=arrival.now,
            key=key,
        )
    except NotAllowed as refused:
        log.info("reaction not counted", reason=refused.role.value)
        return
    change = Change(by=member.user_id, at=arrival.now, key=key)
    await arrival.store.finished(f"{channel}/{text_in(item.get('ts'))}", change=change)


async def _report(call: Call, deps: Deps) -> Message:
    threads = await call.store.threads(since=since(call.now))
    weeks = by_week(threads, now=call.now)
    picture = await _uploaded(call, deps, weeks)
    return report.report(weeks, more=len(threads) >= MOST_THREADS, picture=picture)


async def _uploaded(call: Call, deps: Deps, weeks: Sequence[Week]) -> str:
    """The id of the picture in Slack; empty where Slack takes none: the numbers stand beside it anyway."""
    workspace = call.installation.workspace
    if known := deps.pictures.last(weeks, workspace=workspace):
        return known
    picture = await to_thread(charts.drawn, weeks)
    if picture is None:
        return ""
    try:
        answer: Any = await deps.client.files_upload_v2(
            filename="report.png", file=picture, token=call.installation.token
        )
        file_id = str(answer["files"][0]["id"])
    except FAILURES as error:
        log.info("report without its picture", error=code_of(error))
        return ""
    deps.pictures.uploaded(file_id, weeks, workspace=workspace)
    return file_id
