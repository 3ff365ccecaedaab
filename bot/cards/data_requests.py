"""What customers ask to be told, for admins: nothing in it says who they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards.authors import somebody
from bot.cards.block import Block, Message, actions, button, header, message, section
from bot.cards.text import bold, excerpt, joined, moment, ours
from storage.data_requests import DataRequest

SHOWN: Final = 10


def request_list(requests: Sequence[DataRequest], *, now: datetime, said: str = "") -> Message:
    """All of them: those that wait first, with the day that each is due."""
    told = ours(wording.who_asks_for_data())
    blocks: list[Block | None] = [section(ours(said)) if said else None, *lines(requests, now)]
    if len(requests) > SHOWN:
        blocks.append(section(ours(wording.more_requests(len(requests) - SHOWN))))
    return message(told, [block for block in blocks if block is not None])


def lines(requests: Sequence[DataRequest], now: datetime) -> list[Block | None]:
    """The first of them, each with its buttons."""
    blocks: list[Block | None] = [header(wording.who_asks_for_data())]
    if not requests:
        blocks.append(section(ours(wording.no_requests())))
    for number, one in enumerate(requests[:SHOWN]):
        blocks += _request(number, one, now)
    return blocks


def asked(request: DataRequest) -> Message:
    """To admins, when one comes in."""
    told = ours(wording.asks_for_data(excerpt(request.source, 100), moment(request.due)))
    return message(
        told,
        [section(told), actions("wanted", button(wording.show_requests(), clicks.ShowRequests()))],
    )


def _request(number: int, one: DataRequest, now: datetime) -> list[Block | None]:
    named = joined(
        [bold(excerpt(one.source, 100)), ours(wording.request_number(excerpt(one.number, 40)))]
    )
    if not one.is_open:
        by, at = somebody(one.answered_by), moment(one.answered_at or one.at)
        return [section(joined([named, ours(wording.request_was_answered(by, at))], "\n"))]
    due = wording.request_late if one.due < now else wording.request_due
    lines = [named, ours(due(moment(one.at), moment(one.due)))]
    if not one.contacts:
        lines.append(ours(wording.nothing_is_held()))
    whom = f"{number + 1}, {one.number or one.source}"
    files = button(wording.send_me_file(), clicks.HandOver(one.id), number=number, whom=whom)
    shows = [
        button(
            wording.show(), clicks.ShowOne(name), number=number * 10 + at, whom=f"{whom}, {at + 1}"
        )
        for at, name in enumerate(one.contacts[:3])
    ]
    done = button(wording.mark_answered(), clicks.AnsweredRequest(one.id), number=number, whom=whom)
    held = [files, *shows] if one.contacts else []
    return [section(joined(lines, "\n")), actions(f"wanted#{number}", *held, done)]
