"""Sentences about saved searches."""

from bot.wording.counting import figure, in_english
from bot.wording.german import segments as german
from bot.wording.speaking import spoken, words

segments_title = words("Segments", "Segmente")
new_segment = words("New segment", "Neues Segment")
save_search = words("Save this search", "Diese Suche sichern")
segment_title = words("Segment", "Kundensegment")
segment_name_label = words("What is it called?", "Wie heißt es?")
segment_query_label = words("Whom does it find?", "Wen findet es?")
segment_query_hint = words(
    "A search, e.g. tag:vip seen:<30d, or plan:enterprise -owner:*",
    "Eine Suche, z. B. tag:vip seen:<30d, oder plan:enterprise -owner:*",
)
delete = words("Delete", "Löschen")
keep_it = words("Keep it", "Behalten")
delete_segment_title = words("Delete this segment?", "Segment löschen?")


@spoken(german.no_segments)
def no_segments() -> str:
    """Nothing was saved yet."""
    return (
        "No search is saved yet. Search with `/customer tag:vip seen:<30d`, and press *Save this"
        " search* below what it finds."
    ).replace("<", "&lt;")


@spoken(german.no_such_segment)
def no_such_segment() -> str:
    """A name that no segment has."""
    return "There is no segment of that name. These are all there are:"


@spoken(german.segment_count)
def segment_count(number: int, *, whole: bool) -> str:
    """`37 customers`, `500 customers or more`"""
    told = in_english(number, "customer")
    return told if whole else f"{figure(number)} customers or more"


@spoken(german.delete_segment)
def delete_segment(name: str) -> str:
    """What deleting one does."""
    return f"\u201c{name}\u201d is gone for everybody then. Its customers stay."


@spoken(german.segment_deleted)
def segment_deleted() -> str:
    """It is gone."""
    return "The segment is deleted. Its customers are as they were."


@spoken(german.segment_gone)
def segment_gone() -> str:
    """It is there no more."""
    return "Somebody deleted this segment. Make it anew with *New segment*."


@spoken(german.segment_needs_name)
def segment_needs_name() -> str:
    """A form without a name."""
    return "Give it a name, e.g. VIPs in Brazil."


@spoken(german.segment_name_too_long)
def segment_name_too_long(most: int) -> str:
    """A name beyond the limit."""
    return f"This name is too long: {figure(most)} characters at most."


@spoken(german.segment_name_taken)
def segment_name_taken() -> str:
    """A name that another one has."""
    return "Another segment has this name. Give this one another."


@spoken(german.too_many_segments)
def too_many_segments() -> str:
    """Beyond the limit."""
    return "There are 200 segments already. Delete one that nobody needs first."
