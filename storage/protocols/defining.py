"""Custom fields: which there are, who holds them, and what becomes of what is stored."""

from typing import Protocol

from storage.fields import Cleared, CustomField, FieldUse
from storage.outcomes import Change
from storage.segments import Saved


class Defining(Protocol):
    """Custom fields: which there are, who holds them, and what becomes of what is stored."""

    async def custom_fields(self) -> tuple[CustomField, ...]:
        """All that are defined, by name, those that are retired among them."""
        ...

    async def define(self, field: CustomField, *, change: Change) -> Saved:
        """Defined where it has no id, and no field may have its name then; else changed, all but its name."""
        ...

    async def drop_field(self, field: CustomField, *, change: Change) -> bool:
        """True if it was retired and nobody holds it any more: it is defined no more."""
        ...

    async def field_use(self, names: tuple[str, ...]) -> dict[str, int]:
        """On how many contacts each of these is, by the name that was asked for."""
        ...

    async def undefined_fields(self) -> tuple[FieldUse, ...]:
        """What contacts hold under names that nobody defined, the first by name."""
        ...

    async def clear_field(self, name: str, *, turn: int, change: Change) -> Cleared:
        """One batch of contacts that hold the field no more, in whichever writing; again until it is done."""
        ...
