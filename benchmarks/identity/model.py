"""How splink compares, blocks and learns: settings that are meant to be good ones, for people and organisations.

Of people, names are compared one by one (`NameComparison`: exact with term frequencies, Jaro-Winkler 0.92,
0.88, 0.7) or together (`ForenameSurnameComparison`, term frequencies of the whole): both models run, and
the one that fits the truth better counts. Then the date of birth (`DateOfBirthComparison`), e-mail
(`EmailComparison`), telephone and the list's own fields (exact with term frequencies, Levenshtein 1 and 2);
street, postcode and town in one comparison, since each follows from the other.

Organisations are compared by name (exact with term frequencies, near, words in common), and by street with
its number, postcode, town, telephone and e-mail each: that fitted better than an address in one.

*u* comes from random pairs, *m* from a session of expectation maximisation for each rule that is `learned`
from, chosen so that neither a family nor a switchboard passes for a match; the prior from the rules that
are `sure`. The rules that block reach about as far as Rapport's keys. All of this was tried on these lists,
and what fitted splink best was kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import splink.comparison_level_library as level
import splink.comparison_library as comparing

Keys = tuple[tuple[str, ...], ...]
"""Rules: what is equal in all the columns, or expressions of SQL, of one of them."""
Columns = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is compared, found and learned from."""

    compared: tuple[Callable[[Columns], list[Any]], ...]
    blocks: Keys
    sure: Keys
    learned: Keys

    def comparisons(self, columns: Columns) -> list[Any]:
        """The comparisons that these columns allow."""
        return [one for make in self.compared for one in make(columns)]

    def blocking(self, columns: Columns) -> Keys:
        """The rules that find candidates."""
        return (*_there(self.blocks, columns), *_codes(columns))

    def certain(self, columns: Columns) -> Keys:
        """The rules that hardly ever err, for the prior."""
        return (*_there(self.sure, columns), *_codes(columns))

    def sessions(self, columns: Columns) -> Keys:
        """The rules that each session of learning blocks by."""
        return _there(self.learned, columns)


def _there(keys: Keys, columns: Columns) -> Keys:
    return tuple(key for key in keys if all(_column_of(one) in columns for one in key))


def _column_of(expression: str) -> str:
    """The column in an expression such as `substr(last_name, 1, 3)`."""
    return expression.partition("(")[2].partition(",")[0] or expression


def _codes(columns: Columns) -> Keys:
    return tuple((column,) for column in columns if column.startswith("code_"))


# ---------------------------------------------------------------- comparisons


def _each(make: Callable[[str], Any], *names: str) -> Callable[[Columns], list[Any]]:
    return lambda columns: [make(name) for name in names if name in columns]


def _own_fields(columns: Columns) -> list[Any]:
    return [_typed(column) for (column,) in _codes(columns)]


def _whole_name(columns: Columns) -> list[Any]:
    if not {"first_name", "last_name"} <= set(columns):
        return []
    whole = comparing.ForenameSurnameComparison(
        "first_name", "last_name", forename_surname_concat_col_name="name"
    )
    return [whole]


def _exactly(column: str) -> Any:
    return level.ExactMatchLevel(column, term_frequency_adjustments=True)


def _custom(column: str, *levels: Any) -> Any:
    return comparing.CustomComparison(
        output_column_name=column, comparison_levels=[*levels, level.ElseLevel()]
    )


def _typed(column: str) -> Any:
    near = (level.LevenshteinLevel(column, 1), level.LevenshteinLevel(column, 2))
    return _custom(column, level.NullLevel(column), _exactly(column), *near)


def _town(column: str) -> Any:
    near = level.JaroWinklerLevel(column, 0.9)
    return _custom(column, level.NullLevel(column), _exactly(column), near)


def _born(column: str) -> Any:
    """Dates that cannot be are slips, and compared as text."""
    return comparing.DateOfBirthComparison(
        column, input_is_string=True, invalid_dates_as_null=False
    )


def _house() -> Any:
    """The same number on a street of almost the same name."""
    return level.And(level.ExactMatchLevel("number"), level.JaroWinklerLevel("street", 0.88))


def _words_in_common(column: str, share: float) -> Any:
    ours, theirs = f"string_split({column}_l, ' ')", f"string_split({column}_r, ' ')"
    both = f"len(list_intersect({ours}, {theirs}))"
    return level.CustomLevel(
        f"{both} >= {share} * len(list_distinct(list_concat({ours}, {theirs})))"
    )


def _street(column: str) -> Any:
    return _custom(
        column,
        level.NullLevel(column),
        _exactly(column),
        _house(),
        _words_in_common(column, 0.5),
        level.JaroWinklerLevel(column, 0.88),
    )


def _title(column: str) -> Any:
    return _custom(
        column,
        level.NullLevel(column),
        _exactly(column),
        level.JaroWinklerLevel(column, 0.95),
        _words_in_common(column, 0.75),
        level.JaroWinklerLevel(column, 0.88),
        _words_in_common(column, 0.5),
    )


def _address(columns: Columns) -> list[Any]:
    """Street, postcode and town in one, from the whole address down to the town alone."""
    parts = [part for part in ("street", "postcode", "city") if part in columns]
    if len(parts) < 2:
        return [_town(part) for part in parts]
    steps: list[tuple[set[str], Callable[[], Any]]] = [
        ({"street", "postcode"}, lambda: level.And(_house(), level.ExactMatchLevel("postcode"))),
        ({"postcode"}, lambda: _exactly("postcode")),
        ({"street", "city"}, lambda: level.And(_house(), level.ExactMatchLevel("city"))),
        ({"street"}, _house),
        ({"postcode"}, lambda: level.LevenshteinLevel("postcode", 1)),
        ({"street"}, lambda: level.JaroWinklerLevel("street", 0.88)),
        ({"city"}, lambda: _exactly("city")),
        ({"city"}, lambda: level.JaroWinklerLevel("city", 0.9)),
    ]
    nothing = level.And(*(level.NullLevel(part) for part in parts))
    there = [make() for needed, make in steps if needed <= set(parts)]
    return [_custom("address", nothing, *there)]


# ---------------------------------------------------------------- models

_PEOPLE: Final[dict[str, Keys]] = {
    "blocks": (
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
    ),
    "sure": (
        ("email",),
        ("first_name", "last_name", "born"),
        ("first_name", "last_name", "postcode"),
        ("first_name", "phone"),
    ),
    "learned": (("first_name", "last_name"), ("born",), ("email", "first_name")),
}
_PERSONAL: Final = (
    _each(_born, "born"),
    _each(comparing.EmailComparison, "email"),
    _each(_typed, "phone"),
    _address,
    _own_fields,
)
NAMES_APART: Final = Model(
    compared=(_each(comparing.NameComparison, "first_name", "last_name"), *_PERSONAL), **_PEOPLE
)
NAMES_TOGETHER: Final = Model(compared=(_whole_name, *_PERSONAL), **_PEOPLE)
ORGANISATIONS: Final = Model(
    compared=(
        _each(_title, "name"),
        _each(_street, "street"),
        _each(_typed, "postcode", "phone"),
        _each(_town, "city"),
        _each(comparing.EmailComparison, "email"),
        _own_fields,
    ),
    blocks=(
        ("email",),
        ("phone",),
        ("name",),
        ("street",),
        ("number", "postcode"),
        ("substr(name,1,12)",),
        ("substr(name,1,5)", "postcode"),
        ("substr(name,1,5)", "number"),
    ),
    sure=(("name", "street"), ("name", "phone", "postcode"), ("street", "phone")),
    learned=(("street",), ("name", "postcode"), ("phone", "postcode")),
)
