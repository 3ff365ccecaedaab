"""What is asked of others where they are compared with one alone, who tells little: what both tell, and no more."""

from dataclasses import dataclass
from typing import Final

from storage.linking.traits import Traits

_ALWAYS: Final = frozenset(["name", "company", "field:phone"])
_BORN: Final = frozenset(["born"])
_SITES: Final = frozenset(["field:website"])
_PLACES: Final = frozenset(["address", "location"])


@dataclass(frozen=True, slots=True)
class Asked:
    """Of a contact's fields and identifiers those that matter."""

    fields: frozenset[str] | None
    """None for all."""
    emails: bool
    phones: bool
    handles: bool

    def has_field(self, name: str) -> bool:
        """Whether a field is among them."""
        return self.fields is None or name in self.fields

    def has_kind(self, kind: str) -> bool:
        """Whether identifiers of a kind are among them. The id in another system is nobody else's."""
        if kind in ("email", "phone"):
            return self.emails if kind == "email" else self.phones
        return self.handles and not kind.startswith("external:")


def asked_by(ours: Traits) -> Asked:
    """What others are asked who are compared with this one.

    A message tells a name and a number: the addresses and birthdays of those of that name say nothing then.
    """
    return Asked(
        fields=_fields(ours),
        # An organisation's site is told by its addresses.
        emails=bool(ours.emails or ours.websites),
        phones=bool(ours.phones),
        handles=bool(ours.handles),
    )


def _fields(ours: Traits) -> frozenset[str] | None:
    if ours.codes:  # which codes say something new depends on all the rest
        return None
    lives = ours.street or ours.postcode or ours.city
    each = ((ours.born, _BORN), (ours.websites, _SITES), (lives, _PLACES))
    return _ALWAYS.union(*(fields for has, fields in each if has))
