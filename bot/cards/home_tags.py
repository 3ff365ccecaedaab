"""The page of Home with all tags in use, to be renamed, put together and retired."""

from typing import Final

from bot import clicks, wording
from bot.cards.block import (
    Block,
    Message,
    View,
    button,
    context,
    header,
    message,
    section,
    select_input,
    text_input,
)
from bot.cards.block import view as form
from bot.cards.home_desk import turning
from bot.cards.text import badge, excerpt, joined, ours
from bot.inputs import RENAME, RETIRE, Field
from storage.overview import TagPage, TagUse

PAGE: Final = "tags"
SHOWN: Final = 20
NAME_CHARS: Final = 75


def tags(page: TagPage, *, after: int = 0) -> list[Block]:
    """A page of the tags, most used first."""
    blocks: list[Block | None] = [header(wording.tags_in_use())]
    if not page.total:
        blocks.append(section(ours(wording.no_tags())))
    if after:
        blocks.append(context(ours(wording.further_on(after))))
    blocks += [_line(one, number) for number, one in enumerate(page.found)]
    further = after + SHOWN if page.total > after + SHOWN else None
    blocks.append(turning(PAGE, after, further, SHOWN))
    return [block for block in blocks if block is not None]


def tag_list(page: TagPage) -> Message:
    """The tags that are used most, where the command was typed."""
    told = ours(wording.tags_in_use())
    more = page.total - len(page.found)
    blocks = [*tags(TagPage(found=page.found, total=len(page.found)))]
    rest = context(ours(wording.more_tags(more))) if more > 0 else None
    return message(told, [*blocks, *([rest] if rest else [])])


def not_in_use(name: str, near: str) -> Message:
    """A tag that nobody has, and the one that may be meant."""
    named = badge(excerpt(name, NAME_CHARS))
    told = ours(wording.tag_not_in_use(named, badge(excerpt(near, NAME_CHARS))))
    return message(told, [section(told)])


def retag_form(about: clicks.RetagForm, tag: str) -> View:
    """What becomes of a tag, on every customer that has it."""
    blocks = [
        context(badge(excerpt(tag, NAME_CHARS))),
        select_input(
            Field.RETAG,
            wording.retag_what(),
            [(RENAME, wording.rename()), (RETIRE, wording.retire())],
            initial=RENAME,
            optional=False,
        ),
        text_input(
            Field.NEW_TAG,
            wording.retag_name(),
            initial=tag,
            hint=wording.retag_name_hint(),
            most=NAME_CHARS,
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return form(about, wording.retag_title(), shown, submit=wording.save(), close=wording.close())


def _line(one: TagUse, number: int) -> Block:
    named = excerpt(one.name, NAME_CHARS)
    change = clicks.OpenRetag(clicks.quoted(one.name))
    return section(
        joined([badge(named), ours(wording.tag_on(one.contacts))]),
        accessory=button(wording.change(), change, number=number, whom=named),
    )
