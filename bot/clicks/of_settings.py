"""The buttons of what admins set."""

from dataclasses import dataclass

from bot.clicks.carried import Click


@dataclass(frozen=True, slots=True)
class OpenPolicy(Click):
    """The form for who may do what."""

    ACTION_ID = "settings:policy"
    where: str = ""
    """Nothing yet; a button carries at least one part."""
