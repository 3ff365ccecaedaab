"""Identifiers: how a channel names someone, normalised so that one person's is one value."""

from storage.record import Record


class Identifier(Record):
    """A kind and a normalised value by which somebody is named.

    Kinds: `email`, `phone` (E.164), `instagram`, `messenger`, `telegram`, `x`, `wa_bsuid`, `wa_lid`,
    `wa_username`, `external:<system>` (an id in a CRM, shop or helpdesk).
    """

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"

    def __hash__(self) -> int:
        return hash((self.kind, self.value))
