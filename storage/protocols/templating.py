"""Replies that the team keeps ready."""

from typing import Protocol

from storage.outcomes import Change
from storage.templating import Template


class Templating(Protocol):
    """The templates of a workspace."""

    async def templates(self) -> list[Template]:
        """All of them, by name."""
        ...

    async def template(self, template_id: str) -> Template | None:
        """The template, or None where it is gone."""
        ...

    async def keep_template(self, template: Template, *, change: Change) -> bool:
        """True if it is kept, in the place of the one of its id; False where there are too many."""
        ...

    async def drop_template(self, template_id: str, *, change: Change) -> bool:
        """True if it was there, and is no more."""
        ...
