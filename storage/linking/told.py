"""What a contact is compared by: as much of it as has to be read of somebody who may be another."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from storage.contact import FactSource
from storage.identifiers import Identifier
from storage.message import Evidence


class ToldFact(Protocol):
    """One field's value, and who said so."""

    @property
    def field(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def source(self) -> FactSource: ...
    @property
    def at(self) -> datetime: ...
    @property
    def of_person(self) -> bool: ...


class ToldClaim(Protocol):
    """An identifier, and how far it is vouched for."""

    @property
    def identifier(self) -> Identifier: ...
    @property
    def evidence(self) -> Evidence: ...


class Told(Protocol):
    """A contact, or what was read of one."""

    @property
    def id(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def claims(self) -> Sequence[ToldClaim]: ...
    @property
    def facts(self) -> Sequence[ToldFact]: ...
