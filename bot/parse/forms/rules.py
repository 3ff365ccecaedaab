"""A rule, as it was set up."""

import re
from typing import Final

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldErrors, RuleEntry
from bot.parse.forms.tags import MOST_TAGS, TAG_CHARS
from bot.parse.forms.typed import each_once, listed, text, wrong_query
from bot.parse.payloads import State
from storage.rules import LONGEST_NAME_CHARS, Hours, is_time
from storage.searching.parsing import parse
from storage.searching.reading import Mistake

NONE: Final = "-"
"""What stands in a menu for nothing at all."""
MOST_AGAIN: Final = 20
_TIMES: Final = re.compile(r"(\d\d:\d\d)\s*(?:-|\u2013|to|bis)\s*(\d\d:\d\d)")


def rule(state: State) -> RuleEntry | FieldErrors:
    """When it fires and what it does, or a sentence at each field that is wrong."""
    errors: dict[str, str] = {}
    name = " ".join(text(state, Field.RULE_NAME).split())
    if not name or len(name) > LONGEST_NAME_CHARS:
        errors[Field.RULE_NAME] = wording.rule_needs_name(LONGEST_NAME_CHARS)
    written = text(state, Field.RULE_QUERY)
    query = parse(written) if written else None
    if isinstance(query, Mistake):
        errors[Field.RULE_QUERY] = wrong_query(query)
    times = _TIMES.fullmatch(text(state, Field.RULE_TIMES) or "09:00-18:00")
    is_span = times and times[1] != times[2] and is_time(times[1]) and is_time(times[2])
    if not is_span:
        errors[Field.RULE_TIMES] = wording.wrong_hours()
    again = text(state, Field.RULE_AGAIN) or "0"
    if not again.isdecimal() or int(again[:9]) > MOST_AGAIN:
        errors[Field.RULE_AGAIN] = wording.wrong_again(MOST_AGAIN)
    tags = each_once(" ".join(one.split()) for one in listed(text(state, Field.RULE_TAGS)))
    if len(tags) > MOST_TAGS or any(len(one) > TAG_CHARS for one in tags):
        errors[Field.RULE_TAGS] = wording.tag_too_long(tags[0][:30], TAG_CHARS)
    if errors or times is None:
        return FieldErrors(errors)
    places = state.get(Field.RULE_PLACES, [])
    hours = text(state, Field.RULE_HOURS)
    return RuleEntry(
        name=name,
        query=str(query) if query else "",
        places=tuple(places) if isinstance(places, list) else (),
        hours=Hours(hours) if hours in set(Hours) else Hours.ALWAYS,
        opens=times[1],
        closes=times[2],
        again=int(again),
        tags=tuple(tags),
        priority=_picked(state, Field.RULE_PRIORITY),
        owner_group=_picked(state, Field.RULE_OWNER),
        mention_group=_picked(state, Field.RULE_MENTION),
        post_to=_picked(state, Field.RULE_POST_TO),
        reply=_picked(state, Field.RULE_REPLY),
        suggest=_picked(state, Field.RULE_SUGGEST),
    )


def _picked(state: State, field: str) -> str:
    found = text(state, field)
    return "" if found == NONE else found
