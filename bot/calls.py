"""What a listener gets and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.block import Message, View
from bot.channels import Channels
from bot.clicks import ShowHome
from bot.clicks.of_home import MARK
from bot.clicks.of_pane import PANE
from bot.common_language import CommonLanguage
from bot.homes import Homes
from bot.makers.opened import Makers
from bot.members import Members
from bot.parse.payloads import Place
from bot.permissions import Member
from bot.pictures import Pictures
from bot.places import Places
from bot.workspaces import Installation
from storage.message import Channel
from storage.store import Change, ProfileStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Deps:
    """What every listener may use. Made once, in app.py."""

    client: AsyncWebClient
    members: Members
    channels: Channels
    homes: Homes
    default_region: str
    public_url: str
    """Where browsers reach the bot, for the addresses of profiles; empty where they do not."""
    language: CommonLanguage
    """What everybody reads together is written in it."""
    places: Places
    pictures: Pictures
    doors: frozenset[Channel]
    """What the makers' own webhooks may bring: what no relay need carry."""
    makers: Makers
    """By whom answers go back to customers without a relay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request of a member, let in and authorised."""

    body: Mapping[str, Any]
    installation: Installation
    store: ProfileStore
    member: Member
    place: Place
    now: datetime
    key: str
    """Equal for repetitions of one and the same request."""
    trigger_id: str
    response_url: str
    public_url: str = ""
    """Where browsers reach the bot (Deps.public_url)."""

    @property
    def origin(self) -> str:
        """Where an answer to this request is shown, as a form that it opens carries it."""
        place, private = self.place, "private" if self.place.is_private else ""
        where = f"{self.response_url} {place.channel_id} {place.thread_ts} {private}"
        return f"{where} {place.view_id} {place.carried}".rstrip()

    @property
    def is_nowhere(self) -> bool:
        """True for a request out of no conversation: a shortcut of the whole workspace."""
        return not (self.response_url or self.place.channel_id or self.place.view_id)

    @property
    def is_in_home(self) -> bool:
        """True for a click in the bot's Home itself, not in what was opened from it."""
        return bool(self.place.home) and self.is_nowhere

    def answered_at(self, origin: str) -> "Call":
        """The same request, answered where the form was opened."""
        url, channel, thread, private, view_id, carried = (*origin.split(" "), *[""] * 6)[:6]
        place = Place(
            channel_id=channel,
            thread_ts=thread,
            is_ephemeral=private == "private",
            view_id=view_id,
            home=carried if carried.startswith(MARK) else "",
            pane=carried if carried.startswith(PANE) else "",
        )
        return replace(self, response_url=url, place=place)

    def change(self, part: str = "") -> Change:
        """This request as the author of a change; `part` tells several changes of one request apart."""
        return Change(by=self.member.user_id, at=self.now, key=f"{self.key}{part}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One event of a workspace, out of the inbox."""

    event: Mapping[str, Any]
    event_id: str
    installation: Installation
    store: ProfileStore
    now: datetime
    attempt: int = 1
    """1 the first time that it is worked on."""


@dataclass(frozen=True, slots=True)
class Privately:
    """A message that only the member sees; `in_place` of the one that was clicked where that is private too.

    `failed` says that nothing was done, and why.
    """

    message: Message
    in_place: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Opens:
    """A modal to be opened, or pushed where one is open already.

    `reads` are the contacts whose whole profiles it shows.
    """

    view: View
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redraws:
    """The member's Home is shown anew: the page that this names, else the one it came from.

    `said` stands on top of it.
    """

    page: ShowHome | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Closes:
    """The modal closes; `then` is shown to the member, where `call` says (set by the router)."""

    then: Privately | Redraws | None = None
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Corrects:
    """The modal stays open with a sentence at each field."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Replaces:
    """The modal shows something else, of the contacts whose whole profiles it `reads`."""

    view: View
    reads: tuple[str, ...] = ()


Reply = Privately | Opens | Redraws | None
Submitted = Closes | Corrects | Replaces
