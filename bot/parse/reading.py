"""What reading a message can come to."""

from dataclasses import dataclass

from storage.message import Answer, CustomerMessage, SenderClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBot:
    """Who the bot itself is in this workspace."""

    bot_id: str
    app_id: str
    user_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCustomers:
    """No customer's message: the team's own talk, a notice, a relay's line about an agent."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyNamed:
    """It may be a customer's, but nothing in it names one; what was found is offered."""

    why: str
    candidates: tuple[SenderClaim, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsFile:
    """The file came as a stub: `files.info` knows it."""

    file_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAnswer:
    """What somebody of the team said in a thread."""

    conversation: str
    answer: Answer


Reading = CustomerMessage | TeamAnswer | NotCustomers | NobodyNamed | NeedsFile
