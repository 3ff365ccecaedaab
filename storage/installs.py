"""Installations: what a workspace let us in with, since when, and when it put us out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from storage.record import Record


class Granted(Record):
    """Who let us in, and as whom we act there. No secret is in it; what names somebody else's things is opaque."""

    workspace: str
    """Whose store it is: the team, or the organisation where all its teams let us in at once."""
    team: str | None = None
    """None where a whole organisation let us in."""
    organisation: str | None = None
    bot: str
    bot_user: str
    name: str = ""
    url: str = ""
    scopes: str = ""
    by: str | None = None
    at: datetime
    number: str
    """Tells one installation of a workspace from the next."""

    @property
    def is_org_wide(self) -> bool:
        """True if all teams of an organisation let us in at once."""
        return self.team is None

    def is_for(self, team: str | None, organisation: str | None) -> bool:
        """True if what comes from this team of this organisation may be answered by this installation.

        Never across organisations, whatever the ids of teams or places are.
        """
        if self.is_org_wide:
            return organisation == self.workspace
        others = organisation and self.organisation and organisation != self.organisation
        return team == self.team and not others


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What opens a workspace to us. Never shown: not by repr, not in logs."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    """Good for one renewal; empty where the access does not end."""
    until: datetime | None = None
    """When the access ends; None for never."""

    def is_due(self, now: datetime, *, ahead: timedelta) -> bool:
        """True if the access ends within this time, and can be renewed."""
        return bool(self.refresh) and self.until is not None and self.until - now <= ahead


class Standing(StrEnum):
    """How a workspace stands to us."""

    SERVED = "served"
    WITHOUT_TOKEN = "without token"  # noqa: S105 - what is told of it, no secret
    """Its tokens were revoked; its data waits for it to install again."""
    UNREADABLE = "unreadable"
    """No secret key opens its tokens."""
    LEFT = "left"
    """It put us out; its data is deleted once the time of grace is over."""
    GOING = "going"
    """Its data is being deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Install:
    """One workspace's installation, as it stands."""

    granted: Granted
    tokens: Tokens | None
    left_at: datetime | None = None
    is_going: bool = False
    is_unreadable: bool = False
    closed: frozenset[str] = frozenset()
    """Teams of an organisation that it took us out of, while it keeps us in the others."""

    @property
    def standing(self) -> Standing:
        """How the workspace stands to us."""
        if self.is_going:
            return Standing.GOING
        if self.left_at is not None:
            return Standing.LEFT
        if self.is_unreadable:
            return Standing.UNREADABLE
        return Standing.SERVED if self.tokens else Standing.WITHOUT_TOKEN

    def ends_at(self, grace: timedelta) -> datetime | None:
        """When its data is to be deleted; None while it has not left."""
        return None if self.left_at is None else self.left_at + grace


def looked_up(team: str | None, organisation: str | None) -> Iterator[str]:
    """Whose installation answers for a payload, the first that is there: the team's own, then its organisation's.

    A team that installed by itself within an organisation is served by its own installation and keeps its
    own store; every other team of the organisation is served by the one of the organisation.
    """
    if team:
        yield team
    if organisation and organisation != team:
        yield organisation


@dataclass(frozen=True, slots=True)
class Saved:
    """The workspace is served from now on."""


@dataclass(frozen=True, slots=True)
class StillGoing:
    """Its data is just being deleted: nothing was saved, it can install again in a minute."""


SavedAs = Saved | StillGoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    """What a rotation of the secret key did."""

    anew: int
    """Values that the newest key sealed just now."""
    already: int
    """Values that it had sealed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiped:
    """A workspace that is gone: what its certificate says."""

    workspace: str
    keys: int
    """How many keys of the store were deleted."""
    remaining: int
    """How many were found when it was looked again; none, or it is gone on with."""
