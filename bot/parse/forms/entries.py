"""What was typed into each form, as values."""

from dataclasses import dataclass, field

from storage.fields import FieldType
from storage.identifiers import Identifier
from storage.message import Channel
from storage.retention import Retention
from storage.rules import Hours


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong, by the block id of its field."""

    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note."""

    text: str


@dataclass(frozen=True, slots=True)
class MessageNoteEntry:
    """A note made from a message, and whose it is."""

    contact_id: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """Whose a message is: somebody picked, else a new customer of this name."""

    contact_id: str
    name: str
    channel: Channel
    learn: tuple[int, ...] = ()
    """Places of what the message names and the agent ticked."""


@dataclass(frozen=True, slots=True)
class ReplyEntry:
    """A reply, as it is to be posted."""

    text: str


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A reply that is kept ready, by language."""

    name: str
    texts: dict[str, str]
    inputs: dict[str, str] = field(default_factory=dict)
    """By language, the input that the text was typed into."""


@dataclass(frozen=True, slots=True)
class TagEntry:
    """The tags that were put on and taken off in the form."""

    add: tuple[str, ...]
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What was changed in the form: an emptied field is None, one left alone is not in it."""

    fields: dict[str, str | None] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    """Of custom fields what was typed, by their ids; empty for one that was emptied."""
    add: tuple[Identifier, ...] = ()
    remove: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeEntry:
    """The customer that was picked; empty in a preview."""

    other_id: str


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """The contacts that were picked, or the boxes of what changes sides that were ticked."""

    chosen: tuple[str, ...] = ()
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """What arrives in a channel."""

    channel: Channel | None
    region: str | None
    own_domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A search and the name that it is saved under."""

    name: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """When a rule fires, and what it does."""

    name: str
    query: str
    places: tuple[str, ...]
    hours: Hours
    opens: str
    closes: str
    again: int
    tags: tuple[str, ...]
    priority: str
    owner_group: str
    mention_group: str
    post_to: str
    reply: str
    suggest: str


@dataclass(frozen=True, slots=True)
class RetagEntry:
    """What a tag is called from now on; None where it is taken off everybody."""

    new: str | None


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """Who may do what."""

    lead_group: str | None
    second_person: bool
    asked_in: str | None
    language: str | None
    retention: Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEntry:
    """A custom field; the name is empty where it was not asked."""

    name: str
    type: FieldType
    choices: tuple[str, ...]
    personal: bool
    purpose: str


@dataclass(frozen=True, slots=True)
class ConfirmEntry:
    """What was typed to confirm."""

    text: str


@dataclass(frozen=True, slots=True)
class IdentifiersEntry:
    """What was changed of what a customer is known by."""

    add: tuple[Identifier, ...]
    remove: tuple[Identifier, ...]
    shared: frozenset[Identifier] | None
    """All that several share; None where this was not asked."""


Entry = (
    NoteEntry
    | MessageNoteEntry
    | LinkEntry
    | TagEntry
    | Enrichment
    | MergeEntry
    | SplitEntry
    | WatchEntry
    | RetagEntry
    | RuleEntry
    | SegmentEntry
    | PolicyEntry
    | FieldEntry
    | ConfirmEntry
    | IdentifiersEntry
    | ReplyEntry
    | TemplateEntry
    | FieldErrors
)
