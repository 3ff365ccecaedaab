"""Who looks at a card."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a card that only they see."""

    user_id: str
    zone: str
    locale: str
