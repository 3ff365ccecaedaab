"""Who looks at a card."""

from dataclasses import dataclass

from bot.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a card that only they see."""

    user_id: str
    zone: str
    locale: str
    role: Role = Role.AGENT
