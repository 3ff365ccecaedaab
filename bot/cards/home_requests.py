"""The page of Home with what waits for an admin: for a second one to agree, and for customers to be answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards import data_requests
from bot.cards.authors import somebody
from bot.cards.block import Block, Element, actions, button, context, header, section
from bot.cards.home_desk import turning
from bot.cards.text import joined, moment, ours
from storage.data_requests import DataRequest
from storage.policy import Request

PAGE: Final = "requests"
SHOWN: Final = 10


def requests(
    asked: Sequence[Request],
    wanted: Sequence[DataRequest],
    *,
    now: datetime,
    member: str,
    after: int = 0,
) -> list[Block]:
    """What waits for a second admin, and a page of what customers want to know; nobody is named in it.

    `member` is who reads it: nobody agrees to what they asked for themselves.
    """
    further = after + data_requests.SHOWN if wanted[after + data_requests.SHOWN :] else None
    blocks: list[Block | None] = [header(wording.waits_for_second())]
    if not asked:
        blocks.append(section(ours(wording.nothing_for_second())))
    for number, one in enumerate(asked[:SHOWN]):
        told = ours(wording.asks_for(somebody(one.by), wording.REQUESTS[one.what]))
        blocks.append(section(joined([told, moment(one.at)], "\n")))
        blocks.append(actions(f"asked#{number}", *_answers(one, number, member)))
    if len(asked) > SHOWN:
        blocks.append(context(ours(wording.more_undefined(len(asked) - SHOWN))))
    blocks += data_requests.lines(wanted[after:], now)
    blocks.append(turning(PAGE, after, further, data_requests.SHOWN))
    return [block for block in blocks if block is not None]


def _answers(one: Request, number: int, member: str) -> list[Element]:
    whom = str(number + 1)  # who it is about is only shown to whoever asks for it
    agree = button(wording.agree(), clicks.Agree(one.id), number=number, whom=whom)
    decline = button(wording.decline(), clicks.Decline(one.id), number=number, whom=whom)
    show = button(wording.show_whom(), clicks.ShowFull(one.contact_id), number=number, whom=whom)
    return [*([] if one.by == member else [agree]), decline, show]
