"""A profile as a Work Object: what everybody reads of it, and what one member sees beside the conversation.

https://docs.slack.dev/messaging/work-objects-implementation. What stands on a message is read by all in the
conversation and by every app there: an opaque id, and the word *customer*. Values are plain text to Slack.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from bot import clicks, wording
from bot.cards import custom, orders
from bot.cards.authors import MEMBER
from bot.cards.block import BUTTON_TEXT, Message, plain
from bot.cards.facts import local_time
from bot.cards.identifiers import readable, title_of
from bot.cards.text import Safe, cleaned, flat, shortened
from bot.cards.viewer import Viewer
from bot.clicks import Click
from storage.profile import Profile

Entity = Mapping[str, Any]

PRODUCT: Final = "Rapport"
TYPE: Final = "slack#/entities/item"
"""Slack has no type of its own for customers; this one has no fields but those that we give."""
REFERENCE: Final = "customer"
TITLE_CHARS: Final = 150
VALUE_CHARS: Final = 500
LONG_CHARS: Final = 2_000
MOST_TAGS: Final = 20
MOST_IDENTIFIERS: Final = 8
MOST_OWN: Final = 8
_SHORT: Final = ("company", "title", "location", "priority")


def preview(contact_id: str, link: str, *, posted: str = "") -> Entity:
    """What everybody reads of a profile: of its address as somebody `posted` it, else under a card."""
    if not posted:  # the card above has buttons of its own
        return _entity(contact_id, link, wording.open_beside(), [], {})
    shown = _button(wording.show_all(), clicks.ShowFull(contact_id))
    entity = _entity(contact_id, link, wording.a_customer(), [], {"primary_actions": [shown]})
    return {**entity, "app_unfurl_url": posted}


def details(
    profile: Profile, contact_id: str, link: str, *, now: datetime, viewer: Viewer
) -> Entity:
    """A profile for one member, with what they can do; under the id that they asked for."""
    actions = {
        "primary_actions": [
            _button(wording.note(), clicks.OpenNote(contact_id), style="primary"),
            _button(wording.tag(), clicks.OpenTag(contact_id)),
        ],
        "overflow_actions": [
            _button(wording.edit(), clicks.OpenEdit(contact_id)),
            _button(wording.merge(), clicks.OpenMerge(contact_id)),
            _button(wording.show_all(), clicks.ShowFull(contact_id)),
            _button(wording.see_timeline(), clicks.ShowTimeline(contact_id)),
            _button(wording.see_orders(), clicks.ShowOrders(contact_id)),
        ],
    }
    fields = [field for field in _fields(profile, now, viewer) if field is not None]
    return _entity(contact_id, link, title_of(profile), fields, actions)


def problem(message: Message) -> Mapping[str, str]:
    """Why there is nothing to see, as Slack takes it."""
    return {
        "status": "custom",
        "custom_title": wording.not_shown(),
        "custom_message": _words(message.text),
    }


def _entity(
    contact_id: str,
    link: str,
    title: str,
    fields: list[dict[str, Any]],
    actions: Mapping[str, list[dict[str, Any]]],
) -> Entity:
    payload: dict[str, Any] = {
        "attributes": {
            "title": {"text": shortened(flat(title), TITLE_CHARS) or wording.a_customer()},
            "display_type": wording.entity_type(),
            "product_name": PRODUCT,
        },
    }
    if actions:
        payload["actions"] = dict(actions)
    if fields:
        payload["custom_fields"] = fields
        payload["display_order"] = [field["key"] for field in fields]
    return {
        "entity_type": TYPE,
        "url": link,
        "external_ref": {"id": contact_id, "type": REFERENCE},
        "entity_payload": payload,
    }


def _button(label: str, click: Click, *, style: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {
        "text": plain(label, BUTTON_TEXT)["text"],
        "action_id": click.ACTION_ID,
        "value": click.encode(),
    }
    return {**found, "style": style} if style else found


def _fields(profile: Profile, now: datetime, viewer: Viewer) -> Iterable[dict[str, Any] | None]:
    """What an agent needs first, first."""
    yield _text("plan", wording.FIELDS["plan"], profile.value("plan"))
    yield _list("tags", wording.tags_label(), [tag.name for tag in profile.tags[:MOST_TAGS]])
    told = _words(local_time(profile, now, viewer, None))
    yield _text("local_time", wording.local_time_label(), told)
    preferred = profile.value("preferred_channel")
    named = wording.channel(preferred) if preferred else None
    yield _text("preferred_channel", wording.FIELDS["preferred_channel"], named)
    language = profile.value("language")
    spoken = wording.language(language) if language else None
    yield _text("language", wording.FIELDS["language"], spoken)
    for name in _SHORT:
        yield _text(name, wording.FIELDS[name], profile.value(name))
    yield _owner(profile.value("owner"))
    yield from _known_by(profile)
    waiting = orders.in_short(profile.orders, now, late=lambda text: text)
    yield _text("order", wording.latest_order(), _words(waiting), long=True)
    for written in profile.messages[:1]:
        yield _text("message", wording.latest_message(), written.text, long=True)
    for note in profile.notes[:1]:
        yield _text("note", wording.latest_note(), note.text, long=True)
    for number, (label, value) in enumerate(custom.in_words(profile)[:MOST_OWN]):
        yield _text(f"own_{number}", label, value)


def _owner(value: str | None) -> dict[str, Any] | None:
    """A colleague as Slack shows them, or whatever name an import gave."""
    label = wording.FIELDS["owner"]
    if not (value and MEMBER.fullmatch(value)):
        return _text("owner", label, value)
    kind = "slack#/types/user"
    return {"key": "owner", "label": _label(label), "type": kind, "user": {"user_id": value}}


def _known_by(profile: Profile) -> Iterable[dict[str, Any] | None]:
    known = [claim.identifier for claim in profile.claims]
    rows = (
        ("emails", wording.emails(), [one for one in known if one.kind == "email"]),
        ("phones", wording.phones(), [one for one in known if one.kind == "phone"]),
        ("handles", wording.handles(), [one for one in known if one.kind not in _ADDRESSES]),
    )
    for key, label, found in rows:
        values = [readable(one) for one in found[:MOST_IDENTIFIERS]]
        yield _text(key, label, values[0]) if len(values) == 1 else _list(key, label, values)


_ADDRESSES: Final = ("email", "phone")


def _text(key: str, label: str, value: str | None, *, long: bool = False) -> dict[str, Any] | None:
    """One value; None where there is none."""
    limit = LONG_CHARS if long else VALUE_CHARS
    text = (value or "")[: 2 * limit]
    shown = shortened(cleaned(text) if long else flat(text), limit)
    if not shown:
        return None
    field = {"key": key, "label": _label(label), "type": "string", "value": shown}
    return {**field, "long": True} if long else field


def _list(key: str, label: str, values: list[str]) -> dict[str, Any] | None:
    """Several values; None where there are none."""
    shown = [shortened(flat(value[: 2 * TITLE_CHARS]), TITLE_CHARS) for value in values]
    items = [{"value": one} for one in shown if one]
    if not items:
        return None
    return {
        "key": key,
        "label": _label(label),
        "type": "array",
        "item_type": "string",
        "value": items,
    }


def _label(text: str) -> str:
    return shortened(flat(text[: 2 * BUTTON_TEXT]), BUTTON_TEXT) or "\u2014"


def _words(text: Safe | str) -> str:
    """Mrkdwn of our own making as it is read: without its entities and marks."""
    told = text.replace("*", "").replace("_", "").replace("`", "")
    return told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
