"""Sentences about searching: who fits, and what is wrong with a query."""

from collections.abc import Sequence
from typing import Final

from bot.wording.counting import figure, in_english
from bot.wording.german import searching as german
from bot.wording.speaking import Table, spoken, words

next_page = words("Next", "Weiter")


@spoken(german.all_fit)
def all_fit(searched: str, number: int) -> str:
    """All that fit a query."""
    if not number:
        return f"Nobody fits \u201c{searched}\u201d."
    return (
        f"{in_english(number, 'customer')} fit{'s' if number == 1 else ''} \u201c{searched}\u201d."
    )


@spoken(german.some_fit)
def some_fit(searched: str, first: int, last: int) -> str:
    """A page of those that fit a query."""
    if last < first:
        return f"Nobody so far fits \u201c{searched}\u201d."
    told = figure(first) if first == last else f"{figure(first)}\u2013{figure(last)}"
    return f"Customers that fit \u201c{searched}\u201d: {told}"


@spoken(german.looked_at_some)
def looked_at_some(looked_at: int, candidates: int) -> str:
    """A page that ended before it was full."""
    of = f" of at most {figure(candidates)}" if candidates > looked_at else ""
    return f"I looked at {figure(looked_at)} contacts{of} for this page. *Next* looks further."


@spoken(german.nobody_has_field)
def nobody_has_field(number: int, names: str) -> str:
    """A query asks of fields that no customer has; mostly they are called otherwise"""
    which = "the field" if number == 1 else "the fields"
    return f"No customer has {which} {names}: write a field as it is called on a card."


@spoken(german.looks_at_everybody)
def looks_at_everybody() -> str:
    """A query that no index narrows down."""
    return (
        "This looks through all customers one after the other. Add a word or a tag that fewer have,"
        " and it is found at once."
    )


QUERY_PROBLEMS: Final = Table(
    {
        "nothing": (
            "There is nothing to search for: type a name, or e.g. `tag:vip`.",
            "Es gibt nichts zu suchen: geben Sie einen Namen ein, oder z. B. `tag:vip`.",
        ),
        "too_long": (
            "This is too long: 500 characters at most.",
            "Das ist zu lang: höchstens 500 Zeichen.",
        ),
        "too_many": (
            "This asks for too much at once: 30 words and terms at most.",
            "Das fragt nach zu viel auf einmal: höchstens 30 Wörter und Angaben.",
        ),
        "too_deep": (
            "Too many parentheses stand in each other at sign {at}: 10 at most.",
            "Zu viele Klammern stehen ineinander (Zeichen {at}): höchstens 10.",
        ),
        "open_quote": (
            'The quote that opens at sign {at} is never closed: put a `"` behind its last word.',
            (
                'Das Anführungszeichen an Stelle {at} wird nicht geschlossen: setzen Sie ein `"` hinter das letzte'
                " Wort."
            ),
        ),
        "unclosed": (
            "The parenthesis that opens at sign {at} is never closed: put a `)` where it ends.",
            "Die Klammer an Stelle {at} wird nicht geschlossen: setzen Sie ein `)` an ihr Ende.",
        ),
        "unopened": (
            "The `)` at sign {at} closes nothing: take it away, or put a `(` before it.",
            "Das `)` an Stelle {at} schließt nichts: nehmen Sie es weg, oder setzen Sie ein `(` davor.",
        ),
        "empty_group": (
            "Nothing stands between the parentheses at sign {at}: take them away.",
            "Zwischen den Klammern an Stelle {at} steht nichts: nehmen Sie sie weg.",
        ),
        "lonely_or": (
            "OR at sign {at} stands between two things, e.g. `tag:vip OR plan:enterprise`.",
            "OR an Stelle {at} steht zwischen zwei Angaben, z. B. `tag:vip OR plan:enterprise`.",
        ),
        "lonely_minus": (
            "Nothing follows the minus at sign {at}: write what is not to fit, e.g. `-tag:late`.",
            (
                "Auf das Minus an Stelle {at} folgt nichts: schreiben Sie, was nicht passen soll, z. B. "
                "`-tag:late`."
            ),
        ),
        "unknown_key": (
            "There is no `{found}` (sign {at}): did you mean `{meant}`?",
            "`{found}` gibt es nicht (Stelle {at}): meinten Sie `{meant}`?",
        ),
        "no_value": (
            "Nothing follows `{found}` at sign {at}: write e.g. `{meant}`.",
            "Auf `{found}` folgt an Stelle {at} nichts: schreiben Sie z. B. `{meant}`.",
        ),
        "no_number": (
            "`{found}` at sign {at} needs a number: write e.g. `{meant}`.",
            "`{found}` an Stelle {at} braucht eine Zahl: schreiben Sie z. B. `{meant}`.",
        ),
        "no_age": (
            (
                "`{found}` at sign {at} needs how long ago: `<` for less or `>` for more, and h, d, w, mo or "
                "y, e.g. `{meant}`."
            ),
            (
                "`{found}` an Stelle {at} braucht eine Zeitspanne: `<` für weniger oder `>` für mehr, und h, "
                "d, w, mo oder y, z. B. `{meant}`."
            ),
        ),
        "no_channel": (
            "There is no channel `{found}` (sign {at}): write one of {meant}.",
            "Den Kanal `{found}` gibt es nicht (Stelle {at}): schreiben Sie einen von {meant}.",
        ),
        "no_country": (
            (
                "`{found}` at sign {at} names no country: write two letters or its English name, e.g. "
                "`{meant}`."
            ),
            (
                "`{found}` an Stelle {at} nennt kein Land: schreiben Sie zwei Buchstaben oder den englischen "
                "Namen, z. B. `{meant}`."
            ),
        ),
        "no_field": (
            "`{found}` at sign {at} needs the name of a field and a value: write e.g. `{meant}`.",
            (
                "`{found}` an Stelle {at} braucht den Namen eines Feldes und einen Wert: schreiben Sie z. B. "
                "`{meant}`."
            ),
        ),
        "no_comparison": (
            "`{found}` at sign {at} compares with what is no number and no day: write e.g. `{meant}`.",
            (
                "`{found}` an Stelle {at} vergleicht mit etwas, das keine Zahl und kein Tag ist: schreiben"
                " Sie z. B. `{meant}`."
            ),
        ),
        "unknown_key_alike_none": (
            (
                "There is no `{found}` (sign {at}): write one of tag, company, plan, channel, country, "
                "orders, seen, `field:name=value` for a field of your own, or put it in quotes, e.g."
                ' `"a:b"`.'
            ),
            (
                "`{found}` gibt es nicht (Stelle {at}): schreiben Sie tag, company, plan, channel, country, orders"
                " oder seen, `field:Name=Wert` für ein eigenes Feld, oder setzen Sie es in Anführungszeichen,"
                ' z. B. `"a:b"`.'
            ),
        ),
    }
)
"""What is wrong with a query, at which sign, and how it is written."""


def wrong_query(problem: str, at: int, found: str, meant: Sequence[str]) -> str:
    """Where a query goes wrong, and how it is written."""
    told = QUERY_PROBLEMS[
        problem if meant or problem != "unknown_key" else "unknown_key_alike_none"
    ]
    between = "`, `" if problem in ("unknown_key", "no_comparison") else ", "
    return told.format(at=at, found=found, meant=between.join(meant))
