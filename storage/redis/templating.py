"""Replies that the team keeps ready."""

from storage.redis.chaining import tell
from storage.redis.connection import our_errors
from storage.redis.program import Program
from storage.redis.records import written
from storage.redis.workspace import Workspace
from storage.store import Change
from storage.templating import MOST_TEMPLATES, Template


class Templating(Workspace):
    """The part of the store that keeps templates."""

    async def templates(self) -> list[Template]:
        with our_errors():
            rows = await self._client.hvals(self._bare.named("templates"))
        found = (Template.model_validate_json(text) for text in rows)
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

    async def template(self, template_id: str) -> Template | None:
        with our_errors():
            text = await self._client.hget(self._bare.named("templates"), template_id)
        return Template.model_validate_json(text) if text else None

    async def keep_template(self, template: Template, *, change: Change) -> bool:
        every = self._bare.named("templates")
        with our_errors():
            known = await self._client.hexists(every, template.id)
            count = await self._client.hlen(every)
        if not known and count >= MOST_TEMPLATES:
            return False
        keys, program = await self._keys(), Program()
        tell(program, keys, "template.kept", template.id, by=change.by, at=change.at)
        program.once(keys.digest("done", change.key), "")
        program.op("HSET", every, template.id, written(template))
        await program.commit(self._client)
        return True

    async def drop_template(self, template_id: str, *, change: Change) -> bool:
        if await self.template(template_id) is None:
            return False
        keys, program = await self._keys(), Program()
        tell(program, keys, "template.dropped", template_id, by=change.by, at=change.at)
        program.once(keys.digest("done", change.key), "")
        program.op("HDEL", self._bare.named("templates"), template_id)
        await program.commit(self._client)
        return True
