"""Who may do what, where. Pure: one table, asked at the click and again at the submit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is to the workspace."""

    ADMIN = "admin"
    """A Slack admin or owner."""
    AGENT = "agent"
    """Every other full member."""
    GUEST = "guest"
    """A single- or multi-channel guest."""
    STRANGER = "stranger"
    """A member of another company, met in a shared channel."""
    MACHINE = "machine"
    """A bot, or an app."""
    UNKNOWN = "unknown"
    """Slack did not say, or the account is gone."""


class Action(StrEnum):
    """What can be done with customers."""

    SEE = "see"
    CHANGE = "change"
    """Tag, note, edit, create."""
    JOIN = "join"
    """Merge, split, *not the same*."""
    WATCH = "watch"
    MARK = "mark"
    """Say which identifiers are nobody's own."""
    CONFIGURE = "configure"
    """Which channels are read, and what tags are called."""
    HELP = "help"


_EVERYTHING: Final = frozenset(Action)
_TABLE: Final[dict[Role, frozenset[Action]]] = {
    Role.ADMIN: _EVERYTHING,
    Role.AGENT: _EVERYTHING - {Action.MARK, Action.CONFIGURE},
    Role.GUEST: frozenset(),
    Role.STRANGER: frozenset(),
    Role.MACHINE: frozenset(),
    Role.UNKNOWN: frozenset(),
}


def may(role: Role, action: Action) -> bool:
    """True if somebody of this role may do this. What the table does not name is refused."""
    return action in _TABLE.get(role, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who uses the bot, as Slack describes them."""

    user_id: str
    role: Role
    zone: str
    """IANA zone."""
    locale: str


def role_of(user: Mapping[str, object], *, team_id: str, enterprise_id: str | None) -> Role:
    """The role of a user object of `users.info`. Anything unclear is a refusal."""
    home = user.get("team_id")
    enterprise = user.get("enterprise_user")
    organisation = enterprise.get("enterprise_id") if isinstance(enterprise, dict) else None
    foreign = home != team_id and not (enterprise_id and enterprise_id in (home, organisation))
    checks = (
        (user.get("deleted") is True or not home, Role.UNKNOWN),
        (user.get("is_stranger") is True or foreign, Role.STRANGER),
        (user.get("is_bot") is True or user.get("id") == "USLACKBOT", Role.MACHINE),
        (user.get("is_restricted") is True or user.get("is_ultra_restricted") is True, Role.GUEST),
        (user.get("is_admin") is True or user.get("is_owner") is True, Role.ADMIN),
    )
    return next((role for met, role in checks if met), Role.AGENT)


class NotAllowed(Exception):
    """This member may not do this, here."""

    def __init__(self, role: Role, action: Action) -> None:
        super().__init__(f"{role} may not {action}")
        self.role = role
        self.action = action
