"""What can go wrong in the store.

StorageError
├── StoreUnreachable      the server cannot be asked now; nothing was changed
├── StoreRefused          the server answers but takes no write (full, replica, loading); nothing was changed
├── StoreUnsafe           the server may lose or evict what it acknowledged; Rapport does not start on it
├── Conflict              somebody else changed the same profile five times over; nothing was changed
├── UnusableBackup        a backup's file cannot be written, read or put back; nothing was changed
├── Overloaded            the queue is at its high-water mark; send it again later
└── NotThere              a contact, link or note that is asked for does not exist (erased, or never did)
    └── ErasedSince       whoever wrote this was erased after they wrote it; nothing was kept
"""


class StorageError(Exception):
    """A failure that the bot has a sentence for. Never carries a customer's value."""


class StoreUnreachable(StorageError):
    """The server cannot be asked now; nothing was changed."""


class StoreRefused(StorageError):
    """The server takes no write now; nothing was changed."""


class StoreUnsafe(StorageError):
    """The server may lose what it acknowledged. The text names the setting and the mend."""


class UnusableBackup(StorageError):
    """A backup's file cannot be written, read or put back. The text names the mend."""


class Conflict(StorageError):
    """Others changed the same profile again and again; nothing was changed."""


class Overloaded(StorageError):
    """The queue is full; nothing was taken."""


class NotThere(StorageError):
    """What was asked for does not exist, or no more."""


class ErasedSince(NotThere):
    """Whoever wrote this was erased after they wrote it; nothing was kept."""
