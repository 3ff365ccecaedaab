"""Ids: opaque, sortable by when they were made."""

from collections.abc import Callable
from typing import Final

from ulid import ULID

CONTACT: Final = "c_"
MESSAGE: Final = "m_"
NOTE: Final = "n_"
LINK: Final = "l_"
REQUEST: Final = "r_"
ERASURE: Final = "e_"
SEGMENT: Final = "s_"
RULE: Final = "rule_"
FIELD: Final = "f_"

NewId = Callable[[str], str]
"""A new id for a prefix."""


def new_id(prefix: str) -> str:
    """A new id that begins so. Ids of one prefix sort by the millisecond they were made in."""
    return prefix + str(ULID()).lower()
