"""A backup, told of: what is in its file, what was written, and what became of it when it was put back."""

from datetime import datetime

from storage.overview import Rebuilt
from storage.record import Record


class BackupHead(Record):
    """What a backup says of itself, before anything else."""

    workspace: str
    schema_version: int
    at: datetime
    """When it was begun."""
    by: str
    """The version of Rapport that wrote it."""


class BackedUp(Record):
    """What was written into a backup's file."""

    workspace: str
    keys: int
    size_bytes: int
    audit_number: int
    """Up to which entry of the audit everything is in it."""


class Restored(Record):
    """What a backup brought back."""

    workspace: str
    keys: int
    at: datetime
    """When the backup was begun."""
    audit_number: int
    erased_again: int
    """Contacts that the backup had brought back, and that had been erased since."""
    mended: Rebuilt


class Migrated(Record):
    """What was done to bring a workspace to this version's schema."""

    workspace: str
    before: int
    after: int
    changed: int
    """Records that were written anew, or would be."""
