"""Searches that are saved under a name."""

from storage.redis.ids import SEGMENT
from storage.redis.program import Program
from storage.redis.records import written
from storage.redis.saving import Rows, Saving
from storage.segments import MOST_SEGMENTS, Saved, Segment, name_form
from storage.store import Change


class Segments(Saving):
    """The part of the store that keeps segments."""

    async def segments(self) -> list[Segment]:
        rows = await self._rows("segments")
        return sorted(map(_read, rows.values()), key=lambda one: (name_form(one.name), one.id))

    async def save_segment(self, segment: Segment, *, change: Change) -> Saved:
        made = segment.id or self._new_id(SEGMENT)
        key = self._bare.named("segments")

        def decide(rows: Rows, program: Program) -> tuple[Saved, str, str]:
            others = [_read(text) for name, text in rows.items() if name != segment.id]
            if segment.id and segment.id not in rows:
                return Saved.GONE, "", ""
            if name_form(segment.name) in {name_form(one.name) for one in others}:
                return Saved.NAME_TAKEN, "", ""
            if len(others) >= MOST_SEGMENTS:
                return Saved.TOO_MANY, "", ""
            kept = segment.model_copy(update={"id": made})
            program.op("HSET", key, made, written(kept))
            return Saved.DONE, "segment.change" if segment.id else "segment.add", made

        return await self._save("segments", change, decide, Saved.DONE)

    async def drop_segment(self, segment_id: str, *, change: Change) -> bool:
        def decide(rows: Rows, program: Program) -> tuple[bool, str, str]:
            if segment_id not in rows:
                return False, "", ""
            program.op("HDEL", self._bare.named("segments"), segment_id)
            return True, "segment.drop", segment_id

        return await self._save("segments", change, decide, again=True)


def _read(text: bytes) -> Segment:
    return Segment.model_validate_json(text)
