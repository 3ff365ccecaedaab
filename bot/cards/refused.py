"""What a customer wrote from that does not say who it is: why, and what an agent can do."""

from typing import Final

from bot import wording
from bot.cards.block import Block, context
from bot.cards.identifiers import readable
from bot.cards.text import Safe, badge, bold, excerpt, joined, ours
from storage.identifiers import Identifier
from storage.profile import Profile
from storage.refusing import Refused
from storage.refusing import refused as refused_of
from storage.standing import OWN

MOST: Final = 2
TYPED_CHARS: Final = 100
_BY_ITS_LOOK: Final = frozenset(["role_mailbox", "switchboard"])
_OF_MANY: Final = _BY_ITS_LOOK | {"shared"}
_WARNS: Final = frozenset(["lookalike_domain"])


def refused(profile: Profile) -> list[Block | None]:
    """A line for each, and for what many have a line with what to do."""
    return [context(*_told(one)) for one in refused_of(profile)[:MOST]]


def _told(one: Refused) -> list[Safe]:
    named = bold(excerpt(readable(one.identifier), TYPED_CHARS))
    sign = ":warning:" if one.why in _WARNS else ":busts_in_silhouette:"
    if one.why == "crowded":
        asked = excerpt(_typed(one.identifier), TYPED_CHARS)
        todo = wording.of_a_crowd(
            badge(joined([ours("/customer"), asked], " ")),
            to_mark(one.identifier, "shared"),
        )
        return [ours(f"{sign} {wording.crowded(named, one.others)}"), ours(todo)]
    told = ours(f"{sign} {wording.refused_as(one.why, named)}")
    if one.why not in _OF_MANY:
        return [told]
    looks_so = one.why in _BY_ITS_LOOK
    own = ours(wording.if_of_one(to_mark(one.identifier, OWN))) if looks_so else Safe("")
    return [told, joined([ours(wording.of_many()), own], " ")]


def to_mark(identifier: Identifier, mark: str) -> Safe:
    """The command by which an admin marks this."""
    asked = excerpt(_typed(identifier), TYPED_CHARS)
    return badge(joined([ours("/customer mark"), asked, ours(mark)], " "))


def _typed(identifier: Identifier) -> str:
    """How an identifier is typed after the command."""
    system = identifier.kind.removeprefix("external:")
    return str(identifier) if system != identifier.kind else readable(identifier)
