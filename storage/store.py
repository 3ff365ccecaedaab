"""ProfileStore: what Rapport asks of its store, in the words of the domain."""

from typing import Protocol

from storage.contact import Contact, Note
from storage.outcomes import (
    Attributed,
    AttributedAs,
    Change,
    Decided,
    Duplicates,
    Erased,
    Hit,
    ImportedAs,
    ImportUndone,
    Marked,
    MergeOutcome,
    Moved,
    NewContact,
    Noted,
    NotedAs,
    Pair,
    Parted,
    Recorded,
    RecordedAs,
    TakenIn,
    ToldApart,
    Undone,
    Waiting,
)
from storage.profile import Suggestion
from storage.protocols.admitting import Admitting
from storage.protocols.answering import Answering
from storage.protocols.attributing import Attributing
from storage.protocols.auditing import Auditing
from storage.protocols.bulk import Bulk
from storage.protocols.changing import Changing
from storage.protocols.data_requests import DataRequests
from storage.protocols.deciding import Deciding
from storage.protocols.defining import Defining
from storage.protocols.forgetting import Forgetting
from storage.protocols.governing import Governing
from storage.protocols.keeping import Keeping
from storage.protocols.looking import Looking
from storage.protocols.ordering import Ordering
from storage.protocols.overseeing import Overseeing
from storage.protocols.reporting import Reporting
from storage.protocols.retaining import Retaining
from storage.protocols.ruling import Ruling
from storage.protocols.searching import Searching
from storage.protocols.segments import Segments
from storage.protocols.sending import Sendings
from storage.protocols.showing import Showing
from storage.protocols.templating import Templating
from storage.protocols.usage import Counting
from storage.queue import Queue


class ProfileStore(
    Looking,
    Searching,
    Segments,
    Ruling,
    Changing,
    Attributing,
    Ordering,
    Answering,
    Deciding,
    Overseeing,
    Bulk,
    Showing,
    Templating,
    Sendings,
    DataRequests,
    Counting,
    Reporting,
    Auditing,
    Governing,
    Defining,
    Admitting,
    Forgetting,
    Retaining,
    Keeping,
    Protocol,
):
    """The profiles of one workspace. Every write is one atomic step: all of it lands, or none.

    Raises StoreUnreachable, StoreRefused or Conflict as storage.errors says; then nothing was changed.
    """

    workspace: str
    inbox: Queue
    outbox: Queue


class Stores(Protocol):
    """Where the store of a workspace is opened."""

    def __call__(self, workspace: str) -> ProfileStore: ...


__all__ = [
    "Attributed",
    "AttributedAs",
    "Change",
    "Contact",
    "Decided",
    "Duplicates",
    "Erased",
    "Hit",
    "ImportUndone",
    "ImportedAs",
    "Marked",
    "MergeOutcome",
    "Moved",
    "NewContact",
    "Note",
    "Noted",
    "NotedAs",
    "Pair",
    "Parted",
    "ProfileStore",
    "Recorded",
    "RecordedAs",
    "Stores",
    "Suggestion",
    "TakenIn",
    "ToldApart",
    "Undone",
    "Waiting",
]
