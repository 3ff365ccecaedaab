"""What a customer writes of for the second time and more."""

from datetime import timedelta
from typing import Final

from bot.wording.german import again as german
from bot.wording.measures import within
from bot.wording.speaking import spoken, words

_ORDINALS: Final = (
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
)

another_matter = words("Another matter", "Etwas anderes")


@spoken(german.again)
def again(times: int, since: timedelta) -> str:
    """`Third message about this in 6 days`"""
    named = dict(enumerate(_ORDINALS, 2)).get(times) or f"Message number {times}"
    return f"{named}{' message' if times <= 10 else ''} about this {within(since)}"


@spoken(german.answered)
def answered(who: str, when: str, words_: str) -> str:
    """What a colleague answered then; of an answer whose words are not kept only that it was given."""
    return f"{who} answered {when}" + (f": \u201c{words_}\u201d" if words_ else ".")


@spoken(german.not_answered)
def not_answered() -> str:
    """What nobody answered in its thread."""
    return "Nobody answered."
