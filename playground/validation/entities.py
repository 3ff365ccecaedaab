"""Work Objects: what Slack would say about an entity.

Slack takes a message with a wrong entity, leaves the entity out, and says so in a warning: whoever
does not read it sees nothing. https://docs.slack.dev/messaging/work-objects-implementation
"""

from typing import Any

from playground.validation.checks import (
    Check,
    address,
    array,
    boolean,
    by_type,
    integer,
    mapping,
    one_of,
    report,
    string,
)

ENTITY_TYPES = tuple(
    f"slack#/entities/{name}" for name in ("task", "file", "item", "incident", "content_item")
)
_LATEST = 2**33
_COLORS = ("red", "yellow", "green", "gray", "blue")


def _anything(_value: Any, _pointer: str, _found: list[str]) -> None:
    """Accepts whatever Slack documents nothing of."""


def _url(most: int = 3000) -> Check:
    return address(most, "https://", "http://")


_USER: Check = mapping(
    optional={
        "user_id": string(255),
        "text": string(255),
        "url": _url(),
        "email": string(255),
        "icon": _anything,
    }
)
_ICON = mapping(
    required={"alt_text": string(255)}, optional={"url": _url(), "slack_file": _anything}
)
_BESIDE: dict[str, Check] = {
    "key": string(255),
    "label": string(255),
    "long": boolean,
    "icon": _ICON,
    "link": _url(),
    "format": one_of("markdown"),
    "tag_color": one_of(*_COLORS),
}
_VALUES: dict[str, tuple[str, Check]] = {
    "string": ("value", string(3000)),
    "integer": ("value", integer(-_LATEST, _LATEST)),
    "boolean": ("value", boolean),
    "slack#/types/date": ("value", string(10)),
    "slack#/types/timestamp": ("value", integer(0, _LATEST)),
    "slack#/types/email": ("value", string(320)),
    "slack#/types/link": ("value", _url()),
    "slack#/types/channel_id": ("value", string(255)),
    "slack#/types/user": ("user", _USER),
}


def _item(kind: str) -> Check:
    name, value = _VALUES[kind]
    return mapping(required={name: value}, optional={**_BESIDE, "type": one_of(kind)})


def _field(kind: str) -> Check:
    name, value = _VALUES[kind]
    known = {"type": one_of(kind), "key": string(255), "label": string(255)}
    beside = {key: check for key, check in _BESIDE.items() if key not in known}
    return mapping(required={**known, name: value}, optional=beside)


def _array_field(value: Any, pointer: str, found: list[str]) -> None:
    kind = value.get("item_type")
    if kind not in _VALUES:
        report(found, "missing or unsupported item_type", f"{pointer}/item_type")
        return
    mapping(
        required={
            "type": one_of("array"),
            "key": string(255),
            "label": string(255),
            "item_type": string(255),
            "value": array(_item(kind), least=0, most=100),
        },
        optional={"long": boolean},
    )(value, pointer, found)


_BUTTON = mapping(
    required={"text": string(75), "action_id": string(255)},
    optional={
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "url": _url(),
        "accessibility_label": string(75),
        "processing_state": mapping(
            required={"enabled": boolean}, optional={"interstitial_text": string(255)}
        ),
    },
)
_ATTRIBUTES = mapping(
    required={"title": mapping(required={"text": string(3000)}, optional={"edit": _anything})},
    optional={
        "display_type": string(255),
        "display_id": string(255),
        "product_icon": _ICON,
        "product_name": string(255),
        "locale": string(20),
        "full_size_preview": _anything,
        "metadata_last_modified": integer(0, _LATEST),
    },
)
_CUSTOM_FIELDS = array(
    by_type({**{kind: _field(kind) for kind in _VALUES}, "array": _array_field}), least=0, most=100
)


def _order_names_fields(value: Any, pointer: str, found: list[str]) -> None:
    keys = {field["key"] for field in value.get("custom_fields", ())} | set(value.get("fields", ()))
    for place, name in enumerate(value.get("display_order", ())):
        if name not in keys:
            report(found, f"no field has the key {name}", f"{pointer}/display_order/{place}")


_PAYLOAD = mapping(
    required={"attributes": _ATTRIBUTES},
    optional={
        "fields": _anything,
        "custom_fields": _CUSTOM_FIELDS,
        "display_order": array(string(255), least=0, most=100),
        "slack_file": _anything,
        "actions": mapping(
            optional={
                "primary_actions": array(_BUTTON, least=0, most=2),
                "overflow_actions": array(_BUTTON, least=0, most=5),
            }
        ),
    },
    rules=[_order_names_fields],
)
_ENTITY: dict[str, Check] = {
    "entity_type": one_of(*ENTITY_TYPES),
    "url": _url(),
    "external_ref": mapping(required={"id": string(255)}, optional={"type": string(255)}),
    "entity_payload": _PAYLOAD,
}
_WITH_LINK: dict[str, Check] = {**_ENTITY, "app_unfurl_url": _url()}


def problems_in_entities(entities: Any, *, unfurled: bool = False) -> list[str]:
    """Everything Slack would refuse in the entities of a message, or of an unfurled link."""
    found: list[str] = []
    one = (
        mapping(required=_WITH_LINK)
        if unfurled
        else mapping(required=_ENTITY, optional={"app_unfurl_url": _url()})
    )
    array(one, most=10)(entities, "/metadata/entities", found)
    return found


def problems_in_details(entity: Any) -> list[str]:
    """Everything Slack would refuse in the entity that fills the pane beside the conversation."""
    found: list[str] = []
    mapping(required=_ENTITY)(entity, "/metadata", found)
    return found
