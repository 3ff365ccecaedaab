"""One call of the Web API: its arguments, read as Slack reads them."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playground.bodies import NotJson, parsed
from playground.installing import Grants
from playground.shapes import BOT_USER, Json, Refused
from playground.workspace import Workspace

_TRUE = ("true", "1", "True")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What was asked of a method, and the workspace it was asked of."""

    workspace: Workspace
    arguments: Json
    grants: Grants
    """Who let the app in."""
    token: str = ""
    """As which it was called."""
    login: tuple[str, str] = ("", "")
    """Name and password of HTTP's basic authentication: the app's own id and secret."""

    def text(self, name: str) -> str | None:
        """A text argument, or None when it was not given."""
        value = self.arguments.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, dict | list):
            raise bad_argument(name, "must provide a string")
        return str(value)

    def needed(self, name: str, error: str = "invalid_arguments") -> str:
        """A text argument that must be there; raises Refused with the method's own code."""
        value = self.text(name)
        if value is None:
            if error != "invalid_arguments":
                raise Refused(error)
            raise bad_argument(name, f"missing required field: {name}", at="")
        return value

    def flag(self, name: str) -> bool:
        """Whether a yes-or-no argument is yes."""
        value = self.arguments.get(name)
        return value is True or value in _TRUE

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """An argument that is JSON, or JSON in a string; None when it was not given."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return parsed(value)
        except NotJson:
            raise Refused(error) from None

    def page(self, items: list[Json], *, most: int, otherwise: int) -> tuple[list[Json], Json]:
        """The part of the items that `cursor` and `limit` ask for, and where the next begins."""
        limit = self.whole("limit", otherwise)
        if not 1 <= limit <= most:
            raise Refused("invalid_limit")
        start = _place_of(self.text("cursor"))
        end = start + limit
        more = end < len(items)
        cursor = base64.b64encode(f"next:{end}".encode()).decode() if more else ""
        return items[start:end], {"next_cursor": cursor}

    def whole(self, name: str, otherwise: int) -> int:
        """A whole number, or another when it was not given."""
        value = self.text(name)
        if value is None:
            return otherwise
        if not value.isdecimal():
            raise bad_argument(name, "must provide an integer")
        return int(value)

    def channel(self) -> Json:
        """The channel asked for; raises Refused `channel_not_found`."""
        return self.workspace.world.channel(self.needed("channel", "channel_not_found"))

    def channel_with_bot(self) -> Json:
        """The channel asked for, of which the bot must be a member and which must be in use."""
        channel = self.channel()
        if BOT_USER not in channel["members"]:
            raise Refused("not_in_channel")
        return channel


def bad_argument(name: str, reason: str, *, at: str | None = None) -> Refused:
    """The refusal of one argument, with Slack's pointer to it."""
    pointer = f"/{name}" if at is None else at
    said = f"[ERROR] {reason} [json-pointer:{pointer}]"
    return Refused("invalid_arguments", response_metadata={"messages": [said]})


def _place_of(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        kind, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if kind != "next" or not number.isdecimal():
        raise Refused("invalid_cursor")
    return int(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method of the Web API: who may call it with which scopes, and what answers."""

    answer: Callable[[Call], Awaitable[Json]]
    scopes: tuple[str, ...] = ()
    caller: str = "bot"
