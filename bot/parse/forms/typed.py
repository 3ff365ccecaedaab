"""What an input holds, as words, and as the parts of a list."""

from collections.abc import Iterable

from bot import wording
from bot.parse.payloads import State
from storage.searching.reading import Mistake


def text(state: State, name: str) -> str:
    """What stands in an input, without the blanks around it."""
    value = state.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def listed(typed: str) -> Iterable[str]:
    """The parts of what was typed, at commas and line ends."""
    return [part.strip() for part in typed.replace("\n", ",").split(",") if part.strip()]


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """The names, those that differ only in case once, as written first."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return tuple(kept.values())


def wrong_query(mistake: Mistake) -> str:
    """What is wrong with a query, for an error at a field: Slack shows that as it is, marks of code and all."""
    told = wording.wrong_query(mistake.problem.value, mistake.at, mistake.found, mistake.meant)
    return told.replace("`", "")
