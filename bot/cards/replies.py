"""Replies that are kept ready: as they would read to one customer, and all of them."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from babel.core import UnknownLocaleError
from babel.dates import format_skeleton

from bot import clicks, wording
from bot.cards.block import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    message,
    section,
)
from bot.cards.identifiers import title_of
from bot.cards.media import preformatted
from bot.cards.orders import open_orders
from bot.cards.text import bold, excerpt, joined, ours
from bot.clicks import Click
from bot.wording import Language
from storage.contact import Order
from storage.profile import Profile
from storage.templating import Rendered, Template, in_language, rendered

OFFERED: Final = 6
OFFERED_CHARS: Final = 1_200
"""Of each; the whole of a longer one is in the form that *Edit first* opens."""
A_PAGE: Final = 12
PREVIEW_CHARS: Final = 200
_WORLDS_ENGLISH: Final = "en_001"
"""`23 November`, where nobody says that it is America's."""


def as_read(template: Template, profile: Profile, *, agent: str) -> Rendered:
    """The reply as this customer would read it, about the newest order that is on its way."""
    """The reply as this customer would read it, about the newest order that is on its way."""
    order = next(iter(open_orders(profile.orders)), None)
    due = (order.eta or order.promised_at) if order else None
    language, _ = in_language(template, profile.value("language"))
    return rendered(
        template,
        profile,
        agent=agent,
        order=order,
        status=_status(order, language) if order else "",
        expected=_day(due, language) if due else "",
        total=_sum(order, language) if order else "",
    )


def reading_of(template: Template, profile: Profile) -> str:
    """What tells one reading of a reply from another, whoever posts it; opaque."""
    said = as_read(template, profile, agent="").text
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def offers(
    profile: Profile, templates: Sequence[Template], *, place: str, agent: str, goes: str = ""
) -> Message:
    """What is kept ready, as it would read to this customer; posted at a click, or edited first.

    `goes` says how a reply reaches them, where that is not by a relay.
    """
    name = excerpt(title_of(profile), 100)
    told = ours(wording.replies_to(name))
    blocks: list[Block | None] = [section(bold(told)), context(ours(goes))]
    if not templates:
        blocks.append(context(ours(wording.no_templates())))
    for number, template in enumerate(templates[:OFFERED]):
        blocks += _offer(number, profile, template, place=place, agent=agent)
    own = clicks.EditReply(profile.contact_id, "", place)
    blocks.append(actions("reply", button(wording.write_reply(), own)))
    return message(told, [block for block in blocks if block is not None])


def suggested(profile: Profile, template: Template, *, place: str) -> Message:
    """A reply that a rule offers to everybody in the thread; it is posted in the name of whoever presses."""
    name = excerpt(title_of(profile), 100)
    told = ours(wording.suggests(name))
    blocks = [
        context(ours(f":bulb: {told}")),
        *_offer(0, profile, template, place=place, agent=wording.whoever_posts()),
    ]
    return message(told, [block for block in blocks if block is not None])


def listed(
    templates: Sequence[Template],
    *,
    after: int = 0,
    may_edit: bool,
    next_page: Click | None = None,
) -> Message:
    """A page of all that is kept ready, to be changed by whoever may.

    `next_page` is what leads to the next page, where that is not a list like this one.
    """
    if not templates and not may_edit:
        told = ours(wording.no_templates())
        return message(told, [section(told)])
    kept = wording.templates_kept(len(templates)) if templates else wording.no_templates_yet()
    told = ours(kept)
    further = ours(wording.after_templates(after)) if after else ours("")
    blocks: list[Block | None] = [section(joined([bold(told) if templates else told, further]))]
    for number, template in enumerate(templates[after : after + A_PAGE]):
        _, text = in_language(template, None)
        named = joined([bold(excerpt(template.name, 100)), ours(", ".join(template.texts))])
        preview = excerpt(text, PREVIEW_CHARS)
        blocks.append(section(joined([named, preview], "\n")))
        if may_edit:
            blocks.append(_editing(number, template))
    on = next_page or clicks.ShowTemplates(str(after + A_PAGE))
    blocks.append(_paging(templates, after, on, may_edit=may_edit))
    return message(told, [block for block in blocks if block is not None])


def told(text: str) -> Message:
    """One sentence of ours."""
    return message(ours(text), [section(ours(text))])


def kept(template: Template) -> Message:
    """After a template was made or changed."""
    return told(wording.template_kept(excerpt(template.name, 100)))


def _offer(
    number: int, profile: Profile, template: Template, *, place: str, agent: str
) -> list[Block | None]:
    found = as_read(template, profile, agent=agent)
    named = excerpt(template.name, 100)
    asked = (profile.contact_id, template.id, place)
    click = clicks.PostReply(*asked, reading_of(template, profile))
    post = button(wording.post_in_thread(), click, number=number, whom=template.name)
    edit = button(wording.edit_first(), clicks.EditReply(*asked), number=number, whom=template.name)
    missing = ours(f":warning: {wording.gaps(found.gaps)}") if found.gaps else ours("")
    return [
        section(joined([bold(named), ours(found.language)])),
        preformatted(found.text, OFFERED_CHARS),
        context(missing),
        actions(f"reply#{number}", *([] if found.gaps else [post]), edit),
    ]


def _editing(number: int, template: Template) -> Block:
    change = clicks.OpenTemplate(template.id)
    drop = clicks.DropTemplate(template.id)
    return actions(
        f"template#{number}",
        button(wording.change_template(), change, number=number, whom=template.name),
        button(wording.drop_template(), drop, number=number, whom=template.name),
    )


def _paging(
    templates: Sequence[Template], after: int, further: Click, *, may_edit: bool
) -> Block | None:
    more = len(templates) > after + A_PAGE
    found: list[Element] = []
    if may_edit:
        found.append(button(wording.new_template(), clicks.OpenTemplate()))
    if more:
        found.append(button(wording.more(), further))
    return actions("templates", *found) if found else None


def _status(order: Order, language: str) -> str:
    """The status in a customer's language; empty where we do not speak it."""
    found = language.partition("-")[0].lower()
    if found not in set(Language):
        return ""
    with wording.speaking(Language(found)):
        return wording.status(order.status)


def _day(at: datetime, language: str) -> str:
    locale = _WORLDS_ENGLISH if language == "en" else language.replace("-", "_")
    try:
        return str(format_skeleton("MMMMd", at, locale=locale))
    except (UnknownLocaleError, ValueError):
        return f"{at.day} {at:%B}"


def _sum(order: Order, language: str) -> str:
    total: Decimal | None = order.total
    return wording.money(total, order.currency, language) if total is not None else ""
