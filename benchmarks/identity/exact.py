"""The simplest way: whoever has one id in common is one."""

import re
from collections import defaultdict
from itertools import pairwise
from typing import Final

from benchmarks.identity.judging import Judged, components, of_groups
from benchmarks.identity.labelled import Labelled
from storage.exchange import Row
from storage.identifiers import match_key

_DATE: Final = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?!\d)")
"""What begins with a date, with or without a time of the day."""


def by_exact_id(labelled: Labelled) -> Judged:
    """What equal e-mail addresses, telephone numbers and numbers of the list's own would join."""
    rows = [row.new if isinstance(row, Row) else None for row in labelled.rows]
    own = _own_number([row.fields for row in rows if row])
    by_value: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row:
            for identifier in row.identifiers:
                by_value[match_key(identifier)].append(place)
            if row.fields.get(own):
                by_value[f"{own} {row.fields[own]}"].append(place)
    pairs = (pair for many in by_value.values() for pair in pairwise(many))
    return of_groups(components(len(rows), pairs), labelled.truth)


def _own_number(lines: list[dict[str, str]]) -> str:
    """The first of the list's own fields that holds digits in most of its values, and many different ones: no dates."""
    values: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for field, value in line.items():
            if field.startswith("field:"):
                values[field].append(value)
    for field, told in values.items():
        numbered = sum(
            any(map(str.isdigit, value)) and not _DATE.match(value.strip()) for value in told
        )
        if numbered * 2 > len(told) < len(set(told)) * 10:
            return field
    return ""
