"""How splink compares, blocks and learns: settings that are meant to be good ones, for people and organisations.

People are compared by first and last name (`NameComparison` each: exact with term frequencies,
Jaro-Winkler 0.92, 0.88, 0.7), date of birth (`DateOfBirthComparison`), e-mail (`EmailComparison`),
telephone and the list's own fields (exact with term frequencies, Levenshtein 1 and 2), postcode, town and
street (exact with term frequencies, near, words in common).

Organisations are compared by name, street with its number, postcode, town, telephone and e-mail.

*u* comes from random pairs, *m* from a session of expectation maximisation for each rule of `sessions`,
the prior from the rules that are `certain`. The rules that block reach about as far as Rapport's keys.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import splink.comparison_level_library as level
import splink.comparison_library as comparing

Keys = list[tuple[str, ...]]
"""Rules: what is equal in all the columns, or expressions of SQL, of one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is compared and learned, for the columns that there are."""

    comparison: dict[str, Callable[[str], Any]]
    blocks: Keys
    sure: Keys
    learned: Keys

    def comparisons(self, column: str) -> list[Any]:
        """The comparison of a column; none for one that is only blocked by."""
        make = self.comparison.get("code" if column.startswith("code_") else column)
        return [make(column)] if make else []

    def blocking(self, columns: Sequence[str]) -> Keys:
        """The rules that find candidates."""
        return [*_there(self.blocks, columns), *_codes(columns)]

    def certain(self, columns: Sequence[str]) -> Keys:
        """The rules that hardly ever err, for the prior."""
        return [*_there(self.sure, columns), *_codes(columns)]

    def sessions(self, columns: Sequence[str]) -> Keys:
        """The rules that each session of learning blocks by."""
        return _there(self.learned, columns)


def _there(keys: Iterable[tuple[str, ...]], columns: Sequence[str]) -> Keys:
    known = {column: column for column in columns}
    return [key for key in keys if all(_column_of(one) in known for one in key)]


def _column_of(expression: str) -> str:
    """The column in an expression such as `substr(last_name, 1, 3)`."""
    return expression.partition("(")[2].partition(",")[0] or expression


def _codes(columns: Sequence[str]) -> Keys:
    return [(column,) for column in columns if column.startswith("code_")]


def _exactly(column: str) -> Any:
    return level.ExactMatchLevel(column, term_frequency_adjustments=True)


def _typed(column: str) -> Any:
    return comparing.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            level.NullLevel(column),
            _exactly(column),
            level.LevenshteinLevel(column, 1),
            level.LevenshteinLevel(column, 2),
            level.ElseLevel(),
        ],
    )


def _town(column: str) -> Any:
    return comparing.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            level.NullLevel(column),
            _exactly(column),
            level.JaroWinklerLevel(column, 0.9),
            level.ElseLevel(),
        ],
    )


def _street(column: str) -> Any:
    return comparing.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            level.NullLevel(column),
            _exactly(column),
            level.And(level.ExactMatchLevel("number"), level.JaroWinklerLevel(column, 0.88)),
            level.CustomLevel(f"{_SHARED.format(column=column)} >= 0.5"),
            level.JaroWinklerLevel(column, 0.88),
            level.ElseLevel(),
        ],
    )


_SHARED: Final = (
    "len(list_intersect(string_split({column}_l, ' '), string_split({column}_r, ' ')))"
    " / len(list_distinct(list_concat(string_split({column}_l, ' '), string_split({column}_r, ' '))))"
)
"""The share of words that both have."""


def _title(column: str) -> Any:
    return comparing.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            level.NullLevel(column),
            _exactly(column),
            level.JaroWinklerLevel(column, 0.95),
            level.CustomLevel(f"{_SHARED.format(column=column)} >= 0.75"),
            level.JaroWinklerLevel(column, 0.88),
            level.CustomLevel(f"{_SHARED.format(column=column)} >= 0.5"),
            level.ElseLevel(),
        ],
    )


def _born(column: str) -> Any:
    return comparing.DateOfBirthComparison(
        column, input_is_string=True, invalid_dates_as_null=False
    )


_EVERYWHERE: Final[dict[str, Callable[[str], Any]]] = {
    "email": comparing.EmailComparison,
    "phone": _typed,
    "postcode": _typed,
    "city": _town,
    "street": _street,
    "code": _typed,
}
PEOPLE: Final = Model(
    comparison={
        **_EVERYWHERE,
        "first_name": comparing.NameComparison,
        "last_name": comparing.NameComparison,
        "born": _born,
    },
    blocks=[
        ("email",),
        ("phone",),
        ("born", "first_name"),
        ("born", "last_name"),
        ("born", "city"),
        ("born", "postcode"),
        ("first_name", "last_name"),
        ("first_name", "postcode"),
        ("last_name", "postcode"),
        ("first_name", "city"),
        ("last_name", "city"),
        ("street", "postcode"),
        ("number", "postcode"),
        ("substr(first_name,1,3)", "substr(last_name,1,3)"),
        ("substr(first_name,1,2)", "substr(born,1,7)"),
        ("first_name", "substr(born,1,4)"),
        ("last_name", "substr(born,1,4)"),
        ("split_part(email,'@',1)",),
        ("split_part(email,'@',2)", "substr(email,1,2)"),
    ],
    sure=[
        ("email",),
        ("first_name", "last_name", "born"),
        ("first_name", "last_name", "postcode"),
        ("first_name", "phone"),
    ],
    learned=[
        ("first_name", "last_name"),
        ("born",),
        ("email",),
        ("phone",),
        ("postcode", "last_name"),
    ],
)
ORGANISATIONS: Final = Model(
    comparison={**_EVERYWHERE, "name": _title, "born": _born},
    blocks=[
        ("email",),
        ("phone",),
        ("name",),
        ("street",),
        ("number", "postcode"),
        ("substr(name,1,12)",),
        ("substr(name,1,5)", "postcode"),
        ("substr(name,1,5)", "number"),
    ],
    sure=[("name", "street"), ("name", "phone", "postcode"), ("street", "phone")],
    learned=[("street",), ("name", "postcode"), ("phone", "postcode")],
)
