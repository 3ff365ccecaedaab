"""Who may do what, where. Pure: one table, asked at the click and again at the submit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is to the workspace."""

    ADMIN = "admin"
    """A Slack admin or owner."""
    LEAD = "lead"
    """A member of the user group that an admin named."""
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
    POST = "post"
    """Have a customer's card where everybody in the channel reads it."""
    SEGMENT = "segment"
    """Save a search of one's own, and change or delete it."""
    HISTORY = "history"
    """Read in the audit who did what to a customer, and who looked."""
    EDIT_SEGMENTS = "edit_segments"
    """Change or delete colleagues' saved searches."""
    EDIT_TAGS = "edit_tags"
    """Rename, put together or retire a tag on everybody."""
    EDIT_RULES = "edit_rules"
    """What happens by itself when a customer writes."""
    MARK = "mark"
    """Say which identifiers are nobody's own."""
    EXPORT = "export"
    """Take all that is held of a customer out of the store."""
    ANSWER_REQUESTS = "answer_requests"
    """See which customers ask what is held of them, and answer them."""
    ERASE = "erase"
    """Delete a customer for good."""
    DEFINE = "define"
    """Say which custom fields there are, and clear what is stored of one."""
    CONFIGURE = "configure"
    """Which channels are read, who may do what, retention."""
    HELP = "help"


class Context(StrEnum):
    """Who reads along where something is done."""

    INSIDE = "inside"
    """Members of the workspace alone."""
    SHARED = "shared"
    """Another company too; or Slack does not say."""


_EVERYTHING: Final = frozenset(Action)
_OF_ADMINS: Final = frozenset(
    {
        Action.MARK,
        Action.EXPORT,
        Action.ANSWER_REQUESTS,
        Action.ERASE,
        Action.DEFINE,
        Action.CONFIGURE,
    }
)
_OF_LEADS: Final = frozenset(
    {Action.HISTORY, Action.EDIT_SEGMENTS, Action.EDIT_TAGS, Action.EDIT_RULES}
)
_TABLE: Final[dict[Role, frozenset[Action]]] = {
    Role.ADMIN: _EVERYTHING,
    Role.LEAD: _EVERYTHING - _OF_ADMINS,
    Role.AGENT: _EVERYTHING - _OF_ADMINS - _OF_LEADS,
    Role.GUEST: frozenset(),
    Role.STRANGER: frozenset(),
    Role.MACHINE: frozenset(),
    Role.UNKNOWN: frozenset(),
}
_NOT_THERE: Final[dict[Context, frozenset[Action]]] = {
    Context.INSIDE: frozenset(),
    Context.SHARED: frozenset({Action.POST}),
}
"""What nobody may do there. All else is answered to the member alone, wherever they ask."""


def may(role: Role, action: Action, context: Context = Context.INSIDE) -> bool:
    """True if somebody of this role may do this, here. What the table does not name is refused."""
    return action in _TABLE.get(role, frozenset()) - _NOT_THERE[context]


def least(action: Action) -> Role:
    """The role that one needs at least, to be told to whoever was refused."""
    return next((role for role in (Role.AGENT, Role.LEAD) if may(role, action)), Role.ADMIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who uses the bot, as Slack describes them."""

    user_id: str
    role: Role
    zone: str
    """IANA zone."""
    locale: str
    name: str = ""
    """What Slack calls them; empty where it does not say."""


def role_of(
    user: Mapping[str, object],
    *,
    team_id: str,
    enterprise_id: str | None,
    leads: Collection[str] = (),
) -> Role:
    """The role of a user object of `users.info`; `leads` are the members of the group of leads.

    Anything unclear is a refusal.
    """
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
        (user.get("id") in leads, Role.LEAD),
    )
    return next((role for met, role in checks if met), Role.AGENT)


class NotAllowed(Exception):
    """This member may not do this, here."""

    def __init__(self, role: Role, action: Action) -> None:
        super().__init__(f"{role} may not {action}")
        self.role = role
        self.action = action
