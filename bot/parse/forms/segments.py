"""A search that is saved, as it was typed."""

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldErrors, SegmentEntry
from bot.parse.forms.typed import text, wrong_query
from bot.parse.payloads import State
from storage.searching.parsing import parse
from storage.searching.reading import Mistake
from storage.segments import LONGEST_NAME_CHARS


def segment(state: State) -> SegmentEntry | FieldErrors:
    """A name and a query that can be read."""
    name = " ".join(text(state, Field.SEGMENT_NAME).split())
    query = parse(text(state, Field.SEGMENT_QUERY))
    errors: dict[str, str] = {}
    if not name:
        errors[Field.SEGMENT_NAME] = wording.segment_needs_name()
    elif len(name) > LONGEST_NAME_CHARS:
        errors[Field.SEGMENT_NAME] = wording.segment_name_too_long(LONGEST_NAME_CHARS)
    if isinstance(query, Mistake):
        return FieldErrors({**errors, Field.SEGMENT_QUERY: wrong_query(query)})
    return FieldErrors(errors) if errors else SegmentEntry(name, str(query))
